"""Everything shown about matters. Reads only, and only what the reader may see."""

from yuanba.matters.queries.one import has_photo, one, sees
from yuanba.matters.queries.voice import voice

__all__ = ["has_photo", "one", "sees", "voice"]
