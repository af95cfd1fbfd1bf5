"""Networks of entities and facts: built from the settled graph, folded to be readable, placed."""
