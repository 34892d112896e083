"""Organisations, what they cover, who holds their posts; the duties of a grid worker."""

from collections.abc import Iterable
from datetime import date, datetime

from yuanba.base import clock, permits, records, words_in
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.grids.models import Cover, DutyList, Seat, Team
from yuanba.grids.rules import organisations as rules
from yuanba.people.models import Person
from yuanba.people.rules import because
from yuanba.places import rules as places
from yuanba.places.models import Place
from yuanba.places.rules import Kind


def _place(place_id: int, name: str) -> Place:
    found = Place.objects.select_for_update().filter(pk=place_id, until=None).first()
    if found is None:
        raise Denied(name)
    return found


def _team(team_id: int, actor: Actor, name: str) -> Team:
    """The team, locked, if this person may: two appointments cannot both pass the limit."""
    rows = Team.objects.select_for_update(of=("self",)).select_related("place")
    team = rows.filter(pk=team_id, until=None).first()
    if team is None:
        raise Denied(name)
    permits.require(actor, name, reach=team.reach)
    return team


def _chosen(place: Place, ids: Iterable[int]) -> dict[int, Kind]:
    """The living places of the same village among these."""
    rows = Place.objects.filter(pk__in=list(ids), until=None, village_id=place.village_id)
    return {one.pk: Kind(one.kind) for one in rows}


def founded(
    place: Place, template: str, covers: Iterable[int], name: str, source: str, today: date
) -> Team:
    """The team, as the rules have it; whoever calls this has asked for the permit."""
    living = Team.objects.filter(place=place, until=None).values_list("template", flat=True)
    shape = rules.found(template=template, kind=Kind(place.kind), there=set(living))
    over = rules.covers(shape, place.pk, _chosen(place, covers))
    team = Team(
        place=place,
        template=template,
        name=words_in.clean(name, most=60, least=0, field="name")
        or rules.called(shape, place.name),
        source=places.sourced(source),
        since=today,
    )
    team.save(force_insert=True)
    Cover.objects.bulk_create(Cover(team=team, place_id=pk, since=today) for pk in sorted(over))
    return team


@act
def found_team(
    *, actor: Actor, place_id: int, template: str, source: str, covers: Iterable[int] = (),
    name: str = "", now: datetime,
) -> Team:  # fmt: skip
    """设组织: a grid's team, a group, a hamlet or estate committee, a courtyard, a branch."""
    place = _place(place_id, "grids.found_team")
    permits.require(actor, "grids.found_team", reach=place.reach)
    team = founded(place, template, covers, name, source, clock.day_of(now))
    over = team.covers.values_list("place_id", flat=True).order_by("place_id")
    facts = {"template": template, "covers": [str(pk) for pk in over]}
    records.write(
        "grids.found_team", team, actor=actor, at=now, name=team.name, source=team.source, **facts
    )
    return team


@act
def cover(*, actor: Actor, team_id: int, covers: Iterable[int], now: datetime) -> Team:
    """改管的地方: which places a branch covers from today on; what it covered stays known."""
    team = _team(team_id, actor, "grids.cover")
    shape = rules.organisations()[team.template]
    if not shape.covers:
        raise Refused("own", _("这个组织只管它所在的地方。"), field="covers")
    over = rules.covers(shape, team.place_id, _chosen(team.place, covers))
    today = clock.day_of(now)
    living = {row.place_id: row for row in team.covers.filter(until=None)}
    for place_id in set(living) - over:
        living[place_id].until = today
        living[place_id].save(update_fields=["until"])
    fresh = sorted(over - set(living))
    Cover.objects.bulk_create(Cover(team=team, place_id=pk, since=today) for pk in fresh)
    gone = [str(pk) for pk in sorted(set(living) - over)]
    facts = {"more": [str(pk) for pk in fresh], "less": gone}
    records.write("grids.cover", team, actor=actor, at=now, **facts)
    return team


@act
def end_team(*, actor: Actor, team_id: int, reason: str, now: datetime) -> Team:
    """撤组织: from today on; its posts end with it, and all of it stays readable."""
    team = _team(team_id, actor, "grids.end_team")
    why, today = because(reason), clock.day_of(now)
    team.until = today
    team.save(update_fields=["until"])
    team.seats.filter(until=None).update(until=today)
    team.covers.filter(until=None).update(until=today)
    records.write("grids.end_team", team, actor=actor, at=now, name=team.name, reason=why)
    return team


