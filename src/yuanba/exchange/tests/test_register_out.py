"""The register leaves the house with its 25 columns, masked, and every export is recorded."""

from datetime import date, timedelta

from python_calamine import CalamineWorkbook

from tests.world import THURSDAY, World
from yuanba.base.models import Record
from yuanba.duties.rules import Lane
from yuanba.exchange import register_out
from yuanba.matters import acts as matters
from yuanba.matters.models import Matter
from yuanba.matters.rules import Relation, Spoken, Who

COLUMNS = [
    "编号",
    "登记时间",
    "来源渠道",
    "诉求人",
    "联系方式",
    "地点/网格",
    "诉求内容",
    "类别",
    "三事分类",
    "划分依据",
    "责任单位",
    "责任人",
    "监督人",
    "办理时限",
    "办理方式",
    "跟进记录",
    "办理结果",
    "反馈时间方式",
    "满意度",
    "是否困难救助",
    "销号时间",
    "销号人",
    "佐证材料",
    "总用时（天）",
    "净用时（天）",
]


def test_the_workbook_has_the_columns_of_the_register_and_masks_the_person(world: World, tmp_path):
    world.closed(contact_name="罗秀英", contact_phone="13800000126", text="=1+1 路灯不亮了三天。")
    file = tmp_path / "out.xlsx"
    register_out.run(file, scope=None, format="xlsx", progress=None)
    found = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    head = next(row for row in found if row[0] == "编号")
    assert [str(name) for name in head] == COLUMNS
    said = found[found.index(head) + 1]
    assert said[0] == "石桥-2026-0001"
    assert "13800000126" not in str(found)
    assert "秀英" not in str(found)
    assert said[COLUMNS.index("诉求内容")] == "=1+1 路灯不亮了三天。"


def test_a_worker_downloads_his_village_and_leaves_a_record(world: World, client):
    world.closed()
    world.told(place_id=world.elsewhere.pk)
    client.force_login(world.worker)
    page = client.get("/desk/register/export")
    assert page.status_code == 200
    before = Record.objects.filter(act="exchange.export_register").count()
    answer = client.post("/desk/register/export")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert Record.objects.filter(act="exchange.export_register").count() == before + 1
    assert b"".join(answer.streaming_content).startswith(b"PK")
    for closer in answer._resource_closers[:1]:
        closer()


def test_the_printed_register_shows_what_was_said_and_no_number_to_call(world: World, client):
    world.closed(contact_name="罗秀英", contact_phone="13800000126")
    client.force_login(world.worker)
    page = client.get("/desk/register/print").content.decode()
    assert "村口路灯三天不亮" in page
    assert "13800000126" not in page


def test_somebody_without_a_post_gets_nothing(world: World, client):
    client.force_login(world.resident)
    for path in ("/desk/register/export", "/desk/register/print", "/desk/import"):
        assert client.get(path).status_code in (302, 403, 404)


def test_a_restricted_matter_is_on_paper_by_its_number_and_kind_only(
    world: World, client, tmp_path
):
    world.sorted(
        lane=Lane.PERSONAL,
        category=world.family,
        unit=world.self_help,
        text="隔壁两口子天天吵，娃儿吓哭了。",
        contact_name="罗秀英",
        spot="三号院",
    )
    client.force_login(world.worker)
    paper = client.get("/desk/register/print").content.decode()
    file = tmp_path / "out.xlsx"
    register_out.run(file)
    table = str(CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python())
    for out in (paper, table):
        assert "婚姻家庭" in out
        assert not [word for word in ("吓哭", "罗**", "三号院") if word in out]


def test_the_register_says_who_it_was_that_spoke(world: World):
    """The person masked and marked 代; a body by its name; nobody as 匿名."""
    proxy = Spoken(Who.PROXY, relation=Relation.NEIGHBOUR, speaker="王大姐", present=False)
    world.told(contact_name="罗秀英", spoken=proxy)
    world.told(
        actor=world.worker, for_other=True, spoken=Spoken(Who.BODY, unit_id=world.committee.pk)
    )
    world.told(spoken=Spoken(Who.ANONYMOUS))
    told = [row[3] for row in register_out.rows(Matter.objects.all())]
    assert told == ["罗**（代）", "石桥村村民委员会", "匿名"]


def test_how_long_it_took_stands_there_with_and_without_its_pauses(world: World):
    """Told on Thursday, stood from Friday to Monday, done a day later: five days, two of them its own."""
    matter, day = world.assigned(), timedelta(days=1)
    go = {"actor": world.handler, "matter_id": matter.pk}
    matters.pause(
        ground="parts", reason="灯头要从厂里订。", review_on=date(2026, 10, 8), now=THURSDAY + day,
        **go,
    )  # fmt: skip
    matters.resume(reason="提前到货。", now=THURSDAY + 4 * day, **go)
    running = next(register_out.rows(Matter.objects.all()))
    assert running[-2:] == [None, None], "nothing is said while it runs"
    matters.finish(outcome="solved", result="换了灯头。", now=THURSDAY + 5 * day, **go)
    assert next(register_out.rows(Matter.objects.all()))[-2:] == [5.0, 2.0]
