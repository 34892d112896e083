"""Procedures as data: what is shipped, a county's own, and the words for each mistake in a file."""

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base.errors import Denied, Refused
from yuanba.councils import acts, queries
from yuanba.councils.models import CountyFlow, Procedure
from yuanba.councils.pages.law import EXAMPLE
from yuanba.councils.rules import flows, rows
from yuanba.councils.rules.flows import StepKind
from yuanba.councils.rules.kinds import BodyKind
from yuanba.councils.tests.village import Village

pytestmark = pytest.mark.django_db


def test_every_shipped_procedure_reads_and_names_rules_that_are_shipped():
    known = {row.code for row in rows.shipped()}
    assert len(flows.shipped()) == 16
    for code, flow in flows.shipped().items():
        assert flow.code == code
        assert {step.rule for step in flow.steps} - {""} <= known


def test_four_discussions_and_two_publications_are_six_steps_in_order():
    steps = flows.shipped()["fourtwo"].steps
    assert [s.kind for s in steps] == [StepKind.RECORD] * 3 + [
        StepKind.MEETING, StepKind.POSTING, StepKind.OUTCOME,
    ]  # fmt: skip
    assert [s.joint for s in steps] == [False, True, False, False, False, False]


WRONG = {
    "code =": "读不懂",
    EXAMPLE.replace('source = "本县农村集体资产发包办法第几条"', ""): "source",
    EXAMPLE.replace('code = "pond"', 'code = "鱼 塘"'): "英文字母",
    EXAMPLE.replace("version = 1", "version = 0"): "version",
    EXAMPLE.partition("[[step]]")[0]: "一步到十二步",
    EXAMPLE.replace('kind = "posting"', 'kind = "party"'): "第 3 步的 kind",
    EXAMPLE.replace('rule = "V2"', ""): "第 2 步要开会",
    EXAMPLE.replace("post_days = 7", 'post_days = "seven"'): "post_days",
    EXAMPLE.replace("post_days = 7", "post_days = -1"): "post_days",
    EXAMPLE.replace("post_days = 7", "postdays = 7"): "postdays",
    EXAMPLE.replace('who = "村民代表"', ""): "第 2 步少了",
    EXAMPLE.replace('what = "为什么发包，底价多少。"', "joint = true"): "第 1 步前面没有",
    EXAMPLE.replace("post_days = 7", 'parties = "甲"'): "parties",
    EXAMPLE.replace("version = 1", "version = 1\nmonth = 3"): "“month”",
    EXAMPLE.replace("version = 1", 'version = 1\nclosed = "true"'): "closed",
    EXAMPLE.replace("post_days = 7", 'joint = "yes"'): "joint",
    EXAMPLE.replace("version = 1", "version = 1\nmonths = 3").replace(
        '"meeting"', '"record"'
    ): "months",
}


@pytest.mark.parametrize(("text", "says"), WRONG.items(), ids=list(WRONG.values()))
def test_a_mistake_in_a_file_is_named(text, says):
    with pytest.raises(Refused) as no:
        flows.proofread(text)
    assert says in str(no.value.message)
    assert no.value.field == "text"


def test_a_county_writes_its_own_and_what_runs_keeps_its_steps(world: World, client):
    village = Village(world, households=0)
    county = {"county_id": world.county.pk, "now": THURSDAY}
    acts.keep_flow(actor=world.coordinator, text=EXAMPLE, **county)
    question = village.proposed("pond", title="村头鱼塘怎么发包")
    assert question.steps[0]["name"] == "村党组织提议"
    with pytest.raises(Refused, match="version"):
        acts.keep_flow(actor=world.coordinator, text=EXAMPLE, **county)
    second = EXAMPLE.replace("version = 1", "version = 2").replace("村党组织提议", "村组提议")
    acts.keep_flow(actor=world.coordinator, text=second, **county)
    assert Procedure.objects.get(pk=question.pk).steps[0]["name"] == "村党组织提议"
    found = queries.flow("pond", world.county.pk)
    assert found is not None
    assert (found.version, found.steps[0].name) == (2, "村组提议")
    with pytest.raises(Refused, match="no_rule"):
        acts.keep_flow(
            actor=world.coordinator,
            text=second.replace("= 2", "= 3").replace('"V2"', '"X9"'),
            **county,
        )
    with pytest.raises(Denied):
        acts.keep_flow(actor=world.township, text=EXAMPLE, **county)
    assert CountyFlow.objects.count() == 2
    client.force_login(world.worker)
    assert "村级鱼塘发包" in client.get(reverse("councils:flows")).content.decode()


