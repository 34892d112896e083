"""Tests whose rows are really written, so that several threads see one another's work."""
