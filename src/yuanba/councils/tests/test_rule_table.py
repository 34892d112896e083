"""The shipped rows against the table of the law (domain of law 5.1, 4.3, 4.5, 5.2), cell by cell. What a cell
says is written out here once more, by hand, from the texts that the table names: who changes a row of
rules.toml has to change it here as well, with the text in his other hand."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.councils import queries
from yuanba.councils.rules import rows, terms
from yuanba.councils.tests.village import Village

LAW_2018 = date(2018, 12, 29)
NOTHING = ""  # the cell says "—": nothing is asked


@dataclass(frozen=True)
class Cell:
    """One row: valid when, decides when, who may ask for a meeting, days of notice, who sits, other numbers."""

    valid: str
    decides: str
    asks: str = NOTHING
    notice: int = 0
    sits: dict[str, Any] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    since: date = LAW_2018
    carried: bool = False  # the text changed on 2026-01-01, the new numbers were not read


ASSEMBLY = "adults > 1/2 or households >= 2/3"
HALF = "votes > 1/2 of present"
DELEGATES = {"women": "1/3", "delegates": "4/5"}
OWNERS = "area >= 2/3 and owners >= 2/3"

TABLE = {
    "V1": Cell(ASSEMBLY, HALF, "adults >= 1/10 or members >= 1/3", 10, carried=True),
    "V1cq": Cell(
        ASSEMBLY, HALF, "adults >= 1/10 or members >= 1/3", 10, since=date(2013, 9, 25), carried=True
    ),
    "V2": Cell("members >= 2/3", HALF, "members >= 1/5", 0, DELEGATES, carried=True),
    "V2cq": Cell(
        "members >= 2/3", HALF, "members >= 1/5", 3, DELEGATES, {"call_days": 15},
        since=date(2013, 9, 25), carried=True,
    ),
    "V3": Cell("adults >= 2/3 or households >= 2/3", HALF, carried=True),
    "V4": Cell(
        "voters > 1/2", "votes > 1/2 of voting", carried=True,
        numbers={"roll_days": 20, "objection_days": 5, "decision_days": 3, "handover_days": 10},
    ),
    "V4b": Cell(NOTHING, "votes >= 1/3 of voting", carried=True),
    "V5": Cell("voters > 1/2", "votes > 1/2 of voting", "voters >= 1/5 or members >= 1/3", carried=True),
    "V6": Cell(ASSEMBLY, HALF, carried=True),  # "by V1 or V2": as V1; by V2 the meeting is called by V2
    "R1": Cell(
        "adults > 1/2 or households > 1/2 or members > 1/2", HALF,
        "adults >= 1/5 or households >= 1/5 or groups >= 1/3", carried=True,
    ),
    "O1": Cell(
        OWNERS, "area > 1/2 of voting and votes > 1/2 of voting", "owners >= 1/5", 15,
        since=date(2021, 1, 1),
    ),
    "O2": Cell(
        OWNERS, "area >= 3/4 of voting and votes >= 3/4 of voting", "owners >= 1/5", 15,
        since=date(2021, 1, 1),
    ),
    "C1": Cell(
        "members >= 2/3", "votes > 1/2 of all", "members >= 3/10", numbers={"call_days": 20},
        since=date(2018, 7, 1),
    ),
    "C2": Cell(
        "members >= 2/3", "votes >= 2/3 of all", "members >= 3/10", numbers={"call_days": 20},
        since=date(2018, 7, 1),
    ),
    "E1": Cell("members >= 2/3", "votes >= 2/3 of all", notice=10, since=date(2025, 5, 1)),
    "E2": Cell(
        NOTHING, "votes >= 2/3 of all", sits={"min": 21, "women": "some"}, since=date(2025, 5, 1)
    ),
    "E3": Cell(
        "members >= 2/3", "votes > 1/2 of all", since=date(2025, 5, 1),
        sits={"min": 3, "max": 7, "odd": True, "no_relatives": True},
    ),
    "E4": Cell(NOTHING, "votes >= 3/4 of all", since=date(2025, 5, 1)),
    "P1": Cell("members >= 2/3", "votes >= 1/2 of all", since=date(2009, 1, 1)),
    "Y1": Cell(
        ASSEMBLY, HALF, "adults >= 1/10 or members >= 1/5", since=date(2007, 1, 1),
        numbers={
            "yuan_a_year": 15, "workdays_a_year": 10,
            "men_from": 18, "men_to": 55, "women_from": 18, "women_to": 50,
        },
    ),
    "N1": Cell("affected >= 1/2 of present", HALF, since=date(2025, 6, 1)),
    "VC": Cell(NOTHING, HALF, sits={"min": 3, "max": 7, "women": "some", "years": 5}, carried=True),
    "S1": Cell(
        NOTHING, HALF, sits={"min": 3, "max": 5, "lead": True, "no_relatives": True},
        since=date(2017, 12, 4),
    ),
    "M1": Cell(
        NOTHING, HALF, since=date(2011, 1, 1),
        sits={"min": 3, "max": 9, "women": "some", "lead": True, "years": 3},
    ),
    "D1": Cell(NOTHING, HALF, sits={"min": 6, "max": 10, "lead": True}, since=date(2020, 12, 19)),
    # no law: defaults of the program, which say so
    "T1": Cell(NOTHING, HALF, since=date(2020, 1, 1)),
    "YB": Cell(NOTHING, HALF, since=date(2020, 1, 1)),
    "SR": Cell(
        NOTHING, HALF, since=date(2020, 1, 1),
        numbers={"roll_days": 8, "objection_days": 5, "decision_days": 3},
    ),
}  # fmt: skip
OURS = {"T1", "YB", "SR"}
PAPER = {"V4", "V4b", "V5"}


def test_every_cell_of_every_shipped_row_is_what_the_table_says():
    shipped = {row.code: row for row in rows.shipped() if not row.carried}
    assert shipped.keys() == TABLE.keys()
    for code, row in shipped.items():
        cell = TABLE[code]
        for said, asked in (
            (row.valid, cell.valid), (row.decides, cell.decides), (row.initiative, cell.asks)
        ):  # fmt: skip
            assert terms.read(said) == terms.read(asked), code
        found = (row.notice_days, dict(row.composition), dict(row.numbers), row.since)
        assert found == (cell.notice, cell.sits, cell.numbers, cell.since), code
        assert (row.until == date(2026, 1, 1)) is cell.carried, code
        assert row.paper_only is (code in PAPER), code
        assert ("不是法律规定" in row.article) is (code in OURS), code


@pytest.fixture
def village(world: World) -> Village:
    return Village(world, households=1)


@pytest.mark.django_db
def test_no_shipped_row_counts_as_confirmed_and_the_page_says_so(village: Village, client):
    now = queries.rows_on(village.world.county.pk, THURSDAY.date())
    assert {row.code for row in now} == TABLE.keys()
    assert not any(row.is_confirmed for row in now)
    client.force_login(village.world.worker)
    page = client.get(reverse("councils:rules")).content.decode()
    assert f"有 {len(TABLE)} 条还没有核实" in page
    meeting = client.get(reverse("councils:meeting", args=[village.called().pk])).content.decode()
    assert "先别当准" in meeting
