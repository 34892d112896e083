"""Councils of the demo, by the acts people use: a road that went all its way, street lamps whose first
meeting was too small and is called again, a drain that five parties settled, and a ballot under way."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from yuanba.base import clock
from yuanba.councils import acts, queries
from yuanba.councils.models import Ballot, Body, Entry, Meeting, Procedure
from yuanba.councils.rules.kinds import BallotKind, BodyKind, Ending
from yuanba.exchange.demo import customs, voices
from yuanba.exchange.demo.county import County, Village
from yuanba.exchange.demo.data import read
from yuanba.people.door import FOUNDER, Guest
from yuanba.people.models import Person

DELEGATES, WOMEN, ELECTED = 31, 11, 27
CONFIRMED = ("P1", "VC", "V2", "T1")


def hold(rng: random.Random, county: County, now: datetime) -> None:
    """The first village takes decisions; the first community has its drain."""
    then = now - timedelta(days=80)
    acts.stock_rules(actor=FOUNDER, now=then)
    _confirm(county, then)
    village = next(v for v in county.villages if v.rural)
    hall = Hall(rng, village, now, said=read("meetings"))
    delegates = hall.delegates()
    hall.road(delegates)
    hall.lamps()
    hall.under_way(delegates, "square")
    community = next(v for v in county.villages if not v.rural)
    other = Hall(rng, community, now, said=read("meetings"))
    other.drain()
    voices.heard(other, other.under_way(other.council(), "yard"), other.said["yard"]["hearing"])
    customs.hold(community, now)


def _confirm(county: County, now: datetime) -> None:
    top, who = county.place, county.coordinators[county.place.pk]
    for code in CONFIRMED:
        row = queries.row_for(code, top.pk, clock.day_of(now))
        assert row is not None
        acts.confirm_rule(
            actor=who,
            row_id=row.pk,
            county_id=top.pk,
            read="2026 年施行文本，县民政局核对",
            now=now,
        )


@dataclass
class Hall:
    """One village's hall and those who run it."""

    rng: random.Random
    village: Village
    now: datetime
    said: dict[str, Any]
    taken: set[str] = field(default_factory=set)

    @property
    def worker(self) -> Person:
        return self.village.workers[0]

    def day(self, ago: int, hour: int = 19) -> datetime:
        """So many days ago, in the evening in Shanghai."""
        return (self.now - timedelta(days=ago)).replace(
            hour=(hour - 8) % 24, minute=0, second=0, microsecond=0
        )

    def name(self) -> str:
        names = read("county")["names"]
        while True:
            rng = self.rng
            said: str = rng.choice(names["family"]) + "".join(rng.choices(names["given"], k=2))
            if said not in self.taken:
                self.taken.add(said)
                return said

    def go(self, at: datetime, **said: Any) -> dict[str, Any]:
        return {"actor": self.worker, "now": at} | said

    def delegates(self) -> Body:
        at = self.day(78)
        place = self.village.place
        body = acts.found_body(
            **self.go(
                at, place_id=place.pk, kind=BodyKind.DELEGATES,
                name=f"{place.name}村民代表会议", rule="V2",
            )
        )  # fmt: skip
        for n in range(DELEGATES):
            acts.seat(
                **self.go(
                    at, body_id=body.pk, name=self.name(), lead=n == 0,
                    woman=n % 3 == 1 and n < WOMEN * 3, delegate=n < ELECTED,
                )
            )  # fmt: skip
        for kind, name in ((BodyKind.MORAL, "道德评议会"), (BodyKind.CEREMONY, "红白理事会")):
            rule = "D1" if kind is BodyKind.MORAL else ""
            small = acts.found_body(
                **self.go(at, place_id=place.pk, kind=kind, name=place.name + name, rule=rule)
            )
            for n in range(7):
                acts.seat(**self.go(at, body_id=small.pk, name=self.name(), lead=n == 0))
        return body

    def propose(self, key: str, ago: int) -> Procedure:
        one = self.said[key]
        return acts.propose(
            **self.go(
                self.day(ago), place_id=self.village.place.pk, flow=one["flow"],
                title=one["title"], text=one["text"], cost_fen=one.get("yuan", 0) * 100,
                levy_fen=one.get("each", 0) * 100,
            )
        )  # fmt: skip

    def step(self, question: Procedure, n: int, ago: int, who: str, note: str, **said: Any) -> None:
        at = self.day(ago)
        acts.record_step(
            **self.go(
                at, procedure_id=question.pk, n=n, on=clock.day_of(at), who=who, note=note, **said
            )
        )

    def call(self, question: Procedure, rule: str, called: int, held: int, **said: Any) -> Meeting:
        one = {"venue": "村委会院坝", "agenda": "签到\n讲利弊\n大家说\n表决", "host": "周支书"}
        one |= {"told_how": "公开栏、广播、逐户上门"} | said
        return acts.call(
            **self.go(
                self.day(called, 9),
                procedure_id=question.pk,
                rule=rule,
                starts_at=self.day(held),
                **one,
            )
        )

    def come(self, meeting: Meeting, many: int, at: datetime) -> list[Entry]:
        lines = list(meeting.roll.order_by("n"))
        chosen = sorted(self.rng.sample(lines, min(many, len(lines))), key=lambda e: e.n)
        for n, entry in enumerate(chosen):
            acts.arrive(**self.go(at + timedelta(seconds=20 * n), entry_id=entry.pk))
        return chosen

    def ballot(self, meeting: Meeting, key: str, at: datetime) -> Ballot:
        one = self.said[key]
        drafted = acts.draft_ballot(
            **self.go(
                at, meeting_id=meeting.pk, kind=BallotKind(one["kind"]), title=one["question"],
                choices=one["choices"],
            )
        )  # fmt: skip
        return acts.open_ballot(**self.go(at, ballot_id=drafted.pk))

    def road(self, delegates: Body) -> None:
        """四议两公开, all six steps."""
        question = self.propose("road", 75)
        self.step(question, 1, 73, "村党支部委员会 5 人", "听了六个组的意见，三条线都走了一遍。")
        self.step(
            question, 2, 70, "村两委 7 人", "比了占地、钱和受益户，三条线都交给代表定。",
            expected=7, attended=7, agreed=6,
        )  # fmt: skip
        self.step(
            question, 3, 60, "全体党员", "方案提前五天送到每名党员。",
            expected=40, attended=34, agreed=33,
        )  # fmt: skip
        meeting = self.call(question, "V2", 58, 46, body_id=delegates.pk)
        at = self.day(46)
        meeting = acts.begin(**self.go(at, meeting_id=meeting.pk))
        here = self.come(meeting, 28, at)
        for who, text, adopted, why in self.said["road"]["said"]:
            said = acts.suggest(**self.go(at, meeting_id=meeting.pk, who=who, text=text))
            acts.weigh(**self.go(at, suggestion_id=said.pk, adopted=adopted, why=why))
        ballot = self.ballot(meeting, "road", at + timedelta(minutes=40))
        at += timedelta(minutes=50)
        for n, entry in enumerate(here[:12]):
            self.phone(ballot, entry, 1 if n < 8 else 3, at=at)
        acts.hand_out(**self.go(at, ballot_id=ballot.pk, entries=[e.n for e in here[12:]]))
        acts.stop_ballot(**self.go(at, ballot_id=ballot.pk))
        self.counted(ballot, {1: 10, 2: 4, 3: 1}, at, spoiled=1)
        acts.settle(**self.go(at, ballot_id=ballot.pk))
        minutes = "到会 28 人。讲了三条线的占地、造价和受益户，七人发言。豆选定甲线。"
        acts.end(**self.go(at, meeting_id=meeting.pk, minutes=minutes))
        one, day = self.said["road"], clock.day_of(self.day(45))
        acts.post(
            **self.go(
                self.day(45), procedure_id=question.pk, n=5, text=one["decision"],
                where="村务公开栏、村民微信群", since=day, days=7,
            )
        )  # fmt: skip
        self.tasks(question, one["tasks"], 44)
        acts.post(
            **self.go(
                self.day(2), procedure_id=question.pk, n=6, text=one["outcome"],
                where="村务公开栏", since=clock.day_of(self.day(2)), days=10,
            )
        )  # fmt: skip

    def tasks(self, question: Procedure, tasks: list[Any], ago: int, left: int = 0) -> None:
        """Given out on one day and finished after; the last `left` are still going on."""
        given = []
        for text, owner, result in tasks:
            due = clock.day_of(self.now) + timedelta(days=9)
            said = {"procedure_id": question.pk, "text": text, "owner": owner, "due": due}
            given.append((acts.give_task(**self.go(self.day(ago), **said)), result))
        for n, (task, result) in enumerate(given[: len(given) - left]):
            at = self.day(max(3, ago - 12 * (n + 1)), 17)
            acts.finish_task(**self.go(at, task_id=task.pk, result=result))

    def phone(self, ballot: Ballot, entry: Entry, *choice: int, at: datetime) -> None:
        acts.cast(
            actor=Guest(holds=entry.pk), ballot_id=ballot.pk, entry_id=entry.pk,
            choice=list(choice), now=at,
        )  # fmt: skip

    def counted(
        self, ballot: Ballot, counts: dict[int, int], at: datetime, spoiled: int = 0
    ) -> None:
        supervisor = self.village.supervisor
        assert supervisor is not None
        for teller in (self.worker, supervisor):
            acts.count(actor=teller, ballot_id=ballot.pk, counts=counts, spoiled=spoiled, now=at)

    def lamps(self) -> None:
        """一事一议 in one subgroup: too few came, and it is called again."""
        question = self.propose("lamps", 30)
        self.step(question, 1, 29, "村民委员会", "每人出 15 元，低保户不出；会前公告了。")
        self.step(question, 2, 22, "村民代表", "挨户问过，户主签了字。")
        grid = self.village.grids[0]
        said = {"within_id": grid.pk, "venue": "一组晒坝"}
        first = self.call(question, "V3", 18, 6, **said)
        at = self.day(6)
        first = acts.begin(**self.go(at, meeting_id=first.pk))
        self.come(first, first.roll.count() // 3, at)
        minutes = "等了四十分钟，到会户数不够三分之二，没有表决。定了再通知一次。"
        acts.end(
            **self.go(
                at + timedelta(minutes=45), meeting_id=first.pk, minutes=minutes,
                ending=Ending.NONE,
            )
        )  # fmt: skip
        self.call(question, "V3", 4, -5, again_of=first.pk, **said)

    def council(self) -> Body:
        """A council of thirty."""
        at, place = self.day(60), self.village.place
        said = {"kind": BodyKind.COUNCIL, "name": f"{place.name}议事会"}
        body = acts.found_body(**self.go(at, place_id=place.pk, **said))
        for n in range(30):
            acts.seat(**self.go(at, body_id=body.pk, name=self.name(), lead=n == 0))
        return body

    def under_way(self, body: Body, key: str) -> Procedure:
        """A meeting that is being held: beans on telephones, beans in the hall; before that, where the
        data name them, a sealed ballot and a budget."""
        question = self.propose(key, 12)
        self.step(question, 1, 11, "议事会", "收了九个题，先议这一个。")
        meeting = self.call(question, "T1", 8, 0, body_id=body.pk, venue="二楼会议室")
        if "sealed" in self.said[key]:
            hung = {"on": clock.day_of(self.day(8)), "where": "居务公开栏"}
            acts.post_roll(**self.go(self.day(8, 10), meeting_id=meeting.pk, **hung))
        at = self.now - timedelta(minutes=30)
        meeting = acts.begin(**self.go(at, meeting_id=meeting.pk))
        here = self.come(meeting, 26, at)
        if "sealed" in self.said[key]:
            one = self.said[key]
            voices.sealed(self, meeting, here, one["sealed"], at + timedelta(minutes=3))
            voices.budget(self, meeting, here, one["budget"], at + timedelta(minutes=9))
        ballot = self.ballot(meeting, key, self.now - timedelta(minutes=12))
        for n, entry in enumerate(here[:9]):
            self.phone(ballot, entry, n % 3 + 1, at=self.now - timedelta(minutes=9))
        acts.hand_out(**self.go(self.now, ballot_id=ballot.pk, entries=[e.n for e in here[12:22]]))
        return question

    def drain(self) -> None:
        """五方联席会: the blocked septic tank."""
        question = self.propose("drain", 20)
        self.step(question, 1, 20, "社区党组织", "粪水漫到一楼，没有物业，急。")
        meeting = self.call(
            question, "T1", 19, 18, venue="社区议事厅", host="社区书记", told_how="电话"
        )
        at = self.day(18)
        meeting = acts.begin(**self.go(at, meeting_id=meeting.pk))
        self.come(meeting, 5, at)
        acts.end(
            **self.go(
                at + timedelta(hours=1), meeting_id=meeting.pk, ending=Ending.AGREED,
                minutes=self.said["drain"]["minutes"],
            )
        )  # fmt: skip
        self.tasks(question, self.said["drain"]["tasks"], 17, left=1)
