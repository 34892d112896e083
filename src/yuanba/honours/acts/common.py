"""What every act here does first: lock, ask leave; who sits on the panel and who steps aside."""

from collections.abc import Mapping

from yuanba.base import permits
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor, Role
from yuanba.base.text import _
from yuanba.honours.models import Campaign, Nominee
from yuanba.people.models import Household, Person
from yuanba.points.acts.common import family_of, home_of, kin_of, person, the_village
from yuanba.points.acts.panel import seats_of
from yuanba.points.rules import addresses, claims
from yuanba.points.rules.claims import Aside, Decision

__all__ = [
    "WORKS_HERE",
    "asides_of",
    "counted",
    "family_of",
    "home_of",
    "lives_in",
    "not_concerned",
    "person",
    "the_campaign",
    "the_nominee",
    "the_village",
]

WORKS_HERE = {Role.GRID, Role.GRIDLEAD, Role.WORKER, Role.TOWNSHIP}


def the_campaign(actor: Actor, campaign_id: int, act: str) -> Campaign:
    """A campaign, locked, if this actor may do this there."""
    rows = Campaign.objects.select_for_update(of=("self",)).select_related("place")
    found = rows.filter(pk=campaign_id).first()
    if found is None:
        raise Denied(act)
    permits.require(actor, act, reach=found.reach)
    return found


def the_nominee(actor: Actor, nominee_id: int, act: str) -> Nominee:
    """A nominee, its campaign locked before it."""
    campaign = Nominee.objects.filter(pk=nominee_id).values_list("campaign_id", flat=True).first()
    Campaign.objects.select_for_update().filter(pk=campaign or 0).first()
    rows = Nominee.objects.select_for_update(of=("self",))
    found = rows.select_related("campaign__place", "household__place").filter(pk=nominee_id).first()
    if found is None:
        raise Denied(act)
    permits.require(actor, act, reach=found.reach)
    return found


def lives_in(person_id: int | None, village: int) -> bool:
    """Whether somebody lives in this village."""
    home = home_of(person_id)
    return bool(
        home and Household.objects.filter(pk=home, place__village_id=village, until=None).exists()
    )


def not_concerned(actor: Person, *people: int) -> None:
    """Whoever writes down what a panel said is none of those whom it is about."""
    if actor.pk in people:
        raise Refused("own_home", _("这件事和您自己有关，请别人来记。"))


def asides_of(
    village: int, home: Household, *, teller: int, checker: int | None = None,
    objector: int | None = None,
) -> dict[int, Aside | None]:  # fmt: skip
    """For each seat of the panel that sits now: why it must not judge this household, or None. The same
    reasons as for points: who lives there, kin, neighbours, and whoever brought it up."""
    family = family_of(home.pk)
    kin, teller_home, objector_home = kin_of(family), home_of(teller), home_of(objector)
    group = addresses.group(home.place_id, home.address)
    return {
        pk: claims.aside(
            seat,
            home=home.pk,
            group=group,
            family=family,
            kin=kin,
            checker=checker,
            checker_home=home_of(checker),
            teller=teller,
            teller_home=teller_home,
            objector=objector,
            objector_home=objector_home,
        )
        for pk, seat in seats_of(village).items()
    }


def counted(asides: Mapping[int, Aside | None], votes: Mapping[int, bool]) -> Decision:
    if not asides:
        raise Refused("no_panel", _("村里还没有评议组，请先定 5 到 7 个人。"))
    return claims.decide(votes, asides)
