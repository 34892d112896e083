"""Duties are about matters, never about a person."""

from yuanba.base.personal import nobody

nobody(
    "duties.Category",
    "code", "branch", "word", "name", "name_en", "refer", "links", "note", "source",
)  # fmt: skip
nobody("duties.ListItem", "code", "name", "name_en", "source")
nobody("duties.LaneName", "name", "name_en", "meeting", "leads", "source")
