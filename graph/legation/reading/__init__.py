"""Documents become claims: text → sentences → mentions → one rule module per kind → claims."""
