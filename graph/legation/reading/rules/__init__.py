"""One module per kind of fact: each reads a document and adds its claims to what was found."""
