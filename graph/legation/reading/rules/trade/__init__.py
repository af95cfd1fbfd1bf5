"""Figures of trade: which flow, between whom, in which period, by whose count."""
