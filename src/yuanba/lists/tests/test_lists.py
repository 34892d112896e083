"""A list is brought in whole, checked by a second person, and stands from its day."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from tests.world import THURSDAY, World
from yuanba.base import clock, records
from yuanba.base.errors import Denied, Refused
from yuanba.base.tables_out import write_xlsx
from yuanba.lists import acts, queries, reading, rules
from yuanba.lists.models import Edition
from yuanba.lists.models import Line as ListLine
from yuanba.lists.rules import TOLD, Kind, Line
from yuanba.lists.tests.ground import LINES, SINCE, Bounds
from yuanba.matters import acts as matters
from yuanba.matters import follow
from yuanba.matters.models import Hop
from yuanba.people.models import Unit

HEAD = "清单,编号,事项,依据,牵头单位,办理流程,应找部门\n"
GOOD = (
    "协助清单,X1,协助路灯故障上报,云岭县清单,城管局,,\n"
    "不得出具的证明,N1,亲属关系证明,指导意见附件,,,派出所\n"
)


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def wrong_of(rows: str) -> list[tuple[int, str]]:
    return reading.read((HEAD + rows).encode(), "清单.csv").wrong


# ── the file ──


@pytest.mark.parametrize(
    ("rows", "row", "says"),
    [
        ("协助清单,,协助上报,县清单,城管局,,\n", 2, "没有编号"),
        ("协助清单,X1,,县清单,城管局,,\n", 2, "没有写事项名称"),
        ("协助清单,X1,协助上报,,城管局,,\n", 2, "没有写依据"),
        ("协助清单,X1,协助上报,县清单,,,\n", 2, "由哪个单位牵头"),
        ("不得出具的证明,N1,亲属关系证明,意见,,,\n", 2, "该找哪个部门"),
        ("别的清单,X1,协助上报,县清单,城管局,,\n", 2, "看不懂“别的清单”"),
        ("协助清单,第一,协助上报,县清单,城管局,,\n", 2, "编号只能是字母和数字"),
        (GOOD + "协助清单,X1,别的事,县清单,城管局,,\n", 4, "重了"),
        (GOOD + "可以出具的证明,K1,亲属关系证明,意见,,本人申请,\n", 4, "打架了"),
    ],
)
def test_a_wrong_line_is_named_by_its_row_in_plain_words(rows: str, row: int, says: str):
    assert [(n, says in why) for n, why in wrong_of(rows)] == [(row, True)]


HEADS = HEAD.strip().split(",")
SOUND = ["协助清单", "X1", "协助上报", "县清单", "城管局"]


def workbook(*rows: list, left: int = 0, above: int = 0, merged: str = "", also: str = "") -> bytes:
    """A workbook as an office writes one."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("清单")
    for n in range(above):
        sheet.write(n, left, "云岭县清单")
    for n, row in enumerate([HEADS, *rows], above):
        for at, cell in enumerate(row, left):
            sheet.write(n, at, cell)
    if merged:
        sheet.merge_range(merged, "X1")
    if also:
        book.add_worksheet(also).write(0, 0, "清单")
    book.close()
    return made.getvalue()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({2: ""}, "C2 事项：没有写事项名称"),
        ({4: ""}, "E2 牵头单位：协助清单的每一条"),
        ({1: date(2026, 12, 1)}, "B2 编号：编号被表格软件改成了日期"),
        ({2: date(2026, 12, 1)}, "C2 事项：这里要写文字"),
        ({3: 3.5}, "D2 依据：这里要写文字"),
        ({2: True}, "C2 事项：写得太短"),
        ({1: "一"}, "B2 编号：编号只能是字母和数字"),
        ({0: "别的清单"}, "A2 清单：看不懂“别的清单”"),
    ],
)
def test_a_wrong_cell_is_named_as_the_table_program_names_it(changed: dict, says: str):
    row = [changed.get(at, cell) for at, cell in enumerate(SOUND)]
    ((_row, why),) = reading.read(workbook(row), "清单.xlsx").wrong
    assert why.startswith(says)


def test_a_title_above_and_an_empty_column_before_move_no_cell():
    again = workbook(SOUND, SOUND, left=1, above=2)
    assert reading.read(again, "清单.xlsx").wrong == [(5, "C5 编号：编号“X1”和第 4 行重了。")]
    # one number merged over two rows is the same number twice
    merged = workbook(SOUND, ["协助清单", "", "协助排查", "县清单", "城管局"], merged="B2:B3")
    assert reading.read(merged, "清单.xlsx").wrong == [(3, "B3 编号：编号“X1”和第 2 行重了。")]


def test_a_file_that_cannot_be_a_list_is_refused_before_anything_is_shown():
    many = [["协助清单", f"X{n}", f"协助第{n}件事", "县清单", "城管局"] for n in range(401)]
    for code, file in (
        ("many", workbook(*many)),
        ("no_lines", workbook()),
        ("sheets", workbook(SOUND, also="负面清单")),
    ):
        with refused(code):
            reading.read(file, "清单.xlsx")


