"""Into the ledger and back: booked by a second person against a budget, floor zero, reversal, expiry."""

from datetime import date, timedelta

import pytest

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.books import queries as books
from yuanba.books.models import Account, Entry
from yuanba.councils.rules.kinds import Ending
from yuanba.people import acts as people
from yuanba.people import door
from yuanba.points import acts, jobs
from yuanba.points.models import Claim
from yuanba.points.queries import claims as queries
from yuanba.points.queries.ledger import lapsing
from yuanba.points.rules import fund
from yuanba.points.rules.claims import State
from yuanba.points.tests.village import HOUR, LATER, TODAY, Points


@pytest.fixture
def village(world: World) -> Points:
    return Points(world)


def sound(village: Points) -> bool:
    entry = Entry.objects.first()
    return entry is not None and books.faults(entry.book_id) == []


def test_what_was_listed_is_booked_by_a_second_person_and_adds_up(village: Points, world: World):
    village.budget()
    claim = village.posted("H4")
    with pytest.raises(Refused, match="still_listed"):
        acts.book(actor=world.colleague, claim_id=claim.pk, now=THURSDAY)
    with pytest.raises(Denied):
        acts.book(actor=world.gridworker, claim_id=claim.pk, now=LATER)
    acts.book(actor=world.colleague, claim_id=claim.pk, now=LATER)
    assert village.balance() == 30
    entry = Entry.objects.get()
    assert (entry.actor, entry.second, entry.source_id) == (world.colleague, world.worker, claim.pk)
    assert sound(village)
    with pytest.raises(Refused, match="wrong_state"):
        acts.book(actor=world.colleague, claim_id=claim.pk, now=LATER)
    assert [r.act for r in records.about(claim)][-1] == "points.book"


def test_one_person_alone_books_nothing(village: Points, world: World):
    village.budget()
    claim = village.posted("H1", actor=world.gridworker)
    Claim.objects.filter(pk=claim.pk).update(told_by=world.worker, checked_by=None)
    with pytest.raises(Refused, match="two_people"):
        acts.book(actor=world.worker, claim_id=claim.pk, now=LATER)


def test_nothing_is_issued_beyond_the_budget_and_a_batch_books_what_it_can(
    village: Points, world: World
):
    claims = [village.posted("H1"), village.posted("H4"), village.posted("H1")]
    go = {"actor": world.colleague, "place_id": world.village.pk, "now": LATER}
    with pytest.raises(Refused, match="nothing_booked") as no:
        acts.book_due(**go)
    assert "还没有定积分预算" in str(no.value.message)
    village.budget(yuan=12)  # five and five, and not the thirty between them
    acts.book_due(**go)
    states = [Claim.objects.get(pk=c.pk).state for c in claims]
    assert states == [State.BOOKED, State.POSTED, State.BOOKED]
    assert village.balance() == 10
    with pytest.raises(Refused, match="nothing_booked"):
        acts.book_due(**go)
    village.budget(yuan=40)  # the newer row counts
    acts.book_due(**go)
    assert village.balance() == 40
    record = records.about(world.village)[-1]
    assert record.facts["booked"] == [str(claims[1].pk)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"fen": 0}, "money_odd"),
        ({"fen": -500}, "money_odd"),
        ({"fen": 10**18}, "money_odd"),
        ({"fen_per_point": 0}, "worth_odd"),
        ({"year": 2020}, "year_odd"),
        ({"source": " "}, "words_missing"),
    ],
)
def test_a_budget_that_cannot_be(change: dict[str, object], code: str):
    said = {"year": 2026, "fen": 50_000, "fen_per_point": 100, "source": "预算"} | change
    with pytest.raises(Refused, match=code):
        fund.budget(today=date(2026, 9, 24), **said)  # type: ignore[arg-type]


def test_what_is_taken_away_stops_at_zero(village: Points, world: World):
    village.budget()
    village.booked("H1", actor=world.resident)
    taken = []
    for _n in range(3):
        claim = village.noticed()
        village.ruled(claim)
        taken.append(acts.book(actor=world.colleague, claim_id=claim.pk, now=LATER).booked)
    assert taken == [-2, -2, -1]
    assert village.balance() == 0
    said = {"words": "那不是我家的。", "actor": world.resident, "now": LATER}
    objection = acts.object_to(claim_id=claim.pk, **said)
    question = claim.ruling.procedure  # the whole council meets again, and does not agree any more
    village.met_again(question, LATER, Ending.NONE)
    answer = {"objection_id": objection.pk, "answer": "看错了门牌。"}
    acts.answer_taking(**answer, **village.go(now=LATER + 4 * HOUR))
    assert village.balance() == 1  # what was really taken comes back
    assert sound(village)


