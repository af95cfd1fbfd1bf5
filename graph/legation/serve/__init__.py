"""A graph over HTTP: SPARQL, linked data, named questions, safe in public."""
