"""购买社会服务: bought, delivered, accepted by another person."""

from collections.abc import Sequence
from datetime import date, datetime

from yuanba.base import permits
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.people.models import Person
from yuanba.places.models import Place
from yuanba.places.rules import sourced
from yuanba.projects import queries, rules
from yuanba.projects.acts.common import keep
from yuanba.projects.models import Contract, Deliverable, Need


@act
def buy(
    *, actor: Actor, place_id: int, provider_id: int, what: str, way: str, paper: str, fen: int,
    starts: date, ends: date, promises: Sequence[rules.Promise], now: datetime,
    need_id: int | None = None,
) -> Contract:  # fmt: skip
    """购买服务: a contract with what it is to bring and when."""
    place = Place.objects.filter(pk=place_id, until=None).first()
    if place is None:
        raise Denied("projects.buy")
    permits.require(actor, "projects.buy", reach=place.reach)
    there = {one.pk: one for one in queries.associations(place)}
    provider = there.get(provider_id)
    if provider is None:
        raise Refused("provider", _("请从社会组织名册里选一家。"), field="provider")
    said, chosen = rules.buy(
        what=what, way=way, fen=fen, starts=starts, ends=ends, promises=promises,
        struck_off=provider.until is not None, valid_until=provider.valid_until,
    )  # fmt: skip
    named = [
        rules.say(one.what, field=f"what_{n}", most=120, ask=_("请写交什么。"))
        for n, one in enumerate(promises, 1)
    ]
    contract = Contract.objects.create(
        place=place, provider=provider, what=said, way=chosen, paper=sourced(paper), fen=fen,
        starts=starts, ends=ends, bought_at=now,
        need=Need.objects.filter(pk=need_id, place=place).first() if need_id else None,
    )  # fmt: skip
    Deliverable.objects.bulk_create(
        Deliverable(contract=contract, n=n, what=text, due=one.due)
        for n, (text, one) in enumerate(zip(named, promises, strict=True), 1)
    )
    facts = {"provider": provider.name, "fen": fen, "promises": named, "paper": contract.paper}
    keep("projects.buy", contract, actor, now, what=said, way=chosen, **facts)
    return contract


@act
def note_delivery(
    *, actor: Actor, deliverable_id: int, delivered: str, now: datetime
) -> Deliverable:
    """记交付: what the provider brought."""
    found = taken(actor, deliverable_id, "projects.note_delivery")
    said = rules.deliver(accepted=found.accepted is True, words=delivered)
    assert isinstance(actor, Person)
    found.delivered, found.delivered_at, found.noted_by = said, now, actor
    found.accepted = found.judged_at = found.judged_by = None
    found.save()
    keep("projects.note_delivery", found, actor, now, delivered=said)
    return found


@act
def accept_delivery(
    *, actor: Actor, deliverable_id: int, accepted: bool, words: str, now: datetime
) -> Deliverable:
    """验收: another person says whether it is what was promised; not so, it has to come again."""
    found = taken(actor, deliverable_id, "projects.accept_delivery")
    said = rules.accept(
        delivered=found.delivered_at is not None,
        judged=found.accepted is not None,
        same_person=found.noted_by_id == actor.pk,
        words=words,
    )
    assert isinstance(actor, Person)
    found.accepted, found.words, found.judged_at, found.judged_by = accepted, said, now, actor
    found.save(update_fields=["accepted", "words", "judged_at", "judged_by"])
    keep("projects.accept_delivery", found, actor, now, accepted=accepted, words=said)
    return found


def taken(actor: Actor, deliverable_id: int, right: str) -> Deliverable:
    rows = Deliverable.objects.select_for_update(of=("self",)).select_related("contract__place")
    found = rows.filter(pk=deliverable_id).first()
    if found is None:
        raise Denied(right)
    permits.require(actor, right, reach=found.contract.reach)
    return found
