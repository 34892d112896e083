"""The county's table of sorting rules: who keeps it, how it is tried, and that it stops nobody."""

from dataclasses import replace

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Role
from yuanba.duties.rules import Lane
from yuanba.matters.queries import lists, tried
from yuanba.places.rules import Kind
from yuanba.triage import acts, queries
from yuanba.triage.models import SortingRule
from yuanba.triage.rules import table
from yuanba.triage.rules.normal import mapped

SAID = {
    "name": "路灯归城管",
    "position": 10,
    "words": "路灯，灯杆",
    "also": "",
    "but_not": "",
    "nature": "",
    "lane": "",
    "source": "云岭县职责清单 B01",
}


def add(world: World, **said) -> SortingRule:
    ours = {"actor": world.coordinator, "county_id": world.county.pk, "now": THURSDAY}
    return acts.add_rule(**(ours | {"category_id": world.lamp.pk} | SAID | said))


def told(text: str, **said) -> table.Told:
    usual = {"places": frozenset({1}), "door": "phone", "nature": ""}
    return table.Told(text=mapped(text), **(usual | said))


RULE = table.Rule(1, "路灯", words=("路灯", "灯杆"), category="B01")


@pytest.mark.parametrize(
    ("rule", "text", "fits"),
    [
        (RULE, "村口路燈不亮", True),
        (RULE, "村口漏水", False),
        (table.Rule(1, "", ("路灯",), also=("不亮",)), "路灯不亮", True),
        (table.Rule(1, "", ("路灯",), also=("不亮",)), "路灯歪了", False),
        (table.Rule(1, "", ("路灯",), but_not=("小区",)), "小区里的路灯不亮", False),
        (table.Rule(1, "", ("路灯",), place_id=1), "路灯不亮", True),
        (table.Rule(1, "", ("路灯",), place_id=2), "路灯不亮", False),
        (table.Rule(1, "", (), door="hotline"), "路灯不亮", False),
        (table.Rule(1, "", (), door="phone"), "随便什么", True),
    ],
)
def test_a_rule_fits_when_all_its_conditions_do(rule, text, fits):
    assert (table.fires(rule, told(text)) is not None) is fits


def test_the_first_that_fits_proposes_and_a_broken_one_is_passed_over():
    other = table.Rule(2, "灯", words=("灯",), category="A01")
    assert table.first([RULE, other], told("路灯不亮"))[0] is RULE
    broken = table.Rule(1, "路灯", words=("路灯",), category="B01", broken=True)
    assert table.first([broken, other], told("路灯不亮"))[0] is other
    assert table.first([broken], told("路灯不亮")) is None


def test_the_county_adds_changes_and_ends_a_rule(world: World):
    rule = add(world)
    assert rule.words == "路灯、灯杆"
    changed = acts.change_rule(
        actor=world.admin, rule_id=rule.pk, category_id=world.lamp.pk, now=THURSDAY,
        reason="灯杆归住建", **(SAID | {"words": "路灯"}),
    )  # fmt: skip
    assert changed.words == "路灯"
    acts.retire_rule(actor=world.coordinator, rule_id=rule.pk, reason="写进清单了", now=THURSDAY)
    assert queries.table_of(world.county.pk, THURSDAY.date()) == []
    said = [r.act for r in records.about(rule)]
    assert said == ["triage.add_rule", "triage.change_rule", "triage.retire_rule"]
    with pytest.raises(Refused, match="retired"):
        acts.retire_rule(actor=world.coordinator, rule_id=rule.pk, reason="再停", now=THURSDAY)


@pytest.mark.parametrize("who", ["worker", "township", "resident", "supervisor"])
def test_nobody_below_the_county_writes_its_rules(world: World, who):
    with pytest.raises(Denied):
        add(world, actor=getattr(world, who))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"words": ""}, "condition"),
        ({"source": ""}, "words_missing"),
        ({"lane": "communal"}, "lane"),
        ({"words": "字" * 30}, "words"),
        ({"position": 0}, "position"),
        ({"within_id": 1}, "within"),
        ({"category_id": 1}, "category"),
    ],
)
def test_a_rule_without_condition_source_or_sense_is_refused(world: World, said, code):
    with pytest.raises(Refused, match=code):
        add(world, **said)
    assert not SortingRule.objects.exists()


def test_a_rule_whose_leaf_went_out_of_use_is_broken_and_matters_are_still_taken_in(world: World):
    add(world)
    world.lamp.active = False
    world.lamp.save(update_fields=["active"])
    assert [rule.broken for rule in queries.table_of(world.county.pk, THURSDAY.date())] == [True]
    assert world.told("路灯不亮").number


def test_tried_on_past_matters_it_shows_what_fires_and_where_rules_differ(world: World):
    add(world)
    add(world, name="灯都算卫生", position=20, words="灯", category_id=world.clutter.pk)
    world.sorted()
    world.sorted(
        text="楼道里堆了旧灯具。", lane=Lane.COMMUNAL, category=world.clutter, unit=world.committee
    )
    (post,) = world.coordinator.held()
    scope = lists.scope_of(post)
    run = tried.dry_run(scope, queries.table_of(world.county.pk, THURSDAY.date()))
    rows = {row.rule.name: (row.fires, row.first, row.agreed) for row in run.rows}
    assert rows == {"路灯归城管": (1, 1, 1), "灯都算卫生": (2, 1, 1)}
    assert (run.looked_at, run.most_conflicts, len(run.conflicts)) == (2, 1, 1)


