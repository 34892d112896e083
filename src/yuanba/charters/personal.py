"""Village rules name nobody."""

from yuanba.base.personal import nobody

nobody("charters.Charter", "title")
nobody("charters.Version", "text", "short", "number", "clause", "back_words")
# whoever speaks agreed to be heard, and may have it taken down; no name is kept with it
nobody("charters.Recording", "name", "kind", "digest", "words")
