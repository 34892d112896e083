"""A village where many roofs leak: told, found as one problem, sorted and begun by the acts people use."""

from datetime import date, timedelta
from functools import cached_property
from typing import Any

from tests.world import THURSDAY, World
from yuanba.base import jobs as clockwork
from yuanba.duties.rules import Lane
from yuanba.matters import acts as matters
from yuanba.matters.models import Matter
from yuanba.problems import acts, jobs
from yuanba.problems.models import Problem, Step

ROOFS = [
    "云栖家园5栋顶楼漏水，下雨天花板滴水，没有人来修。",
    "云栖家园7栋屋顶漏雨，顶楼三户的墙都发霉了。",
    "我们云栖家园2栋顶楼也漏水，屋顶防水层坏了。",
    "云栖家园屋顶漏水多年，顶楼住户一下雨就接水。",
]
OTHERS = [
    "村口路灯三天不亮，老人晚上摔了一跤。",
    "到县城的末班车太早，孩子放学赶不上。",
    "渠道堵了，下面的田放不进水。",
]
PLAN: dict[str, Any] = {
    "plan": "先请检测单位看屋面，再按栋翻修防水层，最后逐户回访。",
    "households": 48,
    "fen": 86_000_000,
    "budget_line": "老旧小区改造资金",
    "due": date(2026, 12, 1),
    "steps": ["请检测单位看屋面", "五栋、七栋翻修防水"],
}


class Leaks:
    """Each property brings its state about."""

    def __init__(self, world: World) -> None:
        self.world = world

    @cached_property
    def told(self) -> list[Matter]:
        found = [
            self.world.told(text, contact_phone=f"138000001{i:02d}") for i, text in enumerate(ROOFS)
        ]
        for text in OTHERS:
            self.world.told(text)
        return found

    @cached_property
    def proposed(self) -> Problem:
        first = self.told[0]
        jobs.place_fresh(now=THURSDAY)
        return Problem.objects.get(members__matter=first)

    @cached_property
    def confirmed(self) -> Problem:
        return acts.confirm(
            actor=self.world.worker,
            problem_id=self.proposed.pk,
            title="云栖家园屋面漏水",
            now=THURSDAY,
        )

    @cached_property
    def begun(self) -> Problem:
        """Its first matter was sorted; the housing office leads; the others go along."""
        world, problem = self.world, self.confirmed
        first = self.told[0]
        matters.triage(
            actor=world.worker,
            matter_id=first.pk,
            lane=Lane.GOVERNMENT,
            category_id=world.lamp.pk,
            unit_id=world.lamps.pk,
            reason="先请城管看，屋面归谁修再定。",
            now=THURSDAY,
        )
        begun = acts.begin(
            actor=world.worker,
            problem_id=problem.pk,
            lead_id=world.housing.pk,
            now=THURSDAY,
            **PLAN,
        )
        run_all()
        return begun

    @cached_property
    def ready(self) -> Problem:
        """The main matter is given to somebody, and every step is done."""
        world, problem = self.world, self.begun
        matters.assign(
            actor=world.worker,
            matter_id=problem.programme.main_id,
            owner_id=world.other_handler.pk,
            now=THURSDAY,
        )
        for step in Step.objects.filter(programme__problem=problem):
            acts.advance(
                actor=world.other_handler,
                problem_id=problem.pk,
                step_id=step.pk,
                note="做完了，住户看过。",
                now=THURSDAY,
            )
        return problem

    @cached_property
    def done(self) -> Problem:
        problem = self.ready
        later = THURSDAY + timedelta(days=30)
        finished = acts.finish(
            actor=self.world.other_handler,
            problem_id=problem.pk,
            result="五栋、七栋等四十八户屋面防水翻修完，下过两场雨没有再漏。",
            reply="屋面修好了，请您看看还漏不漏。",
            households=48,
            now=later,
        )
        run_all(later)
        return finished


def run_all(at: Any = THURSDAY) -> None:
    while clockwork.run_due(at + timedelta(minutes=1), most=100):
        pass
