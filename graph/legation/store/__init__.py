"""Where quads live: one engine, and immutable versions of it in a directory."""
