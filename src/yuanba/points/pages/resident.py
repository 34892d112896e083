"""For the household: its points in plain words, 报一条, 我有不同意见; and the list that everybody reads."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import get_default_timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import clock
from yuanba.base.errors import Denied, Refused
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.matters.pages import shots
from yuanba.matters.pages.around import around
from yuanba.matters.queries import where
from yuanba.people import door
from yuanba.people.models import Household, Person
from yuanba.places.models import Place
from yuanba.points import acts
from yuanba.points.forms import claims as forms
from yuanba.points.models import Claim, Line
from yuanba.points.pages import common
from yuanba.points.pages.books import shown
from yuanba.points.pages.desk import served
from yuanba.points.queries import arising, books, fund
from yuanba.points.queries import claims as queries
from yuanba.points.queries import home as homes
from yuanba.points.queries import seen as pairs
from yuanba.points.queries.ledger import year_of
from yuanba.points.rules.book import Occasion
from yuanba.points.rules.claims import State

SHOWN = 12  # of what is under way


def at_home(request: HttpRequest) -> tuple[Person, Household | None, Place | None]:
    """The signed-in person, the household he lives in and its village."""
    person = door.actor(request)
    assert isinstance(person, Person)
    home = queries.home_of(person)
    village = where.village_of(home.place_id) if home else None
    return person, home, village


@door.required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """我家积分."""
    person, home, village = at_home(request)
    if home is None or village is None:
        return answer(request, "points/no_home.html", around(None))
    now = clock.now()
    today = clock.day_of(now)
    settled = {State.BOOKED, State.REVERSED, State.WITHDRAWN}
    records = [common.row(c, today) for c in queries.of_home(home) if c.state not in settled]
    before = request.GET.get("before", "")
    first = year_of(now)[0]
    standing = books.standing(village.pk, today)
    lines = books.lines(standing)
    context = {
        **around(village),
        "tabs": [],
        "home": home,
        "records": records[:SHOWN],
        "purse": homes.purse(
            home,
            now,
            month=_midnight(today.replace(day=1)),
            before=int(before) if before.isdecimal() and len(before) < 20 else None,
        ),
        "members": homes.members(home, first),
        "hazards": _hazards(person, lines, now),
        "unnamed": queries.is_unnamed(home),
        "lines": [shown(line) for line in lines if line.points > 0],
        "book": standing,
    }
    return answer(request, "points/mine.html", context)


def _hazards(person: Person, lines: list[Line], now: datetime) -> list[dict[str, Any]]:
    """What this person told of and may claim now, where the book has such a line. One statement."""
    line = next((one for one in lines if one.event == Occasion.HAZARD), None)
    if line is None:
        return []
    shown_points = homes.plus(line.points)
    return [
        {"id": one.pk, "title": one.title, "number": one.number, "points": shown_points}
        for one in arising.hazards(person, now)
    ]


@door.required
@require_POST
def hazard(request: HttpRequest, matter_id: int) -> HttpResponse:
    """我报的隐患，要这几分."""
    person, home, _village = at_home(request)
    if home is None:
        raise Http404
    try:
        acts.tell_hazard(actor=person, matter_id=matter_id, now=clock.now())
    except Denied as gone:
        raise Http404 from gone
    except Refused as refusal:
        messages.info(request, refusal.message)
    else:
        messages.success(request, _("报上了。七天内有人来核实。"))
    return redirect("points:mine")


@door.required
@require_http_methods(["GET", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """拍照报一条: a picture, which line, done."""
    person, home, village = at_home(request)
    if home is None or village is None:
        return answer(request, "points/no_home.html", around(None))
    now = clock.now()
    today = clock.day_of(now)
    kept = common.taken_in(request)
    lines = [one for one in books.lines(books.standing(village.pk, today)) if one.points > 0]
    form = forms.Tell(request.POST or None, lines=lines, initial={"on": today})

    def run(*, item: str, on: date, note: str, photos: Any) -> object:
        go = partial(acts.tell, actor=person, household_id=home.pk, now=now)
        return go(item=item, on=on, note=note, pictures=common.looked_at(kept.pictures))

    common.say_photos(form, kept)
    if carried_out(request, form, run):
        messages.success(request, _("报上了。七天内有人来核实。"))
        return redirect("points:mine")
    context = {
        **around(village),
        "tabs": [],
        "form": form,
        "shots": kept,
        "small": shots.smalls(kept),
        "lines": lines,
    }
    return answer(request, "points/tell.html", context)


@door.required
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, claim_id: int) -> HttpResponse:
    """一条记录: where it stands, who checked it, and 我有不同意见."""
    person, home, village = at_home(request)
    found = _own(claim_id, home)
    now = clock.now()
    row = common.row(found, clock.day_of(now))
    objections = queries.objections(found)
    waiting = any(o.answered_at is None for o in objections)
    state = State(found.state)
    replying = state is State.NOTICED and not found.reply
    objecting = state in {State.POSTED, State.BOOKED, State.REFUSED} and not waiting
    act = acts.reply if replying else acts.object_to
    form = forms.SayWhy(request.POST or None) if replying or objecting else None
    run = partial(act, actor=person, claim_id=claim_id, now=now)
    if form is not None and carried_out(request, form, run):
        messages.success(request, _("记下了，答复写在这里。"))
        return redirect("points:record", claim_id)
    context = {
        **around(village),
        "tabs": [],
        "claim": row,
        "facts": found,
        "form": form,
        "replying": replying,
        "objections": objections,
        "pictures": list(found.pictures.order_by("pk")),
        "may_withdraw": state in {State.TOLD, State.CHECKED} and not found.takes,
    }
    return answer(request, "points/record.html", context)


def _own(claim_id: int, home: Household | None) -> Claim:
    """A claim of one's own household. Raises Http404 alike for "none" and "not yours"."""
    found = queries.one(claim_id)
    if found is None or home is None or found.household_id != home.pk:
        raise Http404
    return found


