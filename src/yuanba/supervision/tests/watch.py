"""A village watched: a sample with a doubt, a suggestion, a finding and a clue, by the acts."""

from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.disclosure import acts as wall
from yuanba.disclosure.models import Row
from yuanba.people.models import Person
from yuanba.supervision import acts
from yuanba.supervision.models import Clue, Finding, Sample, Suggestion

LATER = THURSDAY + timedelta(days=10)
LAST = date(2026, 9, 30)


class Watch:
    def __init__(self, world: World) -> None:
        self.world = world

    def go(self, actor: Person | None = None, now: datetime = LATER) -> dict[str, Any]:
        return {"actor": actor or self.world.supervisor, "now": now}

    def closed(self, many: int) -> list[Row]:
        """Matters struck off and hung on the wall by a second person."""
        made = [self.world.closed(text=f"第{n}盏路灯不亮。") for n in range(many)]
        rows = list(Row.objects.filter(matter_id__in=[m.pk for m in made]).order_by("pk"))
        for row in rows:
            wall.publish(actor=self.world.colleague, row_id=row.pk, now=LATER)
        return rows

    def drawn(self, kind: str = "matters", many: int = 2) -> Sample:
        return acts.draw(
            place_id=self.world.village.pk, kind=kind, since=date(2026, 9, 1), until=LAST,
            many=many, **self.go(),
        )  # fmt: skip

    @cached_property
    def sample(self) -> Sample:
        self.closed(1)
        return self.drawn(many=1)

    @cached_property
    def suggestion(self) -> Suggestion:
        due = clock.day_of(LATER) + timedelta(days=20)
        return acts.suggest(
            place_id=self.world.village.pk, words="公开栏装一盏灯。", due=due, **self.go()
        )

    @cached_property
    def finding(self) -> Finding:
        inspector = self.inspector
        due = clock.day_of(LATER) + timedelta(days=30)
        return acts.hand_finding(
            place_id=self.world.village.pk, source="县委第三轮巡察", words="有两笔支出缺凭证。",
            due=due, **self.go(inspector),
        )  # fmt: skip

    @cached_property
    def inspector(self) -> Person:
        from yuanba.base.permits import Role

        found = Person.objects.filter(username="inspector").first()
        return found or self.world.person("inspector", "秦正", Role.SUPERVISOR, self.world.county)

    def told(self, heard: str = "village", receipt: str = "1234567890123456") -> Clue:
        return acts.tell_clue(
            actor=self.world.guest, place_id=self.world.village.pk, heard=heard,
            words="修路的钱听说有一笔没开票。", contact="桥头茶馆", receipt=receipt, now=LATER,
        )  # fmt: skip

    @cached_property
    def clue(self) -> Clue:
        return self.told()