def test_page_and_api_refuse_a_file_alike(world: World, client):
    Village(world, households=0)
    client.force_login(world.coordinator)
    bad = EXAMPLE.replace('kind = "posting"', 'kind = "party"')
    page = client.post(reverse("councils:keep_flow"), {"text": bad})
    said = {"county_id": str(world.county.pk), "text": bad}
    json = client.post("/api/councils/flows", said, content_type="application/json")
    assert page.status_code == 422
    assert "第 3 步的 kind" in page.content.decode()
    assert bad.splitlines()[0].replace('"', "&quot;") in page.content.decode()
    assert (json.status_code, json.json()["code"]) == (409, "flow")


# ── steps ──


def test_a_step_cannot_start_before_the_one_before_it_passed(world: World):
    village = Village(world, households=0)
    question = village.proposed()
    with pytest.raises(Refused, match="too_early") as no:
        village.step(question, 2, expected=7, attended=7, agreed=6)
    assert "村党组织提议" in str(no.value.message)
    village.step(question, 1)
    with pytest.raises(Refused, match="done"):
        village.step(question, 1)
    with pytest.raises(Refused, match="too_early"):
        village.called(question)


@pytest.mark.parametrize(
    ("attended", "agreed", "passed"),
    [(26, 26, False), (27, 20, True), (27, 19, False), (40, 20, True), (40, 19, False)],
)
def test_party_members_two_thirds_came_and_half_of_all_agreed(
    world: World, attended, agreed, passed
):
    village = Village(world, households=0)
    question = village.proposed()
    village.step(question, 1)
    village.step(question, 2, expected=7, attended=7, agreed=6)
    question = village.step(question, 3, expected=40, attended=attended, agreed=agreed)
    assert (question.at == 4) is passed
    assert question.done.filter(n=3).get().passed is passed
    if not passed:  # it stays written down, and the step is taken again
        question = village.step(question, 3, expected=40, attended=40, agreed=40)
        assert question.at == 4
        assert question.done.filter(n=3).count() == 2


def test_steps_one_and_two_may_be_held_as_one_and_no_others(world: World):
    village = Village(world, households=0)
    question = village.proposed()
    question = village.step(question, 1, expected=7, attended=7, agreed=7, with_next=True)
    assert question.at == 3
    with pytest.raises(Refused, match="not_joint"):
        village.step(question, 3, expected=40, attended=40, agreed=40, with_next=True)
    assert Procedure.objects.get(pk=question.pk).at == 3


def test_numbers_that_cannot_be_are_refused(world: World):
    village = Village(world, households=0)
    question = village.proposed()
    village.step(question, 1)
    for said, field in (
        ({"expected": 7, "attended": 8, "agreed": 1}, "attended"),
        ({"expected": 7, "attended": 7, "agreed": 8}, "agreed"),
        ({"expected": 7, "attended": 7}, "agreed"),
    ):
        with pytest.raises(Refused, match="numbers") as no:
            village.step(question, 2, **said)
        assert no.value.field == field
    assert question.done.count() == 1


def test_work_is_handed_out_after_the_decision_and_the_outcome_waits_for_it(world: World):
    village = Village(world, households=0)
    question = village.ready()
    due = {"procedure_id": question.pk, "text": "修路", "owner": "村委会", "due": THURSDAY.date()}
    with pytest.raises(Refused, match="not_decided"):
        acts.give_task(**village.go(**due))
    dropped = acts.drop(**village.go(procedure_id=question.pk, reason="钱不够，明年再议"))
    assert (dropped.state, dropped.reason) == ("dropped", "钱不够，明年再议")
    with pytest.raises(Refused, match="over"):
        village.step(question, 4)


def test_an_unconfirmed_rule_shows_its_banner_until_the_county_confirms(world: World, client):
    village = Village(world)
    question = village.ready()
    first = village.called(question)
    client.force_login(world.worker)
    here = reverse("councils:meeting", args=[first.pk])
    assert "按旧法的数字沿用" in client.get(here).content.decode()
    row = queries.row_for("V1", world.county.pk, THURSDAY.date())
    assert row is not None
    said = {"row_id": row.pk, "county_id": world.county.pk, "read": "2025 年修订文本第二十四条"}
    with pytest.raises(Denied):
        acts.confirm_rule(actor=world.worker, now=THURSDAY, **said)
    acts.confirm_rule(actor=world.coordinator, now=THURSDAY, **said)
    with pytest.raises(Refused, match="confirmed"):
        acts.confirm_rule(actor=world.coordinator, now=THURSDAY, **said)
    listed = client.get(reverse("councils:rules")).content.decode()
    assert f"{world.coordinator.name} 2026-09-24" in listed  # by whom, when, by which text
    assert "2025 年修订文本第二十四条" in listed
    # what was called before keeps its mark; what is called now has none
    assert "按旧法的数字沿用" in client.get(here).content.decode()
    acts.cancel(**village.go(meeting_id=first.pk, reason="换个日子开"))
    second = village.called(question)
    page = client.get(reverse("councils:meeting", args=[second.pk])).content.decode()
    assert "按旧法的数字沿用" not in page