@door.required
@require_POST
def withdraw(request: HttpRequest, claim_id: int) -> HttpResponse:
    """撤回: one press."""
    person, home, _village = at_home(request)
    _own(claim_id, home)
    try:
        acts.withdraw(actor=person, claim_id=claim_id, now=clock.now())
    except Refused as refusal:
        messages.info(request, refusal.message)
    else:
        messages.success(request, _("撤回了。"))
    return redirect("points:mine")


@door.required
@require_POST
def name(request: HttpRequest) -> HttpResponse:
    """公示时写不写姓: one press, and back again."""
    person, home, _village = at_home(request)
    if home is None:
        raise Http404
    named = request.POST.get("named") == "yes"
    try:
        acts.choose_name(actor=person, household_id=home.pk, named=named, now=clock.now())
    except Refused as refusal:
        messages.info(request, refusal.message)
    else:
        messages.success(request, _("公示时写姓了。") if named else _("公示时只写“一户”了。"))
    return redirect("points:mine")


@door.required
@require_safe
def photo(request: HttpRequest, claim_id: int, name: str) -> HttpResponse:
    """A picture of one's own claim."""
    _person, home, _village = at_home(request)
    return served(_own(claim_id, home), name, small="small" in request.GET)


# ---- everybody


@require_safe
def place(request: HttpRequest, place_id: int) -> HttpResponse:
    """积分公开: how points are earned here, what is on the list now, what was booked in a month."""
    village = where.village_of(place_id)
    if village is None:
        raise Http404
    today = clock.day_of(clock.now())
    now = clock.now()
    first, context = _month_of(village, request.GET.get("month", ""), now)
    after = (first + timedelta(days=32)).replace(day=1)
    standing = books.standing(village.pk, today)
    context |= {
        **around(village),
        "book": standing,
        "lines": [shown(line) for line in books.lines(standing)],
        "shelf": homes.offered(village.pk),
        "before": (first - timedelta(days=1)).strftime("%Y-%m"),
        "next": after.strftime("%Y-%m") if after <= today else "",
        "person": door.signed_in(request),
    }
    return answer(request, "points/place.html", context)


@require_safe
def printed(request: HttpRequest, place_id: int) -> HttpResponse:
    """贴公开栏的: one month, A4, black on white; what everybody reads and nothing else."""
    village = where.village_of(place_id)
    if village is None:
        raise Http404
    now = clock.now()
    _first, context = _month_of(village, request.GET.get("month", ""), now)
    address = request.build_absolute_uri(reverse("points:place", args=[village.pk]))
    context |= {
        "village": village,
        "printed": clock.day_of(now),
        "qr": segno.make(address, error="m").svg_data_uri(border=1, scale=3),
        "back_url": reverse("points:place", args=[village.pk]),
    }
    return answer(request, "points/month.html", context)


def _month_of(village: Place, said: str, now: datetime) -> tuple[date, dict[str, Any]]:
    """The first day of the month asked for, and what everybody reads of it: masked names, sums, counts."""
    today = clock.day_of(now)
    first = _month(said, today)
    begin, end = _midnight(first), _midnight((first + timedelta(days=32)).replace(day=1))
    return first, {
        "month": first,
        "listed": queries.public_list(village.pk, today),
        "booked": queries.month_list(village.pk, begin, end),
        "taken": queries.taken(village.pk, begin, end),
        "figures": fund.figures(village.pk, now),
        "seen": pairs.seen(village.pk, now - timedelta(days=365)),
    }


def _month(said: str, today: date) -> date:
    """2026-11 → its first day; this month for anything else."""
    try:
        found = datetime.strptime(said[:7], "%Y-%m").date()  # noqa: DTZ007  a month, no moment
    except ValueError:
        return today.replace(day=1)
    return found if date(2000, 1, 1) <= found <= today else today.replace(day=1)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=get_default_timezone())
