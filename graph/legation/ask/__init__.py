"""Questions a diplomat would ask, their parameters, and the answers of a graph."""
