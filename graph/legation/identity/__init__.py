"""Entities and their names, matching facts across sources, judgements."""
