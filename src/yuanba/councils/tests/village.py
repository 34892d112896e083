"""A village with 112 households and its rules, by the acts people use; small homes by the bulk road."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.world import THURSDAY, World
from yuanba.base.errors import Refused
from yuanba.councils import acts
from yuanba.councils.models import Ballot, Entry, Meeting, Procedure
from yuanba.councils.queries import boxes
from yuanba.councils.rules.counting import open as tool
from yuanba.councils.rules.kinds import BallotKind, Ending
from yuanba.exchange.demo.homes import Home, settle_homes
from yuanba.people.door import FOUNDER, Guest
from yuanba.people.models import Person

CQ = "V1cq"


class Village:
    """`world` with rules; a question may be brought to any point of its way."""

    def __init__(self, world: World, households: int = 12, people: int = 2) -> None:
        self.world = world
        acts.stock_rules(actor=FOUNDER, now=THURSDAY)
        homes = [
            Home(
                world.grid.pk,
                f"石桥村{n}号",
                date(2020, 1, 1),
                [(f"户{n}人{i}", "") for i in range(people)],
            )
            for n in range(1, households + 1)
        ]
        if homes:
            settle(world, homes)

    def go(self, **said: Any) -> dict[str, Any]:
        return {"actor": self.world.worker, "now": THURSDAY} | said

    # ── a question ──

    def proposed(self, flow: str = "fourtwo", **said: Any) -> Procedure:
        said = {"title": "修通村路走哪条线", "text": "老路窄，会车难，打算修一条。"} | said
        return acts.propose(**self.go(place_id=self.world.village.pk, flow=flow, **said))

    def step(self, question: Procedure, n: int, on: date | None = None, **said: Any) -> Procedure:
        said = {"who": "村党组织委员会", "note": "研究过，同意往下走。"} | said
        day = on or THURSDAY.date()
        return acts.record_step(**self.go(procedure_id=question.pk, n=n, on=day, **said))

    def ready(self) -> Procedure:
        """The first three steps of 四议两公开 are passed: members 34 of 40 came, 33 agreed."""
        question = self.proposed()
        self.step(question, 1)
        self.step(question, 2, expected=7, attended=7, agreed=6)
        return self.step(question, 3, expected=40, attended=34, agreed=33)

    def appraised(self) -> Procedure:
        """道德评议: prepared, heard, appraised by a few, and the person was told."""
        question = self.proposed("moral", title="评议一件事")
        for n in (1, 2):
            self.step(question, n)
        meeting = self.called(question, days=0, rule="T1")
        acts.enter(**self.go(meeting_id=meeting.pk, lines=[acts.Line("会长")]))
        meeting = self.begun(meeting)
        self.come(meeting, 1)
        self.ended(meeting, Ending.AGREED)
        return self.step(question, 4, who="会长", note="当天告诉本人：要让出车道")

    # ── a meeting ──

    def called(self, question: Procedure | None = None, days: int = 10, **said: Any) -> Meeting:
        question = question or self.ready()
        said = {
            "rule": "V1",
            "starts_at": THURSDAY + timedelta(days=days, hours=9),
            "venue": "村委会院坝",
            "agenda": "签到\n讲三条线\n豆选",
            "told_how": "公开栏、广播、逐户上门",
        } | said
        return acts.call(**self.go(procedure_id=question.pk, **said))

    def hung(self, meeting: Meeting) -> Meeting:
        """Its roll is posted, as a sealed ballot asks."""
        hung = {"on": THURSDAY.date(), "where": "村务公开栏"}
        return acts.post_roll(**self.go(meeting_id=meeting.pk, **hung))

    def begun(self, meeting: Meeting | None = None, **said: Any) -> Meeting:
        meeting = meeting or self.called(**said)
        return acts.begin(**self.go(meeting_id=meeting.pk, now=meeting.starts_at))

    def lines(self, meeting: Meeting) -> list[Entry]:
        return list(meeting.roll.order_by("n"))

    def come(self, meeting: Meeting, many: int, *, after: int = 0, persons: int = 1) -> None:
        for entry in self.lines(meeting)[after : after + many]:
            acts.arrive(**self.go(entry_id=entry.pk, persons=persons, now=meeting.starts_at))

    def drafted(self, meeting: Meeting, kind: BallotKind = BallotKind.BEAN, **said: Any) -> Ballot:
        said = {"title": "修路走哪条线", "choices": ["甲线", "乙线", "丙线"]} | said
        return acts.draft_ballot(**self.go(meeting_id=meeting.pk, kind=kind, **said))

    def sealed(self, meeting: Meeting, **said: Any) -> tuple[Ballot, tuple[str, ...]]:
        """A sealed ballot that is open, and the three codes that lie on paper."""
        ballot = self.drafted(meeting, BallotKind.SEALED, **said)
        codes = self.keyed(ballot)
        return acts.open_ballot(**self.go(ballot_id=ballot.pk)), codes

    def keyed(self, ballot: Ballot) -> tuple[str, ...]:
        """The key is kept with the ballot; the codes lie on paper."""
        key, codes = tool.make_key(str(ballot.pk), custodians=3, needed=2)
        content = tool.canonical(asdict(key))
        keepers = ["周文", "罗大娘", "陈会计"]
        acts.keep_key(**self.go(ballot_id=ballot.pk, content=content, keepers=keepers))
        return codes

    def opened(self, ballot: Ballot, codes: Sequence[str]) -> bytes:
        """The result file, as the keepers' laptop writes it."""
        content, table = boxes.box_file(ballot), boxes.table_file(ballot)
        assert content is not None
        result = tool.open_box(content, codes[:2], digest=ballot.result["box"], table=table)
        return tool.canonical(asdict(result))

    def handed_in(self, ballot: Ballot, content: bytes, by: Person | None = None) -> Any:
        by = by or self.world.worker
        return acts.open_box(actor=by, ballot_id=ballot.pk, content=content, now=THURSDAY)

    def both_hand_in(self, ballot: Ballot, content: bytes) -> None:
        for one in (self.world.worker, self.world.supervisor):
            self.handed_in(ballot, content, one)

    def voting(self, meeting: Meeting, kind: BallotKind = BallotKind.BEAN, **said: Any) -> Ballot:
        ballot = self.drafted(meeting, kind, **said)
        return acts.open_ballot(**self.go(ballot_id=ballot.pk))

    def phone(self, ballot: Ballot, entry: Entry, *choice: int, **said: Any) -> Any:
        return acts.cast(
            actor=Guest(holds=entry.pk),
            ballot_id=ballot.pk,
            entry_id=entry.pk,
            choice=list(choice),
            now=THURSDAY,
            **said,
        )

    def counted(
        self, ballot: Ballot, counts: dict[int, int], spoiled: int = 0, by: Person | None = None
    ) -> Any:
        by = by or self.world.worker
        return acts.count(
            actor=by, ballot_id=ballot.pk, counts=counts, spoiled=spoiled, now=THURSDAY
        )

    def both_count(self, ballot: Ballot, counts: dict[int, int], spoiled: int = 0) -> None:
        for teller in (self.world.worker, self.world.supervisor):
            self.counted(ballot, counts, spoiled, teller)

    def stopped(self, ballot: Ballot) -> Ballot:
        return acts.stop_ballot(**self.go(ballot_id=ballot.pk))

    def settled(self, ballot: Ballot) -> Ballot:
        return acts.settle(**self.go(ballot_id=ballot.pk))

    def ended(
        self, meeting: Meeting, ending: Ending = Ending.BALLOTS, at: datetime | None = None
    ) -> Meeting:
        at = at or meeting.starts_at + timedelta(hours=2)
        said = {"minutes": "大家讲了三条线的利弊。", "ending": ending}
        return acts.end(**self.go(meeting_id=meeting.pk, now=at, **said))


def in_the_hall(village: Village, kind: BallotKind = BallotKind.BEAN, **said: Any) -> Ballot:
    """Ten of the households have come and vote."""
    meeting = village.begun()
    village.come(meeting, 10)
    return village.voting(meeting, kind, **said)


def no(code: str) -> Any:
    """The act is refused with this code, and no other."""
    return pytest.raises(Refused, match=f"^{code}$")


def pictured() -> SimpleUploadedFile:
    """The photo of a sheet of paper, as a telephone sends it."""
    out = BytesIO()
    Image.new("RGB", (640, 480), (240, 238, 230)).save(out, "JPEG")
    return SimpleUploadedFile("sheet.jpg", out.getvalue(), content_type="image/jpeg")


def settle(world: World, homes: Sequence[Home]) -> None:
    """These homes on the registers, by the bulk road."""
    settle_homes(actor=_Settler(), homes=homes, county_id=world.county.pk, now=THURSDAY)


class _Settler:
    """The bulk road of the demo is for the founder alone."""

    pk = None

    def roles_in(self, _reach: Any) -> set[Any]:
        return FOUNDER.roles_in(frozenset())
