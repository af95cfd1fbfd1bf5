"""Embassies, consulates and other missions."""
