"""The lists of a small county, brought in by one person and checked by another."""

from datetime import date
from typing import Any

from tests.world import THURSDAY, World
from yuanba.lists import acts
from yuanba.lists.models import Edition
from yuanba.lists.rules import Kind, Line

SINCE = date(2026, 1, 1)
LINES: dict[Kind, list[Line]] = {
    Kind.SELF: [Line("Z1", "办好本村的公共事务和公益事业", "村民委员会组织法第二条")],
    Kind.ASSIST: [
        Line("X1", "协助城乡路灯故障上报", "云岭县清单（2026年版）", lead="云岭县城市管理局"),
        Line("X2", "协助农村危房排查", "云岭县清单（2026年版）", lead="住建部门"),
    ],
    Kind.NEGATIVE: [
        Line("F1", "市容环境行政处罚", "云岭县清单（2026年版）负面第一条"),
        Line("F2", "违法建筑拆除执法", "云岭县清单（2026年版）负面第二条"),
    ],
    Kind.PROOF_NO: [
        Line("N1", "亲属关系证明", "民政部等六部门指导意见附件第1项", office="派出所户籍窗口"),
        Line("N2", "居民养犬证明", "民政部等六部门指导意见附件第4项", office="公安机关"),
    ],
    Kind.PROOF_YES: [
        Line("K1", "困难家庭情况说明", "云岭县清单（2026年版）", procedure="本人申请，上门核实后开。"),
    ],
}  # fmt: skip


class Bounds:
    """`standing` of each kind; `waiting` is a second edition that nobody has checked."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.standing = {kind: self.stand(kind, lines) for kind, lines in LINES.items()}
        self.assist = self.standing[Kind.ASSIST]

    def bring(self, kind: Kind, lines: list[Line], **said: Any) -> Edition:
        usual = {"actor": self.world.admin, "county_id": self.world.county.pk, "since": SINCE}
        usual |= {"source": "云岭县清单（2026年版）", "now": THURSDAY}
        return acts.adopt(kind=kind, lines=lines, **usual | said)

    def stand(self, kind: Kind, lines: list[Line], **said: Any) -> Edition:
        made = self.bring(kind, lines, **said)
        return acts.verify(actor=self.world.coordinator, edition_id=made.pk, now=THURSDAY)

    @property
    def waiting(self) -> Edition:
        open_ = Edition.objects.filter(kind=Kind.SELF, verified_at=None, dropped_at=None).first()
        return open_ or self.bring(Kind.SELF, LINES[Kind.SELF], since=date(2026, 12, 1))

    def line(self, code: str) -> Any:
        kinds = {"Z": Kind.SELF, "X": Kind.ASSIST, "F": Kind.NEGATIVE, "N": Kind.PROOF_NO}
        return self.standing[kinds.get(code[0], Kind.PROOF_YES)].lines.get(code=code)
