"""Lists are about work, never about a person."""

from yuanba.base.personal import nobody

nobody("lists.Edition", "source")
nobody(
    "lists.Line",
    "code", "name", "name_en", "basis", "lead", "along", "procedure", "form", "contact", "office",
)  # fmt: skip
