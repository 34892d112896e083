"""点名单: off until an assembly turns it on, and each limit of domain.md 9.4 and trust.md 28 by itself."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.test import Client

import yuanba
from tests.addresses import OPERATIONS
from tests.world import THURSDAY, World, signed
from yuanba.base import clock
from yuanba.base.errors import Denied, Refused
from yuanba.councils import acts as councils
from yuanba.councils.tests.village import Village
from yuanba.honours import acts, jobs
from yuanba.honours.models import Listing, NamingRule
from yuanba.honours.queries import naming as queries
from yuanba.honours.rules import naming as rules
from yuanba.honours.rules.naming import Basis, Down, Ground, State
from yuanba.honours.tests.village import HEARD, NAMING, Honours
from yuanba.people.door import FOUNDER
from yuanba.places.rules import Calendar
from yuanba.points import acts as points

DAY = timedelta(days=1)
TODAY = clock.day_of(NAMING)


@pytest.fixture(autouse=True)
def _then(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: NAMING)


@pytest.fixture
def village(world: World) -> Honours:
    return Honours(world)


@pytest.fixture
def hall(world: World) -> Village:
    return Village(world, households=3)


def main_of(answer: Any) -> str:
    return str(answer.content.decode()).split("<main")[1].split("</main>")[0]


# ── the limits, one by one, each with its clause ──

GOOD: dict[str, Any] = {
    "ground": Ground.LITTER, "allowed": ["litter"], "deed": "10月6日旧板子还堆在院坝上。",
    "one": "两次提醒的记录", "two": "网格长的签字", "basis": Basis.CONSENT,
    "basis_text": "10月6日签的同意书", "on": TODAY, "since": TODAY - DAY, "today": TODAY,
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "code", "clause"),
    [
        ({"deed": "他 去 上 访 了好几回。"}, "outside", "国办发〔2020〕49号"),
        ({"deed": "投訴邻居，老说村里。"}, "outside", "国办发〔2020〕49号"),
        ({"one": "开会时提意见的记录"}, "outside", "国办发〔2020〕49号"),
        ({"deed": "村里选举没有去投票。"}, "outside", "国办发〔2020〕49号"),
        ({"deed": "欠款三千元没有还。"}, "outside", "国办发〔2020〕49号"),
        ({"deed": "他家孩子乱扔垃圾。"}, "minor", "未成年人不点名"),
        ({"deed": "领低保的，还乱堆乱放。"}, "aid", "领低保、特困、救助的人不点名"),
        ({"deed": "精神有毛病，乱扔垃圾。"}, "private", "民法典第一千零三十二条"),
        ({"deed": "婆媳吵架扔了一地。"}, "private", "民法典第一千零三十二条"),
        ({"deed": "五组的，电话13800000126。"}, "private", "民法典第一千零三十二条"),
        ({"two": "3栋2单元门口的照片"}, "private", "民法典第一千零三十二条"),
        ({"deed": "办酒席摆了四十桌。"}, "lavish", "红白事花了多少不点名"),
        ({"deed": "这个无赖又乱扔垃圾。"}, "insult", "民法典第一千零二十四条"),
        ({"two": ""}, "words_missing", "要有两样证据"),
        ({"two": "两次提醒的记录"}, "same_proof", "两样证据要不一样"),
        ({"basis_text": ""}, "words_missing", "哪天签的同意"),
        ({"ground": Ground.SPACE}, "not_a_ground", "村民会议没有同意"),
        ({"on": TODAY - 2 * DAY}, "before_rule", "名单开始以前的事不点名"),
        ({"on": TODAY + DAY}, "day_ahead", "还没到"),
    ],
)
def test_what_may_not_be_said_of_anybody(said: dict[str, Any], code: str, clause: str):
    with pytest.raises(Refused, match=code) as no:
        rules.propose(**{**GOOD, **said})
    assert clause in str(no.value.message)


def test_nobody_is_named_for_anything_else_and_whom_nobody_names():
    assert rules.propose(**GOOD).deed
    assert set(Ground) == {
        "litter",
        "space",
        "damage",
    }  # a new ground is a new decision of the house
    for who, clause in (("minor", "未成年人"), ("aid", "低保"), ("ill", "残疾")):
        said = {"minor": False, "aid": False, "ill": False, who: True}
        with pytest.raises(Refused, match=who) as no:
            rules.shielded(**said)
        assert clause in str(no.value.message)
        assert "写死的底线" in str(no.value.message)
    kept = {field.name for field in Listing._meta.get_fields()}
    assert not kept & {"minor", "aid", "ill", "photo", "picture", "address", "phone"}
    assert not [f for f in Listing._meta.get_fields() if isinstance(f, models.FileField)]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"days": 91}, "too_long"),
        ({"days": 0}, "too_long"),
        ({"grounds": []}, "no_ground"),
        ({"since": TODAY - DAY}, "since_past"),
        ({"until": TODAY}, "until_odd"),
        ({"until": TODAY + 400 * DAY}, "until_odd"),
    ],
)
def test_how_it_may_not_be_turned_on(said: dict[str, Any], code: str):
    usual: dict[str, Any] = {"grounds": [Ground.LITTER], "days": 90, "since": TODAY, "today": TODAY}
    rules.turn_on(until=TODAY + DAY, **usual)
    with pytest.raises(Refused, match=code):
        rules.turn_on(**{"until": TODAY + DAY, **usual, **said})


def test_seven_days_and_five_working_days_to_answer_whichever_is_later():
    plain = Calendar(off=frozenset())
    assert rules.reply_until(TODAY, plain) == TODAY + 7 * DAY
    feast = Calendar(off=frozenset(TODAY + n * DAY for n in range(1, 8)))
    assert rules.reply_until(TODAY, feast) == feast.after(TODAY, 5) > TODAY + 7 * DAY


# ── the way ──


def test_it_is_off_until_the_assembly_decided_and_the_town_has_it_on_file(
    village: Honours, hall: Village, world: World
):
    there = f"/c/{world.village.pk}/named"
    with pytest.raises(Refused, match="naming_off"):
        village.proposed()
    assert signed(world.resident).get(there).status_code == 404
    with pytest.raises(Refused, match="no_assembly"):  # a question that nobody has decided
        village.rule(hall.proposed())
    with pytest.raises(Refused, match="no_assembly"):  # decided, but by no assembly
        village.rule(village.points.appraised(at=THURSDAY))
    question = village.decided(hall)
    rule = village.rule(question)
    with pytest.raises(Refused, match="naming_off"):  # not on file yet
        village.proposed()
    note = {"rule_id": rule.pk, "note": "第3号", "now": NAMING}
    with pytest.raises(Denied):  # the village cannot file with itself
        acts.file_naming(actor=world.worker, **note)
    acts.file_naming(actor=world.township, **note)
    assert signed(world.resident).get(there).status_code == 200
    listing = village.proposed()
    with pytest.raises(Refused, match="twice"):
        village.proposed()
    with pytest.raises(Refused, match="two_people"):
        acts.second_naming(**village.go(listing_id=listing.pk, now=NAMING))
    with transaction.atomic(), pytest.raises(IntegrityError):
        Listing.objects.update(seconded_by=world.worker)
    with transaction.atomic(), pytest.raises(IntegrityError):
        Listing.objects.update(state=State.HUNG, days=30, hung_on=TODAY, until=TODAY)
    with transaction.atomic(), pytest.raises(IntegrityError):
        NamingRule.objects.update(days=91)
    later = {"now": NAMING + 181 * DAY}  # after its own end
    assert not queries.is_on(rule, TODAY + 181 * DAY)
    with pytest.raises(Refused, match="naming_off"):
        village.proposed(**later, person_id=village.points.others[6].pk)


def test_nobody_hangs_without_being_heard_judged_decided_and_looked_at(
    village: Honours, hall: Village, world: World
):
    village.filed(village.decided(hall))
    listing = village.noticed()
    go: dict[str, Any] = {"listing_id": listing.pk, "now": NAMING}
    for act, said in (
        (acts.hang_naming, {"days": 30}),
        (acts.review_naming, {"procedure_id": 1}),
        (acts.second_naming, {"actor": world.colleague}),
    ):
        with pytest.raises(Refused, match="wrong_state"):
            act(**village.go(**{**go, **said}))
    votes = village.points.votes()
    with pytest.raises(Refused, match="reply_open"):
        acts.judge_naming(**village.go(votes=votes, **go))
    assert listing.reply_until == TODAY + 7 * DAY
    mine = f"/named/{listing.pk}/"
    phone = signed(world.resident)
    assert "现在谁也看不到" in main_of(phone.get(mine))
    assert signed(village.points.others[6]).get(mine).status_code == 404
    assert phone.post(mine, {"words": "板子周六拉走。"}).status_code == 302
    kin = {"one_id": village.points.seats[4].person_id, "other_id": world.resident.pk}
    points.declare_kin(place_id=world.village.pk, **village.go(), **kin)
    with pytest.raises(Refused, match="must_step_aside"):
        acts.judge_naming(**village.go(votes=votes, **go))
    acts.judge_naming(**village.go(votes=village.points.votes(True, True, True), **go))
    old = village.points.appraised(at=THURSDAY)  # before he was told
    with pytest.raises(Refused, match="no_appraisal"):
        acts.review_naming(**village.go(procedure_id=old.pk, **go))
    with_kin = village.points.appraised("村民10", HEARD)
    with pytest.raises(Refused, match="must_step_aside"):
        acts.review_naming(**village.go(procedure_id=with_kin.pk, **go))
    question = village.points.appraised(at=HEARD)
    acts.review_naming(**village.go(procedure_id=question.pk, **go))
    with pytest.raises(Denied):  # the village does not look at itself
        acts.check_naming(**village.go(right=True, words="", **go))
    check: dict[str, Any] = {"actor": world.supervisor, "words": "", **go}
    with pytest.raises(Refused, match="reason_needed"):
        acts.check_naming(right=False, **check)
    acts.check_naming(right=True, **check)
    with pytest.raises(Refused, match="too_long"):
        acts.hang_naming(**village.go(days=31, **go))
    acts.hang_naming(**village.go(days=30, **go))


def test_what_the_village_reads_and_who_does_not(
    village: Honours, hall: Village, world: World, monkeypatch: pytest.MonkeyPatch
):
    village.filed(village.decided(hall))
    listing = village.hung()
    monkeypatch.setattr(clock, "now", lambda: HEARD)
    there = f"/c/{world.village.pk}/named"
    neighbour, desk = signed(village.points.others[6]), signed(world.worker)
    answer = neighbour.get(there)
    page = main_of(answer)
    assert "罗**" in page
    for word in ("罗大娘", "旧板子", "提醒的记录", "五组3号", "周六拉走", "同意书"):
        assert word not in page, word  # nothing that anybody typed
        assert word not in main_of(desk.get("/desk/naming/wall"))
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert Client().get(there).status_code == 302  # a guest is asked to sign in
    assert signed(world.neighbour_worker).get(there).status_code == 404
    assert not [op for op in OPERATIONS if "nam" in op.split("/")[-1] and "honours" in op]
    for address in (f"/c/{world.village.pk}/honours", f"/c/{world.village.pk}/points", "/"):
        assert "named" not in Client().get(address).content.decode()
    # no service reads it: whatever helps, cares or decides knows nothing of honours or points
    reads = re.compile(r"yuanba\.honours")
    for context in ("matters", "lanes", "service", "problems", "councils", "people", "triage"):
        for file in (Path(yuanba.__file__).parent / context).rglob("*.py"):
            if "/tests/" not in str(file):
                assert not reads.search(file.read_text()), file
    # it comes down by itself, on the page before the clock has run
    monkeypatch.setattr(clock, "now", lambda: HEARD + 30 * DAY)
    assert "罗**" not in main_of(neighbour.get(there))
    jobs.take_down_due(now=HEARD + 29 * DAY)
    listing.refresh_from_db()
    assert listing.state == State.HUNG
    jobs.take_down_due(now=HEARD + 30 * DAY)
    listing.refresh_from_db()
    assert (listing.state, listing.down) == (State.DOWN, Down.OVER)
    # the archive is closed to the desk, open to who supervises
    assert desk.get(f"/desk/naming/{listing.pk}/").status_code == 404
    assert "罗大娘" not in main_of(desk.get("/desk/naming/"))
    assert signed(world.supervisor).get(f"/desk/naming/{listing.pk}/").status_code == 200


def test_a_doubt_is_marked_at_once_decided_or_down_and_what_was_wrong_is_deleted(
    village: Honours, hall: Village, world: World, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(clock, "now", lambda: HEARD)
    village.filed(village.decided(hall))
    listing = village.hung()
    there, mine = f"/c/{world.village.pk}/named", f"/named/{listing.pk}/"
    phone, neighbour = signed(world.resident), signed(village.points.others[6])
    assert phone.post(mine, {"words": ""}).status_code == 422
    assert phone.post(mine, {"words": "那天的板子是施工队的。"}).status_code == 302
    assert "本人有异议" in main_of(neighbour.get(there))
    assert "施工队" not in main_of(neighbour.get(there))
    listing.refresh_from_db()
    assert listing.answer_by is not None
    with pytest.raises(Refused, match="not_due"):
        acts.end_naming(actor=FOUNDER, listing_id=listing.pk, now=HEARD)
    # nobody answers: the clock takes it down after the fifth working day
    with transaction.atomic():
        late = clock_at(listing.answer_by + DAY)
        jobs.take_down_due(now=late)
        listing.refresh_from_db()
        assert (listing.down, listing.deed) == (Down.SILENT, "")
        transaction.set_rollback(True)
    answer = {"upheld": True, "answer": "查了，是施工队的。", "votes": village.points.votes()}
    acts.answer_doubt(**village.go(listing_id=listing.pk, now=HEARD, **answer))
    listing.refresh_from_db()
    assert (listing.state, listing.down) == (State.DOWN, Down.WRONG)
    assert (listing.deed, listing.one, listing.reply, listing.doubt) == ("", "", "", "")
    page = main_of(neighbour.get(there))
    assert "更正：有一条贴错了" in page
    assert "罗" not in page


def test_who_has_put_it_right_comes_down_and_turning_it_off_takes_all_down(
    village: Honours, hall: Village, world: World, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(clock, "now", lambda: HEARD)
    rule = village.filed(village.decided(hall))
    listing = village.hung()
    phone, there = signed(world.resident), f"/c/{world.village.pk}/named"
    assert phone.post(f"/named/{listing.pk}/", {"do": "mended"}).status_code == 302
    assert "本人说改好了" in main_of(phone.get(there))
    listing.refresh_from_db()
    assert listing.mended_by is not None
    with transaction.atomic():  # nobody went to look: down after one working day all the same
        jobs.take_down_due(now=clock_at(listing.mended_by + DAY))
        listing.refresh_from_db()
        assert listing.down == Down.MENDED
        transaction.set_rollback(True)
    with transaction.atomic():
        desk = signed(world.worker)
        assert desk.post(f"/desk/naming/{listing.pk}/mended", {"x": "1"}).status_code == 302
        listing.refresh_from_db()
        assert listing.down == Down.MENDED
        transaction.set_rollback(True)
    with transaction.atomic():  # he asks the whole council to appraise again: off until it has
        councils.ask_review(
            **village.go(procedure_id=listing.procedure_id, reason="请全体再评一次", now=HEARD)
        )
        assert "罗**" not in main_of(phone.get(there))
        jobs.take_down_due(now=HEARD)
        listing.refresh_from_db()
        assert listing.down == Down.REVIEW
        transaction.set_rollback(True)
    acts.turn_off_naming(actor=world.township, rule_id=rule.pk, why="大家说开了，不用了", now=HEARD)
    listing.refresh_from_db()
    assert listing.down == Down.OFF
    assert phone.get(there).status_code == 404


def test_the_desk_walks_it_by_forms(
    village: Honours, hall: Village, world: World, monkeypatch: pytest.MonkeyPatch
):
    desk, other, town = signed(world.worker), signed(world.colleague), signed(world.township)
    assert "这里不点名" in main_of(desk.get("/desk/naming/"))
    question = village.decided(hall)
    day = TODAY.isoformat()
    on = {"procedure": str(question.pk), "source": "村规第九条，两次提醒不改的点名。", "days": "30"}
    on |= {"grounds": ["litter"], "since": day, "until": (TODAY + 90 * DAY).isoformat()}
    bad = desk.post("/desk/naming/on", on | {"days": "91"})
    assert bad.status_code == 422
    assert "最多公布 90 天" in bad.content.decode()
    assert desk.post("/desk/naming/on", on).status_code == 302
    rule = NamingRule.objects.get()
    assert town.post(f"/desk/naming/rules/{rule.pk}/file", {"note": "第3号"}).status_code == 302
    said = {"person": "罗大娘", "ground": "litter", "on": day, "deed": "旧板子还堆在公共院坝上。"}
    said |= {"one": "两次提醒的记录", "two": "网格长的签字", "basis": "consent"}
    said |= {"basis_text": "10月6日签的", "minor": "no", "aid": "no", "ill": "no"}
    for wrong, words in (
        ({"minor": "yes"}, "未成年人不点名"),
        ({"deed": "他去信访了。"}, "国办发〔2020〕49号"),
        ({"person": "没有的人"}, "没有找到"),
    ):
        page = desk.post("/desk/naming/new", said | wrong)
        assert page.status_code == 422
        assert words in page.content.decode()
        assert "两次提醒的记录" in page.content.decode()
    assert not Listing.objects.exists()
    assert desk.post("/desk/naming/new", said).status_code == 302
    listing = Listing.objects.get()
    there = f"/desk/naming/{listing.pk}/"
    desk.get("/desk/naming/")  # the message is read
    assert "<form" not in main_of(desk.get(there))  # whoever proposed it has no next step
    assert other.post(there, {"do": "1"}).status_code == 302
    assert "旧板子" in main_of(desk.get(f"{there}notice"))
    assert desk.post(there, {"on": day, "how": "上门送到，网格员在场"}).status_code == 302
    assert desk.post(f"{there}reply", {"words": "周六拉走。"}).status_code == 302
    votes = {f"m{m.pk}": "yes" for m in village.points.seats}
    assert desk.post(there, votes | {"words": ""}).status_code == 302
    monkeypatch.setattr(clock, "now", lambda: HEARD)
    appraisal = village.points.appraised(at=HEARD)
    assert desk.post(there, {"procedure": str(appraisal.pk)}).status_code == 302
    watch = signed(world.supervisor)
    assert watch.post(there, {"right": "yes", "words": ""}).status_code == 302
    assert desk.post(there, {"days": "20"}).status_code == 302
    assert "罗**" in main_of(desk.get("/desk/naming/wall"))
    assert desk.post(f"{there}doubt", {"words": "不是我家的。"}).status_code == 302
    answer = votes | {"upheld": "yes", "answer": "查了，不是。"}
    assert desk.post(there, answer).status_code == 302
    listing.refresh_from_db()
    assert listing.down == Down.WRONG
    assert town.post(f"/desk/naming/rules/{rule.pk}/off", {"why": "不用了"}).status_code == 302


def clock_at(day: Any) -> Any:
    return HEARD + (day - clock.day_of(HEARD))
