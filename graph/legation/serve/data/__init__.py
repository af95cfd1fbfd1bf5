"""What a server tells without being asked in SPARQL: documents of things, questions, descriptions."""
