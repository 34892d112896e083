"""One task under a line of the list, and one that stands on no list and waits."""

from datetime import date
from typing import Any

from tests.world import THURSDAY
from yuanba.admissions import acts
from yuanba.admissions.models import Task
from yuanba.admissions.rules import Work
from yuanba.lists.tests.ground import Bounds

WORK = Work(
    title="每月上报路灯故障", what="每月把坏了的路灯列成表报上来。", basis="云岭县照明管理办法第五条",
    minutes=90, times=6, fen=20_000, due=date(2027, 3, 31),
)  # fmt: skip
OUTSIDE = Work(
    title="组织微信投票拉票", what="发动村民每天给参评单位投票。", basis="县里的通知第三条",
    minutes=120, times=10, fen=0, due=date(2026, 12, 31),
)  # fmt: skip
WHY = "参评要看票数，部门自己没有那么多人。"


def by(bounds: Bounds, **said: Any) -> dict[str, Any]:
    world = bounds.world
    usual = {"actor": world.handler, "unit_id": world.lamps.pk, "now": THURSDAY}
    return usual | {"place_ids": [world.village.pk]} | said


def handed(bounds: Bounds, **said: Any) -> Task:
    line = bounds.line("X1").pk
    return acts.hand(**by(bounds) | {"work": WORK, "line_id": line} | said)


def asked(bounds: Bounds, **said: Any) -> Task:
    return acts.ask(**by(bounds, work=OUTSIDE, why=WHY) | said)
