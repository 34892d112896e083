"""今天的巡查: the round as a short list, 没有变化 in one tap, 有问题 with photo, voice or words."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out, with_sound
from yuanba.base.permits import TABLE
from yuanba.matters.pages import shots, sounds
from yuanba.matters.pages.posts import Here, desk
from yuanba.patrols import acts, forms, queries, rules
from yuanba.patrols.models import Look, Point
from yuanba.patrols.pages.common import acts_at, may, sees, the_point, today
from yuanba.patrols.pages.paper import signed_again
from yuanba.patrols.rules.findings import Result
from yuanba.places import pick

SHOWN = 60  # stops of one page; the rest is a grid away


@desk
@require_safe
def round_(request: HttpRequest, here: Here) -> HttpResponse:
    """今天要看的点, in the order of walking. Six statements."""
    place, day = sees(here), today(here)
    stops = queries.stops(place, day, here.person)
    due = [stop for stop in stops if stop.due]
    assert here.post is not None
    context = {
        "told": queries.told_here(here.post, here.now),
        "shot": [(sheet, signed_again(sheet)) for sheet in queries.to_type(here.post)]
        if here.role in TABLE["patrols.type_sheet"]
        else [],
        "due": due[:SHOWN],
        "more": max(0, len(due) - SHOWN),
        "done": [stop for stop in stops if stop.done],
        "later": [stop for stop in stops if not stop.due and not stop.done][:SHOWN],
        "points": len(stops),
        "lines": {
            k: row.text.splitlines()
            for k, row in queries.lines_of(place.county_id or place.pk).items()
        },
        "kinds": rules.KIND_WORDS,
        "writes": may(here, "patrols.look", place),
        "adds": may(here, "patrols.add_point", place),
    }
    return answer(request, "patrols/round.html", context)


@desk
@require_POST
def same(request: HttpRequest, here: Here, point_id: int) -> HttpResponse:
    """没有变化, in one tap."""
    acts_at(here, "patrols.look", the_point(here, point_id).place)
    form = Form(request.POST)
    run = partial(acts.look, actor=here.person, point_id=point_id, result=Result.SAME, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("记下了：没有变化。"))
    for wrong in form.non_field_errors():
        messages.error(request, str(wrong))
    return redirect("patrols:round")


@desk
@require_http_methods(["GET", "POST"])
def point(request: HttpRequest, here: Here, point_id: int) -> HttpResponse:
    """一个点: what is known of it, and 有问题."""
    found = the_point(here, point_id)
    if request.method == "POST":
        acts_at(here, "patrols.look", found.place)
    form = forms.Found(request.POST or None, request.FILES or None, initial={"saw": found.version})
    pictures, heard = _brought(request)
    made: list[Look] = []

    def run(*, photos: Any, voice: Any, **said: Any) -> None:
        if pictures.errors or heard.errors:
            return
        made.append(
            acts.look(
                actor=here.person, point_id=point_id, result=Result.FOUND, now=here.now,
                pictures=pictures.pictures, sounds=heard.sounds, **said,
            )
        )  # fmt: skip

    if carried_out(request, form, run) and made:
        finding = made[0].finding
        if finding.matter_id:
            messages.success(request, gettext("记下了，已经报上去，镇村都看得到。"))
        else:
            messages.success(request, gettext("记下了。"))
        return redirect("patrols:finding", finding.pk)
    for error in pictures.errors:
        form.add_error("photos", error)
    for error in heard.errors:
        form.add_error("voice", error)
    return _shown(request, here, found, form, pictures, heard)


def _brought(request: HttpRequest) -> tuple[shots.Shots, sounds.Heard]:
    """The photos and the spoken note of this form, kept while it is shown again."""
    pictures = shots.kept(request.POST.get("kept", ""), without=request.POST.getlist("drop"))
    heard = sounds.kept(request.POST.get("heard", ""), drop=bool(request.POST.get("unheard")))
    if request.method == "POST":
        shots.take(request.FILES.getlist("photos"), pictures)
        sounds.take(request.FILES.get("voice"), heard)
    return pictures, heard


def _shown(
    request: HttpRequest, here: Here, found: Point, form: forms.Found, pictures: shots.Shots,
    heard: sounds.Heard,
) -> HttpResponse:  # fmt: skip
    lines = queries.lines_of(found.place.county_id or found.place_id).get(found.kind)
    living = found.until is None
    context = {
        "form": form,
        "point": found,
        "kind": rules.KIND_WORDS[found.kind],
        "risk": rules.RISK_WORDS[found.risk],
        "lines": lines.text.splitlines() if lines else [],
        "source": lines.source if lines else "",
        "app_url": pick.app_url(found.name, found.lat, found.lng),
        "looks": queries.history(found),
        "shots": pictures,
        "small": shots.smalls(pictures),
        "heard": heard,
        "writes": living and may(here, "patrols.look", found.place),
        "changes": living and may(here, "patrols.change_point", found.place),
    }
    return with_sound(answer(request, "patrols/point.html", context), microphone=True)


@desk
@require_POST
def better(request: HttpRequest, here: Here, point_id: int) -> HttpResponse:
    """弄好了: what was found here is gone, as somebody saw it."""
    acts_at(here, "patrols.look", the_point(here, point_id).place)
    form = forms.How(request.POST)

    def run(*, how: str) -> None:
        acts.look(actor=here.person, point_id=point_id, result=Result.FIXED, text=how, now=here.now)

    if carried_out(request, form, run):
        messages.success(request, gettext("记下了：弄好了。"))
        return redirect("patrols:round")
    for wrong in form.errors.values():
        messages.error(request, str(wrong[0]))
    return redirect("patrols:point", point_id)
