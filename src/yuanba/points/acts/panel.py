"""评议: who sits on the panel, who is kin to whom, and what the panel decides about a claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from yuanba.base import clock, records, words_in
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.people.models import Household, Membership, Person
from yuanba.places import queries as places
from yuanba.points.acts.common import (
    Home,
    family_of,
    home_of,
    kin_of,
    person,
    the_claim,
    the_village,
)
from yuanba.points.models import Claim, Kin, Member, Panel, Vote
from yuanba.points.rules import addresses, claims
from yuanba.points.rules.claims import Aside, Decision, State


@dataclass(frozen=True)
class Chair:
    """Somebody chosen for the panel, and as whom."""

    person_id: int
    supervision: bool = False
    woman: bool = False
    group: bool = False


@act
def seat_panel(
    *, actor: Actor, place_id: int, members: Sequence[Chair], source: str, now: datetime
) -> Panel:
    """定评议组: five to seven people of the village; the one before ends today."""
    place = the_village(actor, place_id, "points.seat_panel")
    claims.panel(
        people=len(members),
        distinct=len({one.person_id for one in members}),
        supervision=sum(one.supervision for one in members),
        woman=sum(one.woman for one in members),
        group=sum(one.group for one in members),
    )
    ask = _("请写评议组是怎么产生的。")
    said = words_in.clean(source, most=200, field="source", ask=ask)
    known = Person.objects.filter(pk__in=[one.person_id for one in members], is_active=True)
    if known.count() < len(members):
        raise Refused("no_person", _("没有这个人，请从列表里选。"), field="members")
    today = clock.day_of(now)
    Panel.objects.filter(place=place, until=None).update(until=today)
    panel = Panel.objects.create(
        place=place, source=said, since=today, made_at=now,
        made_by=person(actor, "points.seat_panel"),
    )  # fmt: skip
    Member.objects.bulk_create(
        Member(
            panel=panel, person_id=one.person_id, supervision=one.supervision, woman=one.woman,
            group=one.group,
        )
        for one in members
    )  # fmt: skip
    facts = {"members": [str(one.person_id) for one in members], "source": said}
    records.write("points.seat_panel", panel, actor=actor, at=now, **facts)
    return panel


@act
def declare_kin(*, actor: Actor, place_id: int, one_id: int, other_id: int, now: datetime) -> Kin:
    """记亲属: so that one of them steps aside where the other's household is judged."""
    place = the_village(actor, place_id, "points.declare_kin")
    first, second = sorted((one_id, other_id))
    if first == second:
        raise Refused("same_person", _("要选两个人。"), field="other")
    if Person.objects.filter(pk__in=[first, second]).count() < 2:
        raise Refused("no_person", _("没有这个人，请从列表里选。"), field="other")
    if Kin.objects.filter(one=first, other=second).exists():
        raise Refused("kin_known", _("这两个人记过了。"), field="other")
    kin = Kin.objects.create(
        place=place, one_id=first, other_id=second, declared_at=now,
        declared_by=person(actor, "points.declare_kin"),
    )  # fmt: skip
    records.write("points.declare_kin", kin, actor=actor, at=now)
    return kin


@act
def decide(
    *, actor: Actor, claim_id: int, votes: Mapping[int, bool], now: datetime, words: str = ""
) -> Claim:
    """评议: what each member said, as the signed sheet has it; the one who steps aside has no vote.
    What passes goes on the public list."""
    claim, home, _role = the_claim(actor, claim_id, "points.decide")
    if claim.takes:
        raise Refused("by_council", _("扣分由道德评议会定，评议组不能定。"))
    claims.expect(State(claim.state), State.CHECKED)
    if actor.pk in home.family:
        raise Refused("own_home", _("这是您自己家的，评议请别人来记。"))
    said = words_in.clean(words, most=300, least=0, field="words")
    decision = sit(claim, home, votes)
    if not decision.passed and not said:
        raise Refused("reason_needed", _("没通过的要写明为什么，这户会看到。"), field="words")
    claim.state = State.POSTED if decision.passed else State.REFUSED
    claim.words = said or claim.words
    claim.decided_at, claim.decided_by = now, person(actor, "points.decide")
    list_it(claim, now)
    claim.save()
    facts = {"yes": decision.yes, "no": decision.no, "passed": decision.passed, "words": said}
    records.write("points.decide", claim, actor=actor, at=now, round=claim.round, **facts)
    return claim


def list_it(claim: Claim, now: datetime) -> None:
    if claim.state == State.POSTED:
        dates = claims.listed(clock.day_of(now), places.calendar())
        claim.listed_until, claim.object_until = dates.until, dates.object_until


def sit(
    claim: Claim, home: Home, votes: Mapping[int, bool], objector: int | None = None
) -> Decision:
    """One sitting of the village's panel about a claim: counted, and kept member by member."""
    seats = seats_of(claim.place_id)
    if not seats:
        raise Refused("no_panel", _("村里还没有评议组，请先定 5 到 7 个人。"))
    asides = asides_of(claim, home, seats, objector)
    decision = claims.decide(votes, asides)
    claim.round += 1
    Vote.objects.bulk_create(
        Vote(
            claim=claim, round=claim.round, member_id=member, yes=votes.get(member),
            aside=why or "",
        )
        for member, why in asides.items()
    )  # fmt: skip
    return decision


def seats_of(village: int) -> dict[int, claims.Seat]:
    """The members of the panel that sits now, by the id of the seat. Two statements."""
    members = list(Member.objects.filter(panel__place=village, panel__until=None).order_by("pk"))
    lives = {
        m.person_id: m
        for m in Membership.objects.filter(
            person__in=[one.person_id for one in members], until=None
        ).select_related("household")
    }
    found = {}
    for one in members:
        stay = lives.get(one.person_id)
        home = stay.household if stay else None
        group = addresses.group(home.place_id, home.address) if home else ""
        found[one.pk] = claims.Seat(one.person_id, home.pk if home else None, group)
    return found


def stepping_aside(claim: Claim, objector: int | None = None) -> dict[int, Aside | None]:
    """For each seat of the panel that sits now: why it must not judge this claim, or None."""
    household = Household.objects.select_related("place").get(pk=claim.household_id)
    home = Home(household, claim.place_id, family_of(claim.household_id))
    return asides_of(claim, home, seats_of(claim.place_id), objector)


def asides_of(
    claim: Claim, home: Home, seats: Mapping[int, claims.Seat], objector: int | None = None
) -> dict[int, Aside | None]:
    """Who of the panel steps aside from this claim, and why. Two statements."""
    kin = kin_of(home.family)
    teller_home, objector_home = home_of(claim.told_by_id), home_of(objector)
    return {
        pk: claims.aside(
            seat,
            home=home.row.pk,
            group=home.group,
            family=home.family,
            kin=kin,
            checker=claim.checked_by_id,
            checker_home=claim.checked_home,
            teller=claim.told_by_id,
            teller_home=teller_home,
            objector=objector,
            objector_home=objector_home,
        )
        for pk, seat in seats.items()
    }
