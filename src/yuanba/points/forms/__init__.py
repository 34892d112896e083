"""What the pages of points accept, a chapter a file."""
