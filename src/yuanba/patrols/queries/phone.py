"""What a telephone takes along: the points of a round and what is open there; no register of people."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from yuanba.base import permits
from yuanba.patrols import rules
from yuanba.patrols.models import Device, Finding, Look, Point
from yuanba.patrols.queries.pace import lines_of
from yuanba.patrols.queries.today import Stop, stops
from yuanba.patrols.rules.findings import Clash
from yuanba.people.models import Person, Post


def walked_from(person: Person) -> Post | None:
    """The post whose round goes on the telephone: the one nearest to the ground."""
    order = list(permits.TABLE["patrols.enroll_device"])
    mine = [post for post in person.held() if permits.Role(post.role) in order]
    rank = [permits.Role.GRID, permits.Role.GRIDLEAD, permits.Role.WORKER]
    return min(
        mine, key=lambda p: (rank.index(permits.Role(p.role)) if p.role in rank else 9, p.pk), default=None
    )  # fmt: skip


def devices_of(person: Person) -> list[Device]:
    return list(
        Device.objects.filter(person=person).select_related("place").order_by("-since")[:20]
    )


def devices_in(county_id: int) -> list[Device]:
    """Telephones in use in a county, for its security administrator. One statement."""
    rows = Device.objects.filter(place__county_id=county_id, revoked_at=None)
    return list(rows.select_related("person", "place").order_by("heard_on", "id")[:200])


def device(person: Person, mark: str) -> Device | None:
    return Device.objects.filter(person=person, mark=mark).first()


def revoked(mark: str) -> bool:
    """Was the telephone with this token revoked? One that was never enrolled was not."""
    return Device.objects.filter(mark=mark, revoked_at__isnull=False).exists()


def sent_before(key: str) -> Look | None:
    """The look that this key already did, with its matter."""
    return Look.objects.select_related("finding__matter").filter(sent_key=key).first()


@dataclass(frozen=True)
class Theirs:
    """What somebody else wrote at a point since a telephone last heard."""

    case: str
    version: int
    text: str
    day: date | None


def theirs(point: Point) -> Theirs:
    """The newest that stands there. Two statements."""
    open_now = point.findings.filter(fixed_on=None).order_by("-id").first()
    if open_now is not None:
        return Theirs(Clash.THEIR_FIND, point.version, open_now.text, open_now.day)
    fixed = point.findings.filter(fixed_on__isnull=False).order_by("-fixed_on", "-id").first()
    text, day = (fixed.how, fixed.fixed_on) if fixed else ("", None)
    return Theirs(Clash.THEIR_FIX, point.version, text, day)


def bundle(post: Post, today: date, reader: Person) -> list[dict[str, Any]]:
    """The round of a post as plain words. Five statements."""
    place = post.place
    lines = lines_of(place.county_id or place.pk)
    return [_stop(stop, lines) for stop in stops(place, today, reader)]


def _stop(stop: Stop, lines: dict[str, Any]) -> dict[str, Any]:
    point = stop.point
    listed = lines.get(point.kind)
    return {
        "id": str(point.pk),
        "n": point.n,
        "name": point.name,
        "grid": point.place.name,
        "kind": str(rules.KIND_WORDS[point.kind]),
        "spot": point.spot,
        "mind": point.mind,
        "version": point.version,
        "next": stop.next_on.isoformat(),
        "due": stop.due,
        "done": stop.done,
        "lines": listed.text.splitlines() if listed else [],
        "open": [_open(one) for one in stop.open],
    }


def _open(one: Any) -> dict[str, Any]:
    finding: Finding = one.finding
    return {
        "text": finding.text,
        "day": finding.day.isoformat(),
        "fixed": finding.fixed_on is not None,
        "number": one.matter.number if one.matter else "",
        "state": str(one.state[1]) if one.matter else "",
        "answer": one.answer,
    }
