"""Needs, resources and projects of the demo, and one service that was bought. All invented."""

from datetime import datetime, timedelta
from typing import Any

from yuanba.base import clock
from yuanba.exchange.demo.county import County
from yuanba.exchange.demo.data import read
from yuanba.projects import acts
from yuanba.projects.rules import Entry, Field, Promise, Source

DAY = timedelta(days=1)


def add(county: County, now: datetime) -> None:
    said, today = read("projects"), clock.day_of(now)
    needs = {}
    for n, one in enumerate(said["needs"]):
        village = county.villages[one["village"]]
        needs[one["title"]] = acts.raise_need(
            actor=village.workers[0], place_id=village.place.pk, title=one["title"],
            text=one["text"], field=Field(one["field"]), source=Source(one["source"]),
            now=now - (30 - n) * DAY,
        ).pk  # fmt: skip
    offers = {}
    for n, one in enumerate(said["resources"]):
        unit = county.units[one["unit"]]
        offers[one["title"]] = acts.offer(
            actor=county.handlers[unit.pk], unit_id=unit.pk, title=one["title"], text=one["text"],
            field=Field(one["field"]), now=now - (28 - n) * DAY,
        ).pk  # fmt: skip
    for n, one in enumerate(said["projects"]):
        unit = county.units[one["unit"]]
        by: dict[str, Any] = {"actor": county.handlers[unit.pk]}
        made = acts.adopt(
            need_id=needs[one["need"]], unit_id=unit.pk, resource_id=offers[one["resource"]],
            plan=one["plan"], why=one["why"], due=today + timedelta(days=40),
            now=now - (20 - n) * DAY, **by,
        )  # fmt: skip
        if one.get("result"):
            acts.end(project_id=made.pk, done=True, result=one["result"], now=now - 3 * DAY, **by)
    _bought(county, said, now)


def _bought(county: County, said: dict[str, Any], now: datetime) -> None:
    village, one, today = county.villages[0], said["service"], clock.day_of(now)
    entered = acts.enter_association(
        actor=county.coordinators[village.town.pk], place_id=village.town.pk, entry=Entry.FILED,
        name=one["name"], number=one["number"], field=one["field"],
        since=today - timedelta(days=345), valid_until=today + timedelta(days=20),
        now=now - 60 * DAY,
    )  # fmt: skip
    worker, other = village.workers[0], county.coordinators[village.town.pk]
    contract = acts.buy(
        actor=worker, place_id=village.place.pk, provider_id=entered.pk, what=one["what"],
        way=one["way"], paper=one["paper"], fen=one["fen"], starts=today - timedelta(days=50),
        ends=today + timedelta(days=100), now=now - 50 * DAY,
        promises=[
            Promise(text, today + timedelta(days=days)) for text, days in one["promises"]
        ],
    )  # fmt: skip
    first = contract.deliverables.order_by("n")[0].pk
    told: dict[str, Any] = {"deliverable_id": first}
    acts.note_delivery(actor=worker, delivered=one["delivered"], now=now - 12 * DAY, **told)
    acts.accept_delivery(
        actor=other, accepted=True, words=one["accepted"], now=now - 10 * DAY, **told
    )
