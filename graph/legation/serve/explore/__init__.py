"""Pages to look at a graph: search, pairs of states, networks, disagreements, queries."""
