"""One of everything in councils, for tests/ground.py: made by the acts when it is first asked for."""

from datetime import timedelta
from functools import cached_property

from tests.world import THURSDAY, World
from yuanba.councils import acts, links
from yuanba.councils.models import (
    Ballot,
    Entry,
    Exemption,
    Hearing,
    Meeting,
    Member,
    Procedure,
    RuleRow,
    SheetPhoto,
    Suggestion,
    Task,
)
from yuanba.councils.rules.customs import Event
from yuanba.councils.rules.kinds import BodyKind
from yuanba.councils.rules.levying import From, Ground
from yuanba.councils.tests.village import Village, pictured
from yuanba.matters.forms.photos import kept


class Councils:
    NAMES = (
        "procedure_id", "meeting_id", "entry_id", "ballot_id", "task_id", "suggestion_id", "rule_row", "choice_id",
        "task_procedure", "body_id", "body_member", "vote", "own_entry", "hall",
        "sealed_ballot", "sheet_photo", "keeper_id", "hearing_id", "statement_id",
        "election", "objection_id", "candidate_id",
        "levy_procedure", "exemption_id", "ceremony", "appraisal",
        "person_link", "decided",
    )  # fmt: skip

    def __init__(self, world: World) -> None:
        self.world = world
        self.village = Village(world, households=0)
        world.at_home(world.resident)
        self.procedure: Procedure = self.village.ready()
        called = self.village.called(self.procedure, days=8, rule="T1")
        lines = [acts.Line("罗大娘", "三组12号"), acts.Line("周大爷", "三组13号")]
        acts.enter(**self.village.go(meeting_id=called.pk, lines=lines))
        self.meeting: Meeting = self.village.begun(self.village.hung(called))
        self.entry: Entry = self.village.lines(self.meeting)[0]

    @cached_property
    def ballot(self) -> Ballot:
        return self.village.drafted(self.meeting)

    @cached_property
    def sealed_ballot(self) -> Ballot:
        """One that is over: a vote by telephone, one on paper, opened and published."""
        first, second = self.village.lines(self.meeting)
        self.village.come(self.meeting, 2)
        ballot, codes = self.village.sealed(self.meeting)
        self.village.phone(ballot, first, 1)
        acts.hand_out(**self.village.go(ballot_id=ballot.pk, entries=[second.n]))
        ballot = self.village.stopped(ballot)
        self.village.both_count(ballot, {1: 1})
        self.village.both_hand_in(ballot, self.village.opened(ballot, codes))
        return self.village.settled(ballot)

    @cached_property
    def sheet_photo(self) -> SheetPhoto:
        """Of the paper on which the worker counted the sealed ballot's table votes."""
        said = {"ballot_id": self.sealed_ballot.pk, "pictures": kept([pictured()])}
        acts.show_sheet(**self.village.go(**said))
        return SheetPhoto.objects.get()

    @cached_property
    def hearing(self) -> Hearing:
        """On another question; the resident has added a fourth statement, which waits."""
        said = {"question": "空地怎么用", "statements": ["种树", "停车", "跳舞"]}
        until = THURSDAY.date() + timedelta(days=20)
        other = self.village.proposed("courtyard", title="空地怎么用才好")
        made = acts.open_hearing(**self.village.go(procedure_id=other.pk, closes_on=until, **said))
        acts.state_view(
            actor=self.world.resident, hearing_id=made.pk, text="搭个雨棚", now=THURSDAY
        )
        return made

    @cached_property
    def suggestion(self) -> Suggestion:
        said = {"who": "罗大娘", "text": "路灯一起装"}
        return acts.suggest(**self.village.go(meeting_id=self.meeting.pk, **said))

    @cached_property
    def election(self) -> Meeting:
        """An election whose roll hangs out, with an objection and a candidate."""
        question = self.village.proposed("election", title="第十二届村委会选举")
        self.village.step(question, 1)
        self.village.step(question, 2)
        meeting = self.village.called(question, days=30, rule="V4")
        lines = [acts.Line(f"选民{n}") for n in range(1, 4)]
        go = self.village.go(meeting_id=meeting.pk)
        acts.enter(**go, lines=lines)
        acts.post_roll(**go, on=THURSDAY.date(), where="公开栏")
        acts.object_to_roll(**go, who="周大爷", text="漏了我家老二", on=THURSDAY.date())
        acts.nominate(**go, name="选民1", named_by="选民2 等 10 人")
        return meeting

    @cached_property
    def exemption(self) -> Exemption:
        """Of a topic that raises money: somebody applied, and the meeting will decide."""
        question = self.village.proposed("onecase", title="一组装路灯", levy_fen=500)
        said = {"what": From.LABOUR, "name": "罗大娘", "ground": Ground.OTHER}
        return acts.exempt(**self.village.go(procedure_id=question.pk, **said))

    @cached_property
    def ceremony(self) -> Procedure:
        """A wedding, planned beside the standard of the village."""
        go, day = self.village.go, THURSDAY.date()
        said = {"event": Event.WEDDING, "items": "桌数，20，桌", "source": "村规民约第九条"}
        acts.set_standard(**go(place_id=self.world.village.pk, since=day, **said))
        found = self.village.proposed("ceremony", title="罗家办婚事")
        plan = {"event": Event.WEDDING, "on": day, "plan": {"桌数": 18}}
        acts.plan_ceremony(**go(procedure_id=found.pk, **plan))
        return found

    @cached_property
    def decided(self) -> Procedure:
        """Reported to the end: its outcome hangs out."""
        question = self.village.appraised()
        posted = {"text": "结果报两委。", "where": "两委会", "since": THURSDAY.date(), "days": 1}
        acts.post(**self.village.go(procedure_id=question.pk, n=5, **posted))
        return question

    @cached_property
    def appraisal(self) -> Procedure:
        """Somebody was appraised and has been told."""
        return self.village.appraised()

    @cached_property
    def task(self) -> Task:
        """Of a question that needs no meeting: given at once."""
        question = self.village.proposed("ceremony", title="老周家办喜事")
        due = THURSDAY.date().replace(month=12)
        said = {"text": "写进本子", "owner": "红白理事会", "due": due}
        return acts.give_task(**self.village.go(procedure_id=question.pk, **said))

    @cached_property
    def member(self) -> Member:
        said = {"kind": BodyKind.COUNCIL, "name": "石桥村议事会"}
        body = acts.found_body(**self.village.go(place_id=self.world.village.pk, **said))
        return acts.seat(**self.village.go(body_id=body.pk, name="罗大娘"))

    def value(self, name: str) -> object:
        known = {
            "procedure_id": lambda: self.procedure.pk,
            "meeting_id": lambda: self.meeting.pk,
            "entry_id": lambda: self.entry.pk,
            "own_entry": lambda: self._own().pk,
            "ballot_id": lambda: self.ballot.pk,
            "task_id": lambda: self.task.pk,
            "task_procedure": lambda: self.task.procedure_id,
            "suggestion_id": lambda: self.suggestion.pk,
            "choice_id": lambda: "同意",
            "rule_row": lambda: RuleRow.objects.get(code="V1", carried=True).pk,
            "body_id": lambda: self.member.body_id,
            "body_member": lambda: self.member.pk,
            "sealed_ballot": lambda: self.sealed_ballot.pk,
            "sheet_photo": lambda: self.sheet_photo.name,
            "hearing_id": lambda: self.hearing.pk,
            "statement_id": lambda: self.hearing.statements.get(n=1).pk,
            "keeper_id": lambda: "周文",
            "vote": lambda: links.token(self.entry.pk),
            "ceremony": lambda: self.ceremony.pk,
            "decided": lambda: self.decided.pk,
            "appraisal": lambda: self.appraisal.pk,
            "person_link": lambda: links.person(self.appraisal.pk),
            "levy_procedure": lambda: self.exemption.procedure_id,
            "exemption_id": lambda: self.exemption.pk,
            "election": lambda: self.election.pk,
            "objection_id": lambda: self.election.objections.get().pk,
            "candidate_id": lambda: self.election.candidates.get().pk,
            "hall": lambda: links.hall(self.meeting.pk),
        }
        return known[name]()

    def _own(self) -> Entry:
        """The line of the resident himself."""
        if self.entry.person_id is None:
            Entry.objects.filter(pk=self.entry.pk).update(person=self.world.resident)
        return self.entry
