"""Which month, quarter or year is meant, and how it stands in an address: 2026-11, 2026-Q4, 2026."""

from datetime import date

from yuanba.catalogue.rules.items import after

MONTHS = {"month": 1, "quarter": 3, "year": 12}
FIRST = 2000  # no year before it
Span = tuple[str, date, date]  # the kind, the first day, the day after the last


def span_of(said: str, today: date) -> Span:
    """2026-11, 2026-Q4 or 2026: the kind, the first day, the day after the last. This month where it is
    none of them, or has not begun."""
    kind, first = _meant(said)
    if first is None or first > today:
        kind, first = "month", today.replace(day=1)
    return kind, first, after(first, MONTHS[kind])


def _meant(said: str) -> tuple[str, date | None]:
    year, dash, rest = said.partition("-")
    if len(year) == 4 and year.isascii() and year.isdecimal() and int(year) >= FIRST:
        n = int(year)
        if not dash:
            return "year", date(n, 1, 1)
        if len(rest) == 2 and rest[0] == "Q" and rest[1] in "1234":
            return "quarter", date(n, int(rest[1]) * 3 - 2, 1)
        if len(rest) == 2 and rest.isascii() and rest.isdecimal() and 1 <= int(rest) <= 12:
            return "month", date(n, int(rest), 1)
    return "month", None


def named(kind: str, first: date) -> str:
    """As it stands in an address."""
    if kind == "year":
        return f"{first:%Y}"
    return f"{first:%Y}-Q{(first.month + 2) // 3}" if kind == "quarter" else f"{first:%Y-%m}"
