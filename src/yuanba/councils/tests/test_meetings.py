"""Meetings and ballots as they go wrong in a hall: absent, not entitled, twice, after the stop, by proxy,
by a proxy who is absent, withdrawn; two tellers who differ; too many beans."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base.errors import Denied, Refused
from yuanba.base.models import Key, Record
from yuanba.councils import acts, links, queries
from yuanba.councils.models import Ballot, Entry, Mark, Slip
from yuanba.councils.rules.kinds import BallotKind, Ending, How, MeetingState
from yuanba.councils.tests.village import Village
from yuanba.people import acts as people
from yuanba.people.door import Guest

pytestmark = pytest.mark.django_db
DAY = THURSDAY.date()


@pytest.fixture
def village(world: World) -> Village:
    return Village(world, households=12)


def no(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


# ── calling ──


def test_too_short_a_notice_is_refused_with_the_first_possible_day(village: Village):
    question = village.ready()
    with no("notice") as refusal:
        village.called(question, days=9)
    assert "2026-10-04" in str(refusal.value.message)
    meeting = village.called(question, days=10)
    assert meeting.roll.count() == 12
    assert sum(e.adults for e in village.lines(meeting)) == 24
    with no("called"):
        village.called(question, days=11)


def test_nobody_is_counted_in_before_the_day(village: Village):
    meeting = village.called()
    with no("too_early"):
        acts.begin(**village.go(meeting_id=meeting.pk))
    with no("wrong_state"):
        acts.arrive(**village.go(entry_id=village.lines(meeting)[0].pk))


def test_another_villages_worker_may_do_nothing_here(village: Village):
    meeting = village.begun()
    ballot = village.drafted(meeting)
    other = {"actor": village.world.neighbour_worker, "now": THURSDAY}
    for run, said in (
        (acts.open_ballot, {"ballot_id": ballot.pk}),
        (acts.arrive, {"entry_id": village.lines(meeting)[0].pk}),
        (acts.end, {"meeting_id": meeting.pk, "minutes": "散会了散会了"}),
        (
            acts.cast,
            {"ballot_id": ballot.pk, "entry_id": village.lines(meeting)[0].pk, "choice": [1]},
        ),
    ):
        with pytest.raises(Denied):
            run(**other, **said)
    assert meeting.state == MeetingState.OPEN


def test_a_roll_with_somebody_twice_is_refused_whole(village: Village):
    meeting = village.called(rule="V2")
    lines = [acts.Line("张三", "1号"), acts.Line("李四", "2号"), acts.Line("张三", "1号")]
    before = meeting.roll.count()
    with no("twice"):
        acts.enter(**village.go(meeting_id=meeting.pk, lines=lines))
    assert meeting.roll.count() == before
    Entry.objects.create(meeting=meeting, n=99, name="甲")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(meeting=meeting, n=99, name="乙")


def test_five_parties_must_all_be_at_the_table(world: World):
    village = Village(world, households=0)
    question = village.proposed("fiveparty", title="化粪池堵了谁来通")
    village.step(question, 1)
    meeting = village.called(question, days=0, rule="T1")
    assert meeting.roll.count() == 5
    meeting = village.begun(meeting)
    village.come(meeting, 5)
    with no("nothing_decided"):
        village.ended(meeting)
    meeting = village.ended(meeting, Ending.AGREED)
    assert meeting.ending == "agreed"
    question.refresh_from_db()
    assert question.at == 3


def test_an_assembly_cannot_agree_without_a_vote(village: Village):
    meeting = village.begun()
    village.come(meeting, 10)
    with no("must_vote"):
        village.ended(meeting, Ending.AGREED)
    assert village.ended(meeting, Ending.NONE).state == MeetingState.HELD


def test_who_cannot_be_reached_is_left_out_where_the_rule_allows_it(village: Village):
    plain = village.called()
    with no("not_allowed"):
        acts.leave_out(**village.go(entry_id=village.lines(plain)[0].pk, reason="打了三次电话不通"))
    acts.cancel(**village.go(meeting_id=plain.pk, reason="换个日子开"))
    meeting = village.called(plain.procedure, rule="V1cq")
    entry = village.lines(meeting)[0]
    acts.leave_out(**village.go(entry_id=entry.pk, reason="在新疆，打了三次电话不通"))
    assert queries.attendance(meeting).entitled == 11
    meeting = village.begun(meeting)
    with no("left_out"):
        acts.arrive(**village.go(entry_id=entry.pk))
    acts.leave_out(**village.go(entry_id=entry.pk, reason=""))
    assert queries.attendance(meeting).entitled == 12


# ── coming, going, standing for ──


def test_quorum_follows_who_comes_and_goes(village: Village):
    meeting = village.begun()
    ballot = village.drafted(meeting)
    village.come(meeting, 7)
    with no("quorum"):
        acts.open_ballot(**village.go(ballot_id=ballot.pk))
    village.come(meeting, 1, after=7)
    first = village.lines(meeting)[0]
    acts.leave(**village.go(entry_id=first.pk))
    with no("quorum"):
        acts.open_ballot(**village.go(ballot_id=ballot.pk))
    acts.arrive(**village.go(entry_id=first.pk))
    assert acts.open_ballot(**village.go(ballot_id=ballot.pk)).state == "open"


def test_adults_may_make_it_valid_where_households_do_not(village: Village):
    meeting = village.begun()
    village.come(meeting, 6, persons=2)
    ballot = village.drafted(meeting)
    with no("quorum"):
        acts.open_ballot(**village.go(ballot_id=ballot.pk))  # 12 of 24 adults: not more than half
    village.come(meeting, 1, after=6)
    ballot = acts.open_ballot(**village.go(ballot_id=ballot.pk))  # 13 of 24
    ways = {c["way"] for c in ballot.result["quorum"] if c["ok"]}
    assert ways == {1}


def test_a_household_cannot_send_more_adults_than_it_has(village: Village):
    meeting = village.begun()
    entry = village.lines(meeting)[0]
    with no("persons"):
        acts.arrive(**village.go(entry_id=entry.pk, persons=3))
    with no("second"):
        acts.arrive(**village.go(entry_id=entry.pk, how=How.TWO))
    signed = acts.arrive(**village.go(entry_id=entry.pk, how=How.TWO, second="组长周文"))
    assert signed.second == "组长周文"


def test_proxies_are_written_limited_and_count_only_while_the_holder_is_here(village: Village):
    meeting = village.begun()
    a, b, c = village.lines(meeting)[:3]

    def give(entry, holder):
        return acts.entrust(**village.go(entry_id=entry.pk, holder=holder, written_on=DAY))

    with no("no_holder"):
        give(a, 99)
    with no("self"):
        give(a, a.n)
    give(a, b.n)
    with no("twice"):
        give(a, c.n)
    with no("limit"):
        give(c, b.n)
    with no("chain"):
        give(b, c.n)
    assert queries.attendance(meeting).present == 0  # the proxy is absent
    village.come(meeting, 1, after=1)
    assert queries.attendance(meeting).present == 2
    acts.leave(**village.go(entry_id=b.pk))
    assert queries.attendance(meeting).present == 0
    acts.arrive(**village.go(entry_id=b.pk))
    acts.take_back(**village.go(entry_id=a.pk))
    assert queries.attendance(meeting).present == 1
    with no("no_proxy"):
        acts.take_back(**village.go(entry_id=a.pk))
    with no("future"):
        acts.entrust(**village.go(entry_id=a.pk, holder=b.n, written_on=DAY + timedelta(days=1)))


def test_a_meeting_without_proxies_refuses_them(village: Village):
    meeting = village.called(rule="V3")
    with no("no_proxy"):
        acts.entrust(**village.go(entry_id=village.lines(meeting)[0].pk, holder=2, written_on=DAY))


# ── voting ──


def in_the_hall(village: Village, kind: BallotKind = BallotKind.BEAN, **said) -> Ballot:
    meeting = village.begun()
    village.come(meeting, 10)
    return village.voting(meeting, kind, **said)


def test_absent_not_entitled_twice_and_after_the_stop(village: Village):
    ballot = in_the_hall(village)
    lines = village.lines(ballot.meeting)
    with no("absent"):
        village.phone(ballot, lines[11], 1)
    with no("choices"):
        village.phone(ballot, lines[0], 9)
    village.phone(ballot, lines[0], 1)
    with no("voted"):
        village.phone(ballot, lines[0], 2)
    with pytest.raises(Denied):
        acts.cast(
            actor=Guest(holds=lines[1].pk), ballot_id=ballot.pk, entry_id=lines[2].pk, choice=[1],
            now=THURSDAY,
        )  # fmt: skip
    village.stopped(ballot)
    with no("ballot_state"):
        village.phone(ballot, lines[1], 1)
    with no("ballot_state"):
        acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[2]))
    assert ballot.marks.count() == 1


def test_the_roll_is_frozen_once_voting_begins(village: Village):
    ballot = in_the_hall(village)
    meeting = ballot.meeting
    entry = village.lines(meeting)[11]
    with no("frozen"):
        acts.enter(**village.go(meeting_id=meeting.pk, lines=[acts.Line("新来的")]))
    with no("frozen"):
        acts.correct(**village.go(entry_id=entry.pk, adults=9, area=0, affected=False))
    village.come(meeting, 1, after=10)  # who is entitled may still come


def test_the_table_goes_before_the_telephone_and_never_the_other_way(village: Village):
    ballot = in_the_hall(village)
    first, second = village.lines(ballot.meeting)[:2]
    village.phone(ballot, first, 1)
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[first.n, second.n]))
    assert Slip.objects.count() == 0
    with no("voted"):
        village.phone(ballot, second, 1)
    with no("given"):
        acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[first.n]))
    ballot = village.stopped(ballot)
    assert ballot.phone == {}
    assert ballot.bases["voting"] == 2


def test_after_the_stop_no_name_stands_beside_a_choice(village: Village):
    ballot = in_the_hall(village)
    for n, entry in enumerate(village.lines(ballot.meeting)[:10]):
        village.phone(ballot, entry, 1 + n % 3)
    assert Slip.objects.count() == 10
    assert ballot.phone == {}
    ballot = village.stopped(ballot)
    assert Slip.objects.count() == 0
    assert not Mark.objects.exclude(choice=None).exists()
    assert not Key.objects.filter(subject_kind="councils.mark").exists()
    for record in Record.objects.filter(act="councils.cast"):
        assert set(record.facts) == {"n"}
    assert ballot.phone == {"1": 4, "2": 3, "3": 3}


def test_two_tellers_who_differ_block_the_result_until_both_count_again(village: Village):
    world = village.world
    ballot = in_the_hall(village)
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=list(range(1, 11))))
    village.stopped(ballot)
    with no("one_teller"):
        village.settled(ballot)
    village.counted(ballot, {1: 8, 2: 2}, by=world.worker)
    with no("counted"):
        village.counted(ballot, {1: 8, 2: 2}, by=world.worker)
    with no("one_teller"):
        village.settled(ballot)
    village.counted(ballot, {1: 7, 2: 3}, by=world.supervisor)
    with no("mismatch"):
        village.settled(ballot)
    village.both_count(ballot, {1: 7, 2: 3})
    with no("enough"):
        village.counted(ballot, {1: 7, 2: 3}, by=world.colleague)
    settled = village.settled(ballot)
    assert settled.result["votes"] == {"1": 7, "2": 3, "3": 0}
    assert settled.result["tellers"] == [world.worker.name, world.supervisor.name]
    assert ballot.tallies.count() == 4  # the first sheets stay
    with no("ballot_state"):
        village.settled(ballot)


def test_more_beans_than_were_handed_out_are_refused_and_fewer_are_not(village: Village):
    ballot = in_the_hall(village)
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[1, 2, 3]))
    village.stopped(ballot)
    with no("too_many") as refusal:
        village.counted(ballot, {1: 3, 2: 1})
    assert "数出来 4" in str(refusal.value.message)
    with no("negative"):
        village.counted(ballot, {1: -1})
    village.both_count(ballot, {1: 2})
    assert village.settled(ballot).bases["present"] == 10


@pytest.mark.parametrize(("yes", "passed"), [(5, False), (6, True)])
def test_abstentions_count_as_present_and_not_as_yes(village: Village, yes, passed):
    ballot = in_the_hall(village, BallotKind.HANDS, choices=["同意", "不同意", "弃权"])
    village.stopped(ballot)
    village.counted(ballot, {1: yes, 2: 1, 3: 10 - yes - 1})
    assert village.settled(ballot).passed is passed


def test_more_no_than_yes_carries_nothing(village: Village):
    ballot = in_the_hall(village, BallotKind.HANDS, choices=["同意", "不同意"])
    village.stopped(ballot)
    village.counted(ballot, {1: 1, 2: 9})
    ballot = village.settled(ballot)
    assert (ballot.passed, ballot.result["carried"]) == (False, [])


def test_a_ballot_that_is_not_carried_leaves_the_step_to_be_taken_again(village: Village):
    ballot = in_the_hall(village)
    for n, entry in enumerate(village.lines(ballot.meeting)[:9]):
        village.phone(ballot, entry, 1 + n % 3)
    village.stopped(ballot)
    village.settled(ballot)
    village.ended(ballot.meeting)
    question = ballot.meeting.procedure
    question.refresh_from_db()
    assert question.at == 4
    assert question.done.filter(n=4).get().passed is False
    assert (
        village.called(question, days=20, now=ballot.meeting.starts_at + timedelta(hours=3)).step
        == 4
    )


def test_owners_vote_with_their_names_by_heads_and_area(world: World):
    village = Village(world, households=0)
    question = village.proposed("owners", title="换电梯钢丝绳的钱怎么出")
    village.step(question, 1)
    meeting = village.called(question, days=15, rule="O2")
    lines = [
        acts.Line(f"业主{n}", f"1-{n}", area=10_000 if n > 1 else 40_000) for n in range(1, 10)
    ]
    acts.enter(**village.go(meeting_id=meeting.pk, lines=lines))
    meeting = village.begun(meeting)
    village.come(meeting, 8)
    ballot = village.voting(meeting, BallotKind.OPEN, choices=["同意", "不同意"])
    for n in range(1, 9):  # the owner of the large flat is against: 7 of 8 heads, 7/11 of the area
        acts.say_vote(**village.go(ballot_id=ballot.pk, entry=n, choice=2 if n == 1 else 1))
    with no("voted"):
        acts.say_vote(**village.go(ballot_id=ballot.pk, entry=2, choice=2))
    with no("named"):
        village.stopped(ballot)
        village.counted(ballot, {1: 7})
    ballot = village.settled(ballot)
    assert ballot.result["votes"] == {"1": 7, "2": 1}
    assert ballot.result["area"] == {"1": 70_000, "2": 40_000}
    assert ballot.passed is False


def test_an_election_is_never_on_a_telephone(world: World):
    village = Village(world, households=0)
    meeting = village.called(village.ready(), rule="V5", days=25)
    for kind in (BallotKind.BEAN, BallotKind.OPEN, BallotKind.HANDS):
        with no("paper_only"):
            village.drafted(meeting, kind)
    names = [acts.Line(f"选民{n}") for n in range(1, 11)]
    acts.enter(**village.go(meeting_id=meeting.pk, lines=names))
    meeting = village.begun(meeting)
    village.come(meeting, 6)
    ballot = village.voting(meeting, BallotKind.PAPER, choices=["同意罢免", "不同意罢免"])
    with no("not_by_phone"):
        village.phone(ballot, village.lines(meeting)[0], 1)


def test_small_channels_are_not_published_apart(village: Village):
    ballot = in_the_hall(village)
    lines = village.lines(ballot.meeting)
    for entry in lines[:4]:
        village.phone(ballot, entry, 1)
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[e.n for e in lines[4:10]]))
    village.stopped(ballot)
    village.both_count(ballot, {1: 6})
    assert village.settled(ballot).result["channels"] == {}


def test_a_meeting_with_a_ballot_uncounted_cannot_end(village: Village):
    ballot = in_the_hall(village)
    with no("ballots_open"):
        village.ended(ballot.meeting)
    village.stopped(ballot)
    with no("ballots_open"):
        village.ended(ballot.meeting)


def test_what_people_said_is_adopted_or_not_and_why(village: Village):
    meeting = village.begun()
    said = acts.suggest(**village.go(meeting_id=meeting.pk, who="罗大娘", text="路灯一起装"))
    with no("say"):
        acts.weigh(**village.go(suggestion_id=said.pk, adopted=False, why=" "))
    said = acts.weigh(**village.go(suggestion_id=said.pk, adopted=True, why="和路一起挖"))
    assert (said.adopted, said.why) == (True, "和路一起挖")


# ── pages ──


def test_a_phone_votes_with_the_slip_and_then_reads_that_it_is_in(
    village: Village, client, django_assert_num_queries
):
    ballot = in_the_hall(village)
    lines = village.lines(ballot.meeting)
    here = reverse("councils:vote", args=[links.token(lines[0].pk)])
    page = client.get(here).content.decode()
    assert page.index("甲线") < page.index("乙线") < page.index("丙线")
    empty = client.post(here, {})
    assert empty.status_code == 422
    with django_assert_num_queries(2):  # a whole hall opens it at once: its line, what it may give
        client.get(here)
    # with the savepoint of a test round the act, and its leaf (three statements, or two)
    with django_assert_num_queries(14 if connection.vendor == "sqlite" else 13):
        assert client.post(here, {"choice": "2"}).status_code == 302
    again = client.post(here, {"choice": "1"})
    assert "已入箱" in again.content.decode()
    assert ballot.marks.count() == 1
    absent = client.get(reverse("councils:vote", args=[links.token(lines[11].pk)]))
    assert "还没有签到" in absent.content.decode()
    assert client.get(reverse("councils:vote", args=[f"{lines[0].pk}:wrong"])).status_code == 404


def test_a_vote_for_a_question_that_was_stopped_is_not_counted_for_the_next(
    village: Village, client
):
    ballot = in_the_hall(village)
    here = reverse("councils:vote", args=[links.token(village.lines(ballot.meeting)[0].pk)])
    assert 'name="ballot" value="1"' in client.get(here).content.decode()
    village.stopped(ballot)
    second = village.voting(ballot.meeting, title="先修哪一段好呢")
    late = client.post(here, {"ballot": "1", "choice": "2"}, follow=True)
    assert "您这一票没有投上" in late.content.decode()
    third = village.voting(ballot.meeting, title="后修哪一段好呢")
    for _press in range(2):  # the second press is not a vote for the third question
        client.post(here, {"ballot": "2", "choice": "2"})
    assert [b.marks.count() for b in (ballot, second, third)] == [0, 1, 0]


def test_no_page_shows_a_running_total(village: Village, client):
    ballot = in_the_hall(village)
    for entry in village.lines(ballot.meeting)[:7]:
        village.phone(ballot, entry, 2)
    client.force_login(village.world.worker)
    for name, pk in (
        ("ballot", ballot.pk),
        ("meeting", ballot.meeting_id),
        ("screen", ballot.meeting_id),
    ):
        page = client.get(reverse(f"councils:{name}", args=[pk])).content.decode()
        assert "已投 7" in page
        assert "得票" not in page
    shown = client.get(reverse("councils:screen", args=[ballot.meeting_id])).content.decode()
    assert "户1人0" not in shown


def test_somebody_signed_in_votes_for_the_household_he_lives_in(village: Village, client):
    world = village.world
    ballot = in_the_hall(village)
    entry = village.lines(ballot.meeting)[0]
    people.join_household(
        actor=world.worker,
        household_id=entry.household_id,
        person_id=world.resident.pk,
        now=THURSDAY,
    )
    client.force_login(world.resident)
    here = reverse("councils:my_vote", args=[entry.pk])
    assert client.post(here, {"choice": "1"}).status_code == 302
    other = reverse("councils:my_vote", args=[village.lines(ballot.meeting)[1].pk])
    assert client.get(other).status_code == 404


def test_page_and_api_refuse_alike(village: Village, client):
    meeting = village.begun()
    ballot = village.drafted(meeting)
    client.force_login(village.world.worker)
    page = client.post(reverse("councils:ballot_open", args=[ballot.pk]), follow=True)
    json = client.post(f"/api/councils/ballots/{ballot.pk}/open")
    assert "到会人数还不够" in page.content.decode()
    assert (json.status_code, json.json()["code"]) == (409, "quorum")


def test_a_rehearsal_says_what_would_fail_and_leaves_no_trace(village: Village, client):
    question = village.ready()
    client.force_login(village.world.worker)
    here = reverse("councils:rehearse", args=[question.pk])
    before = Record.objects.count()
    said = {"rule": "V1", "held_on": "2027-12-01", "come": "7", "adults": "9", "agree": "7"}
    page = client.get(here, said).content.decode()
    assert "至少还要来 1 户" in page
    assert "2027" not in page or "11月21日" in page
    good = client.get(here, said | {"come": "8", "agree": "5"}).content.decode()
    assert "开得成，也通得过" in good
    assert Record.objects.count() == before
    assert not question.meetings.exists()


def test_the_host_page_costs_the_same_for_any_number_of_households(
    village: Village, client, django_assert_max_num_queries
):
    ballot = in_the_hall(village)
    client.force_login(village.world.worker)
    here = reverse("councils:meeting", args=[ballot.meeting_id])
    with django_assert_max_num_queries(17):
        assert client.get(here).status_code == 200
    with django_assert_max_num_queries(10):
        live = client.get(here, headers={"HX-Request": "true"})
    assert "到会 10 / 12 户" in live.content.decode()
