"""What the settled graph says when sources differ, and that they differ."""
