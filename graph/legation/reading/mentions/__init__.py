"""Find what a text mentions: states, places, offices, persons."""
