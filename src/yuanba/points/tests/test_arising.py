"""Claims that arise by themselves: a meeting, a suggestion, a hazard; and a host's sign-in list."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.world import THURSDAY, World, signed
from yuanba.base import clock, jobs
from yuanba.base.errors import Denied, Refused
from yuanba.base.models import Record
from yuanba.councils import acts as councils
from yuanba.councils.models import Entry
from yuanba.councils.rules.kinds import Ending, How
from yuanba.councils.tests.ground import Councils
from yuanba.duties.rules import Lane
from yuanba.matters.models import Matter
from yuanba.people import acts as people
from yuanba.people.models import Household
from yuanba.people.rules import UnitKind
from yuanba.points import acts
from yuanba.points.jobs import thank_attendance
from yuanba.points.models import Claim, Roster
from yuanba.points.queries import claims as queries
from yuanba.points.rules import book
from yuanba.points.rules.book import Occasion
from yuanba.points.rules.claims import State
from yuanba.points.tests.village import TODAY, Points


@pytest.fixture
def village(world: World) -> Points:
    return Points(world)


@pytest.fixture(autouse=True)
def _thursday(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)


def work() -> None:
    while jobs.run_due(THURSDAY + timedelta(days=2), most=50):
        pass


def home_of(person: Any) -> Household:
    return person.memberships.get(until=None).household


def test_a_line_answers_one_event_and_no_taking_comes_by_itself():
    lines, source = book.shipped()
    by = {one.event: one.code for one in lines if one.event}
    assert by == {Occasion.MEETING: "G1", Occasion.SUGGESTION: "G2", Occasion.HAZARD: "G3"}
    assert {event.value for event in Occasion} == {"", "meeting", "suggestion", "hazard"}  # no vote
    taking = next(one for one in lines if one.points < 0)
    with pytest.raises(Refused, match="event_takes"):
        book.line(replace(taking, event=Occasion.MEETING))
    twice = [replace(one, event=Occasion.MEETING) if one.code == "E3" else one for one in lines]
    with pytest.raises(Refused, match="event_twice"):
        book.book(twice, source=source, since=TODAY, today=TODAY)


def test_who_came_and_whose_suggestion_was_adopted_earns_once(village: Points, world: World):
    found = Councils(world)
    meeting, lines = found.meeting, found.village.lines(found.meeting)
    voted = home_of(village.others[6])  # in the box only: no attendance
    third = Entry.objects.create(meeting=meeting, n=9, name="郑", household=voted)
    for entry, home in ((lines[0], village.home), (lines[1], home_of(village.others[5]))):
        Entry.objects.filter(pk=entry.pk).update(household=home)
    found.village.come(meeting, 1)
    Entry.objects.filter(pk=third.pk).update(came_at=THURSDAY, how=How.BOX, second="李")
    go = found.village.go
    said = councils.suggest(**go(meeting_id=meeting.pk, who="罗大娘", text="路灯一起装", n=1))
    councils.weigh(**go(suggestion_id=said.pk, adopted=False, why="先修路"))
    work()
    assert not Claim.objects.exists()
    councils.weigh(**go(suggestion_id=said.pk, adopted=True, why="一起装省钱"))
    councils.end(**go(meeting_id=meeting.pk, minutes="讨论了路灯，同意。", ending=Ending.AGREED))
    work()
    claims = {c.code: c for c in Claim.objects.filter(household=village.home)}
    assert sorted(claims) == ["G1", "G2"]
    assert Claim.objects.count() == 2
    came = claims["G1"]
    assert (came.points, came.state, came.told_by) == (2, State.TOLD, world.worker)
    assert came.source_kind == "councils.meeting"
    with pytest.raises(Refused, match="entered_it"):  # who led the meeting
        acts.check(actor=world.worker, claim_id=came.pk, true=True, now=THURSDAY)
    acts.check(actor=world.colleague, claim_id=came.pk, true=True, now=THURSDAY)
    record = meeting_end(meeting.pk)
    thank_attendance(now=THURSDAY, record=record)  # the job once more
    assert Claim.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claims["G2"].pk).update(source_id=meeting.pk)
    councils.weigh(**go(suggestion_id=said.pk, adopted=False, why="钱不够，先不装"))
    work()
    claims["G2"].refresh_from_db()
    assert claims["G2"].state == State.WITHDRAWN
    for nobody in (world.worker, world.resident):
        with pytest.raises(Denied):
            acts.arise(
                actor=nobody, household_id=village.home.pk, event=Occasion.MEETING, source=meeting,
                note="x", on=TODAY, teller=world.worker, now=THURSDAY,
            )  # fmt: skip


def meeting_end(meeting_id: int) -> str:
    return str(Record.objects.get(act="councils.end", subject_id=meeting_id).pk)


def test_a_meeting_about_somebody_and_an_election_earn_nothing(village: Points, world: World):
    found = Councils(world)
    Entry.objects.filter(pk=found.entry.pk).update(household=village.home)
    found.village.come(found.meeting, 1)
    found.meeting.rule.__class__.objects.filter(pk=found.meeting.rule_id).update(paper_only=True)
    end = {"minutes": "散了会，没有定。", "ending": Ending.NONE}
    councils.end(**found.village.go(meeting_id=found.meeting.pk, **end))
    work()
    assert not Claim.objects.exists()


def test_a_hazard_is_offered_to_who_told_it_and_hangs_without_a_name(village: Points, world: World):
    fire = world.category("G01", "消防隐患", Lane.GOVERNMENT, UnitKind.FIRE, 1)
    matter = world.closed(actor=world.resident)
    real: dict[str, Any] = {
        "category": fire, "outcome": "solved", "closed_at": THURSDAY, "reporter": world.resident,
    }  # fmt: skip
    Matter.objects.filter(pk=matter.pk).update(**real)
    phone = signed(world.resident)
    there = f"/points/hazards/{matter.pk}"
    assert there in phone.get("/points/").content.decode()
    for stranger in (village.others[0], world.worker):
        assert signed(stranger).post(there).status_code == 404
    Matter.objects.filter(pk=matter.pk).update(concerned=True)
    assert phone.post(there).status_code == 404
    Matter.objects.filter(pk=matter.pk).update(concerned=False)
    assert phone.post(there).status_code == 302
    claim = Claim.objects.get()
    assert (claim.code, claim.points, claim.person) == ("G3", 3, world.resident)
    assert phone.post(there).status_code == 404  # once
    assert there not in phone.get("/points/").content.decode()
    Claim.objects.filter(pk=claim.pk).update(
        state=State.POSTED, decided_at=THURSDAY, object_until=TODAY, listed_until=TODAY, round=1
    )
    assert [row.who for row in queries.public_list(world.village.pk, TODAY)] == [""]


def test_a_list_makes_claims_for_all_and_names_who_is_over_the_cap(village: Points, world: World):
    for n in range(4):  # twelve points of twelve this month
        village.told("E3", note=f"第 {n} 次")
    desk, other = signed(world.colleague), signed(world.worker)
    names = [person.name for person in village.others[:4]]
    said = {"item": "E3", "on": TODAY.isoformat(), "what": "周六清河沟"}
    page = desk.post("/desk/points/list", said | {"homes": "没有的户\n村民6\n村民6"})
    text = page.content.decode()
    assert page.status_code == 422
    assert "第 1 行“没有的户”：没有找到这一户" in text
    assert "第 3 行“村民6”：和前面是同一户" in text
    assert "没有的户\n村民6" in text.replace("\r\n", "\n")  # nothing typed is lost
    assert not Roster.objects.exists()
    homes = "\n".join([*names[:2], "罗大娘", "", *names[2:]])
    done = desk.post("/desk/points/list", said | {"homes": homes})
    roster = Roster.objects.get()
    there = f"/desk/points/list/{roster.pk}/"
    assert done.headers["Location"] == there
    made = Claim.objects.filter(source_id=roster.pk)
    assert (made.count(), [one["home"] for one in roster.left]) == (4, [str(village.home.pk)])
    page = desk.get(there).content.decode()
    assert "您家已经有 12 分" in page
    assert "都属实" not in page  # who entered it does not check it
    again = desk.post("/desk/points/list", said | {"homes": homes})
    assert "这张签到表已经录过了" in again.content.decode()
    with pytest.raises(Refused, match="entered_it"):
        acts.check_list(actor=world.colleague, roster_id=roster.pk, now=THURSDAY)
    kin = {"one_id": world.worker.pk, "other_id": village.others[0].pk}
    acts.declare_kin(place_id=world.village.pk, **kin, **village.go())
    assert "周六清河沟" in other.get("/desk/points/").content.decode()
    assert other.post(there).status_code == 302
    assert made.filter(state=State.CHECKED).count() == 3
    assert made.get(state=State.TOLD).household == home_of(village.others[0])
    with pytest.raises(Denied):
        acts.check_list(actor=world.neighbour_worker, roster_id=roster.pk, now=THURSDAY)
    into, ended = home_of(village.others[1]), home_of(village.others[2])
    people.merge_households(household_id=ended.pk, into_id=into.pk, **village.go())
    assert Claim.objects.filter(household=into).count() == 2


def test_nobody_left_is_refused_and_nothing_is_written(village: Points, world: World):
    for n in range(4):
        village.told("E3", note=f"第 {n} 次")
    go: dict[str, Any] = {"place_id": world.village.pk, "item": "E3", "on": TODAY, "now": THURSDAY}
    home = [village.home.pk]
    for homes in (home, []):
        with pytest.raises(Refused, match=r"nobody|homes_odd"):
            acts.tell_list(actor=world.worker, what="清河沟", homes=homes, **go)
    with pytest.raises(Refused, match="forbidden_link"):
        acts.tell_list(actor=world.worker, what="选举投票", homes=home, **go)
    for nobody in (world.resident, world.neighbour_worker, world.supervisor):
        with pytest.raises(Denied):
            acts.tell_list(actor=nobody, what="清河沟", homes=home, **go)
    assert not Roster.objects.exists()