def test_a_file_that_is_no_list_says_which_columns_it_needs():
    with pytest.raises(Refused) as no:
        reading.read("姓名,电话\n罗大娘,1380000\n".encode(), "名单.csv")
    assert "清单、编号、事项、依据" in str(no.value.message)


def test_what_is_written_out_can_be_brought_in_again():
    lines = [(kind, line) for kind, of in LINES.items() for line in of]
    made = BytesIO()
    write_xlsx(made, list(reading.HEADINGS.values()), reading.table(lines), sheet="清单")
    again = reading.read(made.getvalue(), "lists.xlsx")
    assert not again.wrong
    assert {kind: again.of(kind) for kind in again.lines} == LINES


def test_what_is_shipped_is_sound_and_says_where_it_comes_from():
    assert len(reading.example(Kind.PROOF_NO)) == 20
    assert len(reading.example(Kind.SELF)) == 10
    assert reading.example(Kind.ASSIST) == []  # no public source names its 27 lines
    assert {k.value: t.n for k, t in TOLD.items()} == {
        "self": 23, "assist": 27, "negative": 7, "proof_no": 30, "proof_yes": 7,
        "town_base": 117, "town_with": 99, "town_back": 124,
    }  # fmt: skip


def test_the_lead_of_a_line_is_known_by_name_and_by_kind():
    unit = Unit(kind="urban", name="云岭县城市管理局")
    with translation.override("en"):
        led = [
            queries.leads(ListLine(lead=x), unit)
            for x in ("城市管理局", "城管部门", "住建部门", "")
        ]
    assert led == [
        True, True, False, True,
    ]  # fmt: skip


# ── the acts ──


def test_a_list_bites_only_when_another_person_has_checked_it(world: World):
    bounds = Bounds(world)
    day = clock.day_of(THURSDAY)
    fresh = bounds.bring(Kind.TOWN_BASE, LINES[Kind.SELF], told=2)
    assert Kind.TOWN_BASE not in queries.standing(world.county.pk, day)
    with refused("second_person"):
        acts.verify(actor=world.admin, edition_id=fresh.pk, now=THURSDAY)
    with refused("not_whole"):  # the paper says two
        acts.verify(actor=world.coordinator, edition_id=fresh.pk, now=THURSDAY)
    whole = bounds.bring(Kind.TOWN_BASE, LINES[Kind.SELF], told=1)
    fresh.refresh_from_db()
    assert fresh.dropped_at == THURSDAY  # one at a time waits
    acts.verify(actor=world.coordinator, edition_id=whole.pk, now=THURSDAY)
    assert queries.standing(world.county.pk, day)[Kind.TOWN_BASE].n == 2
    assert [r.act for r in records.about(whole)] == ["lists.adopt", "lists.verify"]
    for stranger in (world.worker, world.handler, world.supervisor, world.township):
        with pytest.raises(Denied):
            bounds.bring(Kind.SELF, LINES[Kind.SELF], actor=stranger)
    with refused("source_needed"):
        bounds.bring(Kind.SELF, LINES[Kind.SELF], source=" ", since=date(2026, 12, 1))
    with refused("too_early"):  # told when it is brought in, not after somebody has checked it
        bounds.bring(Kind.SELF, LINES[Kind.SELF])


def test_versions_stand_from_their_day_and_the_old_one_is_kept(world: World):
    bounds, county = Bounds(world), world.county.pk
    old, later = bounds.assist, date(2026, 12, 1)
    more = [*LINES[Kind.ASSIST], Line("X3", "协助征兵宣传", "兵役法", lead="人武部")]
    with refused("too_early"):
        bounds.stand(Kind.ASSIST, more)
    new = bounds.stand(Kind.ASSIST, more, since=later)
    old.refresh_from_db()
    assert (old.until, new.until) == (later, None)
    for day, stands in ((date(2025, 12, 31), None), (SINCE, old), (later, new)):
        assert queries.standing(county, day).get(Kind.ASSIST) == stands
    assert old.lines.count() == 2
    changed = rules.compare(LINES[Kind.ASSIST], more)
    assert ([x.code for x in changed.added], changed.gone, changed.changed) == (["X3"], [], [])
    moved = [replace(one, lead="云岭县水利局") if one.code == "X1" else one for one in more]
    ((line, parts),) = rules.compare(more, moved).parts
    assert (line.code, [(str(words), was, now) for words, was, now in parts]) == (
        "X1", [("牵头单位", "云岭县城市管理局", "云岭县水利局")],
    )  # fmt: skip
    assert queries.line(county, old.lines.get(code="X1").pk, later) is None
    found = queries.find(queries.lines(county, SINCE), "亲属 派出所")
    assert [line.code for line in found] == ["N1"]
    near = queries.near(queries.lines(county, SINCE, Kind.NEGATIVE), "请各村拆除违法建筑三十处")
    assert [line.code for line in near] == ["F2"]


