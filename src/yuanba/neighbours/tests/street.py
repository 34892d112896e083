"""A street of neighbours: two who live in the courtyard and signed in, one who lives elsewhere."""

from typing import Any

from tests.world import THURSDAY, World
from yuanba.neighbours import acts
from yuanba.neighbours.models import Favour
from yuanba.neighbours.rules import Kind
from yuanba.people import acts as people
from yuanba.people.door import with_posts
from yuanba.people.models import Membership, Person
from yuanba.places.models import Place
from yuanba.places.rules import Kind as PlaceKind

ASKED = {"kind": Kind.ASK, "text": "星期三要人陪着去镇上拿药。"}


class Street:
    def __init__(self, world: World) -> None:
        self.world = world
        self.yard = world.place(PlaceKind.COURTYARD, "黄桷院", world.grid)
        self.luo = self.lives("罗大娘", "13800000901", self.yard)
        self.chen = self.lives("陈师傅", "13800000902", self.yard)
        self.far = self.lives("远客", "13800000903", world.elsewhere, "neighbour_worker")

    def lives(self, name: str, phone: str, place: Place, by: str = "worker") -> Person:
        home = people.found_household(
            actor=getattr(self.world, by), place_id=place.pk, address=f"{place.name}{name}家",
            now=THURSDAY,
        )  # fmt: skip
        person = Person.objects.create(username=phone, name=name, phone=phone)
        Membership.objects.create(household=home, person=person, since=THURSDAY.date())
        found = with_posts(person.pk)
        assert found is not None
        return found

    def put_up(self, who: Any = None, **said: Any) -> Favour:
        usual = {"actor": who or self.luo, "place_id": self.yard.pk, "now": THURSDAY}
        return acts.put_up(**usual | ASKED | said)

    def for_other(self, **said: Any) -> Favour:
        """Written down by the grid worker for somebody without a telephone."""
        who = {"name": "李婆婆", "agreed": True}
        return self.put_up(self.world.gridworker, **who | said)
