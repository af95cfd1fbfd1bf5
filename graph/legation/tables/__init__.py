"""Tables: a description is compiled before the first row; rows become claims, troubles a report."""
