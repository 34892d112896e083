"""Owners decide by area and by heads, both at once (Civil Code art. 278, domain.md O1 and O2): the sums,
and the vote on a meeting's pages; shares; approval ballots."""

from fractions import Fraction

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.world import THURSDAY, World
from yuanba.councils import acts, links
from yuanba.councils.models import Ballot, Meeting
from yuanba.councils.rules import deciding, terms
from yuanba.councils.rules.deciding import Bases, For
from yuanba.councils.rules.kinds import BallotKind, Measure
from yuanba.councils.tests.village import Village, no

PART = terms.read("area >= 2/3 and owners >= 2/3")
HALF = terms.read("votes > 1/2 of voting and area > 1/2 of voting")
QUARTERS = terms.read("votes >= 3/4 of voting and area >= 3/4 of voting")


def took_part(bases: Bases) -> bool:
    judged = deciding.by_taking_part(PART, Measure.OWNERS, bases)
    assert judged is not None
    return judged.met


# ── the sums ──


@pytest.mark.parametrize(
    ("yes", "voting", "rule", "valid", "passed"),
    [
        (67, 67, HALF, True, True),
        (66, 66, HALF, False, True),  # 66 of 100 took part
        (34, 67, HALF, True, True),  # 34 of 67 is more than half
        (34, 68, HALF, True, False),  # half is not more than half
        (51, 68, QUARTERS, True, True),  # 51 of 68 is three quarters
        (50, 68, QUARTERS, True, False),
    ],
)
def test_at_just_below_and_just_above_each_bound(yes, voting, rule, valid, passed):
    bases = Bases(100, 100, voting, area=10_000, area_present=10_000, area_voting=100 * voting)
    assert took_part(bases) is valid
    assert deciding.decision(rule, For(yes, 100 * yes), bases).met is passed


def test_many_heads_with_little_area_do_not_decide():
    bases = Bases(100, 100, 100, area=1_000_000, area_present=1_000_000, area_voting=1_000_000)
    judged = deciding.decision(HALF, For(99, 495_000), bases)
    assert not judged.met
    area = next(check for check in judged.checks if check.share.measure is Measure.AREA)
    assert (area.have, area.base, area.need - area.have) == (495_000, 1_000_000, 5_001)


@given(
    areas=st.lists(st.integers(1, 50_000), min_size=1, max_size=25),
    answers=st.lists(st.sampled_from(["for", "against", None]), max_size=25),
    special=st.booleans(),
)
def test_the_same_as_with_fractions(areas, answers, special):
    part = [n for n, answer in enumerate(answers[: len(areas)]) if answer]
    agree = [n for n in part if answers[n] == "for"]
    area = [sum(areas), sum(areas[n] for n in part), sum(areas[n] for n in agree)]
    heads = [len(areas), len(part), len(agree)]
    bases = Bases(heads[0], heads[0], heads[1], area[0], area[0], area[1])
    wanted = all(Fraction(n[1], n[0]) >= Fraction(2, 3) for n in (area, heads))
    assert took_part(bases) == wanted
    if part:
        shares = [Fraction(n[2], n[1]) for n in (area, heads)]
        enough = all(s >= Fraction(3, 4) if special else s > Fraction(1, 2) for s in shares)
        judged = deciding.decision(QUARTERS if special else HALF, For(heads[2], area[2]), bases)
        assert judged.met == enough


# ── on the pages ──

pages = pytest.mark.django_db


def estate(
    world: World, owners: int = 12, here: int = 11, big: int = 40_000
) -> tuple[Village, Meeting]:
    """An owners' meeting by O1: the first owner has a shop of 400 m², the others 100 m² each."""
    village = Village(world, households=0)
    question = village.proposed("owners", title="电梯的钱怎么出")
    village.step(question, 1)
    meeting = village.called(question, days=15, rule="O1")
    lines = [
        acts.Line(f"业主{n}", f"1-{n}", area=10_000 if n > 1 else big) for n in range(1, owners + 1)
    ]
    acts.enter(**village.go(meeting_id=meeting.pk, lines=lines))
    meeting = village.begun(meeting)
    village.come(meeting, here)
    return village, meeting


MOTION = {"choices": ["同意", "不同意"], "title": "换电梯钢丝绳"}