def test_the_pages_of_the_table(world: World, client):
    client.force_login(world.coordinator)
    post = SAID | {"category_id": str(world.lamp.pk), "within_id": "", "door": ""}
    assert client.post("/desk/rules/new", post | {"words": ""}).status_code == 422
    answer = client.post("/desk/rules/new", post)
    assert answer.status_code == 302, answer.context["form"].errors
    rule = SortingRule.objects.get()
    world.sorted()
    page = client.get("/desk/rules?try=1").content.decode()
    assert "路灯归城管" in page
    assert "云岭县职责清单 B01" in page
    here = f"/desk/rules/{rule.pk}"
    assert client.post(here, post | {"reason": "改依据"}).status_code == 302
    assert client.post(here, {"do": "retire", "end-reason": ""}).status_code == 422
    client.force_login(world.worker)
    assert client.get("/desk/rules").status_code == 403
    assert client.get(here).status_code == 403


def test_another_countys_rule_is_not_there(world: World, client):
    rule = add(world)
    far = world.person("far", "远", Role.COUNTY, world.place(Kind.COUNTY, "清河县", None))
    client.force_login(far)
    assert client.get(f"/desk/rules/{rule.pk}").status_code == 404


ABOVE = {1: frozenset({1, 100}), 2: frozenset({2, 100}), 100: frozenset({100})}
LAMP = table.Rule(1, "灯", ("路灯",))


@pytest.mark.parametrize(
    ("first", "later", "hides"),
    [
        (LAMP, table.Rule(2, "", ("路灯杆", "高杆路灯")), True),
        (LAMP, table.Rule(2, "", ("路灯杆", "灯杆")), False),
        (LAMP, table.Rule(2, "", ("不亮",), also=("路灯",)), True),
        (LAMP, table.Rule(2, "", (), door="hotline"), False),
        (LAMP, table.Rule(2, "", ("路灯",), place_id=1), True),
        (
            table.Rule(1, "", ("路灯",), place_id=100),
            table.Rule(2, "", ("路灯",), place_id=1),
            True,
        ),
        (table.Rule(1, "", ("路灯",), place_id=2), table.Rule(2, "", ("路灯",), place_id=1), False),
        (table.Rule(1, "", ("路灯",), place_id=1), LAMP, False),
        (table.Rule(1, "", (), door="phone"), table.Rule(2, "", ("路灯",), door="phone"), True),
        (table.Rule(1, "", ("路灯",), nature="投诉"), table.Rule(2, "", ("路灯",)), False),
        (table.Rule(1, "", ("路灯",), but_not=("小区",)), table.Rule(2, "", ("路灯",)), False),
        (
            table.Rule(1, "", ("路灯",), but_not=("小区里",)),
            table.Rule(2, "", ("路灯",), but_not=("小区",)),
            True,
        ),
        (table.Rule(1, "", ("路灯",), also=("不亮",)), table.Rule(2, "", ("路灯不亮",)), True),
        (table.Rule(1, "", ("路灯",), broken=True), table.Rule(2, "", ("路灯",)), False),
    ],
)
def test_a_rule_that_is_never_reached_is_found_without_trying(first, later, hides):
    assert (
        2 in table.hidden([first, later if later.id == 2 else replace(later, id=2)], ABOVE)
    ) is hides


WORDS = st.lists(st.text("路灯杆不亮", min_size=1, max_size=3), max_size=2).map(tuple)
RULES = st.builds(
    table.Rule, st.integers(1, 2), st.just(""), WORDS, WORDS, WORDS, st.sampled_from([None, 1]),
    st.sampled_from(["", "phone"]),
)  # fmt: skip


@given(RULES, RULES, st.text("路灯杆不亮坏", max_size=12), st.sampled_from(["phone", "hotline"]))
def test_what_is_said_to_be_hidden_is_hidden_for_every_text(first, later, text: str, door: str):
    if table.hides(first, later, {1: frozenset({1})}):
        one = told(text, door=door)
        assert table.fires(later, one) is None or table.fires(first, one) is not None


def test_the_page_and_the_api_say_which_rule_is_never_reached(world: World, client: Client):
    first = add(world)
    later = add(world, name="灯杆另算", position=20, words="路灯灯杆")
    client.force_login(world.coordinator)
    page = client.get("/desk/rules").content.decode()
    assert "轮不到" in page
    there = f"/api/triage/rules/{world.county.pk}"
    rows = {row["id"]: row["hidden_by"] for row in client.get(there).json()}
    assert rows == {str(first.pk): None, str(later.pk): str(first.pk)}


def test_page_and_api_keep_the_table_alike(world: World, client: Client):
    client.force_login(world.coordinator)
    there = f"/api/triage/rules/{world.county.pk}"
    body = SAID | {"category_id": str(world.lamp.pk), "lane": None}
    made = client.post(there, body, content_type="application/json")
    assert (made.status_code, made.json()["category"]) == (200, "B01")
    one = f"/api/triage/rules/one/{made.json()['id']}"
    wrong = client.post(one, body | {"source": "", "reason": "改"}, content_type="application/json")
    assert (wrong.status_code, wrong.json()["field"]) == (409, "source")
    changed = client.post(
        one, body | {"position": 5, "reason": "先试"}, content_type="application/json"
    )
    assert changed.json()["position"] == 5
    ended = client.post(f"{one}/retire", {"reason": "不用了"}, content_type="application/json")
    assert ended.json()["over"] is True
