"""Rules and weights are about words of matters, never about a person."""

from yuanba.base.personal import nobody

nobody(
    "triage.SortingRule", "name", "words", "also", "but_not", "door", "nature", "source",
)  # fmt: skip
nobody(
    "triage.Learned", "score", "weights", "dispatch"
)  # numbers, of runs of characters that are hashed
