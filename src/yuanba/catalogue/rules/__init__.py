"""Plain rules of disclosure, one chapter a file."""
