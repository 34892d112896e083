"""One row of a village's own table, taken in through the acts people use. True if it changed anything."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor, Role
from yuanba.base.text import _
from yuanba.people import acts
from yuanba.people.models import Household, Membership, Person, Post, Unit
from yuanba.people.rules import ROLE_WORDS, UNIT_WORDS, UnitKind
from yuanba.places import acts as founding
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import CLOSABLE, KIND_WORDS, Kind

HEAD = {"是", "户主", "本人", "√", "1", "yes", "y"}


@dataclass
class Known:
    """Who brings the table, and what was found out by the rows before."""

    actor: Actor
    now: datetime
    places: dict[str, Place] = field(default_factory=dict)
    homes: dict[tuple[int, str], int] = field(default_factory=dict)

    @property
    def by(self) -> dict[str, Any]:
        return {"actor": self.actor, "now": self.now}

    def place(self, said: str) -> Place:
        """The living place of this name or code. Raises Refused beside its column."""
        if said not in self.places:
            found = [p for p in places.find(said) if p.until is None]
            if not found:
                message = _("没有这个地方：%(name)s。请先在“地方”里建好，或者改成全名。")
                raise Refused("no_place", message % {"name": said}, field="place")
            if len(found) > 1:
                message = _("有几个地方叫“%(name)s”，请改写代码。")
                raise Refused("many_places", message % {"name": said}, field="place")
            self.places[said] = found[0]
        return self.places[said]


def _told(said: dict[str, str]) -> dict[str, Any]:
    return {"name": said["name"], "phone": said.get("phone", "")}


# ── households ──


def household(known: Known, said: dict[str, str]) -> bool:
    """One person into his household; both are made if they are not there."""
    home_id, made = _home(known, known.place(said["place"]), said)
    living = Membership.objects.filter(household_id=home_id, until=None)
    if living.filter(person__name=said["name"]).exists():
        return made
    head = said.get("head", "").lower() in HEAD
    told = _told(said) | {"head": head}
    acts.enrol(household_id=home_id, **told, **known.by)
    return True


def _home(known: Known, where: Place, said: dict[str, str]) -> tuple[int, bool]:
    code, address = said.get("code", ""), " ".join(said["address"].split())
    key = (where.pk, code or address)
    if key in known.homes:
        return known.homes[key], False
    found = Household.objects.filter(until=None)
    found = found.filter(code=code) if code else found.filter(place=where, address=address)
    home = found.first()
    made = home is None
    if home is None:
        home = acts.found_household(place_id=where.pk, address=address, code=code, **known.by)
    known.homes[key] = home.pk
    return home.pk, made


# ── staff ──


def post(known: Known, said: dict[str, str]) -> bool:
    """Somebody with his post; one who is known by this user name gets the post."""
    where, role = known.place(said["place"]), role_of(said["role"])
    unit = _unit_of(where, said.get("unit", ""), needed=role is Role.HANDLER)
    username = said.get("username") or said["name"]
    person = _person(username, said["name"])
    made = person is None
    if person is None:
        told = _told(said) | {"username": username}
        person = acts.add_person(place_id=where.pk, **told, **known.by)
    held = Post.objects.filter(person=person, place=where, role=role, unit=unit, until=None)
    if held.exists():
        return made
    acts.appoint(
        person_id=person.pk,
        role=role,
        place_id=where.pk,
        unit_id=unit.pk if unit else None,
        title=said.get("title", ""),
        since=clock.day_of(known.now),
        **known.by,
    )
    return True


def _person(username: str, name: str) -> Person | None:
    found = Person.objects.filter(username=username).first()
    if found is not None and found.name != name:
        message = _("用户名“%(name)s”已经是别人的，请换一个。") % {"name": username}
        raise Refused("username_taken", message, field="username")
    return found


def _unit_of(where: Place, name: str, *, needed: bool) -> Unit | None:
    if not name:
        if needed:
            raise Refused("unit_needed", _("部门经办人要写在哪个单位。"), field="unit")
        return None
    unit = Unit.objects.filter(place=where, name=name, active=True).first()
    if unit is None:
        message = _("这里没有单位“%(name)s”，请先设立。") % {"name": name}
        raise Refused("no_unit", message, field="unit")
    return unit


# ── places below the village, and units ──


def corner(known: Known, said: dict[str, str]) -> bool:
    """A grid, group, estate, building or courtyard."""
    above, kind = known.place(said["place"]), corner_of(said["kind"])
    if Place.objects.filter(parent=above, name=said["name"], until=None).exists():
        return False
    source = said.get("source") or str(_("建库时导入"))
    founding.found(parent_id=above.pk, kind=kind, name=said["name"], source=source, **known.by)
    return True


def unit(known: Known, said: dict[str, str]) -> bool:
    """A department, committee, property firm …"""
    where, kind = known.place(said["place"]), kind_of(said["kind"])
    if Unit.objects.filter(place=where, name=said["name"]).exists():
        return False
    acts.found_unit(place_id=where.pk, kind=kind, **_told(said), **known.by)
    return True


# ── what people call it ──


def corner_of(said: str) -> Kind:
    """The kind as people call it (网格), or its own word (grid)."""
    below = [kind for kind in Kind if kind in CLOSABLE]
    for kind in below:
        if said in {str(kind), str(KIND_WORDS[kind])}:
            return kind
    message = _("没有“%(said)s”这种地方。可以写：%(all)s。")
    every = "、".join(str(KIND_WORDS[kind]) for kind in below)
    raise Refused("no_kind", message % {"said": said, "all": every}, field="kind")


def kind_of(said: str) -> UnitKind:
    """The kind as people call it (物业), or its own word (property)."""
    for kind, words in UNIT_WORDS.items():
        if said in {str(kind), str(words)}:
            return kind
    message = _("没有“%(said)s”这种单位。可以写：%(all)s。")
    every = "、".join(str(words) for words in UNIT_WORDS.values())
    raise Refused("no_kind", message % {"said": said, "all": every}, field="kind")


def role_of(said: str) -> Role:
    """The post as people call it (社区工作者), or its own word (worker)."""
    for role, words in ROLE_WORDS.items():
        if said in {str(role), str(words)}:
            return role
    message = _("没有“%(said)s”这个岗位。可以写：%(all)s。")
    usual = [str(ROLE_WORDS[r]) for r in ROLE_WORDS if r not in {Role.RESIDENT, Role.REPORTER}]
    raise Refused("no_role", message % {"said": said, "all": "、".join(usual)}, field="role")
