"""载入和更改类别。"""

import json

import pytest
from django.db import IntegrityError, transaction

from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.duties import acts, queries, rules
from yuanba.duties.models import Category
from yuanba.duties.rules import Lane
from yuanba.people.door import FOUNDER
from yuanba.people.rules import UnitKind
from yuanba.people.tests.village import THURSDAY, Village
from yuanba.places.rules import Limit, Unit


def load() -> None:
    acts.load_categories(actor=FOUNDER, now=THURSDAY)


def test_twelve_branches_with_eight_leaves_each(db: None):
    load()
    tree = queries.tree()
    assert [branch.category.code for branch in tree] == list("ABCDEFGHIJKL")
    assert all(len(branch.leaves) == 8 for branch in tree)
    assert len(queries.leaves()) == 96


def test_every_shipped_leaf_can_be_led_by_its_own_unit():
    for row in acts.shipped():
        if row["branch"]:
            assert rules.may_lead(Lane(row["lane"]), UnitKind(row["unit_kind"])), row
            assert Limit(int(row["amount"]), Unit(row["unit"])).amount > 0
        assert row["name_en"].isascii()


def test_what_the_domain_says_of_single_leaves(db: None):
    load()
    by_code = {leaf.code: leaf for leaf in queries.leaves()}
    restricted = {leaf.code for leaf in by_code.values() if leaf.restricted}
    assert restricted == {"H02", "H06", "H07", "I02", "J04"}
    assert {leaf.code for leaf in by_code.values() if leaf.refer} == {"H01", "H05"}
    assert by_code["H01"].limit == Limit(2, Unit.HOURS)
    assert by_code["G04"].limit == Limit(24, Unit.HOURS)
    assert by_code["L07"].limit == Limit(15, Unit.DAYS)
    assert "24小时" in by_code["J01"].note
    assert by_code["A05"].links == "06017 06045"


def test_loading_again_changes_nothing_that_was_edited(village: Village):
    load()
    lamp = Category.objects.get(code="B01")
    change(village, lamp, amount=5)
    load()
    lamp.refresh_from_db()
    assert (lamp.amount, Category.objects.count()) == (5, 108)
    added = [r.facts["added"] for r in records.about(Category.objects.get(code="A"))]
    assert added == [108, 0]


def change(village: Village, category: Category, who: str = "admin", **said: object) -> Category:
    asked = {
        "name": category.name,
        "name_en": category.name_en,
        "lane": category.lane,
        "unit_kind": category.unit_kind,
        "amount": category.amount,
        "limit_unit": category.limit_unit,
        "reason": "按本县规定。",
    } | said
    return acts.change_category(
        actor=getattr(village, who), category_id=category.pk, now=THURSDAY, **asked
    )


def test_the_county_changes_what_a_leaf_proposes(village: Village):
    load()
    lamp = Category.objects.get(code="B01")
    change(village, lamp, amount=48, limit_unit="hours", active=False)
    lamp.refresh_from_db()
    assert (lamp.limit, lamp.active) == (Limit(48, Unit.HOURS), False)
    facts = records.about(lamp)[-1].facts
    assert facts["reason"] == "按本县规定。"
    assert facts["changed"]["amount"] == [3, 48]
    assert lamp not in queries.leaves()


@pytest.mark.parametrize("who", ["village_admin", "worker", "supervisor", "resident"])
def test_only_an_administrator_of_the_county_changes_categories(village: Village, who: str):
    load()
    lamp = Category.objects.get(code="B01")
    with pytest.raises(Denied):
        change(village, lamp, who, amount=99)
    with pytest.raises(Denied):
        acts.load_categories(actor=getattr(village, who), now=THURSDAY)
    lamp.refresh_from_db()
    assert lamp.amount == 3


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"unit_kind": "committee"}, "unit_may_not_lead"),
        ({"lane": "communal"}, "unit_may_not_lead"),
        ({"amount": 0}, "limit_out_of_range"),
        ({"amount": 999}, "limit_out_of_range"),
        ({"name": " "}, "words_missing"),
        ({"reason": ""}, "words_missing"),
    ],
)
def test_a_change_that_cannot_be_is_refused(village: Village, said: dict, code: str):
    load()
    lamp = Category.objects.get(code="B01")
    with pytest.raises(Refused, match=code):
        change(village, lamp, **said)
    lamp.refresh_from_db()
    assert (lamp.amount, len(records.about(lamp))) == (3, 0)


def test_a_branch_only_groups(village: Village):
    load()
    branch = Category.objects.get(code="B")
    with pytest.raises(Refused, match="only_a_leaf"):
        change(village, branch, lane="government", unit_kind="urban", amount=3)


def test_the_database_refuses_half_a_leaf(db: None):
    with pytest.raises(IntegrityError), transaction.atomic():
        Category.objects.create(code="Z01", branch="Z", name="半个", name_en="half", source="test")


def test_the_pickers_cost_one_statement(db: None, django_assert_num_queries):
    load()
    with django_assert_num_queries(1):
        assert len(queries.choices()) == 12
    with django_assert_num_queries(1):
        assert len(queries.leaves()) == 96


def test_limits_are_said_as_people_say_them():
    assert rules.limit_words(Limit(3, Unit.WORKDAYS)) == "3个工作日"
    assert rules.limit_words(Limit(24, Unit.HOURS)) == "24小时"


def test_everyone_can_read_the_tree_over_the_api(db: None, client):
    load()
    answer = client.get("/api/duties/categories")
    rows = json.loads(answer.content)
    assert len(rows) == 96
    lamp = next(row for row in rows if row["code"] == "B01")
    assert lamp["limit"] == {"amount": 3, "unit": "workdays"}
    assert isinstance(lamp["id"], str)
