"""Agreements and what was done with them: signed, in force, ended."""
