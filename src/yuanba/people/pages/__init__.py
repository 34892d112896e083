"""Pages about people, by chapter: signing in, oneself, staff, units, households."""