def test_the_command_line_takes_a_file_in_whole_or_not_at_all(world: World, tmp_path: Path):
    file = tmp_path / "lists.csv"
    file.write_text(HEAD + GOOD + "协助清单,X2,无依据的事,,城管局,,\n")
    report = reading.run(file, source="云岭县清单")
    assert (report.rows, report.made, len(report.refused)) == (3, 0, 1)
    assert not Edition.objects.exists()
    file.write_text(HEAD + GOOD)
    assert reading.run(file, dry_run=True).made == 2
    assert not Edition.objects.exists()
    assert reading.run(file, source="云岭县清单", since=SINCE).made == 2
    waiting = Edition.objects.filter(verified_at=None)
    assert {e.kind for e in waiting} == {"assist", "proof_no"}
    acts.verify(actor=world.admin, edition_id=waiting[0].pk, now=THURSDAY)
    with refused("told"):  # of which of the two?
        reading.run(file, source="云岭县清单", told=2, since=date(2026, 12, 1))
    with refused("county"):
        reading.run(file, county="没有的县", source="云岭县清单")


# ── the pages ──


def test_the_desk_reads_a_file_shows_it_and_keeps_it_when_agreed(
    world: World, client: Client, django_assert_max_num_queries
):
    client.force_login(world.admin)
    said = {"source": "云岭县清单", "since": "2026-01-01", "kind": "", "told": ""}

    def post(rows: str, **more: str):
        file = SimpleUploadedFile("清单.csv", (HEAD + rows).encode())
        return client.post("/desk/four-lists/bring/", said | more | {"file": file})

    assert "没有写依据" in post("协助清单,X1,协助上报,,城管局,,\n").content.decode()
    assert post(GOOD, told="2").status_code == 422
    shown = post(GOOD)
    assert not Edition.objects.exists()
    read = shown.context["form"].initial["read"]
    assert client.post("/desk/four-lists/agree/", {"read": read + "x"})["Location"].endswith(
        "/bring/"
    )
    client.post("/desk/four-lists/agree/", {"read": read})
    made = Edition.objects.get(kind="assist")
    here = f"/desk/four-lists/{made.pk}/"
    assert "另一个人核对" in client.get(here).content.decode()
    assert client.post(f"{here}verify/").status_code == 422  # his own
    client.force_login(world.coordinator)
    assert client.post(f"{here}verify/").status_code == 302
    other = Edition.objects.get(kind="proof_no")
    assert client.post(f"/desk/four-lists/{other.pk}/drop/", {"reason": ""}).status_code == 422
    client.post(f"/desk/four-lists/{other.pk}/drop/", {"reason": "文件拿错了"})
    client.post("/desk/four-lists/example/proof_no/")
    with django_assert_max_num_queries(9):
        board = client.get("/desk/four-lists/").content.decode()
    assert "等着核对" in board
    assert "条目没有公开" in board


def test_everybody_reads_what_stands_and_finds_it_by_words(
    world: World, client: Client, django_assert_max_num_queries
):
    here = f"/c/{world.village.pk}/lists"
    assert "清单还没有公布" in client.get(here).content.decode()
    bounds = Bounds(world)
    with django_assert_max_num_queries(6):
        page = client.get(f"{here}?q=亲属").content.decode()
    assert "派出所户籍窗口" in page
    assert "清单上没有这几个字" in client.get(f"{here}?q=飞船").content.decode()
    assert "城市管理局" in client.get(f"{here}?kind=assist").content.decode()
    assert client.get(f"{here}/{bounds.assist.pk}").status_code == 200
    assert client.get(f"{here}/{bounds.waiting.pk}").status_code == 404
    again = reading.read(client.get(f"{here}/table.xlsx").content, "lists.xlsx")
    assert again.of(Kind.ASSIST) == LINES[Kind.ASSIST]
    told = client.get(f"/api/lists/{world.village.pk}").json()
    assert {one["kind"] for one in told} == {kind.value for kind in LINES}


def test_a_return_in_the_matter_flow_cites_a_line_of_the_lists(world: World):
    bounds, matter = Bounds(world), world.assigned()
    others, own = bounds.line("X2"), bounds.line("X1")  # housing leads; this unit leads
    said = {"actor": world.handler, "matter_id": matter.pk, "reason": "清单写的是住建牵头。"}
    for item in (own.pk, bounds.line("F1").pk, 17):  # its own; negative, for a village alone; none
        with refused("item"):
            matters.send_back(item=f"line:{item}", now=THURSDAY, **said)
    page = Client()
    page.force_login(world.handler)
    shown = page.get(f"/desk/matters/{matter.pk}/send-back/", follow=True).content.decode()
    assert f"line:{others.pk}" in shown
    assert f"line:{own.pk}" not in shown
    posted = {"item": f"line:{others.pk}", "reason": said["reason"]}
    after = page.post(f"/desk/matters/{matter.pk}/send-back/", posted, follow=True)
    # it is no longer this unit's: not back to a page that refuses it
    assert after.status_code == 200
    assert "退回了，居民会看到" in after.content.decode()
    hop = Hop.objects.get(act="send_back")
    assert (hop.item_code, hop.item_name) == ("X2", "协助农村危房排查")
    # who told it reads which line, in plain words and without its number
    told = Client().get(f"/f/{follow.token(matter.pk)}/").content.decode()
    assert f"{world.lamps.name}说清单上“协助农村危房排查”不归他们办，正在定由谁来办" in told
