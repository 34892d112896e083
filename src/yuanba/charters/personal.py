"""Village rules name nobody."""

from yuanba.base.personal import nobody

nobody("charters.Charter", "title")
nobody("charters.Version", "text", "short", "number", "clause", "back_words")
