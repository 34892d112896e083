"""The next step of a line of the naming list: its form, what it does, what its button says; nothing where it
is another desk's turn."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest

from yuanba.base import clock
from yuanba.base.text import _
from yuanba.honours import acts
from yuanba.honours.forms import naming as forms
from yuanba.honours.models import Listing
from yuanba.honours.pages import common
from yuanba.honours.queries import naming as queries
from yuanba.honours.rules import naming as rules
from yuanba.honours.rules.naming import State
from yuanba.matters.pages.posts import Here

Step = tuple[Any, Any, Any]
NONE: Step = (None, None, "")


def step(request: HttpRequest, here: Here, found: Listing) -> Step:
    permit, build = STEPS.get(State(found.state), ("", None))
    if build is None or not common.may(here, permit, found.place.reach):
        return NONE
    return build(request.POST or None, here, found)


def _go(here: Here, found: Listing) -> dict[str, Any]:
    return {"actor": here.person, "listing_id": found.pk, "now": here.now}


def _panel(found: Listing, objector: int | None = None) -> dict[str, Any]:
    return common.panelled(
        found.place_id, found.household, teller=found.proposed_by_id,
        checker=found.seconded_by_id, objector=objector,
    )  # fmt: skip


def _second(said: Any, here: Here, found: Listing) -> Step:
    if found.proposed_by_id == here.person.pk:
        return NONE
    return (
        forms.Second(said),
        partial(acts.second_naming, **_go(here, found)),
        _("证据看过了，附议"),
    )


def _notify(said: Any, here: Here, found: Listing) -> Step:
    form = forms.Notify(said, initial={"on": clock.day_of(here.now)})
    return form, partial(acts.notify_named, **_go(here, found)), _("告知了")


def _judge(said: Any, here: Here, found: Listing) -> Step:
    if not found.reply and found.reply_until and clock.day_of(here.now) <= found.reply_until:
        return NONE
    form = forms.JudgeNaming(said, **_panel(found))

    def judge(*, words: str, **_votes: str) -> object:
        return acts.judge_naming(votes=form.votes(), words=words, **_go(here, found))

    return form, judge, _("记下评议")


def _review(said: Any, here: Here, found: Listing) -> Step:
    form = forms.Review(said, questions=queries.appraisals(found))
    run = partial(acts.review_naming, **_go(here, found))
    return form, lambda procedure: run(procedure_id=procedure), _("道德评议会定了")


def _check(said: Any, here: Here, found: Listing) -> Step:
    return forms.CheckNaming(said), partial(acts.check_naming, **_go(here, found)), _("记下来")


def _hang(said: Any, here: Here, found: Listing) -> Step:
    form = forms.Hang(said, initial={"days": min(found.rule.days, rules.USUAL_DAYS)})
    return form, partial(acts.hang_naming, **_go(here, found)), _("公布")


def _answer(said: Any, here: Here, found: Listing) -> Step:
    if found.doubted_at is None or found.answered_at is not None:
        return NONE
    form = forms.AnswerDoubt(said, **_panel(found, found.person_id))

    def answer_it(*, upheld: bool, answer: str, **_votes: str) -> object:
        act = partial(acts.answer_doubt, **_go(here, found))
        return act(upheld=upheld, answer=answer, votes=form.votes())

    return form, answer_it, _("答复异议")


STEPS: dict[State, tuple[str, Callable[[Any, Here, Listing], Step]]] = {
    State.PROPOSED: ("second_naming", _second),
    State.SECONDED: ("notify_named", _notify),
    State.NOTICED: ("judge_naming", _judge),
    State.JUDGED: ("review_naming", _review),
    State.REVIEWED: ("check_naming", _check),
    State.CHECKED: ("hang_naming", _hang),
    State.HUNG: ("answer_doubt", _answer),
}
