"""The administrator's pages, by chapter: the tree of places, the calendar."""
