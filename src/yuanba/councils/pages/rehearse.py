"""演练: next week's meeting with assumed numbers. It reads, and writes nothing."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yuanba.base import clock
from yuanba.base.pages import answer
from yuanba.base.text import _
from yuanba.councils import forms, queries
from yuanba.councils.models import Body, Meeting, Procedure, RuleRow
from yuanba.councils.pages import common
from yuanba.councils.queries import boards, rehearsing, words
from yuanba.councils.rules import deciding, terms
from yuanba.councils.rules.deciding import Attendance, Bases, For
from yuanba.councils.rules.kinds import Measure
from yuanba.matters.pages.posts import Here, desk


@desk
@require_safe
def rehearse(request: HttpRequest, here: Here, procedure_id: int) -> HttpResponse:
    """Which check would fail, how many more must come, by when the notice must go out. On the roll of the
    meeting that is called already, or on the one that would be drawn today."""
    found = common.the_procedure(here, procedure_id, "call")
    today, waits = common.today(here), boards.coming(found)
    rows = {r.code: r for r in queries.rows_on(found.county_id, today)}
    bodies = {str(body.pk): body for body in boards.bodies_at(found.place)}
    step = found.steps[min(found.at, len(found.steps)) - 1]
    code = waits.rule.code if waits else step["rule"] or "V1"
    day = clock.day_of(waits.starts_at) if waits else today + timedelta(days=7)
    first = {"rule": code, "held_on": day, "body_id": _body(waits, bodies, rows.get(code))}
    offered: dict[str, Any] = {
        "rule": [(r.code, f"{r.name}（{r.code}）") for r in rows.values()],
        "body_id": [("", _("没有，是全体")), *((pk, b.name) for pk, b in bodies.items())],
    }
    form = forms.Rehearse(request.GET or None, offered=offered, initial=first)
    places = queries.touches(found, queries.corners(found.place))
    context: dict[str, Any] = {"form": form, "procedure": found, "waits": waits}
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        body = bodies.get(said.pop("body_id"))
        row = queries.row_for(said.pop("rule"), found.county_id, said["held_on"])
        if row is not None:
            there = _entitled(
                rehearsing.roll(found, row, body, waits, places), row, said.pop("entitled")
            )
            if there.entitled:
                context |= tried(found, row, there, waits, today, **said)
            else:
                form.add_error("entitled", _("底册里没有这份名册，请填一共多少。"))
    return answer(request, "councils/rehearse.html", context, form=form)


def _body(waits: Meeting | None, bodies: dict[str, Body], row: RuleRow | None) -> str:
    """The body that is called already; else the only one of the kind that the rule is for."""
    if waits is not None:
        return str(waits.body_id or "")
    fitting = [pk for pk, body in bodies.items() if row is not None and body.kind == row.body]
    return fitting[0] if len(fitting) == 1 else ""


def _entitled(there: Attendance, row: RuleRow, said: int | None) -> Attendance:
    """As many as somebody says, where the registers do not know; with the same area each."""
    if said and not there.entitled:
        adults = said if there.unit is Measure.HOUSEHOLDS else 0
        there = replace(there, entitled=said, adults=adults)
    if not there.area and Measure.AREA in _weights(row):
        there = replace(there, area=there.entitled * 100)
    if not there.shares and Measure.SHARES in _weights(row):
        there = replace(there, shares=there.entitled)
    return there


def _weights(row: RuleRow) -> tuple[Measure, ...]:
    return deciding.weights(terms.read(row.valid), terms.read(row.decides))


def tried(
    found: Procedure, row: RuleRow, roll: Attendance, waits: Meeting | None, today: date, *,
    held_on: date, come: int, adults: int | None, agree: int, affected: int | None,
) -> dict[str, Any]:  # fmt: skip
    there = rehearsing.assumed(roll, come=come, adults=adults, affected=affected)
    quorum = deciding.quorum(terms.read(row.valid), there)
    agree, of = min(agree, there.present), there.entitled
    got = For(agree, rehearsing.part(roll.area, agree, of), rehearsing.part(roll.shares, agree, of))
    bases = Bases(
        of, there.present, there.present,
        roll.area, there.area_present, there.area_present,
        roll.shares, there.shares_present, there.shares_present,
    )  # fmt: skip
    decided = deciding.decision(terms.read(row.decides), got, bases)
    told_on = queries.told_first(waits) if waits and waits.rule_id == row.pk else None
    notice = deciding.notice(told_on=told_on or today, held_on=held_on, days=row.notice_days)
    hang = row.numbers.get("roll_days", 0)
    return {
        "row": row,
        "confirmed": queries.is_confirmed(row, found.county_id),
        "entitled": words.so_many(there.unit, of),
        "touched": words.so_many(there.unit, roll.affected) if roll.affected else "",
        "alike": bool(_weights(row)),
        "quorum": words.lines([c.facts() for c in quorum.checks]),
        "quorate": quorum.met,
        "short": words.so_many(there.unit, deciding.missing(quorum)),
        "decision": words.lines([c.facts() for c in decided.checks]),
        "passed": decided.met,
        "tell_by": deciding.tell_by(held_on, row.notice_days),
        "late": not notice.ok,
        "told": told_on,
        "hang_by": deciding.tell_by(held_on, hang) if hang else None,
    }
