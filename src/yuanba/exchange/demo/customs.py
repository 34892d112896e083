"""More of the demo's councils: an election being prepared, standards of weddings and funerals with three
families who told beforehand, an appraisal that was told to the person."""

from datetime import date, datetime, timedelta
from typing import Any

from yuanba.base import clock
from yuanba.councils import acts
from yuanba.councils.models import Procedure
from yuanba.councils.rules.customs import Event
from yuanba.councils.rules.electing import Change
from yuanba.councils.rules.kinds import Ending
from yuanba.exchange.demo.county import Village
from yuanba.exchange.demo.data import read


def hold(village: Village, now: datetime) -> None:
    """In the first community, where the demo's worker sits."""
    desk = _Desk(village, now)
    desk.election()
    desk.standards()
    desk.appraisal()


class _Desk:
    def __init__(self, village: Village, now: datetime) -> None:
        self.village, self.now, self.said = village, now, read("customs")

    def go(self, ago: int, **said: Any) -> dict[str, Any]:
        return {"actor": self.village.workers[0], "now": self.now - timedelta(days=ago)} | said

    def day(self, ago: int) -> date:
        return clock.day_of(self.now - timedelta(days=ago))

    def propose(self, key: str, ago: int) -> Procedure:
        one = self.said[key]
        return acts.propose(
            **self.go(
                ago, place_id=self.village.place.pk, flow=one["flow"], title=one["title"],
                text=one["text"],
            )
        )  # fmt: skip

    def step(self, question: Procedure, n: int, ago: int, who: str, note: str) -> None:
        said = {"procedure_id": question.pk, "n": n, "on": self.day(ago), "who": who, "note": note}
        acts.record_step(**self.go(ago, **said))

    def election(self) -> None:
        """The roll hangs out; one objection was right, one waits; candidates are looked at."""
        question = self.propose("election", 9)
        for n, (who, note) in enumerate(self.said["election"]["steps"], 1):
            self.step(question, n, 9 - n, who, note)
        at = (self.now + timedelta(days=24)).replace(hour=1, minute=0, second=0, microsecond=0)
        said = {"procedure_id": question.pk, "rule": "V4", "starts_at": at, "venue": "社区广场"}
        said |= {
            "host": "选举委员会",
            "agenda": "投票\n当众数票\n当场公布",
            "told_how": "公告、逐户送通知",
        }
        meeting = acts.call(**self.go(6, **said))
        names = self.said["election"]["voters"]
        lines = [acts.Line(name, f"南坝{n}栋") for n, name in enumerate(names, 1)]
        acts.enter(**self.go(5, meeting_id=meeting.pk, lines=lines))
        acts.post_roll(**self.go(4, meeting_id=meeting.pk, on=self.day(4), where="社区公开栏"))
        for who, text in self.said["election"]["objections"]:
            said = {"meeting_id": meeting.pk, "who": who, "text": text, "on": self.day(2)}
            last = acts.object_to_roll(**self.go(2, **said))
            if text.startswith("漏"):
                said = {
                    "upheld": True,
                    "change": Change.ADD,
                    "name": "谭永福",
                    "why": "住满一年，会议同意",
                }
                acts.decide_objection(**self.go(1, objection_id=last.pk, **said))
        for name, by in self.said["election"]["candidates"]:
            made = acts.nominate(**self.go(1, meeting_id=meeting.pk, name=name, named_by=by))
            if name != self.said["election"]["waiting"]:
                acts.judge_candidate(**self.go(1, candidate_id=made.pk, accepted=True))

    def standards(self) -> None:
        for event, items in self.said["standards"].items():
            acts.set_standard(
                **self.go(
                    70, place_id=self.village.place.pk, event=Event(event), since=self.day(70),
                    items="\n".join(items), source="居民公约第十二条，居民会议通过",
                )
            )  # fmt: skip
        for ago, title, tables, saved in self.said["ceremonies"]["held"]:
            found = acts.propose(
                **self.go(
                    ago, place_id=self.village.place.pk, flow="ceremony", title=title,
                    text="事先来说了。",
                )
            )  # fmt: skip
            plan = {"桌数": tables, "每桌": 280}
            said = {"event": Event.WEDDING, "on": self.day(ago - 5), "plan": plan}
            acts.plan_ceremony(**self.go(ago, procedure_id=found.pk, **said))
            was = {"procedure_id": found.pk, "was": plan | {"桌数": min(tables, 20)}}
            acts.close_ceremony(**self.go(ago - 6, saved_fen=saved * 100, **was))

    def appraisal(self) -> None:
        question = self.propose("appraisal", 12)
        for n, (who, note) in enumerate(self.said["appraisal"]["steps"], 1):
            if n == 3:
                self.met(question)
            else:
                self.step(question, n, 12 - n, who, note)

    def met(self, question: Procedure) -> None:
        at = self.now - timedelta(days=9)
        meeting = acts.call(
            **self.go(
                9, procedure_id=question.pk, rule="T1", starts_at=at, venue="社区议事厅",
                agenda="评议", told_how="电话",
            )
        )  # fmt: skip
        lines = [acts.Line(name) for name in ("会长 冉光明", "罗素芬", "谭德江")]
        acts.enter(**self.go(9, meeting_id=meeting.pk, lines=lines))
        acts.begin(**self.go(9, meeting_id=meeting.pk))
        for entry in meeting.roll.order_by("n"):
            acts.arrive(**self.go(9, entry_id=entry.pk))
        minutes = "听了本人的说法，三人都说：早上七点半以前收完，让出车道。"
        acts.end(**self.go(9, meeting_id=meeting.pk, minutes=minutes, ending=Ending.AGREED))
