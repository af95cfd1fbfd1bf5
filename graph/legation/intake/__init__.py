"""What was named or given, on its way in: found, read in one process or many, held on disk."""
