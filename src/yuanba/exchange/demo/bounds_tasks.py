"""Tasks that departments of the demo wanted from villages: on the list, asked for, refused, sent back."""

from datetime import datetime, timedelta
from typing import Any

from yuanba.admissions import acts
from yuanba.admissions.rules import Work
from yuanba.base import clock
from yuanba.exchange.demo.county import County
from yuanba.exchange.demo.data import read
from yuanba.lists.models import Line
from yuanba.proofs import acts as proofs

DAY = timedelta(days=1)


def add(county: County, now: datetime) -> None:
    said = read("bounds_tasks")
    line = Line.objects.get(edition__kind="assist", edition__n=1, code="X01")
    first = county.villages[:2]
    lamps = _handed(county, said["lamps"], first, now - 40 * DAY, line_id=line.pk)
    for village, share in zip(first, lamps.shares.order_by("pk"), strict=False):
        by: dict[str, Any] = {
            "actor": village.workers[0],
            "share_id": share.pk,
            "now": now - 9 * DAY,
        }
        acts.finish(minutes=600, said=said["lamps"]["done"], **by)
    bridge = _handed(county, said["covers"], county.villages[:3], now - 20 * DAY, line_id=line.pk)
    village = county.villages[0]
    share = bridge.shares.get(place=village.place)
    back: dict[str, Any] = {
        "actor": village.workers[0],
        "share_id": share.pk,
        "now": now - 12 * DAY,
    }
    acts.send_back(said=said["covers"]["back"], **back)
    boss: dict[str, Any] = {"actor": county.coordinators[county.place.pk]}
    votes = _asked(county, said["votes"], county.villages, now - 30 * DAY)
    acts.refuse(task_id=votes.pk, said=said["votes"]["refused"], now=now - 28 * DAY, **boss)
    river = _asked(county, said["river"], county.villages[:2], now - 25 * DAY)
    acts.send_up(task_id=river.pk, said=said["river"]["up"], now=now - 22 * DAY, **boss)
    paper = {"paper": said["river"]["paper"], "said": said["river"]["admitted"]}
    acts.admit(task_id=river.pk, now=now - 15 * DAY, **paper, **boss)
    _asked(county, said["check"], county.villages, now - 2 * DAY)


def prove(county: County, now: datetime) -> None:
    """Two proofs, one of them withdrawn, and people who were shown the way."""
    village, said = county.villages[0], read("bounds_tasks")["proofs"]
    by: dict[str, Any] = {"actor": village.workers[0], "place_id": village.place.pk}
    lines = {
        line.code: line.pk for line in Line.objects.filter(code__in=["K1", "K6", "N01", "N14"])
    }
    for n, one in enumerate(said):
        proof = proofs.issue(
            line_id=lines[one["line"]], holder=one["holder"], text=one["text"],
            to_whom=one["to_whom"], now=now - (8 - n) * DAY, **by,
        )  # fmt: skip
        if one.get("withdrawn"):
            actor = village.workers[0]
            proofs.withdraw(actor=actor, proof_id=proof.pk, reason=one["withdrawn"], now=now)
    for n, code in enumerate(["N01", "N14", "N01"]):
        proofs.turn_away(line_id=lines[code], now=now - (5 - n) * DAY, **by)


def _by(county: County, said: dict[str, Any], villages: list[Any], at: datetime) -> dict[str, Any]:
    unit = county.units[said["unit"]]
    work = Work(
        title=said["title"], what=said["what"], basis=said["basis"], minutes=said["minutes"],
        times=said["times"], fen=said["fen"], due=clock.day_of(at) + timedelta(days=120),
    )  # fmt: skip
    places = [village.place.pk for village in villages]
    actor = county.handlers[unit.pk]
    return {"actor": actor, "unit_id": unit.pk, "work": work, "place_ids": places, "now": at}


def _handed(
    county: County, said: dict[str, Any], villages: list[Any], at: datetime, **more: Any
) -> Any:
    return acts.hand(**_by(county, said, villages, at), **more)


def _asked(county: County, said: dict[str, Any], villages: list[Any], at: datetime) -> Any:
    return acts.ask(**_by(county, said, villages, at), why=said["why"])
