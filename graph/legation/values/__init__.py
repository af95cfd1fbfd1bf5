"""Dates, amounts, names and codes: clean what sources write."""
