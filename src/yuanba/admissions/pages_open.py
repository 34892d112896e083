"""派给村里的任务: what departments asked of the villages of this county, and what became of it."""

from io import BytesIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from yuanba.admissions import queries
from yuanba.admissions.models import Task
from yuanba.admissions.pages import TONES, year_before
from yuanba.admissions.rules import LEVEL_WORDS, STATE_WORDS, State
from yuanba.base import clock
from yuanba.base.pages import answer
from yuanba.base.tables_out import Cell, write_xlsx
from yuanba.base.text import _
from yuanba.lists import queries as lists
from yuanba.lists.pages_open import XLSX
from yuanba.matters.pages.posts import number
from yuanba.places import queries as places
from yuanba.places.models import Place

HEADS = (
    _("单位"), _("任务"), _("依据"), _("凭清单"), _("状态"), _("哪天提出"), _("哪天前做完"), _("村社区"),
    _("预计小时"), _("实报小时"), _("退回的村社区"), _("每个村社区的经费（元）"),
)  # fmt: skip


def _at(place_id: int) -> tuple[Place, Place]:
    """The place and its county. Raises Http404."""
    try:
        place = places.one(place_id)
    except Place.DoesNotExist as missing:
        raise Http404 from missing
    county = lists.county(place_id)
    if county is None:
        raise Http404
    return place, county


@require_safe
def workbook(request: HttpRequest, place_id: int) -> HttpResponse:
    """基层负担 as a workbook: one row a task of the year, so that anybody adds it up again."""
    _place, county = _at(place_id)
    rows = queries.worked(county.pk, year_before(clock.day_of(clock.now())))
    made = BytesIO()
    heads = [str(head) for head in HEADS]
    write_xlsx(made, heads, [_cells(row) for row in rows], sheet=gettext("基层负担"))
    out = HttpResponse(made.getvalue(), content_type=XLSX)
    out.headers["Content-Disposition"] = 'attachment; filename="tasks.xlsx"'
    out.headers["X-Content-Type-Options"] = "nosniff"
    return out


def _cells(row: queries.Row) -> list[Cell]:
    task = row.task
    return [
        task.unit.name, task.title, task.basis, task.line.cited if task.line else "",
        str(STATE_WORDS[State(task.state)]), clock.day_of(task.asked_at), task.due, row.villages,
        row.expected_hours, row.reported_hours, row.back, task.yuan,
    ]  # fmt: skip


@require_safe
def tasks(request: HttpRequest, place_id: int) -> HttpResponse:
    """Everything that was asked, with clause, hours, money and reason; ?unit= of one. Six statements."""
    place, county = _at(place_id)
    today = clock.day_of(clock.now())
    since = year_before(today)
    worked = queries.worked(county.pk, since)
    unit = number(request.GET.get("unit"))
    shown = queries.public(county.pk, unit)
    rule = queries.rule(county.pk)
    context = {
        "place": place,
        "place_name": county.name,
        "home_url": reverse("web:place", args=[place.pk]) if place.village_id else "/",
        "rows": [_row(task, villages) for task, villages in shown],
        "unit": shown[0][0].unit.name if unit and shown else "",
        "here": reverse("admissions:open", args=[place.pk]),
        "sources": queries.by_unit(worked),
        "total": queries.summed(worked),
        "since": since,
        "level": LEVEL_WORDS[rule.level],
        "rule": rule,
        "lists_url": reverse("lists:place", args=[place.pk]),
    }
    return answer(request, "admissions/open.html", context)


def _row(task: Task, villages: int) -> dict[str, Any]:
    state = State(task.state)
    return {
        "title": task.title,
        "what": task.what,
        "unit": task.unit.name,
        "basis": task.basis,
        "state": STATE_WORDS[state],
        "tone": TONES[state],
        "line": task.line.cited if task.line else "",
        "clause": task.cited.cited if task.cited else task.clause,
        "said": task.said if state is not State.ASKED else "",
        "paper": task.paper,
        "why": task.why,
        "hours": task.hours,
        "yuan": task.yuan,
        "villages": villages,
        "asked": task.asked_at,
        "decided": task.decided_at,
    }
