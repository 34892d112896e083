"""公开栏: what a village publishes, for everybody; on paper, for the loudspeaker, as a table; and the
question one may ask."""

from functools import partial
from io import BytesIO
from typing import Any

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import clock, tables_out
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, carried_out, refuse
from yuanba.base.text import _
from yuanba.catalogue import acts
from yuanba.catalogue.forms.resident import Ask
from yuanba.catalogue.models import Issue
from yuanba.catalogue.pages import common
from yuanba.catalogue.queries import board, words, workbook
from yuanba.catalogue.rules.issues import OUT
from yuanba.catalogue.rules.items import CYCLE_WORDS, Cycle
from yuanba.matters.queries import where
from yuanba.people import door
from yuanba.people.acts import tries

SIZES = ("a4", "a3")


@require_safe
def place(request: HttpRequest, place_id: int) -> HttpResponse:
    """公开栏 of a village: what hangs there, and what is coming and late."""
    village = where.village_of(place_id)
    if village is None:
        raise Http404
    if village.pk != place_id:
        return redirect("catalogue:place", village.pk)
    today = clock.day_of(clock.now())
    own, plan = board.planned(village, today.year, today)
    found = board.public(village)
    rows = [(issue, words.title(issue), today <= (issue.hung_until or today)) for issue in found]
    waiting = [
        (words.slot_title(one.slot), one) for one in plan if not one.out and one.slot.until <= today
    ]
    context = common.place_context(village) | {
        "catalogue": own,
        "rows": rows,
        "waiting": waiting,
        "today": today,
    }
    return answer(request, "catalogue/place.html", context)


@require_safe
def year(request: HttpRequest, place_id: int) -> HttpResponse:
    """公开目录 and the plan of a year."""
    village = where.village_of(place_id)
    if village is None:
        raise Http404
    today = clock.day_of(clock.now())
    asked = request.GET.get("year", "")
    of = int(asked) if asked.isdecimal() and asked.isascii() and len(asked) == 4 else today.year
    own, plan = board.planned(village, of, today)
    context = common.place_context(village) | {
        "year": of,
        "catalogue": own,
        "items": [(i, CYCLE_WORDS[Cycle(i.cycle)]) for i in board.items(own)] if own else [],
        "plan": [(words.slot_title(one.slot), one) for one in plan],
    }
    return answer(request, "catalogue/year.html", context)


@require_safe
def issue(request: HttpRequest, issue_id: int) -> HttpResponse:
    """一期公开: each item with its words, figures, rows and what was asked. Six statements."""
    found = common.out(issue_id)
    return answer(request, "catalogue/issue.html", _sheet(request, found))


@require_safe
def print_sheet(request: HttpRequest, issue_id: int) -> HttpResponse:
    """打印张贴: A4, or A3 for the board; black on white, with a code that leads back."""
    found = common.out(issue_id)
    size = request.GET.get("size", "")
    context = _sheet(request, found) | {"size": size if size in SIZES else "a4", "sizes": SIZES}
    return answer(request, "catalogue/print.html", context)


@require_safe
def say(request: HttpRequest, issue_id: int) -> HttpResponse:
    """广播稿: to be read out by the loudspeaker, or by the page itself."""
    found = common.out(issue_id)
    parts = [words.shown(part) for part in board.parts(found)]
    context = common.place_context(found.place) | {
        "issue": found,
        "title": words.title(found),
        "lines": list(words.script(found, parts)),
    }
    return answer(request, "catalogue/say.html", context)


@require_safe
def table(request: HttpRequest, issue_id: int) -> HttpResponse:
    """下载表格: an Excel file in the columns of the county's table (domain.md 13.1), then every figure as a
    number, then the rows of each item."""
    found = common.out(issue_id)
    parts = [words.shown(part) for part in board.parts(found)]
    made = BytesIO()
    title = words.title(found)
    tables_out.write_xlsx(
        made, *workbook.items(found, parts), sheet=str(_("公开")), title=title,
        more=[workbook.figures(parts), *workbook.rows(parts)],
    )  # fmt: skip
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(made.getvalue(), content_type=kind)
    name = f"open-{found.since:%Y-%m}-{found.cycle}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _sheet(request: HttpRequest, found: Issue) -> dict[str, Any]:
    today = clock.day_of(clock.now())
    parts = [words.shown(part) for part in board.parts(found)]
    address = request.build_absolute_uri(reverse("catalogue:issue", args=[found.pk]))
    return common.place_context(found.place) | {
        "issue": found,
        "title": words.title(found),
        "parts": [(one, _proofs(found, one)) for one in parts],
        "lead": "".join(one.words for one in parts)[:160],
        "steps": words.steps(found),
        "reviews": list(found.reviews.order_by("at")),
        "hangs": found.hung_until is not None and today <= found.hung_until,
        "asked": sum(len(one.asked) for one in parts),
        "open": sum(1 for one in parts for q in one.asked if q.answered_at is None),
        "corrected": sum(len(one.corrections) for one in parts),
        "today": today,
        "address": address,
        "qr": segno.make(address, error="m").svg_data_uri(border=1, scale=3),
    }


def _proofs(found: Issue, one: words.Shown) -> list[tuple[list[str], str]]:
    return [(cells, common.proof(to, found)) for cells, to in one.table.rows] if one.table else []


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, part_id: int) -> HttpResponse:
    """有疑问，问一句: no account and no name; the answer hangs at the item by a day."""
    part = board.part(part_id)
    if part is None or part.issue.state not in OUT:
        raise Http404
    form = Ask(request.POST if request.method == "POST" else None)
    run = partial(acts.ask, actor=door.Guest(), part_id=part.pk, now=clock.now())
    run = partial(run, language=get_language() or "")
    if (
        form.is_bound
        and form.is_valid()
        and _slow_down(request, form)
        and carried_out(request, form, run)
    ):
        days = part.issue.catalogue.answer_days
        messages.success(request, _("收到了，%(n)s天内在这里答复，不用留名字。") % {"n": days})
        return common.see_other(f"{_issue_url(part.issue)}#p{part.pk}")
    context = common.place_context(part.issue.place) | {
        "part": part,
        "form": form,
        "title": words.title(part.issue),
        "back": f"{_issue_url(part.issue)}#p{part.pk}",
    }
    return answer(request, "catalogue/ask.html", context)


def _slow_down(request: HttpRequest, form: Any) -> bool:
    try:
        tries.take("contest-from", door.address(request), now=clock.now())
    except Refused as refusal:
        refuse(form, refusal)
        return False
    return True


@require_POST
def ask_above(request: HttpRequest, asked_id: int) -> HttpResponse:
    """请镇街再看: whoever reads the answer may ask, once."""
    found = board.asked(asked_id)
    if found is None or found.part.issue.state not in OUT:
        raise Http404
    try:
        tries.take("contest-from", door.address(request), now=clock.now())
        acts.ask_above(actor=door.Guest(), asked_id=found.pk, now=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("交给镇街了，结果写在这里。"))
    return common.see_other(f"{_issue_url(found.part.issue)}#p{found.part_id}")


def _issue_url(found: Issue) -> str:
    return reverse("catalogue:issue", args=[found.pk])
