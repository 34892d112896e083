"""What the pages of honours accept."""
