"""Household points of the demo, by the acts people use: a rule book and a panel, claims in every state,
balances, a shop with things reserved and handed out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from yuanba.base import clock
from yuanba.base.permits import Role
from yuanba.exchange.demo.county import PASSWORD, County, Village
from yuanba.exchange.demo.data import read
from yuanba.people import acts as people
from yuanba.people import queries
from yuanba.people.door import FOUNDER
from yuanba.people.models import Membership, Person
from yuanba.points import acts
from yuanba.points.acts.counter import Written
from yuanba.points.acts.panel import Chair, stepping_aside
from yuanba.points.models import Claim, Item, Member, Redemption
from yuanba.points.rules import book
from yuanba.points.rules.shop import Ware

DAY = timedelta(days=1)
PANEL = 7
FEWEST = 6  # homes beside those of the panel


def hold(county: County, now: datetime) -> None:
    """Where the resident lives whom the one-click page offers."""
    if not county.residents:
        return
    first = offered(county, now)
    lives = first.home
    village = next(v for v in county.villages if lives and v.place.pk == lives.village_id)
    heads = Membership.objects.filter(
        household__place__village_id=village.place.pk, until=None, head=True
    )
    if heads.count() < PANEL + FEWEST:
        return  # a small demo, in a test: too few homes for a panel and those whom it judges
    _Points(village, now, said=read("points"), first=first).hold()


def offered(county: County, now: datetime) -> Person:
    first = queries.one_of_each(clock.day_of(now))[0].person_id  # residents come first
    return next((p for p in county.residents if p.pk == first), county.residents[0])


@dataclass
class _Points:
    village: Village
    now: datetime
    said: dict[str, Any]
    first: Person
    homes: list[Membership] = field(default_factory=list)
    panel: list[Member] = field(default_factory=list)

    def hold(self) -> None:
        self._begin()
        for days, code, note in self.said["booked"]:
            claim = self._posted(self._next(), code, note, days)
            acts.book(actor=self._other, claim_id=claim.pk, now=self.now - (days - 20) * DAY)
        for days, code, note in self.said["mine"]:
            claim = self._posted(self._first, code, note, days)
            acts.book(actor=self._other, claim_id=claim.pk, now=self.now - (days - 20) * DAY)
        for code, note in self.said["listed"]:
            self._posted(self._next(), code, note, 4)
        ready = [self._posted(self._next(), code, note, 24) for code, note in self.said["ready"]]
        for code, note in self.said["checked"]:
            self._checked(self._next(), code, note, 3)
        for code, note in self.said["told"]:
            self._told(self._next(), code, note, 1)
        self._told(self._first, "E1", self.said["mine_told"], 0)
        self._doubted(ready[0])
        self._taken()
        self._shop()

    # ── who ──

    @property
    def _worker(self) -> Person:
        return self.village.workers[0]

    @property
    def _other(self) -> Person:
        return self.village.workers[1]

    @property
    def _first(self) -> Membership:
        return next(m for m in self.homes if m.person_id == self.first.pk)

    def _next(self) -> Membership:
        """Household after household, those of the panel and the first resident's left out."""
        return next(self._order)

    def _walk(self) -> Iterator[Membership]:
        out = {m.person_id for m in self.panel} | {self.first.pk}
        free = [m for m in self.homes if m.person_id not in out]
        while True:
            yield from free

    def _begin(self) -> None:
        then = self.now - 90 * DAY
        place = self.village.place.pk
        heads = Membership.objects.filter(
            household__place__village_id=place, until=None, head=True
        ).select_related("household__place", "person")
        self.homes = list(heads.order_by("pk")[:60])
        go: dict[str, Any] = {"actor": self._worker, "place_id": place, "now": then}
        lines, _sample = book.shipped()
        acts.adopt_book(
            lines=lines,
            source=self.said["source"],
            unratified=self.said["unratified"],
            since=clock.day_of(then),
            **go,
        )
        sits = [m.person_id for m in self.homes if m.person_id != self.first.pk][-PANEL:]
        chairs = [
            Chair(pk, supervision=n == 0, woman=n == 1, group=n == 2) for n, pk in enumerate(sits)
        ]
        panel = acts.seat_panel(members=chairs, source=self.said["chosen"], **go)
        self.panel = list(panel.members.order_by("pk"))
        years = {clock.day_of(then).year, clock.day_of(self.now).year}
        for year in sorted(years):
            fund: dict[str, Any] = {"year": year, "fen": 500_000, "fen_per_point": 100}
            acts.set_budget(source=self.said["fund"], **fund, **go)
        self._order = self._walk()

    # ── a claim to each point of its way ──

    def _told(self, who: Membership, code: str, note: str, days: int) -> Claim:
        at = self.now - days * DAY - timedelta(hours=2)
        actor = self._grid(who) if who.person_id != self.first.pk else self.first
        return acts.tell(
            actor=actor,
            household_id=who.household_id,
            item=code,
            on=clock.day_of(at),
            note=note,
            now=at,
        )

    def _grid(self, who: Membership) -> Person:
        grid = who.household.place.grid_id
        return self.village.gridworkers.get(grid or 0, self._worker)

    def _checked(self, who: Membership, code: str, note: str, days: int) -> Claim:
        claim = self._told(who, code, note, days + 1)
        return acts.check(
            actor=self._worker,
            claim_id=claim.pk,
            true=True,
            words=self.said["seen"],
            now=self.now - days * DAY,
        )

    def _posted(self, who: Membership, code: str, note: str, days: int) -> Claim:
        claim = self._checked(who, code, note, days)
        return self._decided(claim, self.now - days * DAY)

    def _decided(self, claim: Claim, at: datetime) -> Claim:
        asides = stepping_aside(claim)
        votes = {pk: n != 2 for n, pk in enumerate(pk for pk, why in asides.items() if not why)}
        return acts.decide(actor=self._worker, claim_id=claim.pk, votes=votes, now=at)

    def _doubted(self, claim: Claim) -> None:
        """A neighbour came to the desk about one that would have been ready."""
        at = self.now - 18 * DAY
        acts.object_to(actor=self._other, claim_id=claim.pk, words=self.said["doubt"], now=at)

    def _taken(self) -> None:
        """Two notices: one answered and waiting for the panel, one still open."""
        for n, words in enumerate(self.said["notices"]):
            who = self._next()
            at = self.now - (3 - n) * DAY
            claim = acts.propose_taking(
                actor=self._worker,
                household_id=who.household_id,
                item="N1",
                on=clock.day_of(at),
                note=words,
                now=at,
            )
            if n == 0:
                acts.reply(
                    actor=self._grid(who), claim_id=claim.pk, words=self.said["reply"],
                    now=self.now - DAY,
                )  # fmt: skip

    # ── the shop ──

    def _shop(self) -> None:
        place, then = self.village.place.pk, self.now - 60 * DAY
        go: dict[str, Any] = {"actor": self._worker, "place_id": place, "now": then}
        soap, *_rest = [acts.keep_item(**go, **_kinds(said)) for said in self.said["items"]]
        booked = Claim.objects.filter(place=place, state="booked", points__gte=soap.points).exclude(
            household=self._first.household
        )
        for claim in booked.select_related("household")[:3]:
            deal = self._reserved(claim.household_id, soap, self.now - 2 * DAY)
            self._handed(deal, self.now - 2 * DAY + timedelta(hours=1))
        self._reserved(self._first.household_id, soap, self.now - timedelta(hours=1))
        self._counter(go, soap)

    def _counter(self, go: dict[str, Any], soap: Item) -> None:
        """A shopkeeper, hours, and a day without signal on paper."""
        place, shop = self.village.place, self.said["shop"]
        by: dict[str, Any] = {"actor": FOUNDER, "place_id": place.pk, "now": self.now}
        keeper = people.add_person(
            username=shop["keeper"], name=shop["keeper"], password=PASSWORD, **by
        )
        since = clock.day_of(self.now - 50 * DAY)
        role: dict[str, Any] = {"role": Role.SHOP, "unit_id": None, "title": "", "since": since}
        people.appoint(person_id=keeper.pk, **role, **by)
        days = [(shop["from"], shop["to"])] * 6 + [("", "")]
        acts.set_hours(where=shop["where"], note=shop["note"], days=days, **go)
        first = acts.print_slips(many=8, **go)
        yesterday = self.now - DAY
        acts.enter_slips(
            actor=self._worker,
            place_id=place.pk,
            on=clock.day_of(yesterday),
            handed_by_id=keeper.pk,
            slips=[Written(first.number, self._first.household_id, self._towel(soap).pk)],
            now=self.now - timedelta(hours=2),
        )

    def _towel(self, soap: Item) -> Item:
        """The cheapest thing on the shelf."""
        return Item.objects.filter(place=soap.place, stock__gt=0).order_by("points")[0]

    def _reserved(self, household_id: int, item: Item, at: datetime) -> Redemption:
        actor = self.first if household_id == self._first.household_id else self._worker
        return acts.reserve(actor=actor, household_id=household_id, item_id=item.pk, now=at)

    def _handed(self, deal: Redemption, at: datetime) -> None:
        acts.hand_out(actor=self._other, redemption_id=deal.pk, code=deal.code, now=at)


def _kinds(said: dict[str, Any]) -> dict[str, Any]:
    return said | {"kind": Ware(said["kind"])} if "kind" in said else said
