"""演练: next week's meeting with assumed numbers. It reads, and writes nothing."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yuanba.base.pages import answer
from yuanba.councils import forms, queries
from yuanba.councils.pages import common
from yuanba.councils.queries import words
from yuanba.councils.rules import deciding, kinds, terms
from yuanba.councils.rules.deciding import Attendance, Bases, For
from yuanba.councils.rules.kinds import Measure
from yuanba.matters.pages.posts import Here, desk


@desk
@require_safe
def rehearse(request: HttpRequest, here: Here, procedure_id: int) -> HttpResponse:
    """Which check would fail, how many more must come, by when the notice must go out."""
    found = common.the_procedure(here, procedure_id, "call")
    today = common.today(here)
    rows = queries.rows_on(found.county_id, today)
    offered = {"rule": [(r.code, f"{r.name}（{r.code}）") for r in rows]}
    step = found.steps[min(found.at, len(found.steps)) - 1]
    homes = queries.households_to_enter(found.place)
    affected = queries.mark(homes, queries.touches(found, queries.corners(found.place)))
    first = {"rule": step["rule"] or "V1", "come": len(homes) * 2 // 3}
    form = forms.Rehearse(request.GET or None, offered=offered, initial=first)
    context: dict[str, Any] = {
        "form": form,
        "procedure": found,
        "households": len(homes),
        "adults": sum(line["adults"] for line in homes),
        "affected": affected,
    }
    if form.is_bound and form.is_valid():
        context |= tried(found.county_id, homes, today, **form.cleaned_data)
    return answer(request, "councils/rehearse.html", context)


def tried(
    county_id: int, homes: list[dict[str, Any]], today: date, *, rule: str, held_on: date,
    come: int, adults: int | None, agree: int, affected: int | None,
) -> dict[str, Any]:  # fmt: skip
    row = queries.row_for(rule, county_id, held_on)
    if row is None:
        return {"no_rule": True}
    entitled, touched = len(homes), sum(line.get("affected", False) for line in homes)
    come = min(come, entitled)
    there = Attendance(
        Measure(row.unit),
        entitled,
        come,
        adults=sum(line["adults"] for line in homes),
        adults_present=adults if adults is not None else come,
        affected=touched,
        affected_present=min(come, touched if affected is None else affected),
    )
    quorum = deciding.quorum(terms.read(row.valid), there)
    got = deciding.decision(
        terms.read(row.decides), For(min(agree, come)), Bases(entitled, come, come)
    )
    notice = deciding.notice(told_on=today, held_on=held_on, days=row.notice_days)
    return {
        "row": row,
        "quorum": words.lines([c.facts() for c in quorum.checks]),
        "quorate": quorum.met,
        "short": deciding.missing(quorum),
        "decision": words.lines([c.facts() for c in got.checks]),
        "passed": got.met,
        "notice": words.line(notice.facts()),
        "tell_by": deciding.tell_by(held_on, row.notice_days),
        "late": not notice.ok,
        "unit": kinds.UNIT_WORDS[row.unit],
    }
