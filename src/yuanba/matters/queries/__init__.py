"""Everything shown about matters. Reads only, and only what the reader may see."""

from yuanba.matters.queries.one import one, sees

__all__ = ["one", "sees"]
