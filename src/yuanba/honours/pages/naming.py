"""点名单 at the desk: whether it is on, each line and its next step, the notice, the sheet for the wall."""

from datetime import timedelta
from functools import partial
from typing import Any

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.honours import acts
from yuanba.honours.forms import naming as forms
from yuanba.honours.models import Listing
from yuanba.honours.pages import common
from yuanba.honours.pages.naming_steps import step
from yuanba.honours.pages.nominee import sittings
from yuanba.honours.queries import naming as queries
from yuanba.honours.rules import naming as rules
from yuanba.honours.rules.naming import State
from yuanba.matters.pages.posts import Here, desk
from yuanba.points.pages.common import my_village, the_person


def hidden(response: HttpResponse) -> HttpResponse:
    """Nobody's index keeps this, nor anybody's cache."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Cache-Control"] = "no-store"
    return response


@desk
@require_safe
def board(request: HttpRequest, here: Here) -> HttpResponse:
    """点名单: off, or by which decision it is on; what waits and hangs."""
    village, choose = my_village(request, here, "honours.see_naming")
    rule, today = queries.rule_of(village.pk), clock.day_of(here.now)
    may = {
        act: common.may(here, act, village.reach)
        for act in (
            "turn_on_naming", "file_naming", "turn_off_naming", "propose_naming", "see_archive",
        )
    }  # fmt: skip
    context = {
        "village": village,
        "choose": choose,
        "rule": rule,
        "on": queries.is_on(rule, today),
        "waits_for_town": rule is not None and rule.filed_at is None,
        "over": rule is not None and rule.until < today,
        "grounds": [rules.GROUND_WORDS[rules.Ground(g)] for g in rule.grounds] if rule else [],
        "rows": [row(one) for one in queries.under_way(village.pk)],
        "archive": [row(one) for one in queries.over(village.pk)],
        "may": may,
    }
    return hidden(answer(request, "honours/naming.html", context))


def row(one: Listing) -> dict[str, Any]:
    return {
        "one": one,
        "ground": rules.GROUND_WORDS[rules.Ground(one.ground)],
        "state": rules.STATE_WORDS[State(one.state)],
        "down": rules.DOWN_WORDS[rules.Down(one.down)] if one.down else "",
        "doubted": one.state == State.HUNG and bool(one.doubted_at) and not one.answered_at,
        "mended": one.state == State.HUNG and bool(one.mended_at),
    }


def _page(
    request: HttpRequest, village: Any, form: Any, heading: Any, button: Any, note: Any = "",
    back: str = "",
) -> HttpResponse:  # fmt: skip
    context = {"village": village, "form": form, "heading": heading, "button": button}
    context |= {"note": note, "back": back or reverse("honours:naming")}
    return hidden(answer(request, "points/act.html", context))


@desk
@require_http_methods(["GET", "POST"])
def turn_on(request: HttpRequest, here: Here) -> HttpResponse:
    """启用点名单."""
    village, _choose = my_village(request, here, "honours.turn_on_naming")
    today = clock.day_of(here.now)
    first = {"since": today, "until": today + timedelta(days=180)}
    questions = queries.assemblies(village)
    form = forms.TurnOn(request.POST or None, questions=questions, initial=first)

    def run(*, procedure: int, **said: Any) -> object:
        go = partial(acts.turn_on_naming, actor=here.person, place_id=village.pk, now=here.now)
        return go(procedure_id=procedure, **said)

    if carried_out(request, form, run):
        messages.success(request, _("记下了。等镇街备案，备案以前不能点名。"))
        return redirect("honours:naming")
    note = _("先想想：说事、帮着改，常常比点名管用。要用，得村民会议表决过，到期自动停。")
    return _page(request, village, form, _("启用点名单"), _("启用，等备案"), note)


@desk
@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, here: Here, rule_id: int) -> HttpResponse:
    """备案, by the town."""
    here.ask("honours.file_naming")
    rule = _rule(here, rule_id, "file_naming")
    form = forms.FileRule(request.POST or None)
    run = partial(acts.file_naming, actor=here.person, rule_id=rule.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, _("备案了。"))
        return redirect(f"{reverse('honours:naming')}?at={rule.place_id}")
    return _page(request, rule.place, form, _("备案"), _("备案"), rule.source)


@desk
@require_http_methods(["GET", "POST"])
def turn_off(request: HttpRequest, here: Here, rule_id: int) -> HttpResponse:
    """停用: everything that hangs comes down."""
    here.ask("honours.turn_off_naming")
    rule = _rule(here, rule_id, "turn_off_naming")
    form = forms.TurnOff(request.POST or None)
    run = partial(acts.turn_off_naming, actor=here.person, rule_id=rule.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, _("停用了，公布着的都撤下了。"))
        return redirect(f"{reverse('honours:naming')}?at={rule.place_id}")
    return _page(request, rule.place, form, _("停用点名单"), _("停用，全部撤下"))


def _rule(here: Here, rule_id: int, act: str) -> Any:
    found = queries.rule(rule_id)
    if found is None or not common.may(here, act, found.reach):
        raise Http404
    return found


@desk
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, here: Here) -> HttpResponse:
    """提出点名."""
    village, _choose = my_village(request, here, "honours.propose_naming")
    rule, today = queries.rule_of(village.pk), clock.day_of(here.now)
    allowed = rule.grounds if rule is not None else []
    form = forms.Propose(request.POST or None, allowed=allowed, initial={"on": today})

    def run(*, person: str, **said: Any) -> object:
        one = the_person(village, person, field="person")
        go = partial(acts.propose_naming, actor=here.person, place_id=village.pk, now=here.now)
        return go(person_id=one.pk, **said)

    if carried_out(request, form, run):
        messages.success(request, _("记下了。先由第二个人附议，再告知本人。现在谁也看不到。"))
        return redirect("honours:naming")
    note = _("公布的只有：姓、上面列的那一句、两个日子。您写的话不公布。")
    return _page(request, village, form, _("提出点名"), _("提出，等附议"), note)


# ── one line ──


def _listing(here: Here, listing_id: int, act: str = "see_naming") -> Listing:
    here.ask(f"honours.{act}")
    found = queries.listing(listing_id)
    if found is None or not common.may(here, act, found.place.reach):
        raise Http404
    archived = State(found.state) not in rules.OPEN
    if archived and not common.may(here, "see_archive", found.place.reach):
        raise Http404  # what came down is for those who supervise
    return found


@desk
@require_http_methods(["GET", "POST"])
def listing(request: HttpRequest, here: Here, listing_id: int) -> HttpResponse:
    """点名单的一条: the whole way, and the next step of whoever has it."""
    found = _listing(here, listing_id)
    form, run, button = step(request, here, found)
    if form is not None and carried_out(request, form, run):
        messages.success(request, _("记下了。"))
        return redirect("honours:naming")
    state = State(found.state)
    reach = found.place.reach
    context = {
        **row(found),
        "village": found.place,
        "basis": rules.BASIS_WORDS[rules.Basis(found.basis)],
        "sittings": sittings(queries.sittings(found)),
        "form": form,
        "button": button,
        "may_reply": state is State.NOTICED and common.may(here, "reply_to_naming", reach),
        "may_doubt": state is State.HUNG
        and found.doubted_at is None
        and common.may(here, "doubt_naming", reach),
        "may_mend": state is State.HUNG and common.may(here, "tell_mended", reach),
        "may_drop": state in rules.OPEN - {State.HUNG} and common.may(here, "drop_naming", reach),
        "may_take": state is State.HUNG and common.may(here, "take_down", reach),
    }
    return hidden(answer(request, "honours/listing.html", context))


SAYS: dict[str, tuple[Any, Any, Any, Any]] = {
    "reply": (forms.SayFor, acts.reply_to_naming, "reply_to_naming", _("替本人记答复")),
    "doubt": (forms.SayFor, acts.doubt_naming, "doubt_naming", _("替本人记异议")),
    "mended": (forms.Mended, acts.tell_mended, "tell_mended", _("去看过，改好了")),
    "drop": (forms.Why, acts.drop_naming, "drop_naming", _("不提了")),
    "down": (forms.Why, acts.take_down, "take_down", _("提前撤下")),
}


@desk
@require_http_methods(["GET", "POST"])
def say(request: HttpRequest, here: Here, listing_id: int, what: str) -> HttpResponse:
    """替本人记答复、异议；改好了；不提了；提前撤下."""
    if what not in SAYS:
        raise Http404
    kind, act, permit, heading = SAYS[what]
    found = _listing(here, listing_id, permit)
    form = kind(request.POST or None)
    if carried_out(
        request, form, partial(act, actor=here.person, listing_id=listing_id, now=here.now)
    ):
        messages.success(request, _("记下了。"))
        return redirect("honours:naming")
    back = reverse("honours:listing", args=[listing_id])
    return _page(request, found.place, form, heading, heading, "", back)


@desk
@require_safe
def notice(request: HttpRequest, here: Here, listing_id: int) -> HttpResponse:
    """告知书, A4: what is proposed, on what ground, until when he answers, what his rights are."""
    found = _listing(here, listing_id, "notify_named")
    today = clock.day_of(here.now)
    address = request.build_absolute_uri(reverse("honours:named", args=[found.pk]))
    context = {
        **row(found),
        "until": found.reply_until or rules.reply_until(today, queries.calendar()),
        "printed": found.noticed_on or today,
        "most": found.rule.days,
        "qr": segno.make(address, error="m").svg_data_uri(border=1, scale=3),
        "back_url": reverse("honours:listing", args=[found.pk]),
    }
    return hidden(answer(request, "honours/notice.html", context))


@desk
@require_safe
def wall(request: HttpRequest, here: Here) -> HttpResponse:
    """张贴的那一张: what hangs today, for the board in the village."""
    village, _choose = my_village(request, here, "honours.see_naming")
    today = clock.day_of(here.now)
    address = request.build_absolute_uri(reverse("honours:named_here", args=[village.pk]))
    context = {
        "village": village,
        "rule": queries.rule_of(village.pk),
        "rows": queries.hanging(village.pk, today),
        "corrections": queries.corrections(village.pk, today),
        "printed": today,
        "qr": segno.make(address, error="m").svg_data_uri(border=1, scale=3),
        "back_url": reverse("honours:naming"),
    }
    return hidden(answer(request, "honours/naming_wall.html", context))