def test_an_objection_that_is_right_takes_the_booking_back(village: Points, world: World):
    village.budget()
    claim = village.booked("H4")
    said = {"words": "是邻居家的奖状。", "actor": world.resident, "now": LATER}
    objection = acts.object_to(claim_id=claim.pk, **said)
    votes = village.votes(True, True, True)
    answer = {"objection_id": objection.pk, "upheld": True, "answer": "记错户了，改过来。"}
    acts.answer_objection(votes=votes, **answer, **village.go(now=LATER))
    claim.refresh_from_db()
    assert (claim.state, village.balance()) == (State.REVERSED, 0)
    assert Entry.objects.filter(reverses__isnull=False).count() == 1
    assert sound(village)


def test_what_was_spent_meanwhile_is_taken_back_as_far_as_it_is_there(
    village: Points, world: World
):
    village.budget()
    claim = village.booked("H4")
    deal = acts.reserve(
        actor=world.resident, household_id=village.home.pk, item_id=village.item().pk, now=LATER
    )
    assert (deal.points, village.balance()) == (20, 10)
    said = {"words": "不是我家的。", "actor": world.resident, "now": LATER}
    objection = acts.object_to(claim_id=claim.pk, **said)
    answer = {"objection_id": objection.pk, "upheld": True, "answer": "改过来。"}
    votes = village.votes(True, True, True)
    acts.answer_objection(votes=votes, **answer, **village.go(now=LATER))
    assert village.balance() == 0
    assert sound(village)


def test_points_lapse_after_24_months_the_oldest_first(village: Points, world: World):
    village.budget()
    village.booked("H4")
    account = Account.objects.get(household=village.home)
    acts.reserve(
        actor=world.resident, household_id=village.home.pk, item_id=village.item().pk, now=LATER
    )
    nearly = LATER + timedelta(days=729)
    over = LATER + timedelta(days=735)
    jobs.lapse_points(now=nearly)
    assert village.balance() == 10
    assert lapsing(account.pk, nearly, ahead=timedelta(days=90)) == 10
    jobs.lapse_points(now=over)
    jobs.lapse_points(now=over)
    assert village.balance() == 0
    with pytest.raises(Refused, match="nothing_lapses"):
        acts.lapse(actor=door.FOUNDER, account_id=account.pk, now=over)
    with pytest.raises(Denied):
        acts.lapse(actor=world.worker, account_id=account.pk, now=over)
    assert sound(village)


def test_months_end_where_months_end():
    assert fund.months_before(date(2028, 2, 29)) == date(2026, 2, 28)
    assert fund.months_before(date(2026, 9, 24)) == date(2024, 9, 24)
    assert fund.runs_dry(left=90, lately=90, today=TODAY) == TODAY + timedelta(days=90)
    assert fund.runs_dry(left=90, lately=0, today=TODAY) is None


def test_points_go_along_when_households_merge_and_are_shared_by_heads_when_they_split(
    village: Points, world: World
):
    village.budget()
    village.booked("H4")
    under_way = village.checked("H1")
    item = village.item(points=19)
    deal = acts.reserve(
        actor=world.resident, household_id=village.home.pk, item_id=item.pk, now=LATER
    )
    other = village.others[6]
    son = people.enrol(household_id=village.home.pk, name="罗小山", **village.go()).person
    people.enrol(household_id=village.home.pk, name="罗小水", **village.go())
    new = people.split_household(
        household_id=village.home.pk, person_ids=[son.pk], address="五组4号", **village.go()
    )
    assert (village.balance(), village.balance(new)) == (8, 3)  # eleven among three
    into = queries.home_of(other)
    assert into is not None
    people.merge_households(household_id=village.home.pk, into_id=into.pk, **village.go())
    assert (village.balance(), village.balance(into)) == (0, 8)
    under_way.refresh_from_db()
    assert under_way.household == into
    acts.give_back(actor=world.resident, redemption_id=deal.pk, now=LATER)
    assert (village.balance(into), sound(village)) == (27, True)
    said = {"words": "记错了。", "actor": other, "now": LATER}
    claim = Claim.objects.get(code="H4")
    objection = acts.object_to(claim_id=claim.pk, **said)
    answer = {"objection_id": objection.pk, "upheld": True, "answer": "改过来。"}
    acts.answer_objection(votes=village.votes(True, True, True), **answer, **village.go(now=LATER))
    assert (village.balance(into), sound(village)) == (0, True)


def test_what_somebody_checked_who_comes_to_live_there_is_checked_anew(
    village: Points, world: World
):
    """The household moves in with its checker."""
    into = village.household("九组9号", world.worker)
    claim = village.checked("H1")
    people.merge_households(household_id=village.home.pk, into_id=into.pk, **village.go())
    claim.refresh_from_db()
    assert (claim.state, claim.household, claim.checked_by) == (State.TOLD, into, None)
