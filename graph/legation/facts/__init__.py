"""Kinds of facts, the evidence for them, the claims that sources make, and their quads."""