def read(village: Village, ballot: Ballot, by=None, spoiled=(), **papers: list[int]):
    said = {"papers": {int(n[1:]): numbers for n, numbers in papers.items()}, "spoiled": spoiled}
    by = by or village.world.worker
    return acts.read_papers(**village.go(actor=by, ballot_id=ballot.pk, **said))


@pages
def test_phones_and_papers_are_weighed_together_and_read_by_two(world: World):
    village, meeting = estate(world)
    ballot = village.voting(meeting, BallotKind.WEIGHED, **MOTION)
    lines = village.lines(meeting)
    for entry in lines[1:6]:
        village.phone(ballot, entry, 1)
    village.phone(ballot, lines[0], 1)
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[1, 7, 8, 9, 10]))  # 1 thinks better
    assert ballot.marks.get(entry=lines[0]).choice is None
    with no("voted"):
        village.phone(ballot, lines[6], 1)
    ballot = village.stopped(ballot)
    with no("named"):
        village.counted(ballot, {1: 5})
    with no("not_given"):
        read(village, ballot, n1=[2])
    with no("read_twice"):
        read(village, ballot, n1=[7, 8], n2=[1, 7, 9, 10])
    with no("not_read"):
        read(village, ballot, n1=[7, 8, 9], n2=[1])
    read(village, ballot, n1=[7, 8, 9], n2=[1], spoiled=[10])
    with no("one_teller"):
        village.settled(ballot)
    read(village, ballot, world.supervisor, n1=[7, 8], n2=[1, 9], spoiled=[10])
    with no("mismatch"):
        village.settled(ballot)
    for teller in (world.worker, world.supervisor):
        read(village, ballot, teller, n1=[7, 8, 9], n2=[1], spoiled=[10])
    ballot = village.settled(ballot)
    assert ballot.result["votes"] == {"1": 8, "2": 1}
    assert ballot.result["area"] == {"1": 80_000, "2": 40_000}
    assert ballot.result["spoiled"] == 1
    assert ballot.passed  # 8 of 10 heads, 800 of 1,300 m²; 10 of 12 and 1,300 of 1,500 took part
    assert all(fact["ok"] for fact in ballot.result["quorum"])
    assert village.ended(meeting).state == "held"


@pages
def test_enough_in_the_hall_but_too_few_who_vote_is_not_carried(world: World):
    village, meeting = estate(world)
    ballot = village.voting(meeting, BallotKind.WEIGHED, **MOTION)
    for entry in village.lines(meeting)[1:8]:  # 7 of 12
        village.phone(ballot, entry, 1)
    village.stopped(ballot)
    ballot = village.settled(ballot)
    assert (ballot.passed, ballot.result["carried"]) == (False, [])
    assert {f["measure"]: f["ok"] for f in ballot.result["quorum"]} == {
        "area": False, "owners": False,
    }  # fmt: skip


@pages
def test_a_weight_that_is_missing_is_asked_for_before_anybody_votes(world: World):
    village, meeting = estate(world, big=0)
    ballot = village.drafted(meeting, BallotKind.WEIGHED, **MOTION)
    with no("weight_missing") as refusal:
        acts.open_ballot(**village.go(ballot_id=ballot.pk))
    assert "1" in str(refusal.value.message)
    first = village.lines(meeting)[0]
    said = {"entry_id": first.pk, "adults": 1, "area": 5_000, "affected": False}
    acts.correct(**village.go(**said))
    assert acts.open_ballot(**village.go(ballot_id=ballot.pk)).state == "open"


@pages
def test_a_rule_that_asks_for_no_weight_has_no_weighed_ballot(world: World):
    village = Village(world, households=12)
    meeting = village.begun()
    with no("no_weight"):
        village.drafted(meeting, BallotKind.WEIGHED, **MOTION)


@pages
def test_a_county_s_own_rule_may_ask_for_shares(world: World):
    village = Village(world, households=0)
    said = {
        "code": "S9", "name": "股东会", "body": "collective", "unit": "members",
        "valid": "members >= 2/3", "decides": "shares > 1/2 of all",
        "source": "本社章程", "article": "第九条", "since": THURSDAY.date(),
    }  # fmt: skip
    acts.add_rule(actor=world.coordinator, county_id=world.county.pk, now=THURSDAY, **said)
    question = village.proposed("courtyard", title="分红还是留着修路")
    meeting = village.called(question, days=1, rule="S9")
    lines = [acts.Line(f"成员{n}", shares=5 if n == 1 else 1) for n in range(1, 7)]
    acts.enter(**village.go(meeting_id=meeting.pk, lines=lines))
    meeting = village.begun(meeting)
    village.come(meeting, 6)
    ballot = village.voting(meeting, BallotKind.WEIGHED, **MOTION)
    for n, entry in enumerate(village.lines(meeting)):
        village.phone(ballot, entry, 1 if n == 0 else 2)
    village.stopped(ballot)
    ballot = village.settled(ballot)
    assert ballot.result["shares"] == {"1": 5, "2": 5}
    assert not ballot.passed  # five of ten is not more than half


