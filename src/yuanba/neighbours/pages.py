"""邻里互助: what hangs at a place, one's own, one note; at the desk the same for those without a telephone."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import clock, permits
from yuanba.base.errors import Denied
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.matters.pages.around import around, living
from yuanba.matters.pages.posts import Here, desk
from yuanba.matters.queries import where
from yuanba.neighbours import acts, forms, queries, rules
from yuanba.people import door
from yuanba.people.models import Person

KINDS = [(kind, rules.KIND_WORDS[kind]) for kind in rules.Kind]


@require_safe
def board(request: HttpRequest, place_id: int) -> HttpResponse:
    """互助: what neighbours need and offer here. Who has not signed in reads how many, and how it goes."""
    place, village = living(place_id)
    person = door.signed_in(request)
    lives = queries.lives_in(person, village.pk)
    today = clock.day_of(clock.now())
    context: dict[str, Any] = {
        "place": place,
        "lives": lives,
        "person": person,
        **around(village),
    }
    if person is None or lives is None:
        context["many"] = queries.many(place, today)
    else:
        hang = queries.hanging(place, person, today)
        context |= {
            "kinds": [(kind, word, hang[kind]) for kind, word in KINDS],
            "between": queries.between(village, person, desk=False),
            "over": [(n, rules.STATE_WORDS[n.favour.state]) for n in queries.over(village, person)],
        }
    return answer(request, "neighbours/board.html", context)


@door.required
@require_http_methods(["GET", "POST"])
def put_up(request: HttpRequest, place_id: int) -> HttpResponse:
    """登一条, one's own."""
    place, village = living(place_id)
    person = door.actor(request)
    lives = queries.lives_in(person, village.pk)
    if lives is None:
        return redirect("neighbours:board", village.pk)  # it says who can
    offered = {p.pk: p for p in (place, lives, village)}.values()
    first = {"kind": request.GET.get("kind", rules.Kind.ASK), "place_id": str(lives.pk)}
    form = forms.PutUp(request.POST or None, places=list(offered), initial=first)
    run = partial(acts.put_up, actor=person, now=clock.now())
    if carried_out(request, form, run):
        messages.success(request, gettext("登好了。有人接了，这里会写着，双方看得到电话。"))
        return redirect("neighbours:board", village.pk)
    context = {"form": form, "place": place, **around(village)}
    return answer(request, "neighbours/put_up.html", context)


def _note(favour_id: int, reader: Person) -> queries.Note:
    """A note this reader may read. Http404 alike for "none" and "not yours"."""
    note = queries.note(favour_id, reader)
    if note is None:
        raise Http404
    return note


DOES: dict[str, tuple[type[Form], Callable[..., Any], Any]] = {
    "answer": (Form, acts.answer, _("对上了，请打电话约个时候。")),
    "takes": (forms.Takes, acts.answer, _("记下了，对上了。")),
    "back": (Form, acts.give_back, _("好，这一条又登出来了，别人可以接。")),
    "done": (forms.Done, acts.finish, _("办好了，谢谢大家。")),
    "longer": (forms.Longer, acts.longer, _("好，再登几天。")),
    "down": (forms.Down, acts.take_down, _("撤下了。")),
}


@door.required
@require_safe
def note(request: HttpRequest, favour_id: int) -> HttpResponse:
    """One note: what it says, whom to call, what can be done."""
    person = door.actor(request)
    return _shown(request, _note(favour_id, person), person)


def _shown(
    request: HttpRequest, found: queries.Note, reader: Person, slug: str = "",
    wrong: Form | None = None,
) -> HttpResponse:  # fmt: skip
    favour, state = found.favour, rules.State(found.favour.state)
    at_desk = queries.at_desk(favour, reader)
    writes = queries.writes_for_others(favour.place, reader)
    helped = found.own if favour.kind == rules.Kind.ASK else found.helps
    hangs = state is rules.State.OPEN and favour.until > clock.day_of(clock.now())
    matched = state is rules.State.MATCHED
    can = {
        "answer": hangs
        and not found.own
        and queries.lives_in(reader, favour.place.village_id) is not None,
        "takes": hangs and writes and not found.own,
        "back": matched and (found.own or found.helps or writes),
        "done": matched and (helped or writes),
        "longer": state is rules.State.OPEN and (found.own or writes),
        "down": favour.ended_on is None and (found.own or writes),
    }
    made = {name: DOES[name][0](auto_id=f"{name}_%s") for name, yes in can.items() if yes}
    if wrong is not None and slug in made:
        made[slug] = wrong
    if "down" in made:
        made["down"].fields["why"].required = not found.own  # the page says so, the rule holds
    village = where.village_of(favour.place_id)
    context = {
        "note": found,
        "favour": favour,
        "kind": rules.KIND_WORDS[favour.kind],
        "state": rules.STATE_WORDS[state],
        "hangs": hangs,
        "gone": state is rules.State.OPEN and not hangs,
        "forms": made,
        "village": village,
        "back_url": reverse("neighbours:desk")
        if at_desk
        else reverse("neighbours:board", args=[favour.place.village_id]),
        **around(village),
    }
    return answer(request, "neighbours/note.html", context, form=wrong)


@door.required
@require_POST
def does(request: HttpRequest, favour_id: int, slug: str) -> HttpResponse:
    """One of the acts on a note; with a refusal the page comes back with it."""
    person = door.actor(request)
    found = _note(favour_id, person)
    kind, act, said = DOES[slug]
    right = "neighbours.give_back" if slug == "takes" else f"neighbours.{act.__name__}"
    lives = queries.lives_in(person, found.favour.place.village_id)
    if permits.may(person, right, reach=found.favour.reach) is None or (
        slug == "answer" and lives is None
    ):
        raise PermissionDenied(right)
    form = kind(request.POST, auto_id=f"{slug}_%s")
    run = partial(act, actor=person, favour_id=favour_id, now=clock.now())
    try:
        done = carried_out(request, form, run)
    except Denied as no:
        raise PermissionDenied(str(no)) from no
    if done:
        messages.success(request, str(said))
        return redirect("neighbours:note", favour_id)
    return _shown(request, found, person, slug, form)


# ── the desk ──


@desk
@require_safe
def desk_board(request: HttpRequest, here: Here) -> HttpResponse:
    """邻里互助, for who writes it down for those without a telephone."""
    post = here.ask("neighbours.see")
    today = clock.day_of(here.now)
    hang = queries.hanging(post.place, here.person, today)
    context = {
        "place": post.place,
        "kinds": [(kind, word, hang[kind]) for kind, word in KINDS],
        "between": queries.between(post.place, here.person, desk=True),
        "puts_up": post.role in permits.TABLE["neighbours.put_up"],
    }
    return answer(request, "neighbours/desk.html", context)


@desk
@require_http_methods(["GET", "POST"])
def for_other(request: HttpRequest, here: Here) -> HttpResponse:
    """替人登一条: for an elder, for somebody without a telephone; with the person's own word."""
    post = here.ask("neighbours.put_up")
    if post.place.village_id is None:
        raise Http404
    within = [] if post.place_id == post.place.village_id else [post.place_id]
    offered = [post.place, *queries.corners(post.place.village_id, within)]
    seen = list({p.pk: p for p in offered}.values())
    first = {"kind": rules.Kind.ASK, "place_id": request.GET.get("place", "")}
    form = forms.ForOther(request.POST or None, places=seen, initial=first)
    run = partial(acts.put_up, actor=here.person, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("登好了。"))
        return redirect("neighbours:desk")
    return answer(request, "neighbours/for_other.html", {"form": form, "place": post.place})
