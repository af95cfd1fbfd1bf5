"""Joint committees and their sessions."""