@pages
def test_the_pages_of_a_weighed_vote(world: World, client, django_assert_max_num_queries):
    village, meeting = estate(world)
    ballot = village.voting(meeting, BallotKind.WEIGHED, **MOTION)
    lines = village.lines(meeting)
    here = reverse("councils:vote", args=[links.token(lines[0].pk)])
    page = client.get(here).content.decode()
    assert "记名，按这么多算" in page
    assert "400.00 平方米" in page
    assert client.post(here, {"choice": "2"}).status_code == 302
    for entry in lines[1:7]:
        village.phone(ballot, entry, 1)
    client.force_login(world.worker)
    hand = reverse("councils:ballot_hand_out", args=[ballot.pk])
    assert client.post(hand, {"entries": "8-10"}).status_code == 302
    with django_assert_max_num_queries(10):
        sheet = client.get(reverse("councils:paper", args=[ballot.pk])).content.decode()
    assert sheet.count('class="one"') == 12
    assert "400.00 平方米" in sheet
    client.post(reverse("councils:ballot_stop", args=[ballot.pk]))
    desk, reading = (
        reverse(f"councils:{name}", args=[ballot.pk]) for name in ("ballot", "ballot_read")
    )
    with django_assert_max_num_queries(32):
        assert "读票" in client.get(desk).content.decode()
    wrong = client.post(reading, {"n1": "8 9", "n2": "", "spoiled": ""})
    assert wrong.status_code == 422
    assert "还有这几号没有写：10" in wrong.content.decode()
    assert 'value="8 9"' in wrong.content.decode()
    assert client.post(reading, {"n1": "8-10"}).status_code == 302
    read(village, ballot, world.supervisor, n1=[8, 9], n2=[10])
    assert "10 号：一个写 同意，一个写 不同意" in client.get(desk).content.decode()
    for teller in (world.worker, world.supervisor):
        read(village, ballot, teller, n1=[8, 9, 10])
    client.post(reverse("councils:ballot_settle", args=[ballot.pk]))
    shown = client.get(desk).content.decode()
    assert "参加表决" in shown
    screen = client.get(reverse("councils:screen", args=[meeting.pk])).content.decode()
    assert "900.00 平方米" in screen
    village.ended(meeting)
    certificate = reverse("councils:certificate", args=[meeting.procedure_id])
    page = client.get(certificate).content.decode()
    assert "专有部分面积" in page
    assert "900.00 平方米" in page


# ── approval ──


@pages
def test_approval_takes_as_many_as_one_agrees_with_on_the_phone_and_on_paper(world: World, client):
    village = Village(world, households=12)
    meeting = village.begun()
    village.come(meeting, 12)
    ballot = village.voting(meeting, BallotKind.APPROVAL, seats=2)
    lines = village.lines(meeting)
    here = reverse("councils:vote", args=[links.token(lines[0].pk)])
    page = client.get(here).content.decode()
    assert page.count('type="checkbox"') == 3
    assert client.post(here, {"choice": ["1", "2", "3"]}).status_code == 302
    for entry in lines[1:8]:
        village.phone(ballot, entry, 1, 2)
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[9, 10, 11, 12]))
    ballot = village.stopped(ballot)
    with no("too_many"):
        village.counted(ballot, {1: 5})
    with no("too_many"):
        village.counted(ballot, {1: 4}, spoiled=1)
    village.both_count(ballot, {1: 3, 2: 3, 3: 1}, spoiled=1)
    ballot = village.settled(ballot)
    assert ballot.result["votes"] == {"1": 11, "2": 11, "3": 2}
    assert ballot.result["carried"] == [1, 2]
    village.ended(meeting)
    page = client.get(reverse("councils:certificate", args=[meeting.procedure_id]))
    assert "赞成票" in page.content.decode()
