"""What happens to matters when something happened to their places."""

from django.db import connection

from yuanba.base.models import Record
from yuanba.duties.rules import Lane
from yuanba.matters.models import Ask, Concern, Matter
from yuanba.matters.rules import Asked
from yuanba.places.models import Place
from yuanba.places.rules import SCOPE_OF, Kind

COLUMNS = ("county_id", "township_id", "village_id", "grid_id")


def follow_places(record: Record) -> None:
    """改隶、合并、拆分: matters follow their places into the new scope; number and place stay."""
    facts = record.facts
    moved = facts.get("moved", []) if "moved" in facts else [record.subject_id]
    for place in Place.objects.filter(pk__in=[int(i) for i in moved]):
        _follow(place)
    if heirs := _heirs(record):
        gone, into = heirs
        for place_id in gone:
            _inherit(place_id, into)
    _follow_asks()


def _follow(root: Place) -> None:
    """One UPDATE: every matter at or below this place takes its place's columns of today."""
    column = SCOPE_OF.get(Kind(root.kind))
    below = f"p.{column} = %s" if column else "p.parent_id = %s"
    sets = ", ".join(f"{c} = p.{c}" for c in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE matters_matter SET {sets} FROM places_place p"  # noqa: S608  our own names
            f" WHERE p.id = matters_matter.place_id AND (p.id = %s OR {below})",
            [root.pk, root.pk],
        )


def settle_urge(record: Record) -> None:
    """催: what the reporter can read was done; nobody needs to be reminded any more."""
    if not record.facts.get("inside"):
        _settle(record, Asked.URGE)


def settle_objection(record: Record) -> None:
    """分得不对: it was sorted anew."""
    _settle(record, Asked.OBJECTION)


def settle_all(record: Record) -> None:
    """Struck off or refused: nothing waits any more."""
    for kind in Asked:
        _settle(record, kind)


def _settle(record: Record, kind: Asked) -> None:
    waiting = Ask.objects.filter(matter_id=record.subject_id, kind=kind, settled_at=None)
    waiting.update(settled_at=record.at)


def _heirs(record: Record) -> tuple[list[int], Place] | None:
    """Which places ended, and the one place that goes on for them (none if there are several)."""
    if record.act == "places.merge":
        return [int(i) for i in record.facts["gone"]], Place.objects.get(pk=record.subject_id)
    if record.act == "places.dissolve" and len(record.facts["into"]) == 1:
        return [record.subject_id], Place.objects.get(pk=int(record.facts["into"][0]))
    return None


def _follow_asks() -> None:
    """What reporters still wait for stands in the same places as its matter."""
    sets = ", ".join(f"{c} = m.{c}" for c in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE matters_ask SET {sets} FROM matters_matter m"  # noqa: S608  our own names
            " WHERE m.id = matters_ask.matter_id AND matters_ask.settled_at IS NULL"
        )


def _inherit(gone_id: int, into: Place) -> None:
    """Matters told in the place itself go on under its heir; its officials are the heir's."""
    values = [getattr(into, c) for c in COLUMNS[:3]]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE matters_matter SET county_id = %s, township_id = %s, village_id = %s"
            " WHERE place_id = %s",
            [*values, gone_id],
        )
    Concern.objects.filter(place_id=gone_id).update(place=into)


def keep_guidance(record: Record) -> None:
    """The first way that was shown (lanes.show_way) is the guidance that a personal matter must have
    before it can be struck off; whoever finishes it finds it there and may write more."""
    said = str(record.facts.get("text", ""))
    own = Matter.objects.filter(pk=record.subject_id, lane=Lane.PERSONAL, guidance="")
    own.update(guidance=said[:2000])
