"""Campaigns of the demo, by the acts people use: one honoured, one on the public list, one that takes
nominations and has named the resident of the one-click page."""

from datetime import datetime, timedelta
from typing import Any

from yuanba.base import clock
from yuanba.exchange.demo.county import County
from yuanba.exchange.demo.data import read
from yuanba.exchange.demo.points import offered
from yuanba.honours import acts
from yuanba.honours.acts.common import asides_of
from yuanba.honours.models import Campaign, Nominee
from yuanba.honours.rules.campaigns import Judge, Nominators, Shown, Whom
from yuanba.people.models import Membership, Person
from yuanba.points.models import Panel

DAY = timedelta(days=1)


def hold(county: County, now: datetime) -> None:
    """In the village whose points the demo shows."""
    panel = Panel.objects.filter(until=None).first()
    if panel is not None:
        village = next(v for v in county.villages if v.place.pk == panel.place_id)
        _Honours(panel, village.workers, now, read("honours"), offered(county, now)).hold()


class _Honours:
    def __init__(
        self, panel: Panel, workers: list[Person], now: datetime, said: dict[str, Any],
        first: Person,
    ) -> None:  # fmt: skip
        self.place, self.now, self.said, self.first = panel.place_id, now, said, first
        self.worker, self.other = workers[:2]
        sits = set(panel.members.values_list("person_id", flat=True)) | {first.pk}
        heads = Membership.objects.filter(
            household__place__village_id=self.place, until=None, head=True
        ).exclude(person__in=sits)
        self.homes = list(heads.select_related("household__place", "person").order_by("pk")[:8])

    def hold(self) -> None:
        old = self._called("courtyard", 50)
        for n, shown in enumerate((Shown.NAME, Shown.FAMILY, Shown.NOBODY)):
            self._judged(self._agreed(old, n, 49, shown), 38)
        self._post(old, 38)
        acts.present(actor=self.other, campaign_id=old.pk, now=self.now - 20 * DAY)
        now = self._called("civil", 14)
        listed = [self._agreed(now, n, 13, Shown.FAMILY) for n in (3, 4)]
        for one in listed:
            self._judged(one, 2)
        self._post(now, 2)
        say = {"words": self.said["doubt"], "now": self.now - DAY}
        acts.object_to_award(actor=self.other, nominee_id=listed[0].pk, **say)
        fresh = self._called("neighbour", 3, Whom.PERSON)
        home = self.first.memberships.get(until=None).household_id
        self._named(fresh, home, self.first.pk, self.said["mine"], 2)
        other = self.homes[5]
        self._named(fresh, other.household_id, other.person_id, self.said["whys"][3], 1)

    def _called(self, name: str, days: int, whom: Whom = Whom.HOUSEHOLD) -> Campaign:
        at = self.now - days * DAY
        return acts.call(
            actor=self.worker, place_id=self.place, name=self.said[name], whom=whom,
            criteria=self.said[f"{name}_criteria"], source=self.said["source"], seats=5,
            nominators=Nominators.ANYBODY, until=clock.day_of(at + 10 * DAY), judge=Judge.PANEL,
            now=at,
        )  # fmt: skip

    def _named(
        self, campaign: Campaign, home: int, person: int | None, why: str, days: int
    ) -> Nominee:
        return acts.nominate(
            actor=self.worker, campaign_id=campaign.pk, household_id=home, person_id=person,
            why=why, now=self.now - days * DAY,
        )  # fmt: skip

    def _agreed(self, campaign: Campaign, n: int, days: int, shown: Shown) -> Nominee:
        home = self.homes[n].household_id
        one = self._named(campaign, home, None, self.said["whys"][n % 4], days)
        at = self.now - days * DAY + timedelta(hours=2)
        said: dict[str, Any] = {"shown": shown, "on_paper": True, "now": at}
        return acts.consent(actor=self.worker, nominee_id=one.pk, **said)

    def _judged(self, one: Nominee, days: int) -> None:
        asides = asides_of(self.place, one.household, teller=one.named_by_id)
        votes = {pk: n != 1 for n, pk in enumerate(pk for pk, why in asides.items() if not why)}
        at = self.now - days * DAY
        acts.judge(actor=self.other, nominee_id=one.pk, votes=votes, now=at)

    def _post(self, campaign: Campaign, days: int) -> None:
        acts.post_chosen(actor=self.other, campaign_id=campaign.pk, now=self.now - days * DAY)
