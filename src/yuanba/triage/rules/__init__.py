"""Plain rules of reading a text: no Django, no tables."""
