"""记一件: what somebody tells at the window, on the telephone or at the door, in twenty seconds."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import ChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from yuanba.base import permits
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.matters import acts, queries, receipts
from yuanba.matters.forms import desk as forms
from yuanba.matters.forms.newone import NewOne
from yuanba.matters.forms.photos import MOST
from yuanba.matters.pages import shots
from yuanba.matters.pages.file import slip
from yuanba.matters.pages.posts import Here, desk
from yuanba.matters.queries import concerns, exclusion, lists, where
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import SCOPE_OF, Kind

MOST_PLACES = 150  # in one list; with more, the place is typed and looked up


@desk
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """The form, and below it what I wrote down today."""
    post = here.ask("matters.report")
    listed = _places(here)
    sent = request.method == "POST" or request.POST  # or put back (people.resume)
    data, photos = request.POST.copy(), _photos(request)
    # the whole area stands there before anybody has chosen; a finer place is never overruled
    open_still = data.get("place", "").strip() in {"", str(post.place_id)}
    proposed = _proposed(here, photos, listed) if open_still else None
    if proposed is not None:
        data["place"] = str(proposed.pk) if listed else proposed.name
    posted = (data, request.FILES) if sent else (None, None)
    first = {"place": post.place_id if listed else "", "key": forms.fresh_key()}
    form = NewOne(*posted, initial=first, units=lists.own_bodies(post))
    form.offer(partial(concerns.offered, post.place))
    if listed:
        _as_select(form, listed)
    for error in photos.errors:
        form.add_error("photos", error)

    made: list[acts.Received] = []

    def run(*, place: str, how: str, **said: Any) -> None:
        del said["photos"]  # looked at and stored before
        made.append(
            acts.report(
                actor=here.person,
                now=here.now,
                place_id=_place_of(place, listed, here),
                contact_how=how,
                for_other=True,
                pictures=photos.pictures,
                **said,
            )
        )

    # a place read off a photo is confirmed by whoever writes it down, by sending it once more
    if proposed is None and carried_out(request, form, run):
        if made[0].receipt:
            return _receipt(request, made[0])
        said = {"number": made[0].number}
        messages.success(request, gettext("记下了，编号 %(number)s。下一位。") % said)
        if form.cleaned_data["concern"] is not None:  # it may be kept from who wrote it down
            return redirect(slip(made[0].pk))
        answered = redirect(f"{reverse('desk_matters:new')}?made={made[0].pk}")
        return answered
    today = _today(here)
    context = {
        "form": form,
        "today": today,
        "made": _made(request, here, today),
        "listed": bool(listed),
        "proposed": proposed,
        "shots": photos,
        "small": shots.smalls(photos),
    }
    page = answer(request, "matters/desk/new.html", context)
    page.status_code = 422 if proposed is not None else page.status_code
    return page


def _photos(request: HttpRequest) -> shots.Shots:
    """Those carried along and those chosen now, made safe and stored: a mistake elsewhere in the form
    never costs anybody a photo."""
    dropped = request.POST.getlist("drop")
    found = shots.kept(request.POST.get("kept", ""), without=dropped, most=MOST)
    return shots.take(request.FILES.getlist("photos")[: MOST + 1], found)


def _proposed(here: Here, photos: shots.Shots, listed: list[Place]) -> Place | None:
    """The place in this post's area closest to where the first photo with a position was taken."""
    if photos.position is None:
        return None
    assert here.post is not None
    column = SCOPE_OF.get(Kind(here.post.place.kind), "id")
    at = here.post.place
    found = where.nearest(photos.position, at.county_id, **{column: at.pk})
    return found if found is not None and found != at and (not listed or found in listed) else None


def _receipt(request: HttpRequest, made: acts.Received) -> HttpResponse:
    """The receipt of somebody who left no name: shown this once, to be printed and handed over."""
    context = {
        "receipt": receipts.spaced(made.receipt),
        "number": made.number,
        "site": settings.PUBLIC_URL,
    }
    return answer(request, "matters/desk/receipt.html", context)


def _made(request: HttpRequest, here: Here, today: list[lists.Row]) -> dict[str, Any] | None:
    """The one just written down, with its slip, and what looks the same. Four statements more."""
    said = request.GET.get("made", "")
    row = next((row for row in today if str(row.id) == said), None)
    if row is None:
        return None
    matter = queries.one(here.person, row.id)
    likes = exclusion.likes(matter, here.person)
    merge = permits.may(here.person, "matters.merge", reach=matter.reach) is not None
    return {"row": row, "slip": slip(row.id), "likes": likes, "may_merge": merge}


def _today(here: Here) -> list[lists.Row]:
    """What I wrote down today, the newest first. One statement."""
    assert here.post is not None
    return lists.written_today(here.post, here.person, here.now)


def _places(here: Here) -> list[Place]:
    """The places of this post, if they fit into one list. One statement."""
    assert here.post is not None
    found = list(
        places.subtree(here.post.place)
        .exclude(kind__in=[Kind.COUNTY, Kind.TOWNSHIP])
        .order_by("village_id", "grid_id", "kind", "name")[: MOST_PLACES + 1]
    )
    return found if len(found) <= MOST_PLACES else []


def _as_select(form: NewOne, listed: list[Place]) -> None:
    """Turn the typed place into a choice."""
    choices = [(str(place.pk), place.name) for place in listed]
    form.fields["place"] = ChoiceField(
        label=form.fields["place"].label,
        choices=choices if len(choices) == 1 else [forms.NOTHING, *choices],
        error_messages={
            "required": _("请选在哪里。"),
            "invalid_choice": _("请从列出的里面选一个。"),
        },
    )


def _place_of(said: str, listed: list[Place], here: Here) -> int:
    """The place meant: the one chosen, or the one found by name or code within this post's area."""
    if listed:
        return int(said)
    assert here.post is not None
    column = SCOPE_OF.get(Kind(here.post.place.kind), "id")
    found = [
        place
        for place in places.find(said)
        if place.until is None and place.village_id and getattr(place, column) == here.post.place_id
    ]
    if not found:
        raise Refused(
            "no_place", _("这里没有这个地方，请写村、社区或网格的全名或代码。"), field="place"
        )
    if len(found) > 1:
        names = "、".join(f"{place.parent}{place.name}" for place in found[:5])
        message = _("有几个地方叫这个名字：%(names)s。请写代码。") % {"names": names}
        raise Refused("many_places", message, field="place")
    return found[0].pk
