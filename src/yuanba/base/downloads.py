"""A small table as a file to take away: CSV that Excel opens, cells that are never formulas."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from django.http import HttpResponse

from yuanba.base.tables_out import Cell, write_csv


def csv(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """The table as an attachment; `name` is ASCII and says nothing personal (trust.md rule 19)."""
    made = BytesIO()
    write_csv(made, list(head), rows)
    answer = HttpResponse(made.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
