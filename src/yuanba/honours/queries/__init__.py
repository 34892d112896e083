"""What is shown of honours, a chapter a file."""
