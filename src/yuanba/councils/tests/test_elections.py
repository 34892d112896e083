"""An election on paper: the roll hangs out and is objected to, candidates are named and looked at, two
count, and the certificate says it all. A recall is asked for by enough, and heard."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.councils import acts
from yuanba.councils.models import Candidate, Meeting, Objection, Procedure
from yuanba.councils.queries import certificate
from yuanba.councils.rules import electing, numbers
from yuanba.councils.rules.electing import Change
from yuanba.councils.rules.kinds import BallotKind, Measure
from yuanba.councils.tests.polling import called
from yuanba.councils.tests.village import Village, no

pytestmark = pytest.mark.django_db
DAY = THURSDAY.date()


@pytest.fixture
def village(world: World) -> Village:
    return Village(world, households=0)


@pytest.mark.parametrize(("days", "code"), [(19, "roll_days"), (20, ""), (21, "")])
def test_the_roll_hangs_out_twenty_days_before(days, code):
    said = {"on": DAY, "today": DAY, "last": DAY + timedelta(days=days), "days": 20, "lines": 5}
    if code:
        with no(code) as refusal:
            electing.post(**said)
        assert "2026-09-23" in str(refusal.value.message)
        return
    electing.post(**said)


@pytest.mark.parametrize(("after", "code"), [(5, ""), (6, "too_late"), (-1, "when")])
def test_objections_are_heard_for_five_days(after, code):
    said = {"posted": DAY, "on": DAY + timedelta(days=after), "today": DAY + timedelta(days=9)}
    if code:
        with no(code):
            electing.object_to(**said, days=5)
        return
    electing.object_to(**said, days=5)


def test_an_election_from_the_roll_to_the_certificate(
    village: Village, client, monkeypatch: pytest.MonkeyPatch
):
    world = village.world
    meeting = called(village)
    go = village.go(meeting_id=meeting.pk)
    with no("not_posted") as refusal:
        acts.begin(**go | {"now": meeting.starts_at})
    assert "2026-10-04" in str(refusal.value.message)
    client.force_login(world.worker)
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    here = reverse("councils:election", args=[meeting.pk])
    assert "先别当准" in client.get(here).content.decode()  # the row is unconfirmed, and says so

    # the roll, and what is said against it
    late = client.post(f"{here}roll", {"on": "2026-10-30", "where": "公开栏"})
    assert late.status_code == 422
    assert client.post(f"{here}roll", {"on": "2026-09-24", "where": "公开栏"}).status_code == 302
    with no("posted"):
        acts.enter(**go, lines=[acts.Line("后来的")])
    said = {"who": "周大爷", "text": "漏了我家老二周文", "on": "2026-09-24"}
    assert client.post(f"{here}object", said).status_code == 302
    said = {"who": "罗大娘", "text": "选民20迁走了", "on": "2026-09-24"}
    client.post(f"{here}object", said)
    acts.object_to_roll(**go, who="李四", text="想改我的年龄", on=DAY)
    with no("undecided"):
        acts.begin(**go | {"now": meeting.starts_at})
    first, second, third = Objection.objects.order_by("id")
    decide = reverse("councils:objection", args=[meeting.pk, first.pk])
    answer = {"upheld": "yes", "change": "add", "why": "户口在本村，住在本村"}
    assert client.post(decide, answer).status_code == 422  # whom?
    assert client.post(decide, answer | {"name": "周文"}).status_code == 302
    said = {"upheld": True, "change": Change.STRIKE, "n": 20, "why": "户口已经迁出"}
    acts.decide_objection(**village.go(objection_id=second.pk, **said))
    with no("decided"):
        acts.decide_objection(**village.go(objection_id=second.pk, **said))
    acts.decide_objection(
        **village.go(
            objection_id=third.pk, upheld=False, why="年龄和户口簿一样",
            now=THURSDAY + timedelta(days=4),
        )
    )  # fmt: skip
    assert meeting.roll.filter(out="").count() == 20

    # candidates
    for name in ("选民1", "选民2", "选民3"):
        acts.nominate(**go, name=name, named_by="选民5 等 12 人")
    with no("twice"):
        acts.nominate(**go, name="选民1", named_by="选民6")
    with no("unjudged"):
        acts.post_candidates(**go, on=DAY, where="公开栏")
    with no("no_candidates"):
        village.drafted(meeting, BallotKind.PAPER, choices=["选民1", "选民2"])
    ids = dict(Candidate.objects.values_list("name", "pk"))
    for name in ("选民1", "选民2"):
        acts.judge_candidate(**village.go(candidate_id=ids[name], accepted=True))
    look = reverse("councils:candidate", args=[meeting.pk, ids["选民3"]])
    assert client.post(look, {"accepted": "no"}).status_code == 422
    assert client.post(look, {"accepted": "no", "why": "是选举委员会委员"}).status_code == 302
    acts.post_candidates(**go, on=DAY, where="公开栏")
    with no("candidates"):
        village.drafted(meeting, BallotKind.PAPER, choices=["选民1", "选民3"])

    # a close relative stands for somebody, both names hang out
    entry = village.lines(meeting)[18]
    with no("say"):
        acts.entrust(**village.go(entry_id=entry.pk, holder=1, written_on=DAY))
    acts.entrust(**village.go(entry_id=entry.pk, holder=1, written_on=DAY, kin="父亲"))
    sheet = client.get(f"{here}sheet").content.decode()
    assert all(word in sheet for word in ("父亲", "周文", "选民1、选民2"))
    assert "选民20" not in sheet

    # the day: people come and vote, no telephone, two count; more than half of twenty have to vote
    meeting = village.begun(Meeting.objects.get(pk=meeting.pk))
    ballot = village.drafted(meeting, BallotKind.PAPER, choices=["选民1", "选民2"])
    village.come(meeting, 1)
    ballot = acts.open_ballot(**village.go(ballot_id=ballot.pk))  # the first voter, not the last
    village.come(meeting, 10, after=1)
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[*range(1, 12), 19]))
    village.stopped(ballot)
    village.both_count(ballot, {1: 8, 2: 4})
    ballot = village.settled(ballot)
    assert (ballot.passed, ballot.result["carried"]) == (True, [1])
    village.ended(meeting)
    lines = certificate.sheet(Procedure.objects.get()).taken[-1].checks
    said = [(x.what, x.inputs, x.ok) for x in lines]
    assert said == [
        ("名册公布", "那天以前 30 天", True),
        ("对名单的异议", "3 条，按时处理 2 条", False),  # the third took four days
        ("参加投票 · 登记的选民", "应到的 20，其中 12", True),
        ("选出的人数", "选出 1", True),
    ]


@pytest.mark.parametrize(("voted", "passed"), [(10, False), (11, True)])
def test_an_election_in_which_half_voted_elects_nobody(village: Village, voted, passed):
    meeting = called(village)
    go = village.go(meeting_id=meeting.pk)
    acts.post_roll(**go, on=DAY, where="公开栏")
    for name in ("选民1", "选民2"):
        made = acts.nominate(**go, name=name, named_by="选民5")
        acts.judge_candidate(**village.go(candidate_id=made.pk, accepted=True))
    acts.post_candidates(**go, on=DAY, where="公开栏")
    meeting = village.begun(meeting)
    village.come(meeting, voted)
    ballot = village.voting(meeting, BallotKind.PAPER, choices=["选民1", "选民2"])
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=list(range(1, voted + 1))))
    village.stopped(ballot)
    village.both_count(ballot, {1: voted})
    assert village.settled(ballot).passed is passed
    village.ended(meeting)
    assert Procedure.objects.get().at == (4 if passed else 3)


def test_a_recall_is_asked_for_by_a_fifth_and_voted_on_paper(village: Village):
    question = village.proposed("recall", title="罢免村委会副主任")
    village.step(question, 1, note="账目三年没有公开，120 人联名。")
    village.step(question, 2, note="本人到会说明了。")
    said = {"rule": "V5", "days": 1, "asked": Measure.VOTERS, "asked_of": 600}
    with no("initiative"):
        village.called(question, **said, asking=119)
    meeting = village.called(question, **said, asking=120)
    acts.enter(**village.go(meeting_id=meeting.pk, lines=[acts.Line("选民1"), acts.Line("选民2")]))
    with no("paper_only"):
        village.drafted(meeting, BallotKind.BEAN, choices=["同意罢免", "不同意罢免"])
    draft = village.drafted(meeting, BallotKind.PAPER, choices=["同意罢免", "不同意罢免"])
    assert draft.motion


def test_numbers_of_a_row_are_read_line_by_line(world: World, client):
    Village(world, households=0)
    assert numbers.read("roll_days = 20\n\nobjection_days＝5") == {
        "roll_days": 20,
        "objection_days": 5,
    }
    for wrong in ("roll days = 20", "roll_days 20", "roll_days = soon", "roll_days = -1"):
        with no("numbers"):
            numbers.read(wrong)
    client.force_login(world.coordinator)
    here = reverse("councils:add_rule") + "?code=V4"
    page = client.get(here).content.decode()
    assert "roll_days = 20" in page
    rules = client.get(reverse("councils:rules")).content.decode()
    assert "名册在选举、开会前几天公布：20" in rules
