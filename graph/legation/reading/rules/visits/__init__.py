"""Visits: who went from where to where, in which office, when, with what rank."""
