"""Three thousand households by a bulk road: the rows that register_resident, found_household and
join_household leave, in a few statements. A test walks both roads and compares.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from yuanba.base import bulk, ids, permits, records
from yuanba.base.act import act
from yuanba.base.log.leaf import new_key
from yuanba.base.models import Record
from yuanba.base.permits import Actor, Role
from yuanba.people.models import Household, Membership, Person
from yuanba.people.rules import Verified
from yuanba.places.models import Place


@dataclass(frozen=True, slots=True)
class Home:
    """A family: where it lives, since when, its people (name, telephone), the head first."""

    place_id: int
    address: str
    since: date
    people: Sequence[tuple[str, str]]


@dataclass
class _Rows:
    persons: list[list[Any]] = field(default_factory=list)
    households: list[list[Any]] = field(default_factory=list)
    members: list[list[Any]] = field(default_factory=list)
    records: list[list[Any]] = field(default_factory=list)
    said: list[dict[str, object]] = field(default_factory=list)  # of each record
    keys: dict[int, bytes] = field(default_factory=dict)  # person → the key of his pseudonym


PERSON = [
    "id",
    "password",
    "username",
    "name",
    "phone",
    "verified",
    "is_active",
    "staff",
    "home_id",
    "log_key",
]
HOUSEHOLD = ["id", "place_id", "code", "address", "since"]
MEMBER = ["id", "household_id", "person_id", "head", "since"]
RECORD = ["id", "act", "subject_kind", "subject_id", "place_id", "actor_id", "role", "at", "facts"]


@act
def settle_homes(*, actor: Actor, homes: Sequence[Home], county_id: int, now: datetime) -> Person:
    """入户登记: many families at once, as the acts of people would write them one by one."""
    role = permits.require(actor, "exchange.settle_homes", reach=frozenset({county_id}))
    rows = _Rows()
    for home in homes:
        _family(rows, home, actor, role, now)
    bulk.insert(Person, PERSON, rows.persons)
    bulk.insert(Household, HOUSEHOLD, rows.households)
    bulk.insert(Membership, MEMBER, rows.members)
    bulk.insert(Record, RECORD, rows.records)
    records.note_rows(rows.records, actor=actor, at=now, facts=rows.said, keys=rows.keys)
    first = Person.objects.get(pk=rows.persons[0][0])
    records.write("exchange.settle_homes", first, actor=actor, at=now, n=len(homes))
    return first


def _family(rows: _Rows, home: Home, actor: Actor, role: Role, now: datetime) -> None:
    at = now.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
    household, since = ids.new(), home.since.isoformat()
    code = f"H{household}"

    def note(act: str, kind: str, subject: int, **facts: object) -> None:
        said = json.dumps(facts, ensure_ascii=False)
        rows.said.append(facts)
        rows.records.append(
            [ids.new(), act, kind, subject, home.place_id, actor.pk, role.value, at, said]
        )

    rows.households.append([household, home.place_id, code, home.address, since])
    note("people.found_household", "people.household", household, code=code)
    for i, (name, phone) in enumerate(home.people):
        person, member, head = ids.new(), ids.new(), i == 0
        password = f"!{random.Random(person).getrandbits(200):050x}"  # noqa: S311  opens nothing
        rows.persons.append(
            [
                *(person, password[:41], f"r{person}", name, phone, Verified.NONE.value),
                *(True, False, home.place_id, rows.keys.setdefault(person, new_key())),
            ]
        )
        note("people.register_resident", "people.person", person)
        rows.members.append([member, household, person, head, since])
        facts = {"household": str(household), "person": str(person), "head": head}
        note("people.join_household", "people.membership", member, **facts)


def families(
    rng: random.Random,
    grids: Sequence[tuple[Place, Sequence[Place]]],
    *,
    names: dict[str, Any],
    many: int,
    since: date,
    first_phone: int,
) -> Iterator[Home]:
    """Invented families, spread over the grids and what stands in them."""
    phone = first_phone
    for n in range(many):
        grid, below = grids[n % len(grids)]
        place = rng.choice(below) if below and rng.random() < 0.8 else grid
        family = rng.choice(names["family"])
        members = []
        for i in range(rng.choices([1, 2, 3, 4, 5], [18, 30, 27, 17, 8])[0]):
            own = family if i != 1 else rng.choice(names["family"])
            given = "".join(rng.choices(names["given"], k=rng.choice([1, 2, 2])))
            number = ""
            if i == 0 and phone < 9000:
                number, phone = f"1380000{phone:04d}", phone + 1
            members.append((own + given, number))
        door = f"{n // len(grids) + 1}号"
        day = date.fromordinal(since.toordinal() + rng.randrange(700))
        yield Home(place.pk, f"{place.name}{door}", day, members)
