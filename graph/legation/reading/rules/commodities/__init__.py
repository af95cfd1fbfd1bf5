"""The goods that two states trade."""
