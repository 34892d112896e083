"""A worker's own Excel comes in: read, shown, agreed to by a person, written, given back where it
could not be taken; safe to run twice, safe to kill."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.world import World
from yuanba.base import clock, jobs
from yuanba.base.errors import Denied, Refused
from yuanba.base.models import Job, Record
from yuanba.base.tests.table_files import REFUSED, csv, workbook
from yuanba.duties import acts as duties
from yuanba.exchange import acts, keeping, matters_in
from yuanba.exchange.models import Layout, TableIn
from yuanba.exchange.rules import TableState
from yuanba.matters.models import Contact, Matter
from yuanba.people.door import FOUNDER
from yuanba.places.rules import Kind

HEAD = [
    "序号",
    "登记日期",
    "反映人",
    "联系电话",
    "地点",
    "反映的事",
    "类别",
    "办理结果",
    "销号日期",
    "备注",
]
ROWS: list[list[Any]] = [
    ["001", "2026年3月5日", "罗女士", "13800000126", "石桥村第一网格村口", "路灯不亮三天。", "路灯不亮", "", "", ""],
    ["002", "2026/3/6", "王大爷", "", "村口", "楼道里堆满纸箱。", "", "已清走", "2026-03-09", ""],
]  # fmt: skip


@pytest.fixture(autouse=True)
def ready(world: World, settings: Any, tmp_path: Path) -> None:
    """Files in a folder of this test; the whole tree of categories; a committee of the village."""
    settings.HOME = tmp_path
    duties.load_categories(actor=FOUNDER, now=clock.now())


def work() -> None:
    """The jobs that are due, as the worker runs them."""
    for _round in range(5):
        jobs.run_due(clock.now())


def brought(world: World, data: bytes, name: str = "台账.xlsx", who: str = "worker") -> TableIn:
    actor = getattr(world, who)
    post = actor.held()[0]
    table = acts.bring_table(
        actor=actor, place_id=post.place_id, token=keeping.keep(data), name=name,
        sha256="0" * 64, language="zh-hans", now=clock.now(),
    )  # fmt: skip
    work()
    table.refresh_from_db()
    return table


def checked(world: World, data: bytes, who: str = "worker", **said: Any) -> TableIn:
    table = brought(world, data, who=who)
    if table.state == TableState.ASKING:
        columns = {**table.columns, **said.pop("columns", {})}
        acts.set_columns(
            actor=getattr(world, who), table_id=table.pk, columns=columns, now=clock.now(), **said
        )
        work()
        table.refresh_from_db()
    assert table.state == TableState.CHECKED, table.trouble
    return table


def written(world: World, data: bytes, who: str = "worker", **said: Any) -> TableIn:
    table = checked(world, data, who, **said)
    acts.agree_table(actor=getattr(world, who), table_id=table.pk, now=clock.now())
    work()
    table.refresh_from_db()
    assert table.state == TableState.DONE, table.trouble
    return table


def given_back(table: TableIn) -> list[list[Any]]:
    book = CalamineWorkbook.from_path(str(keeping.file(table.token, "back.xlsx")))
    return book.get_sheet_by_index(0).to_python()


def test_a_register_of_ones_own_comes_in_as_open_and_closed_matters(world: World):
    table = written(world, workbook([["石桥村2026年台账"], HEAD, *ROWS]))
    assert (table.rows, table.made, table.refused) == (2, 2, 0)
    lamp, paper = Matter.objects.order_by("seq")
    assert (lamp.state, lamp.text, lamp.place_id) == ("reported", "路灯不亮三天。", world.grid.pk)
    assert (lamp.contact.name, lamp.contact.phone) == ("罗女士", "13800000126")
    assert clock.day_of(lamp.reported_at) == date(2026, 3, 5)
    assert (paper.state, paper.result, paper.unit) == ("closed", "已清走", world.committee)
    assert clock.day_of(paper.closed_at) == date(2026, 3, 9)
    assert lamp.outside_number == "own-石桥-2026-001"  # the zeros are kept
    assert Record.objects.filter(subject_id=table.pk).order_by("id").values_list(
        "act", flat=True
    )[0] == "exchange.bring_table"  # fmt: skip


def test_nobody_is_sent_a_message_because_an_old_register_was_brought_in(world: World):
    written(world, workbook([HEAD, *ROWS]))
    assert not Job.objects.filter(kind="notices.tell").exists()


def test_nothing_is_written_before_a_person_agrees(world: World):
    table = checked(world, workbook([HEAD, *ROWS]))
    assert (table.ready, table.told) == (2, 1)
    assert not Matter.objects.exists()
    assert not Contact.objects.exists()


def test_the_same_file_twice_changes_nothing(world: World):
    data = workbook([HEAD, *ROWS])
    written(world, data)
    again = checked(world, data)
    assert (again.ready, again.unchanged) == (0, 2)
    with pytest.raises(Refused, match="nothing_new"):
        acts.agree_table(actor=world.worker, table_id=again.pk, now=clock.now())
    assert Matter.objects.count() == 2


def test_a_known_number_with_other_words_is_given_back_not_lost(world: World):
    written(world, workbook([HEAD, *ROWS]))
    other = [["001", "2026-03-05", "", "", "", "井盖翘起来了。", "", "", "", ""]]
    table = checked(world, workbook([HEAD, *other]))
    assert (table.ready, table.refused) == (0, 1)
    assert "内容不一样" in given_back(table)[1][-1]


def test_numbers_that_begin_anew_each_year_are_other_matters(world: World):
    written(world, workbook([HEAD, *ROWS]))
    last_year = [["001", "2025-03-05", "", "", "", "井盖翘起来了。", "", "", "", ""]]
    assert written(world, workbook([HEAD, *last_year])).made == 1


def test_rows_without_a_number_are_known_again_by_what_they_say(world: World):
    head, rows = HEAD[1:], [row[1:] for row in ROWS]
    assert written(world, workbook([head, *rows])).made == 2
    again = checked(world, workbook([head, *rows, rows[0]]))
    assert (again.unchanged, again.refused) == (2, 1)
    assert "一样" in given_back(again)[1][-1]


def test_rejected_rows_go_back_as_they_came_with_the_reason_in_the_last_column(world: World):
    bad = [
        ["003", "", "张三", "", "", "没有日期的事。", "", "", "", "留着"],
        ["004", "2026-03-07", "李四", "123", "", "电话不对的事。", "", "", "", ""],
        ["005", "2026-03-07", "", "", "", "", "", "", "", "=1+1"],
    ]
    table = written(world, workbook([["石桥村台账"], HEAD, *ROWS, *bad]))
    assert (table.made, table.refused) == (2, 3)
    back = given_back(table)
    assert back[0] == [*HEAD, "退回的原因"]
    assert [row[0] for row in back[1:]] == ["003", "004", "005"]
    assert back[1][-2:] == ["留着", "没有日期，或者日期看不懂。"]
    assert back[3][9] == "=1+1"  # as a text: it starts no program
    assert all(row[-1].endswith("。") for row in back[1:])


@pytest.mark.parametrize(
    "data",
    [
        csv(",".join(HEAD), "1,2026-03-05,罗女士,,村口,路灯不亮三天。,,,,", encoding="utf-8-sig"),
        csv(",".join(HEAD), "1,2026-03-05,罗女士,,村口,路灯不亮三天。,,,,", encoding="gb18030"),
        workbook([HEAD, [1, 46086, "罗女士", "", "村口", "路灯不亮三天。", "", "", "", ""]]),
        workbook([HEAD, [1, date(2026, 3, 5), "罗女士", "", "村口", "路灯不亮三天。"]],
                 formats={1: "yyyy-mm-dd"}),
        workbook([HEAD, ["1", "20260305", "罗女士", "", "村口", "路灯不亮三天。"]]),
        workbook([HEAD, ["1", "2026年3月5日", "罗女士", "", "村口", "路灯不亮三天。"]]),
    ],
    ids=["utf-8", "gb18030", "a serial day", "a day", "a tight day", "a day in words"],
)  # fmt: skip
def test_the_files_offices_send_are_read_alike(world: World, data: bytes):
    assert written(world, data).made == 1
    matter = Matter.objects.get()
    assert clock.day_of(matter.reported_at) == date(2026, 3, 5)
    assert (matter.contact.name, matter.text) == ("罗女士", "路灯不亮三天。")


def test_a_number_of_nineteen_digits_is_kept_as_text_and_refused_as_a_number(world: World):
    rows = [
        ["1234567890123456789", "2026-03-05", "", "", "", "路灯不亮。"],
        [1234567890123456789, "2026-03-06", "", "", "", "井盖坏了。"],
    ]
    table = written(world, workbook([HEAD, *rows]))
    assert (table.made, table.refused) == (1, 1)
    assert Matter.objects.get().outside_number.endswith("1234567890123456789")
    assert "编号" in given_back(table)[1][-1]


def test_merged_cells_hold_for_each_of_their_rows(world: World):
    rows = [
        ["1", "2026-03-05", "罗女士", "", "", "路灯不亮。"],
        ["2", "", "", "", "", "井盖坏了。"],
    ]
    data = workbook(
        [HEAD, *rows], more=lambda book, page: page.merge_range(1, 1, 2, 1, "2026-03-05")
    )
    assert written(world, data).made == 2
    assert {clock.day_of(m.reported_at) for m in Matter.objects.all()} == {date(2026, 3, 5)}


def test_headings_nobody_knows_are_asked_for_and_remembered(world: World):
    data = workbook([["何时", "啥子事"], ["2026-03-05", "路灯不亮。"]])
    table = brought(world, data)
    assert (table.state, table.columns) == (TableState.ASKING, {"何时": "", "啥子事": ""})
    run: dict[str, Any] = {"actor": world.worker, "table_id": table.pk, "now": clock.now()}
    with pytest.raises(Refused, match="column_missing"):
        acts.set_columns(columns={"何时": "day"}, **run)
    with pytest.raises(Refused, match="column_twice"):
        acts.set_columns(columns={"何时": "day", "啥子事": "day"}, **run)
    acts.set_columns(columns={"何时": "day", "啥子事": "said"}, **run)
    work()
    table.refresh_from_db()
    assert table.ready == 1
    later = brought(world, workbook([["啥子事", "何时"], ["井盖坏了。", "2026-03-06"]]))
    assert (later.state, later.remembered, later.ready) == (TableState.CHECKED, True, 1)
    elsewhere = brought(world, data, who="neighbour_worker")
    assert elsewhere.state == TableState.ASKING  # each place has its own way
    assert Layout.objects.count() == 1


def test_a_person_may_say_that_all_is_still_to_be_done(world: World):
    assert checked(world, workbook([HEAD, *ROWS]), kind="reported").told == 2


def test_a_worker_brings_nothing_into_another_village(world: World):
    head = ["日期", "社区", "反映内容"]
    rows = [["2026-03-05", "柳湾社区", "路灯不亮。"], ["2026-03-05", "石桥村", "井盖坏了。"]]
    table = written(world, workbook([head, *rows]))
    assert (table.made, table.refused) == (1, 1)
    assert Matter.objects.get().village_id == world.village.pk
    assert "不归您导入" in given_back(table)[1][-1]
    assert written(world, workbook([head, rows[0]]), who="township").made == 1


def test_a_village_may_be_written_short(world: World):
    head = ["日期", "社区", "反映内容"]
    rows = [["2026-03-05", "石桥", "路灯不亮。"], ["2026-03-05", "柳湾", "井盖坏了。"]]
    assert written(world, workbook([head, *rows]), who="township").made == 2


def test_a_worker_founds_no_place_by_a_table(world: World):
    head, rows = (
        ["日期", "街道", "社区", "反映内容"],
        [["2026-03-05", "桂溪镇", "新社区", "灯坏了。"]],
    )
    assert checked(world, workbook([head, *rows]), who="township").refused == 1


def test_orders_of_the_hotline_are_known_by_their_own_number(world: World):
    head = [
        "工单号",
        "来电时间",
        "来电人",
        "电话",
        "诉求类型",
        "一级分类",
        "二级分类",
        "地址",
        "内容",
        "派单时间",
        "时限",
    ]
    row = [
        "20260305000123",
        "2026-03-05 08:30",
        "罗女士",
        "13800000126",
        "投诉",
        "",
        "",
        "石桥村村口",
        "路灯不亮三天。",
        "",
        "",
    ]
    data = workbook([head, row])
    table = brought(world, data)
    assert (table.mapping, table.state) == ("hotline", TableState.CHECKED)  # nothing to ask
    acts.agree_table(actor=world.worker, table_id=table.pk, now=clock.now())
    work()
    matter = Matter.objects.get()
    assert (matter.channel, matter.outside_number) == ("hotline", "hotline-20260305000123")
    assert checked(world, data).unchanged == 1


@pytest.mark.parametrize("who", ["resident", "gridworker", "handler", "supervisor"])
def test_only_the_desk_brings_tables(world: World, who: str):
    run: dict[str, Any] = {"token": "0" * 32, "name": "x", "sha256": "", "language": "zh-hans"}
    actor = getattr(world, who)
    with pytest.raises(Denied):
        acts.bring_table(actor=actor, place_id=world.village.pk, now=clock.now(), **run)
    table = checked(world, workbook([HEAD, *ROWS]))
    for act, more in (
        (acts.set_columns, {"columns": table.columns}),
        (acts.agree_table, {}),
        (acts.drop_table, {}),
    ):
        with pytest.raises(Denied):
            act(actor=actor, table_id=table.pk, now=clock.now(), **more)
    table.refresh_from_db()
    assert table.state == TableState.CHECKED


def test_a_table_is_dropped_and_nothing_was_written(world: World):
    table = checked(world, workbook([HEAD, *ROWS]))
    acts.drop_table(actor=world.colleague, table_id=table.pk, now=clock.now())
    with pytest.raises(Refused, match="table_moved_on"):
        acts.agree_table(actor=world.worker, table_id=table.pk, now=clock.now())
    assert not Matter.objects.exists()


def many(n: int) -> bytes:
    rows = [[str(at), "2026-03-05", "", "", "", f"第{at}盏灯不亮。"] for at in range(1, n + 1)]
    return workbook([HEAD, *rows])


def test_a_killed_worker_goes_on_behind_the_last_batch(world: World, monkeypatch: Any):
    monkeypatch.setattr(matters_in, "BATCH", 3)
    monkeypatch.setattr("yuanba.exchange.jobs.BATCH", 3)
    table = checked(world, many(10))
    acts.agree_table(actor=world.worker, table_id=table.pk, now=clock.now())
    record = str(Record.objects.get(act="exchange.agree_table").pk)
    from yuanba.exchange import jobs as later

    real = matters_in.Bringing.take
    calls: list[int] = []

    def dies(self: Any, some: Any) -> None:
        calls.append(len(some))
        if len(calls) == 3:
            raise KeyboardInterrupt
        real(self, some)

    monkeypatch.setattr(matters_in.Bringing, "take", dies)
    with pytest.raises(KeyboardInterrupt):
        later.write_table(now=clock.now(), record=record)
    assert Matter.objects.count() == 6
    monkeypatch.setattr(matters_in.Bringing, "take", real)
    later.write_table(now=clock.now(), record=record)
    later.write_table(now=clock.now(), record=record)  # and once more: nothing is left to do
    table.refresh_from_db()
    assert (table.state, table.made, Matter.objects.count()) == (TableState.DONE, 10, 10)
    assert sorted(Matter.objects.values_list("seq", flat=True)) == list(range(1, 11))


def test_a_long_table_lets_the_other_work_go_first(world: World, monkeypatch: Any):
    monkeypatch.setattr("yuanba.exchange.jobs.BATCH", 3)
    monkeypatch.setattr("yuanba.exchange.jobs.TURN", -1)
    assert written(world, many(7)).made == 7


def test_whose_right_ended_meanwhile_writes_nothing_more(world: World):
    table = checked(world, workbook([HEAD, *ROWS]))
    acts.agree_table(actor=world.worker, table_id=table.pk, now=clock.now())
    world.worker.posts.update(until=date(2026, 1, 1))
    work()
    table.refresh_from_db()
    assert table.state == TableState.FAILED
    assert "没有这个权力" in table.trouble
    assert not Matter.objects.exists()


def test_the_database_wants_an_agreement_before_anything_is_written(world: World):
    from django.db import IntegrityError, transaction

    table = checked(world, workbook([HEAD, *ROWS]))
    with pytest.raises(IntegrityError), transaction.atomic():
        TableIn.objects.filter(pk=table.pk).update(made=1)


def test_old_files_are_swept_and_the_page_says_so(world: World):
    from yuanba.exchange import jobs as later

    table = checked(world, workbook([HEAD, *ROWS]))
    import os

    for file in keeping.folder().iterdir():
        os.utime(file, (1, 1))
    later.sweep_files(now=clock.now())
    assert not list(keeping.folder().iterdir())
    acts.agree_table(actor=world.worker, table_id=table.pk, now=clock.now())
    work()
    table.refresh_from_db()
    assert (table.state, "已经清理" in table.trouble) == (TableState.FAILED, True)


# ---- pages


def upload(client: Any, data: bytes, name: str = "台账.xlsx") -> Any:
    return client.post(
        reverse("exchange:imports"), {"what": "matters", "file": SimpleUploadedFile(name, data)}
    )


def test_the_pages_from_the_file_to_the_receipt(world: World, client: Any):
    client.force_login(world.worker)
    bad = ["003", "", "张三", "", "", "没有日期的事。", "", "", "", ""]
    here = upload(client, workbook([HEAD, *ROWS, bad]))["Location"]
    assert "正在看列名" in client.get(here).content.decode()
    work()
    page = client.get(here).content.decode()
    assert "每一列是什么" in page
    assert '<option value="day" selected>' in page
    columns = {f"column-{n}": key for n, key in enumerate(
        ["number", "day", "person", "phone", "address", "said", "main", "result_said", "ended", ""]
    )}  # fmt: skip
    wrong = client.post(here, {"do": "columns", **columns, "column-1": ""})
    assert (wrong.status_code, "还要指出哪一列是" in wrong.content.decode()) == (422, True)
    assert client.post(here, {"do": "columns", **columns}).status_code == 303
    going = client.get(here, headers={"HX-Request": "true"})
    assert 'hx-trigger="every 2s"' in going.content.decode()
    work()
    assert client.get(here, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    page = client.get(here).content.decode()
    assert "同意，写进去（2 行）" in page
    assert "没有日期，或者日期看不懂。" in page
    assert not Matter.objects.exists()
    assert client.post(here, {"do": "agree"}).status_code == 303
    work()
    assert "导入回执" in client.get(here).content.decode()
    assert Matter.objects.count() == 2
    back = client.get(f"{here}/back")
    assert back["Content-Disposition"].startswith("attachment")
    assert b"".join(back.streaming_content).startswith(b"PK")


def test_another_village_finds_neither_the_table_nor_its_rows(world: World, client: Any):
    bad = ["003", "", "张三", "", "", "没有日期的事。", "", "", "", ""]
    table = checked(world, workbook([HEAD, *ROWS, bad]))
    here = reverse("exchange:table", args=[table.pk])
    client.force_login(world.neighbour_worker)
    assert client.get(here).status_code in (403, 404)
    assert client.get(f"{here}/back").status_code in (403, 404)
    assert table.name not in client.get(reverse("exchange:imports")).content.decode()


@pytest.mark.parametrize("name", [n for n, (why, _m) in REFUSED.items() if why in {
    "unpacked", "unsafe", "cells", "macros", "links", "locked", "old", "web", "kind", "empty",
}])  # fmt: skip
def test_a_dangerous_table_is_refused_at_the_door_and_not_kept(
    world: World, client: Any, name: str
):
    _why, make = REFUSED[name]
    client.force_login(world.worker)
    answer = upload(client, make())
    if answer.status_code == 303:  # an empty sheet, another zip: found when it is read
        work()
        assert TableIn.objects.get().state == TableState.FAILED
        return
    assert answer.status_code == 422
    assert not TableIn.objects.exists()
    assert not list(keeping.folder().iterdir())


def test_looking_at_a_table_costs_the_same_however_long_it_is(
    world: World, client: Any, django_assert_max_num_queries: Any
):
    table = checked(world, many(60))
    client.force_login(world.worker)
    with django_assert_max_num_queries(8):
        client.get(reverse("exchange:table", args=[table.pk]))


def test_the_rows_given_back_can_be_brought_again_when_they_are_mended(world: World):
    bad = ["003", "", "张三", "", "", "没有日期的事。", "", "", "", ""]
    table = written(world, workbook([HEAD, *ROWS, bad]))
    back = given_back(table)
    back[1][1] = "2026-03-08"
    out = io.BytesIO(workbook(back))
    again = brought(world, out.getvalue())
    if again.state == TableState.ASKING:
        acts.set_columns(
            actor=world.worker, table_id=again.pk, columns=again.columns, now=clock.now()
        )
        work()
        again.refresh_from_db()
    assert (again.ready, again.refused) == (1, 0)
    assert world.village.kind == Kind.VILLAGE
