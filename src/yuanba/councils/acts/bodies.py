"""Councils and committees: founded, members taken in and out; the rule is asked at each seat."""

from datetime import date, datetime

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.councils import queries
from yuanba.councils.acts.common import place_of
from yuanba.councils.models import Body, Member
from yuanba.councils.rules import saying, sitting, standing
from yuanba.councils.rules.kinds import BodyKind
from yuanba.people.models import Person


@act
def found_body(
    *,
    actor: Actor,
    place_id: int,
    kind: BodyKind,
    name: str,
    now: datetime,
    rule: str = "",
    term_ends: date | None = None,
) -> Body:
    """成立: a council or committee of a place, with the rule row that says who may sit in it."""
    place = place_of(actor, place_id, "councils.found_body")
    today = clock.day_of(now)
    said = saying.say(name, field="name")[:60]
    if Body.objects.filter(place=place, name=said, until=None).exists():
        raise Refused("name_taken", _("这里已经有同名的了，请换个名字。"), field="name")
    row = queries.row_for(rule, place.county_id, today) if rule else None
    if rule and row is None:
        raise Refused("no_rule", _("没有这一条规则，请从列表里选。"), field="rule")
    years = row.composition.get("years", 0) if row is not None else 0
    term_ends = standing.term(today, term_ends, years)
    made = Body.objects.create(
        place=place, kind=kind, name=said, rule=rule, since=today, term_ends=term_ends
    )
    records.write("councils.found_body", made, actor=actor, at=now, name=said, kind=kind, rule=rule)
    return made


@act
def seat(
    *,
    actor: Actor,
    body_id: int,
    name: str,
    now: datetime,
    lead: bool = False,
    woman: bool = False,
    delegate: bool = False,
    relative: bool = False,
    person_id: int | None = None,
) -> Member:
    """任职: a member, if the rule allows him in; the sentence says which rule."""
    body = _body(actor, body_id, "councils.seat")
    person = Person.objects.filter(pk=person_id, is_active=True).first() if person_id else None
    said = saying.say(person.name if person else name, field="name")[:40]
    members = list(body.members.filter(until=None))
    if any(m.name == said for m in members):
        raise Refused("seated", _("这个人已经在里面了。"), field="name")
    row = queries.row_for(body.rule, body.place.county_id, clock.day_of(now))
    new = sitting.Sitting(woman, delegate, lead, relative)
    now_in = [queries.sitting(m) for m in members]
    try:
        sitting.one_more(row.composition if row else {}, now_in, new)
    except Refused as no:
        assert row is not None
        why = _("%(why)s依据：%(source)s %(article)s。") % {
            "why": no.message, "source": row.source, "article": row.article,
        }  # fmt: skip
        raise Refused(no.code, why, field=no.field) from None
    made = Member.objects.create(
        body=body,
        person=person,
        name=said,
        lead=lead,
        woman=woman,
        delegate=delegate,
        relative=relative,
        since=clock.day_of(now),
    )
    records.write("councils.seat", made, actor=actor, at=now, name=said, body=body.name, lead=lead)
    return made


@act
def unseat(*, actor: Actor, member_id: int, reason: str, now: datetime) -> Member:
    """离任: from today on no longer; what he did as a member stays."""
    found = Member.objects.select_for_update(of=("self",)).select_related("body__place")
    member = found.filter(pk=member_id, until=None).first()
    if member is None:
        raise Denied("councils.unseat")
    permits.require(actor, "councils.unseat", reach=member.body.place.reach)
    said = saying.say(reason, field="reason")[:200]
    member.until = clock.day_of(now)
    member.save(update_fields=["until"])
    records.write("councils.unseat", member, actor=actor, at=now, name=member.name, reason=said)
    return member


def _body(actor: Actor, body_id: int, name: str) -> Body:
    found = Body.objects.select_for_update(of=("self",)).select_related("place")
    body = found.filter(pk=body_id, until=None).first()
    if body is None:
        raise Denied(name)
    permits.require(actor, name, reach=body.place.reach)
    return body
