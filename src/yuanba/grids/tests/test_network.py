"""The network: what may be set up, who may be seated, who reaches whom; rule to page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import THURSDAY, World
from yuanba.base import clock, records
from yuanba.base.errors import Denied, Refused
from yuanba.grids import acts, queries
from yuanba.grids.models import DutyList, Seat, Team
from yuanba.grids.rules import coverage, organisations
from yuanba.grids.rules.organisations import Chosen
from yuanba.grids.tests.village import BEFORE, ELECTED, PAPER, Network

DAY = date(2026, 9, 24)


@pytest.fixture
def network(world: World, monkeypatch: pytest.MonkeyPatch) -> Network:
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + timedelta(minutes=5))
    return Network(world)


# ---- the rules


def test_the_shapes_say_what_the_reports_say():
    grid = organisations.organisations()["grid"]
    bounds = {one.key: (one.least, one.most) for one in grid.posts if one.paid}
    assert bounds == {"head": (1, 1), "worker": (1, 5), "officer": (1, 1)}
    hamlet = organisations.organisations()["hamlet"]
    assert sum(one.paid for one in hamlet.posts) == 3  # 1+3+X: three paid posts, X beside them
    assert [one.most for one in hamlet.posts if not one.paid] == [None]
    assert len(organisations.suggested_duties()[0]) + len(organisations.duties_by_group()) == 10
    assert all(one.source for one in organisations.organisations().values())


@pytest.mark.parametrize(
    ("post", "held", "how", "phone", "code"),
    [
        ("worker", 5, Chosen.APPOINTED, "138", "full"),
        ("worker", 0, Chosen.APPOINTED, "", "phone_needed"),
        ("worker", 0, Chosen.VOLUNTEER, "138", "paid"),
        ("volunteer", 90, Chosen.APPOINTED, "", "volunteer"),
        ("mayor", 0, Chosen.APPOINTED, "", "no_post"),
    ],
)
def test_a_seat_keeps_to_the_shape(post, held, how, phone, code):
    shape = organisations.organisations()["grid"]
    with pytest.raises(Refused) as no:
        organisations.seat(
            shape=shape, post=post, held=held, how=how, phone=phone, until=None, since=DAY
        )
    assert no.value.code == code


def test_a_refusal_for_a_full_post_names_its_source():
    shape = organisations.organisations()["grid"]
    with pytest.raises(Refused) as no:
        organisations.seat(
            shape=shape, post="head", held=1, how=Chosen.APPOINTED, phone="1", until=None, since=DAY
        )
    assert "吉林日报" in str(no.value.message)


@pytest.mark.parametrize(
    ("count", "code"),
    [((60, 48, 49), "vote_count"), ((60, 61, 40), "vote_count"), ((60, 48, None), "vote_part")],
)
def test_an_election_adds_up(count, code):
    entitled, present, votes = count
    with pytest.raises(Refused) as no:
        organisations.vote(
            needed=True, on=DAY, entitled=entitled, present=present, votes=votes, today=DAY
        )
    assert no.value.code == code


def test_a_term_of_five_years_ends_on_its_day_also_after_a_leap_day():
    head = organisations.organisations()["group"].posts[0]
    assert organisations.term(head, date(2026, 9, 1), None) == date(2031, 9, 1)
    assert organisations.term(head, date(2024, 2, 29), None) == date(2029, 3, 1)


FEW = st.lists(st.integers(0, 9), min_size=8, max_size=8)


@given(above=FEW, lives=FEW, covered=st.sets(st.integers(0, 7)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_household_is_either_covered_or_listed(above, lives, covered):
    parents = {at: up if up < 8 else None for at, up in enumerate(above)}
    homes, teams = dict(enumerate(lives)), {at: [100 + at] for at in covered}
    found = coverage.check(homes, parents, teams)
    for place, many in homes.items():
        reached = any(at in teams for at in coverage.line(place, parents))
        assert found.without.get(place, 0) == (0 if reached else many)
    assert found.missing <= found.households == sum(homes.values())


# ---- the acts


@pytest.mark.django_db
def test_a_grid_gets_its_head_its_workers_and_no_sixth(network: Network):
    world, team = network.world, network.team
    head = network.seated(team, "head", "陈大山", **ELECTED)
    assert (head.votes, head.paid) == (41, True)
    for n in range(5):
        network.seated(team, "worker", f"网格员{n}")
    with pytest.raises(Refused, match="full"):
        network.seated(team, "worker", "第六个")
    network.seated(team, "volunteer", "热心人", how=Chosen.VOLUNTEER, phone="")
    assert Seat.objects.filter(paid=False).count() == 1
    acts.end_seat(actor=world.worker, seat_id=head.pk, reason="换届", now=THURSDAY)
    head.refresh_from_db()
    assert head.until == DAY
    assert [r.act for r in records.about(head)] == ["grids.seat", "grids.end_seat"]
    with pytest.raises(Denied):
        network.seated(team, "head", "外人", actor=world.neighbour_worker)
    with pytest.raises(Refused, match="vote_needed"):
        network.seated(team, "head", "没计票的", how=Chosen.ELECTED)
    acts.end_team(actor=world.worker, team_id=team.pk, reason="并格", now=THURSDAY)
    assert not Seat.objects.filter(team=team, until=None).exists()


@pytest.mark.django_db
def test_one_branch_leads_several_hamlets_and_what_it_does_not_lead_is_said(network: Network):
    world = network.world
    other = world.place(network.hamlet.kind, "四组", world.village)
    network.founded(network.hamlet, "hamlet")
    network.founded(other, "hamlet")
    with pytest.raises(Refused, match="covers"):
        network.founded(world.village, "branch")
    branch = network.founded(world.village, "branch", covers=[network.hamlet.pk])
    assert queries.village(world.village.pk, DAY).unled == 1
    both = [network.hamlet.pk, other.pk]
    acts.cover(actor=world.worker, team_id=branch.pk, covers=both, now=THURSDAY)
    assert queries.village(world.village.pk, DAY).unled == 0
    with pytest.raises(Refused, match="there_already"):
        network.founded(other, "hamlet")
    with pytest.raises(Refused, match="not_here"):
        network.founded(world.village, "courtyard")


@pytest.mark.django_db
def test_the_nearest_contact_answers_and_nobody_is_left_out_unsaid(
    network: Network, django_assert_num_queries
):
    world = network.world
    network.home(world.grid, "一组1号")
    for n in range(3):
        network.home(network.courtyard, f"黄桷院{n}号")
    board = queries.village(world.village.pk, DAY)
    assert (board.covered.households, board.covered.missing) == (4, 4)
    assert [home.address for home in queries.gaps(board)][-1] == "黄桷院2号"
    network.seated(network.team, "worker", "陈大山")
    yard = network.founded(network.courtyard, "courtyard")
    network.seated(yard, "head", "黄婆婆", **ELECTED)
    network.seated(yard, "member", "罗书记", how=Chosen.VOLUNTEER, phone="13800000777")
    with django_assert_num_queries(5):
        board = queries.village(world.village.pk, DAY)
    assert board.covered.missing == 0
    assert board.covered.load == {network.team.pk: 1, yard.pk: 3}
    assert (board.paid, board.volunteers) == (1, 2)
    with django_assert_num_queries(2):
        reached = queries.contacts(network.courtyard)
    assert [one.name for one in reached] == ["黄婆婆", "罗书记"]
    with django_assert_num_queries(6):
        (row, *_rest) = [
            r for r in queries.below(world.town, DAY) if r.place.pk == world.village.pk
        ]
    assert (row.households, row.without, row.grids) == (4, 0, 1)


@pytest.mark.django_db
def test_a_term_that_is_over_is_said(network: Network):
    group = network.founded(network.hamlet, "group")
    said = ELECTED | {
        "elected_on": date(2026, 8, 26),
        "term_until": DAY,
        "since": date(2026, 8, 26),
    }
    network.seated(group, "head", "老组长", **said)
    assert queries.village(network.world.village.pk, DAY).ended == 1


@pytest.mark.django_db
def test_the_county_sets_the_duties_and_a_village_does_not(network: Network):
    world = network.world
    by = {"county_id": world.county.pk, "source": PAPER, "now": THURSDAY}
    acts.set_duties(actor=world.coordinator, lines="走访\n代办\n", **by)
    acts.set_duties(actor=world.coordinator, lines="走访\n代办\n宣传", **by)
    assert queries.duties(world.county.pk) == ["走访", "代办", "宣传"]
    assert DutyList.objects.filter(until=DAY).count() == 1
    with pytest.raises(Refused, match="twice"):
        acts.set_duties(actor=world.coordinator, lines="走访\n走访", **by)
    with pytest.raises(Denied):
        acts.set_duties(actor=world.worker, lines="走访", **by)


# ---- the pages


@pytest.mark.django_db
def test_the_network_is_set_up_by_clicks_and_read_without_signing_in(
    network: Network, client, django_assert_max_num_queries
):
    world, hamlet = network.world, network.hamlet
    home = network.home(network.courtyard, "黄桷院1号")
    client.force_login(world.worker)
    board = client.get(reverse("grids:home"), follow=True).content.decode()
    assert "没人联系的户" in board
    assert "黄桷院1号" in board
    found = reverse("grids:found", args=[hamlet.pk])
    refused = client.post(found, {"template": "group", "source": ""})
    assert refused.status_code == 422
    client.post(found, {"template": "group", "source": PAPER})
    team = Team.objects.get(template="group")
    page = reverse("grids:team", args=[team.pk])
    said = {"post": "head", "how": "elected", "name": "刘组长", "phone": "13800000666"}
    wrong = client.post(page, said)
    assert "推选的要写" in wrong.content.decode()
    assert "刘组长" in wrong.content.decode()  # nothing typed is lost
    said |= {"elected_on": "2026-09-01", "entitled": "30", "present": "25", "votes": "20"}
    assert client.post(page, said).status_code == 302
    with django_assert_max_num_queries(12):
        shown = client.get(page).content.decode()
    assert "应到 30，到会 25，赞成 20" in shown
    json = client.post(
        f"/api/grids/teams/{team.pk}/seats", {"post": "head", "how": "appointed", "name": "又一个",
        "phone": "13800000667"}, content_type="application/json",
    )  # fmt: skip
    again = client.post(page, said | {"how": "appointed", "name": "又一个"})
    assert json.json()["code"] == "full"
    assert "已经满了" in again.content.decode()
    card = client.get(
        reverse("grids:cards", args=[network.courtyard.pk]) + f"?household={home.pk}"
    ).content.decode()
    assert "刘组长" in card
    assert "黄桷院1号" in card
    client.logout()
    with django_assert_max_num_queries(7):
        who = client.get(reverse("grids:who", args=[network.courtyard.pk])).content.decode()
    assert "13800000666" in who
    assert "黄桷院1号" not in who  # the page tells of persons in charge, not of households
    assert "刘组长" in client.get(reverse("grids:wall", args=[hamlet.pk])).content.decode()
    assert client.get(f"/api/grids/who/{network.courtyard.pk}").json()[0]["name"] == "刘组长"
    client.force_login(world.gridworker)
    assert client.get(reverse("grids:home")).url == reverse("grids:place", args=[world.grid.pk])
    own = reverse("grids:end_team", args=[network.team.pk])
    assert client.post(own, {"reason": ""}).status_code == 403  # before the form is read
    client.force_login(world.neighbour_worker)
    assert client.get(page).status_code == 404
    client.force_login(world.township)
    assert "石桥村" in client.get(reverse("grids:home")).content.decode()
    client.force_login(world.coordinator)
    duties = reverse("grids:duties")
    assert "社情民意联络" in client.get(duties).content.decode()
    client.post(duties, {"lines": "走访", "source": PAPER})
    assert DutyList.objects.get().lines == ["走访"]
    seat = Seat.objects.get()
    client.force_login(world.worker)
    assert client.post(duties, {"lines": "代办", "source": PAPER}).status_code == 403
    client.post(reverse("grids:end_seat", args=[seat.pk]), {"reason": "换届"})
    client.post(reverse("grids:end_team", args=[team.pk]), {"reason": "合并"})
    team.refresh_from_db()
    assert team.until == DAY
    branch = network.founded(world.village, "branch", covers=[hamlet.pk], now=BEFORE)
    client.post(reverse("grids:cover", args=[branch.pk]), {"covers": [network.courtyard.pk]})
    assert [c.place_id for c in branch.covers.filter(until=None)] == [network.courtyard.pk]
