"""What one meeting of the demo votes on besides its beans: a sealed box, a budget; and the opinions that were
heard before it."""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from yuanba.base import clock
from yuanba.councils import acts
from yuanba.councils.models import Entry, Meeting, Procedure
from yuanba.councils.queries import boxes
from yuanba.councils.rules.counting import open as box_tool
from yuanba.councils.rules.kinds import BallotKind, Method
from yuanba.people.models import Membership

if TYPE_CHECKING:
    from yuanba.exchange.demo.meetings import Hall


def sealed(hall: "Hall", meeting: Meeting, here: list[Entry], said: Any, at: datetime) -> None:
    """A sealed ballot that is over. Its codes are forgotten here: nobody opens this box again."""
    ballot = acts.draft_ballot(
        **hall.go(
            at, meeting_id=meeting.pk, kind=BallotKind.SEALED, title=said["question"],
            choices=said["choices"],
        )
    )  # fmt: skip
    key, codes = box_tool.make_key(str(ballot.pk), custodians=3, needed=2)
    keepers = [hall.name() for _ in range(3)]
    content = box_tool.canonical(asdict(key))
    acts.keep_key(**hall.go(at, ballot_id=ballot.pk, content=content, keepers=keepers))
    acts.open_ballot(**hall.go(at, ballot_id=ballot.pk))
    for n, entry in enumerate(here[:24]):
        hall.phone(ballot, entry, 2 if n % 4 else 1, at=at)
    ballot = acts.stop_ballot(**hall.go(at, ballot_id=ballot.pk))
    box = boxes.box_file(ballot)
    assert box is not None
    result = box_tool.canonical(asdict(box_tool.open_box(box, codes[:2])))
    for one in (hall.worker, hall.village.supervisor):
        acts.open_box(actor=one, ballot_id=ballot.pk, content=result, now=at)
    acts.settle(**hall.go(at, ballot_id=ballot.pk))


def budget(hall: "Hall", meeting: Meeting, here: list[Entry], said: Any, at: datetime) -> None:
    """A budget that is shared out; the meeting has still to decide on it."""
    ballot = acts.draft_ballot(
        **hall.go(
            at, meeting_id=meeting.pk, kind=BallotKind.BUDGET, title=said["question"],
            choices=said["choices"], seats=2, money_fen=said["money"] * 100,
            costs_fen=[yuan * 100 for yuan in said["yuan"]], method=Method.SHARES,
        )
    )  # fmt: skip
    acts.open_ballot(**hall.go(at, ballot_id=ballot.pk))
    for n, entry in enumerate(here[:23]):
        hall.phone(ballot, entry, *((1, 2) if n % 3 else (1, 3)), at=at)
    acts.stop_ballot(**hall.go(at, ballot_id=ballot.pk))
    acts.settle(**hall.go(at, ballot_id=ballot.pk, seed="4 2 6"))


def heard(hall: "Hall", question: Procedure, said: Any) -> None:
    """Opinions heard on the question before the meeting: two camps, and what both agree on."""
    at = hall.day(11)
    hearing = acts.open_hearing(
        **hall.go(
            at, procedure_id=question.pk, question=said["question"],
            statements=said["statements"], closes_on=clock.day_of(hall.day(3)),
        )
    )  # fmt: skip
    rows = list(hearing.statements.order_by("n"))
    homes = Membership.objects.filter(
        household__place__village_id=hall.village.place.pk, until=None, head=True
    )
    for n, one in enumerate(homes.select_related("person").order_by("id")[:26]):
        for statement, answer in zip(rows, said["camps"][n % 2], strict=True):
            own = 0 if hall.rng.random() < 0.12 else answer
            acts.take_stance(actor=one.person, statement_id=statement.pk, answer=own, now=at)
    acts.close_hearing(**hall.go(hall.day(2), hearing_id=hearing.pk))