@act
def seat(
    *, actor: Actor, team_id: int, post: str, how: rules.Chosen, name: str, phone: str = "",
    person_id: int | None = None, since: date | None = None, term_until: date | None = None,
    elected_on: date | None = None, entitled: int | None = None, present: int | None = None,
    votes: int | None = None, now: datetime,
) -> Seat:  # fmt: skip
    """任岗: somebody holds a post of the team; within its limits, an elected one with the count."""
    team = _team(team_id, actor, "grids.seat")
    vote = rules.vote(
        needed=how is rules.Chosen.ELECTED, on=elected_on, entitled=entitled, present=present,
        votes=votes, today=clock.day_of(now),
    )  # fmt: skip
    made = seated(
        team, post=post, how=how, name=name, phone=phone, person_id=person_id, since=since,
        term_until=term_until, vote=vote, now=now,
    )  # fmt: skip
    facts: dict[str, object] = {"post": post, "how": how, "since": made.since.isoformat()}
    if vote is not None:
        facts |= {"entitled": vote.entitled, "present": vote.present, "votes": vote.votes}
    records.write("grids.seat", made, actor=actor, at=now, team=str(team.pk), **facts)
    return made


def seated(
    team: Team, *, post: str, how: rules.Chosen, name: str, phone: str, now: datetime,
    person_id: int | None = None, since: date | None = None, term_until: date | None = None,
    vote: rules.Vote | None = None,
) -> Seat:  # fmt: skip
    """The seat, as the rules have it; whoever calls this has asked for the permit."""
    shape, today = rules.organisations()[team.template], clock.day_of(now)
    person = Person.objects.filter(pk=person_id, is_active=True).first() if person_id else None
    if person_id and person is None:
        raise Refused("nobody", _("没有这个账号，请重新选。"), field="person_id")
    start = words_in.day_in_range(since or today, founded=team.since, today=today, field="since")
    number = words_in.phone(phone) if phone.strip() else ""
    held = team.seats.filter(post=post, until=None)
    position = rules.seat(
        shape=shape, post=post, held=held.count(), how=how, phone=number, until=term_until,
        since=start,
    )  # fmt: skip
    said = words_in.clean(
        name or (person.name if person else ""), most=40, field="name", ask=_("请写姓名。")
    )
    if held.filter(name=said).exists():
        raise Refused("seated", _("这个人已经在这个岗位上了。"), field="name")
    made = Seat(
        team=team, post=post, paid=position.paid, name=said, phone=number, person=person, how=how,
        since=start, term_until=rules.term(position, start, term_until),
    )  # fmt: skip
    if vote is not None:
        made.elected_on, made.entitled = vote.on, vote.entitled
        made.present, made.votes = vote.present, vote.votes
    made.save(force_insert=True)
    return made


@act
def end_seat(*, actor: Actor, seat_id: int, reason: str, now: datetime) -> Seat:
    """离岗: from today on he no longer holds the post; that he did stays known."""
    rows = Seat.objects.select_for_update(of=("self",)).select_related("team__place")
    found = rows.filter(pk=seat_id, until=None).first()
    if found is None:
        raise Denied("grids.end_seat")
    permits.require(actor, "grids.end_seat", reach=found.reach)
    why = because(reason)
    found.until = max(found.since, clock.day_of(now))
    found.save(update_fields=["until"])
    facts = {"team": str(found.team_id), "post": found.post, "reason": why}
    records.write("grids.end_seat", found, actor=actor, at=now, **facts)
    return found


@act
def set_duties(*, actor: Actor, county_id: int, lines: str, source: str, now: datetime) -> DutyList:
    """定职责: what a grid worker does in this county, from today on; the list before stays readable."""
    place = _place(county_id, "grids.set_duties")
    permits.require(actor, "grids.set_duties", reach=place.reach)
    if place.kind != Kind.COUNTY:
        raise Refused("county", _("职责由区县定，一个区县一份。"))
    said, written, today = rules.duties(lines), places.sourced(source), clock.day_of(now)
    versions = DutyList.objects.filter(place=place)
    versions.filter(until=None).update(until=today)
    made = DutyList.objects.create(
        place=place, n=versions.count() + 1, lines=said, source=written, since=today
    )
    records.write("grids.set_duties", made, actor=actor, at=now, lines=said, source=written)
    return made
