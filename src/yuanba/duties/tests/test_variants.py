"""How a county calls the three lanes (domain.md 3.2): presets, rules, the act, and what pages then say."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from tests.world import THURSDAY, World
from yuanba.base import lanes, records
from yuanba.base.errors import Denied, Refused
from yuanba.base.lanes import CALLED
from yuanba.duties import acts, queries
from yuanba.duties.rules import LANE_WORDS, Lane, lead
from yuanba.duties.variants import PRESETS, USUAL, Cadence, meets_by, name_lanes
from yuanba.people.rules import UnitKind

JIANGJIN = PRESETS["jiangjin"][1]
PAPER = "三事分流责任清单"


@pytest.fixture(autouse=True)
def _said_by_nobody():
    yield
    CALLED.set(None)
    queries.forget_lane_sets()


def name(world: World, names=JIANGJIN, actor=None, source=PAPER):
    return acts.name_lanes(
        actor=actor or world.admin,
        county_id=world.county.pk,
        names=names,
        source=source,
        now=THURSDAY,
    )


@pytest.mark.parametrize("preset", PRESETS)
def test_every_set_of_the_reports_can_be_kept(preset: str):
    names = PRESETS[preset][1]
    assert name_lanes(names, source=PAPER)[0] == names


def test_the_three_cadences_of_jiangjin():
    assert [(JIANGJIN[lane].meeting, JIANGJIN[lane].cadence) for lane in Lane] == [
        ("街道联席会", Cadence.QUARTERLY),
        ("社区评议会", Cadence.MONTHLY),
        ("网格邻里会", Cadence.WHENEVER),
    ]


@pytest.mark.parametrize(
    ("cadence", "today", "by"),
    [
        (Cadence.WHENEVER, date(2026, 9, 24), date(2026, 10, 1)),
        (Cadence.WEEKLY, date(2026, 9, 24), date(2026, 10, 4)),
        (Cadence.MONTHLY, date(2026, 9, 3), date(2026, 9, 30)),
        (Cadence.MONTHLY, date(2026, 9, 24), date(2026, 10, 31)),
        (Cadence.MONTHLY, date(2026, 12, 28), date(2027, 1, 31)),
        (Cadence.QUARTERLY, date(2026, 7, 1), date(2026, 9, 30)),
        (Cadence.QUARTERLY, date(2026, 12, 27), date(2027, 3, 31)),
        (Cadence.HALFYEARLY, date(2026, 2, 1), date(2026, 6, 30)),
        (Cadence.HALFYEARLY, date(2026, 12, 30), date(2027, 6, 30)),
    ],
)
def test_by_when_the_next_sitting_is(cadence: Cadence, today: date, by: date):
    assert meets_by(cadence, today) == by


@pytest.mark.parametrize(
    ("lane", "change", "field"),
    [
        (Lane.GOVERNMENT, {"name": ""}, "government_name"),
        (Lane.COMMUNAL, {"name_en": ""}, "communal_name_en"),
        (Lane.COMMUNAL, {"meeting": ""}, "communal_meeting"),
        (Lane.PERSONAL, {"name": "公家事"}, "personal_name"),
    ],
)
def test_what_cannot_be_a_name_stands_beside_its_field(lane: Lane, change: dict, field: str):
    with pytest.raises(Refused) as no:
        name_lanes({**JIANGJIN, lane: replace(JIANGJIN[lane], **change)}, source=PAPER)
    assert no.value.field == field


def test_only_the_personal_lane_takes_in_what_neighbours_settle():
    odd = {**USUAL, Lane.COMMUNAL: replace(USUAL[Lane.COMMUNAL], neighbours=True)}
    assert not name_lanes(odd, source=PAPER)[0][Lane.COMMUNAL].neighbours


def test_a_county_names_its_lanes_with_its_paper_and_leaves_a_record(world: World):
    name(world)
    assert queries.lane_set(world.county.pk) == JIANGJIN
    record = records.about(world.county)[-1]
    assert record.act == "duties.name_lanes"
    assert record.facts["names"]["government"] == "公事"
    with pytest.raises(Refused, match="source"):
        name(world, source="")


def test_only_this_county_says_so(world: World):
    name(world)
    assert queries.lane_set(world.elsewhere.pk) is USUAL
    for who in (world.worker, world.township, world.security):
        with pytest.raises(Denied):
            name(world, actor=who)


def test_words_and_seals_follow_and_meaning_stays(world: World, client: Client):
    matter = world.sorted(lane=Lane.COMMUNAL, category=world.clutter, unit=world.committee)
    name(world)
    client.force_login(world.worker)
    page = client.get(f"/desk/matters/{matter.pk}/").content.decode()
    assert "分为共事" in page
    assert "分为小事" not in page
    assert str(LANE_WORDS[Lane.COMMUNAL]) in {"共事", "小事"}
    matter.refresh_from_db()
    assert matter.lane == Lane.COMMUNAL
    board = client.get(f"/wall/{world.village.pk}/").content.decode()
    assert "小事" not in board.replace("小事不出格", "")  # the saying is no lane


def test_a_refusal_speaks_of_the_lanes_as_the_county_does():
    with pytest.raises(Refused) as no:
        lead(Lane.COMMUNAL, UnitKind.URBAN)
    with lanes.called({lane: (c.name, c.name_en) for lane, c in JIANGJIN.items()}):
        assert str(no.value.message).startswith("共事要交给村里社区的组织")
    assert str(no.value.message).startswith("小事要交给村里社区的组织")


def test_page_and_api_name_and_refuse_alike(world: World, client: Client):
    client.force_login(world.admin)
    filled = client.get("/desk/lane-names/?like=jiangjin")
    assert "社区评议会" in filled.content.decode()
    said = {
        f"{lane}_{field}": getattr(called, field)
        for lane, called in JIANGJIN.items()
        for field in ("name", "name_en", "meeting", "leads", "cadence")
    }
    page = client.post("/desk/lane-names/", said)
    assert page.status_code == 422
    assert client.post("/desk/lane-names/", said | {"source": PAPER}).status_code == 302
    there = f"/api/duties/lanes/{world.county.pk}"
    told = client.get(there).json()
    assert told["communal"]["cadence"] == "monthly"
    again = client.post(there, told | {"source": ""}, content_type="application/json")
    assert (again.status_code, again.json()["field"]) == (409, "source")
