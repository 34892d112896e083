"""What is shown of points."""
