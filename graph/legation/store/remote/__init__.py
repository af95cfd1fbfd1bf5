"""A graph in somebody else's SPARQL store: asked over the protocol, changed as a whole."""