def test_a_countys_own_row_stands_before_the_shipped_one_and_old_results_keep_theirs(world: World):
    village = Village(world)
    question = village.ready()
    first = village.called(question)
    said = {
        "code": "V1", "name": "村民会议", "body": "assembly", "unit": "households",
        "valid": "households >= 3/4", "decides": "votes >= 2/3 of present", "notice_days": 5,
        "source": "本县办法", "article": "第三条", "since": THURSDAY.date(),
    }  # fmt: skip
    by = {"actor": world.coordinator, "county_id": world.county.pk, "now": THURSDAY}
    acts.add_rule(**by, **said)
    for field, wrong in (
        ("valid", "households 3/4"), ("decides", "adults > 1/2"), ("article", ""), ("unit", "groups"),
    ):  # fmt: skip
        with pytest.raises(Refused) as no:
            acts.add_rule(**by, **(said | {field: wrong}))
        assert no.value.field == field
    first.refresh_from_db()
    assert first.rule.valid == "adults > 1/2 or households >= 2/3"
    acts.cancel(**village.go(meeting_id=first.pk, reason="换个日子开"))
    assert village.called(question, days=5).rule.valid == "households >= 3/4"


def test_bodies_refuse_with_the_rule_that_says_so(world: World, client):
    Village(world, households=0)
    client.force_login(world.worker)
    place = str(world.village.pk)
    said = {"place_id": place, "kind": "supervision", "name": "村务监督委员会", "rule": "S1"}
    made = client.post(reverse("councils:found_body"), said)
    here = made.url
    for n in range(5):
        assert (
            client.post(here, {"name": f"监督{n}", "lead": "on" if not n else ""}).status_code
            == 302
        )
    full = client.post(here, {"name": "第六个"})
    assert full.status_code == 422
    assert "最多 5 人，已经满了" in full.content.decode()
    assert "建立健全村务监督委员会的指导意见" in full.content.decode()
    assert "第六个" in full.content.decode()
    assert "组成合规定" in client.get(here).content.decode()


def test_a_new_text_of_a_rule_keeps_who_may_ask_and_who_may_sit(world: World, client):
    Village(world, households=0)
    client.force_login(world.coordinator)
    here = reverse("councils:add_rule") + "?code=V2"
    page = client.get(here).content.decode()
    assert 'value="members &gt;= 1/5"' in page
    said = {
        "code": "V2", "name": "村民代表会议", "body": "delegates", "unit": "members",
        "valid": "members >= 2/3", "decides": "votes > 1/2 of present",
        "initiative": "members >= 1/4", "notice_days": "0", "publicity_days": "0", "proxies": "0",
        "source": "新法", "article": "第三十条", "since": "2026-09-24",
        "composition": "women = 1/3\ndelegates = 4/5",
    }  # fmt: skip
    for wrong in (
        {"initiative": "members 1/4"}, {"valid": "groups > 1/2"}, {"decides": "members > 1/2"},
    ):  # fmt: skip
        assert client.post(here, said | wrong).status_code == 422
    assert client.post(here, said).status_code == 302
    row = queries.row_for("V2", world.county.pk, THURSDAY.date())
    assert row is not None
    assert (row.source, row.initiative) == ("新法", "members >= 1/4")
    assert row.composition == {"women": "1/3", "delegates": "4/5"}
    assert "women = 1/3" in client.get(here).content.decode()  # what stands is in the form
    sits = {
        "code": "YS",
        "name": "议事会的组成",
        "body": "council",
        "composition": "min = 3\nmax = 3\nwomen = some",
    }
    wrong = client.post(here, said | sits | {"composition": "women = 2"})
    assert wrong.status_code == 422
    assert client.post(here, said | sits).status_code == 302
    body = acts.found_body(
        actor=world.worker, place_id=world.village.pk, kind=BodyKind.COUNCIL, name="议事会", rule="YS",
        now=THURSDAY,
    )  # fmt: skip
    for name in ("甲某", "乙某"):
        acts.seat(actor=world.worker, body_id=body.pk, name=name, now=THURSDAY)
    with pytest.raises(Refused, match="last_women") as no:
        acts.seat(actor=world.worker, body_id=body.pk, name="丙某", now=THURSDAY)
    assert "妇女的名额不够" in str(no.value.message)


def test_a_step_is_bound_by_a_number_that_rows_have():
    text = """
        code = "pond"
        name = "鱼塘发包"
        source = "本县办法"
        [[step]]
        name = "移交"
        kind = "record"
        who = "村委会"
        within = "%s"
    """
    assert flows.read(text % "handover_days").steps[0].within == "handover_days"
    with pytest.raises(Refused, match="flow") as refusal:
        flows.read(text % "soon")
    assert "within" in str(refusal.value.message)
