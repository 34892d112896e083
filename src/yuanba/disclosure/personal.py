"""What hangs on the wall has been masked and read by two people: it names nobody."""

from yuanba.base.personal import nobody

nobody(
    "disclosure.Row",
    "number", "title", "text", "lane", "category_code", "category_name", "unit_name", "outcome",
    "held_because", "contest_reply", "corner_name",
)  # fmt: skip
nobody("disclosure.Standing", "unit_name")
nobody("disclosure.Release", "reason")
nobody("disclosure.Voided", "number", "ground")
