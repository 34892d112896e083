"""A village with its Thursdays and its working group, arranged by the acts."""

from datetime import time, timedelta

from tests.world import THURSDAY, World
from yuanba.people.rules import UnitKind
from yuanba.service import acts
from yuanba.service.models import Checklist, Member, ServiceDay, Taskforce, Tick
from yuanba.service.rules import Holiday, Seat, Series, checklists

BEFORE = THURSDAY - timedelta(days=30)


class Thursdays:
    def __init__(self, world: World) -> None:
        self.world = world
        self.schedule = acts.arrange(
            actor=world.coordinator,
            place_id=world.county.pk,
            series=Series.SERVICE,
            weekday=3,
            holiday=Holiday.SKIP,
            opens=time(9),
            closes=time(17),
            source="县委办通知",
            now=BEFORE,
        )
        self.group: Taskforce = acts.form_group(
            actor=world.township,
            place_id=world.village.pk,
            series=Series.SERVICE,
            name="石桥村服务群众工作组",
            now=BEFORE,
        )
        self.leader = self.seat(Seat.COUNTY, "钱副县长", "副县长")
        self.cadre = self.seat(Seat.CADRE, "王小芹", "村干部")
        self.window = world.unit(UnitKind.WINDOW, "桂溪镇便民服务中心", world.town)

    def seat(self, seat: Seat, name: str, office: str) -> Member:
        return acts.seat_member(
            actor=self.world.township,
            group_id=self.group.pk,
            seat=seat,
            name=name,
            office=office,
            now=BEFORE,
        )

    def opened(self, **said: object) -> ServiceDay:
        said = {"members": [self.leader.pk], "now": THURSDAY, "venue": "村委会"} | said
        return acts.open_day(
            actor=self.world.worker,
            place_id=self.world.village.pk,
            series=Series.SERVICE,
            **said,
        )

    def told(self, day: ServiceDay, text: str = "想问高龄津贴怎么领。", **said: object) -> int:
        said = {"name": "刘大爷", "now": THURSDAY + timedelta(minutes=10)} | said
        return acts.receive(actor=self.world.worker, day_id=day.pk, text=text, **said).pk

    def listed(
        self, kind: checklists.Checklist = checklists.Checklist.FIVE, **said: object
    ) -> Checklist:
        """The county's list: one line that is only done, one that is followed up."""
        lines = [checklists.Line("居民自治"), checklists.Line("平安稳定", follow=True)]
        said = {"lines": lines, "source": "县委办〔2026〕8号", "now": BEFORE} | said
        return acts.revise_checklist(
            actor=self.world.coordinator, county_id=self.world.county.pk, kind=kind, **said
        )

    def ticked(self, day: ServiceDay, note: str = "三栋楼道堆了杂物，约好周五清。") -> Tick:
        """The line that is followed up, done on this day."""
        line = self.listed().lines.get(follow=True)
        now = THURSDAY + timedelta(minutes=30)
        acts.tick(actor=self.world.worker, day_id=day.pk, notes={line.pk: note}, now=now)
        return Tick.objects.get(day=day, line=line)
