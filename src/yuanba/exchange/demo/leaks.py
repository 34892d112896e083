"""共性问题 of the demo: roofs that leak in many homes of one estate, by now a programme of work, and a
lift that waits for somebody to look. Through the acts people use."""

from datetime import datetime, timedelta
from typing import Any

from yuanba.base import clock
from yuanba.base.models import Record
from yuanba.duties.models import Category
from yuanba.duties.rules import Lane
from yuanba.exchange.demo.county import County, Village
from yuanba.exchange.demo.data import read
from yuanba.matters import acts as matters
from yuanba.matters.models import Matter
from yuanba.matters.queries import pick
from yuanba.people.door import Guest
from yuanba.people.rules import UnitKind
from yuanba.problems import acts, following, jobs
from yuanba.problems.models import Problem, Step

DAY = timedelta(days=1)
LEAK = "C07"  # renewal of old estates: the housing office leads


def add(county: County, now: datetime) -> list[Matter]:
    """Returns the matters told here, each with its contact."""
    said = read("leaks")
    roofs = _told(county.villages[1], said["roofs"], now - 40 * DAY, 5 * DAY)
    lifts = _told(county.villages[0], said["lifts"], now - 9 * DAY, 2 * DAY)
    more = [
        pk
        for n, one in enumerate(said["more"])
        for pk in _told(county.villages[one["village"]], one["told"], now - (6 - n % 2) * DAY, DAY)
    ]
    told = [*roofs, *lifts, *more]
    for pk in told:
        following.place([pk], now)
    following.begin_after(Record.objects.latest("pk").pk)
    _work(county, roofs[0], now)
    _looked_at(county, said["more"], now)
    return list(Matter.objects.filter(pk__in=told).select_related("contact"))


def _looked_at(county: County, more: list[dict[str, Any]], now: datetime) -> None:
    """One of the others was confirmed, one was no common problem; the rest wait for somebody."""
    for one in more:
        at = county.villages[one["village"]]
        _sort(at, one["code"], one["told"], now)
        problem = Problem.objects.filter(members__matter__text=one["told"][0]).first()
        assert problem is not None, f"the demo's {one['told'][0]} is found as one problem"
        go: dict[str, Any] = {"actor": at.workers[0], "problem_id": problem.pk, "now": now - DAY}
        if "title" in one:
            acts.confirm(title=one["title"], **go)
        elif "dropped" in one:
            acts.drop(reason=one["dropped"], **go)


def _sort(village: Village, code: str, told: list[str], now: datetime) -> None:
    """Each of them on its own, as its category proposes."""
    leaf = Category.objects.get(code=code)
    for matter in Matter.objects.filter(text__in=told, village_id=village.place.pk):
        unit = pick.proposed(pick.units(matter), leaf, Lane(leaf.lane))
        assert unit is not None, f"the demo has a unit for {code}"
        matters.triage(
            actor=village.workers[0], matter_id=matter.pk, lane=Lane(leaf.lane),
            category_id=leaf.pk, unit_id=unit.pk, reason=f"按职责清单 {leaf.code} {leaf.name}。",
            now=min(matter.reported_at + DAY, now),
        )  # fmt: skip


def _told(village: Village, texts: list[str], first: datetime, every: timedelta) -> list[int]:
    """Each by another family; names and numbers are nobody's."""
    return [
        matters.report(
            actor=Guest(),
            place_id=village.grids[n % 2].pk,
            text=text,
            contact_name=f"{'罗陈何周杨李王'[n]}女士",
            contact_phone=f"13800{village.place.pk % 1000:03d}{n:03d}",
            contact_how="sms",
            now=first + n * every,
        ).pk
        for n, text in enumerate(texts)
    ]


def _work(county: County, first: int, now: datetime) -> None:
    said, village = read("leaks"), county.villages[1]
    worker, unit = village.workers[0], county.units[UnitKind.HOUSING]
    problem = Problem.objects.filter(members__matter=first).first()
    assert problem is not None, "the demo's roofs are found as one problem"
    at = now - 8 * DAY
    go: dict[str, Any] = {"actor": worker, "problem_id": problem.pk}
    acts.confirm(title=said["title"], now=at, **go)
    acts.suggest(text=said["suggestion"], now=at, **go)
    matters.triage(
        actor=worker, matter_id=first, lane=Lane.GOVERNMENT, unit_id=unit.pk,
        category_id=Category.objects.get(code=LEAK).pk, reason=said["reason"], now=at,
    )  # fmt: skip
    acts.begin(
        lead_id=unit.pk,
        plan=said["plan"],
        households=112,
        due=clock.day_of(now) + 60 * DAY,
        steps=said["steps"],
        fen=38_600_000,
        budget_line=said["line"],
        now=at + DAY,
        **go,
    )
    begun = Record.objects.get(act="problems.begin", subject_id=problem.pk)
    jobs.bring_along(now=at + DAY, record=str(begun.pk))
    matters.assign(
        actor=worker, matter_id=first, owner_id=county.handlers[unit.pk].pk, now=at + DAY
    )
    step = Step.objects.filter(programme__problem=problem).earliest("n")
    acts.advance(step_id=step.pk, note=said["note"], now=now - 2 * DAY, **go)
    acts.choose(
        actor=county.coordinators[county.place.pk],
        problem_id=problem.pk,
        month=clock.day_of(now),
        now=now - DAY,
    )
