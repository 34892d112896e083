"""积分细则 and 评议组 at the desk: read, taken over, edited, chosen."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.councils.models import Procedure
from yuanba.councils.queries import stands
from yuanba.matters.pages.posts import Here, desk
from yuanba.places.models import Place
from yuanba.points import acts
from yuanba.points.acts.panel import Chair
from yuanba.points.forms import claims as forms
from yuanba.points.models import Line
from yuanba.points.pages import common
from yuanba.points.queries import books, council
from yuanba.points.queries import claims as queries
from yuanba.points.queries.home import plus
from yuanba.points.rules import book as rules

SPARE = 3  # empty lines below the last
SEATS = 7


def shown(line: Line) -> dict[str, Any]:
    said = line.said
    return {
        "code": said.code,
        "name": said.name,
        "points": plus(said.points),
        "takes": said.points < 0,
        "cap": said.cap,
        "period": rules.PERIOD_WORDS[said.period],
        "each": said.period is rules.Period.EACH,
        "evidence": rules.EVIDENCE_WORDS[said.evidence],
        "checker": rules.CHECKER_WORDS[said.checker],
        "event": rules.EVENT_WORDS[said.event] if said.event else "",
    }


@desk
@require_safe
def book(request: HttpRequest, here: Here) -> HttpResponse:
    """积分细则: the version that stands, the one that comes, those before; who sits on the panel."""
    village, choose = common.my_village(request, here, "points.see")
    today = clock.day_of(here.now)
    standing, waits = books.standing(village.pk, today), books.waiting(village.pk)
    context = {
        "village": village,
        "choose": choose,
        "book": standing,
        "coming": books.coming(village.pk, today),
        "lines": [shown(line) for line in books.lines(standing)],
        "versions": books.versions(village.pk),
        "waits": waits,
        "decided": waits is not None and waits.procedure is not None and stands(waits.procedure),
        "panel": queries.panel(village.pk),
        "may": {
            act: common.may(here, act, village.reach)
            for act in ("adopt_book", "ratify_book", "seat_panel")
        },
    }
    return answer(request, "points/book.html", context)


@desk
@require_POST
def ratify(request: HttpRequest, here: Here) -> HttpResponse:
    """生效: one press, once the question that passes it has been decided."""
    village, choose = common.my_village(request, here, "points.ratify_book")
    try:
        acts.ratify_book(actor=here.person, place_id=village.pk, now=here.now)
    except Refused as refusal:
        messages.info(request, refusal.message)
    else:
        messages.success(request, _("生效了。"))
    where = reverse("points:book")
    return redirect(f"{where}?at={village.pk}" if choose else where)


@desk
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, here: Here) -> HttpResponse:
    """改细则: the version that stands, or the sample, line by line; saved as another version."""
    village, _choose = common.my_village(request, here, "points.adopt_book")
    today = clock.day_of(here.now)
    rows = _rows(request, village)
    procedures = council.for_books(village)
    head = _head(request, procedures, {"since": today})

    def run(*, source: str, **said: Any) -> object:
        lines = _lines(rows, source)
        go = partial(acts.adopt_book, actor=here.person, place_id=village.pk, now=here.now)
        more = {"procedure_id": said["procedure"], "unratified": said["unratified"]}
        return go(lines=lines, source=source, since=said["since"], **more)

    good = all(row.is_valid() for row in rows) if request.method == "POST" else True
    if good and carried_out(request, head, run):
        waits = books.waiting(village.pk)
        messages.success(
            request,
            _("记下了。议题定下来以后，在这里按“生效”。")
            if waits
            else _("新的细则定好了，到那天起按它算。"),
        )
        return redirect("points:book")
    if not good:
        head.is_valid()
        head.add_error(None, gettext("细则里有几条没填对，红字写在那一条下面。"))
    context = {"form": head, "rows": rows, "village": village}
    return answer(request, "points/book_edit.html", context)


def _head(request: HttpRequest, procedures: list[Procedure], first: dict[str, Any]) -> Any:
    return forms.BookHead(request.POST or None, procedures=procedures, initial=first)


def _rows(request: HttpRequest, village: Place) -> list[forms.BookLine]:
    """The lines as they were posted, or as they stand, with some empty ones."""
    if request.method == "POST":
        many = request.POST.get("many", "")
        n = min(int(many), len(rules.LINES)) if many.isdecimal() and len(many) < 4 else 0
        return [forms.BookLine(request.POST, prefix=f"l{i}") for i in range(n)]
    today = clock.day_of(clock.now())
    kept = [line.said for line in books.lines(books.standing(village.pk, today))]
    first = [
        {
            "code": one.code, "name": one.name, "points": one.points, "cap": one.cap,
            "period": one.period, "evidence": one.evidence, "checker": one.checker,
            "event": one.event,
        }
        for one in kept or rules.shipped()[0]
    ]  # fmt: skip
    return [
        forms.BookLine(prefix=f"l{i}", initial=said)
        for i, said in enumerate([*first, *({} for _n in range(SPARE))])
    ]


def _lines(rows: list[forms.BookLine], source: str) -> list[rules.Line]:
    """Each row through its rule, so that a refusal stands in its own line."""
    found = []
    for row in rows:
        told = row.line(source)
        if told is None:
            continue
        try:
            found.append(rules.line(told))
        except Refused as no:
            row.add_error(no.field if no.field in row.fields else None, str(no.message))
            say = gettext("“%(name)s”：%(why)s")
            said = {"name": told.name or told.code, "why": no.message}
            raise Refused(no.code, say % said, field=None) from no
    return found


@desk
@require_http_methods(["GET", "POST"])
def panel(request: HttpRequest, here: Here) -> HttpResponse:
    """定评议组: five to seven names; and who is kin to whom."""
    village, _choose = common.my_village(request, here, "points.seat_panel")
    now = queries.panel(village.pk)
    kin_asked = request.POST.get("do") == "kin"
    posted = request.POST if request.method == "POST" and not kin_asked else None
    first: list[dict[str, Any]] = [
        {
            "name": m.person.name, "supervision": m.supervision, "woman": m.woman,
            "group": m.group,
        }
        for m in now
    ]  # fmt: skip
    seats = [
        forms.Seat(posted, prefix=f"s{i}", initial=first[i] if i < len(first) else {})
        for i in range(SEATS)
    ]
    head = forms.SeatsHead(posted)
    kin = forms.DeclareKin(request.POST if kin_asked else None, auto_id="kin_%s")

    def seat(*, source: str) -> object:
        go = partial(acts.seat_panel, actor=here.person, place_id=village.pk, now=here.now)
        return go(members=_chairs(village, seats), source=source)

    def declare(*, one: str, other: str) -> object:
        go = partial(acts.declare_kin, actor=here.person, place_id=village.pk, now=here.now)
        first_one = common.the_person(village, one, field="one")
        return go(one_id=first_one.pk, other_id=common.the_person(village, other, field="other").pk)

    if kin_asked and carried_out(request, kin, declare):
        messages.success(request, _("记下了，评议时会自动回避。"))
        return redirect("points:panel")
    if (
        posted is not None
        and all(one.is_valid() for one in seats)
        and carried_out(request, head, seat)
    ):
        messages.success(request, _("评议组定好了。"))
        return redirect("points:book")
    form = kin if kin_asked else head
    context = {"form": form, "head": head, "seats": seats, "kin": kin, "village": village}
    return answer(request, "points/panel.html", context)


def _chairs(village: Place, seats: list[forms.Seat]) -> list[Chair]:
    found = []
    for seat in seats:
        said = seat.cleaned_data
        if not said["name"].strip():
            continue
        try:
            person = common.the_person(village, said["name"], field="name")
        except Refused as no:
            seat.add_error("name", str(no.message))
            raise Refused(no.code, no.message) from no
        kinds = {key: said[key] for key in ("supervision", "woman", "group")}
        found.append(Chair(person.pk, **kinds))
    return found
