"""Tasks are between units; hours stand in sum, never beside a person."""

from yuanba.base.personal import nobody

nobody("admissions.Rule", "source")
nobody(
    "admissions.Task", "title", "what", "basis", "why", "paper", "clause", "said",
)  # fmt: skip
nobody("admissions.Share", "clause", "words")
