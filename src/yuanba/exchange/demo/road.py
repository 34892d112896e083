"""Plays scripts: through the acts one by one, or on a pile in memory that is written at the end."""

from collections.abc import Sequence
from typing import Any

from yuanba.base import permits, trail
from yuanba.base.act import Careless
from yuanba.base.log import store as log
from yuanba.base.permits import Actor
from yuanba.exchange.demo.histories import History, Step
from yuanba.matters import acts, store
from yuanba.matters.acts.intake import tell, written
from yuanba.matters.models import Contact, Matter
from yuanba.matters.pile import Pile, opened
from yuanba.people.door import Guest
from yuanba.people.models import Person


def by_acts(history: History) -> Matter:
    """One matter's script through the acts."""
    pk = acts.report(actor=history.who, now=history.at, **history.told).pk
    for step in history.steps:
        getattr(acts, step.act)(actor=_actor(step, pk), matter_id=pk, now=step.at, **step.said)
    return Matter.objects.get(pk=pk)


def in_bulk(histories: Sequence[History], pile: Pile) -> list[Matter]:
    """All scripts on one pile: the same acts, their rows written together at the end.

    The caller holds the transaction. Reactions do not run: see `wall`.
    """
    told = [_told(history) for history in histories]
    given = store.take_in(told)
    for one, (_pk, number), history in zip(told, given, histories, strict=True):
        matter = written(one, number)
        matter.version = 1
        if isinstance(history.who, Person) and one.reporter_id:
            matter.reporter = history.who
        Contact(
            matter=matter, name=one.contact_name, phone=one.contact_phone, how=one.contact_how
        )  # now the matter knows it without asking the database
        pile.matters[matter.pk] = matter
    matters = list(pile.matters.values())
    with opened(pile):
        for matter, history in zip(matters, histories, strict=True):
            for step in history.steps:
                _play(step, matter)
    return matters


def _told(history: History) -> store.Told:
    said = dict(history.told)
    staff = said.pop("for_other", False)
    told = tell(
        now=history.at,
        reporter_id=None if staff else history.who.pk,
        recorder_id=history.who.pk if staff else None,
        **said,
    )
    reach = {told.county_id, told.township_id, told.village_id, told.grid_id or 0, told.place_id}
    told.by = history.who if isinstance(history.who, Person) else None
    told.role = permits.require(history.who, "matters.report", reach=reach).value
    told.actor_id = history.who.pk
    return told


def _play(step: Step, matter: Matter) -> None:
    """One act as its decorator would run it, without a transaction of its own."""
    name = f"matters.{step.act}"
    mine = trail.Trail(name)
    token = trail.current.set(mine)
    try:
        inner: Any = getattr(acts, step.act).__wrapped__
        inner(actor=_actor(step, matter.pk), matter_id=matter.pk, now=step.at, **step.said)
    finally:
        trail.current.reset(token)
    if name not in mine.asked or not mine.written:
        raise Careless(f"{name} asked for no permit or left no record")
    log.append(mine.pending)


def _actor(step: Step, matter_id: int) -> Actor:
    return step.who if step.who is not None else Guest(holds=matter_id)
