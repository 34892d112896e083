"""Ballots that make a list, on a meeting's pages: ranked ballots and the budget that people share out. Cast
on phones and on papers that two count by piles; a tie wants dice; a list is not yet a decision."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.world import World
from yuanba.base.errors import Refused
from yuanba.councils import acts, links
from yuanba.councils.models import Ballot, Meeting, Slip
from yuanba.councils.rules import listing
from yuanba.councils.rules.kinds import BallotKind, Ending, Method
from yuanba.councils.tests.village import Village, no

pages = pytest.mark.django_db
YUAN = 100
BUDGET = {
    "title": "八万元先办哪几件",
    "choices": ["路灯|十盏", "戏台|能遮雨", "健身器材"],
    "costs_fen": [30_000 * YUAN, 50_000 * YUAN, 40_000 * YUAN],
    "money_fen": 80_000 * YUAN,
    "seats": 2,
}


# ── the counts ──


def test_a_run_off_goes_round_by_round_and_asks_for_dice_only_where_two_are_alike():
    piles = {(1, 2): 4, (2, 1): 3, (3, 2): 2}
    told = listing.rank(piles, [1, 2, 3], seats=1, seed="")
    assert (told.chosen, told.votes) == ((2,), {1: 4, 2: 3, 3: 2})
    assert [one["out"] for one in told.facts["rounds"]] == [[3], []]
    alike = {(1,): 2, (2,): 2, (3, 1): 3}
    with no("lot"):
        listing.rank(alike, [1, 2, 3], seats=1, seed="")
    assert len(listing.rank(alike, [1, 2, 3], seats=1, seed="3 5 1").chosen) == 1
    assert listing.rank({}, [1, 2], seats=1, seed="").chosen == ()


def test_money_goes_by_support_or_by_equal_shares():
    costs = {1: 30_000, 2: 50_000, 3: 40_000}
    piles = {(1, 2): 6, (3,): 5}
    many = listing.share_out(piles, costs, money=80_000, method=Method.GREEDY, seed="3")
    assert (many.chosen, many.facts["spent"]) in {((1, 2), 80_000), ((2, 1), 80_000)}
    fair = listing.share_out(piles, costs, money=80_000, method=Method.SHARES, seed="3")
    assert 1 in fair.chosen
    assert fair.facts["left"] == 80_000 - fair.facts["spent"] >= 0


def test_greedy_asks_for_dice_only_where_those_alike_do_not_all_fit():
    votes = {(1,): 5, (2,): 5, (3,): 2}
    costs = {1: 30, 2: 50, 3: 10}
    assert listing.share_out(votes, costs, money=80, method=Method.GREEDY, seed="").chosen
    with no("lot"):
        listing.share_out(votes, costs, money=79, method=Method.GREEDY, seed="")
    # one of the two is too dear anyway: nothing depends on the order
    told = listing.share_out(votes, costs, money=45, method=Method.GREEDY, seed="6 6")
    assert (told.chosen, told.facts["seed"]) == ((1, 3), "")


BALLOTS = st.dictionaries(
    st.lists(st.integers(1, 4), min_size=1, max_size=4, unique=True).map(tuple),
    st.integers(1, 4),
    max_size=8,
)


@given(piles=BALLOTS, costs=st.lists(st.integers(1, 9), min_size=4, max_size=4))
def test_where_no_dice_are_asked_for_every_order_of_the_lot_buys_the_same(piles, costs):
    known = dict(enumerate(costs, 1))
    for method in Method:
        try:
            told = listing.share_out(piles, known, money=12, method=method, seed="")
        except Refused:
            continue
        for seed in ("1", "2", "3", "4 4", "5 1"):
            again = listing.share_out(piles, known, money=12, method=method, seed=seed)
            assert set(again.chosen) == set(told.chosen)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"money_fen": 0}, "money"),
        ({"method": ""}, "method"),
        ({"costs_fen": [1, 2]}, "costs"),
        ({"costs_fen": [1, 2, 0]}, "costs"),
        ({"costs_fen": [1, 2, 9_000_000 * YUAN]}, "too_dear"),
        ({"kind": BallotKind.BEAN}, "no_budget"),
    ],
)
def test_a_budget_says_what_there_is_and_what_each_costs(change, code):
    said = {
        "kind": BallotKind.BUDGET, "choices": 3, "money_fen": BUDGET["money_fen"],
        "costs_fen": BUDGET["costs_fen"], "method": "greedy",
    }  # fmt: skip
    listing.drafted(**said)
    with no(code):
        listing.drafted(**said | change)


# ── on the pages ──


def hall(world: World, homes: int = 13) -> tuple[Village, Meeting]:
    village = Village(world, households=homes)
    meeting = village.begun()
    village.come(meeting, homes)
    return village, meeting


def piles(village: Village, ballot: Ballot, *said, spoiled: int = 0, by=None):
    by = by or village.world.worker
    said_ = {"ballot_id": ballot.pk, "piles": said, "spoiled": spoiled}
    return acts.count_piles(**village.go(actor=by, **said_))


@pages
def test_a_ranking_is_tapped_on_the_phone_piled_on_paper_and_decided_afterwards(
    world: World, client, django_assert_max_num_queries
):
    village, meeting = hall(world)
    ballot = village.voting(meeting, BallotKind.RANKED)
    lines = village.lines(meeting)
    here = reverse("councils:vote", args=[links.token(lines[0].pk)])
    first = client.get(here).content.decode()
    assert "最想要的是哪个" in first
    client.force_login(world.worker)
    sheet = client.get(reverse("councils:paper", args=[ballot.pk])).content.decode()
    assert "在格子里写 1、2、3" in sheet
    assert not [e for e in lines if e.name in sheet]
    client.logout()
    assert "投票</button>" not in first
    tapped = client.post(here, {"pick": "3"})
    assert tapped.status_code == 200
    assert 'name="rank" value="3"' in tapped.content.decode()
    assert 'name="pick" value="3"' not in tapped.content.decode()
    both = client.post(here, {"rank": "3", "pick": "1"}).content.decode()
    assert both.index('value="3"') < both.index('name="rank" value="1"')
    back = client.post(here, {"rank": ["3", "1"], "undo": "1"}).content.decode()
    assert 'name="rank" value="1"' not in back
    assert Slip.objects.count() == 0  # nothing is kept before the vote is given
    assert client.post(here, {}).status_code == 422
    assert client.post(here, {"rank": ["3", "1"]}).status_code == 302
    assert Slip.objects.get().chosen == "[3, 1]"
    for entry in lines[1:5]:
        village.phone(ballot, entry, 1, 2)
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[e.n for e in lines[5:12]]))
    ballot = village.stopped(ballot)
    assert ballot.phone == {"3,1": 1, "1,2": 4}
    with no("piled"):
        village.counted(ballot, {1: 7})
    for wrong in (([1, 1], 3), ([4], 1), ([], 1)):
        with no("pile"):
            piles(village, ballot, wrong)
    with no("too_many"):
        piles(village, ballot, ([1], 8))
    client.force_login(world.worker)
    count = reverse("councils:ballot_piles", args=[ballot.pk])
    unread = client.post(count, {"piles": "3 2 = 4\n二 1 = 3", "spoiled": "0"})
    assert (unread.status_code, "第 2 行看不懂" in unread.content.decode()) == (422, True)
    assert client.post(count, {"piles": "3 2=4\n2,3 ＝ 2", "spoiled": "1"}).status_code == 302
    piles(village, ballot, ([3, 2], 4), ([2], 2), spoiled=1, by=world.supervisor)
    desk = reverse("councils:ballot", args=[ballot.pk])
    assert "乙线 › 丙线：一个写 2，一个写 0" in client.get(desk).content.decode()
    with no("mismatch"):
        village.settled(ballot)
    for teller in (world.worker, world.supervisor):
        piles(village, ballot, ([3, 2], 4), ([2, 3], 2), spoiled=1, by=teller)
    ballot = village.settled(ballot)
    assert ballot.result["votes"] == {"1": 4, "2": 2, "3": 5}
    assert ballot.result["carried"] == [3]
    assert ballot.result["rounds"][0]["out"] == [2]
    with no("list_only"):
        village.ended(meeting)
    with django_assert_max_num_queries(32):
        shown = client.get(desk).content.decode()
    assert f"?after={ballot.n}#draft" in shown
    host = client.get(reverse("councils:meeting", args=[meeting.pk]), {"after": ballot.n})
    assert "排出来的是：丙线。" in host.content.decode()
    motion = village.voting(meeting, BallotKind.HANDS, choices=["同意", "不同意"])
    village.stopped(motion)
    village.counted(motion, {1: 13})
    village.settled(motion)
    village.ended(meeting)
    certificate = reverse("councils:certificate", args=[meeting.procedure_id])
    page = client.get(certificate).content.decode()
    for said in ("排先后", "出局：乙线", "入选：丙线", "排出来的先后还不算决定"):
        assert said in page


@pages
def test_two_alike_wait_for_the_dice_and_the_dice_stand_in_the_certificate(world: World, client):
    village, meeting = hall(world)
    ballot = village.voting(meeting, BallotKind.RANKED)
    for n, entry in enumerate(village.lines(meeting)[:12]):
        village.phone(ballot, entry, 1 + n % 3)
    village.stopped(ballot)
    client.force_login(world.worker)
    settle = reverse("councils:ballot_settle", args=[ballot.pk])
    asked = client.post(settle, {"seed": ""})
    assert (asked.status_code, "在台上掷骰子" in asked.content.decode()) == (422, True)
    assert client.post(settle, {"seed": "3 5 1"}).status_code == 302
    ballot.refresh_from_db()
    assert (ballot.result["seed"], len(ballot.result["carried"])) == ("3 5 1", 1)
    village.ended(meeting, Ending.NONE)
    certificate = reverse("councils:certificate", args=[meeting.procedure_id])
    assert "抽签定的：3 5 1" in client.get(certificate).content.decode()


@pages
@pytest.mark.parametrize("method", Method)
def test_a_budget_is_drafted_cast_counted_and_shown_with_its_money(
    world: World, client, method: Method
):
    village, meeting = hall(world)
    client.force_login(world.worker)
    draft = reverse("councils:draft", args=[meeting.pk])
    said = {
        "kind": "budget", "title": "八万元先办哪几件", "seats": 2, "method": method,
        "choices": "路灯|十盏|30000\n戏台|能遮雨|5 万\n健身器材|40,000 元", "money": "80000",
    }  # fmt: skip
    wrong = client.post(draft, said)
    assert (wrong.status_code, "每一项都要写多少钱" in wrong.content.decode()) == (422, True)
    assert client.post(draft, said | {"choices": said["choices"].replace("5 万", "50000")}).url
    ballot = Ballot.objects.get()
    assert [c.cost_fen for c in ballot.choices.order_by("n")] == BUDGET["costs_fen"]
    acts.open_ballot(**village.go(ballot_id=ballot.pk))
    lines = village.lines(meeting)
    here = reverse("councils:vote", args=[links.token(lines[0].pk)])
    page = client.get(here).content.decode()
    assert "一共 80,000 元，最多选 2 项" in page
    assert "50,000 元" in page
    assert client.post(here, {"choice": ["1", "2", "3"]}).status_code == 422
    assert client.post(here, {"choice": ["1", "3"]}).status_code == 302
    for entry in lines[1:8]:
        village.phone(ballot, entry, 1, 2)
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[9, 10, 11]))
    ballot = village.stopped(ballot)
    if method is Method.GREEDY:
        assert ballot.phone == {"1": 8, "3": 1, "2": 7}
        with no("not_piled"):
            piles(village, ballot, ([3], 2))
        village.both_count(ballot, {3: 2, 1: 1})
    else:
        assert ballot.phone == {"1,3": 1, "1,2": 7}
        for teller in (world.worker, world.supervisor):
            piles(village, ballot, ([3], 2), ([1], 1), by=teller)
    ballot = village.settled(ballot)
    assert ballot.result["votes"] == {"1": 9, "2": 7, "3": 3}
    assert (sorted(ballot.result["carried"]), ballot.result["spent"]) == ([1, 2], 80_000 * YUAN)
    with no("list_only"):
        village.ended(meeting)
    screen = client.get(reverse("councils:screen", args=[meeting.pk])).content.decode()
    assert "用 80,000 元，剩 0 元" in screen
    village.ended(meeting, Ending.NONE)
    certificate = reverse("councils:certificate", args=[meeting.procedure_id])
    page = client.get(certificate).content.decode()
    assert "一共 80,000 元" in page
    question = client.get(reverse("councils:question", args=[meeting.procedure_id]))
    assert "排出来了" in question.content.decode()
