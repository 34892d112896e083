"""Files that leave the house: large ones by a job, contacts by two persons, answers to the hotline."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.world import World
from yuanba.base import clock, jobs, records
from yuanba.base.errors import Denied, Refused
from yuanba.base.models import Record
from yuanba.exchange import acts, keeping, paper
from yuanba.exchange.models import Answered, TableOut
from yuanba.exchange.rules import OutKind, OutState
from yuanba.matters import acts as matters
from yuanba.matters.models import Matter
from yuanba.people.door import Guest

PHONE, NAME = "13800000126", "罗秀英"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def work() -> None:
    while jobs.run_due(clock.now()):  # some at a time
        pass


def asked(world: World, kind: OutKind = OutKind.CONTACTS, who: str = "worker") -> TableOut:
    actor = getattr(world, who)
    return acts.ask_export(
        actor=actor, post_id=actor.held()[0].pk, kind=kind, filters={}, rows=1,
        reason="通知停水，逐户打电话。", language="zh-hans", now=clock.now(),
    )  # fmt: skip


def agreed(world: World) -> TableOut:
    table = asked(world)
    acts.agree_export(actor=world.colleague, table_id=table.pk, now=clock.now())
    work()
    table.refresh_from_db()
    return table


def cells(data: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


# ---- contacts


def test_contacts_leave_by_two_persons_and_the_file_says_who_and_when(world: World, client: Any):
    matter = world.told(contact_name=NAME, contact_phone=PHONE, text="=1+1 路灯不亮。")
    table = agreed(world)
    assert (table.state, table.rows) == (OutState.READY, 1)
    client.force_login(world.worker)
    answer = client.post(reverse("exchange:fetch", args=[table.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    rows = cells(body(answer))
    assert "王小芹" in rows[0][0]
    assert "周文同意" in rows[0][0]
    assert "通知停水" in rows[0][0]
    assert rows[2][3:5] == [NAME, PHONE]
    assert "=1+1 路灯不亮。" in rows[2]  # a text, no program
    look = [r for r in records.about(matter) if r.act == "matters.reveal"]
    assert [(r.actor, r.facts["reason"], r.facts["agreed_by"]) for r in look] == [
        (world.worker, "通知停水，逐户打电话。", "周文")
    ]


def test_nothing_is_written_before_another_person_agrees(world: World):
    world.told(contact_name=NAME, contact_phone=PHONE)
    table = asked(world)
    work()
    with pytest.raises(Refused, match="second_person"):
        acts.agree_export(actor=world.worker, table_id=table.pk, now=clock.now())
    table.refresh_from_db()
    assert table.state == OutState.ASKED
    assert not list(keeping.folder().iterdir())
    with pytest.raises(IntegrityError), transaction.atomic():
        TableOut.objects.filter(pk=table.pk).update(state="ready", agreed_by=world.worker)


def test_contacts_are_fetched_once_by_the_one_who_asked_within_a_day(world: World):
    matter = world.told(contact_name=NAME, contact_phone=PHONE)
    table = agreed(world)
    run: dict[str, Any] = {"table_id": table.pk, "now": clock.now()}
    with pytest.raises(Refused, match="not_yours"):
        acts.fetch_export(actor=world.colleague, **run)
    with pytest.raises(Refused, match="over"):
        acts.fetch_export(actor=world.worker, **run | {"now": clock.now() + timedelta(days=1)})
    assert not Record.objects.filter(act="matters.reveal", subject_id=matter.pk).exists()
    acts.fetch_export(actor=world.worker, **run)
    with pytest.raises(Refused, match="fetched"):
        acts.fetch_export(actor=world.worker, **run)
    assert Record.objects.filter(act="matters.reveal", subject_id=matter.pk).count() == 1


def test_a_reason_is_needed_for_contacts(world: World):
    post = world.worker.held()[0].pk
    with pytest.raises(Refused, match="reason_needed"):
        acts.ask_export(
            actor=world.worker, post_id=post, kind=OutKind.CONTACTS, filters={}, rows=1,
            reason=" ", language="zh-hans", now=clock.now(),
        )  # fmt: skip
    assert not TableOut.objects.exists()


def test_not_agreed_says_why_and_writes_nothing(world: World):
    table = asked(world)
    with pytest.raises(Refused, match="reason_needed"):
        acts.deny_export(actor=world.colleague, table_id=table.pk, reason="", now=clock.now())
    acts.deny_export(
        actor=world.colleague, table_id=table.pk, reason="贴通知就行。", now=clock.now()
    )
    work()
    table.refresh_from_db()
    assert (table.state, table.answer) == (OutState.DENIED, "贴通知就行。")


@pytest.mark.parametrize("who", ["handler", "supervisor", "admin", "gridworker"])
def test_only_the_desk_asks_for_contacts_and_agrees(world: World, who: str):
    with pytest.raises(Denied):
        asked(world, who=who)
    table = asked(world)
    for act, more in ((acts.agree_export, {}), (acts.deny_export, {"reason": "不行。"})):
        with pytest.raises(Denied):
            act(actor=getattr(world, who), table_id=table.pk, now=clock.now(), **more)


def test_the_neighbour_neither_sees_nor_agrees(world: World, client: Any):
    table = asked(world)
    for act in (acts.agree_export, acts.fetch_export):
        with pytest.raises(Denied):
            act(actor=world.neighbour_worker, table_id=table.pk, now=clock.now())
    client.force_login(world.neighbour_worker)
    assert "通知停水" not in client.get(reverse("exchange:exports")).content.decode()


def test_a_restricted_matter_keeps_its_contact_even_then(world: World):
    matter = world.told(contact_name=NAME, contact_phone=PHONE)
    Matter.objects.filter(pk=matter.pk).update(restricted=True, category=world.family)
    table = agreed(world)
    rows = cells(keeping.file(table.token, "xlsx").read_bytes())
    assert NAME not in str(rows)
    acts.fetch_export(actor=world.worker, table_id=table.pk, now=clock.now())
    assert not Record.objects.filter(act="matters.reveal", subject_id=matter.pk).exists()


def test_whose_post_ended_meanwhile_gets_no_file(world: World):
    world.told(contact_name=NAME, contact_phone=PHONE)
    table = asked(world)
    acts.agree_export(actor=world.colleague, table_id=table.pk, now=clock.now())
    world.worker.posts.update(until=world.worker.held()[0].since)
    work()
    table.refresh_from_db()
    assert table.state == OutState.FAILED
    assert not keeping.file(table.token, "xlsx").exists()


def test_the_pages_from_the_wish_to_the_file(world: World, client: Any):
    world.told(contact_name=NAME, contact_phone=PHONE)
    client.force_login(world.worker)
    page = client.get(reverse("exchange:register")).content.decode()
    assert "要带姓名和电话的" in page
    assert client.post(reverse("exchange:ask"), {"reason": ""}).status_code == 422
    assert (
        client.post(reverse("exchange:ask"), {"reason": "通知停水，逐户打电话。"}).status_code
        == 303
    )
    mine = client.get(reverse("exchange:exports")).content.decode()
    assert "等另一个人同意" in mine
    table = TableOut.objects.get()
    own = client.post(reverse("exchange:decide", args=[table.pk]), {"do": "agree"}, follow=True)
    assert "自己要的要由别人来同意" in own.content.decode()
    client.force_login(world.colleague)
    assert "通知停水" in client.get(reverse("exchange:exports")).content.decode()
    client.post(reverse("exchange:decide", args=[table.pk]), {"do": "agree"})
    work()
    client.force_login(world.worker)
    assert "取文件" in client.get(reverse("exchange:exports")).content.decode()
    assert client.get(reverse("exchange:fetch", args=[table.pk])).status_code == 405
    assert body(client.post(reverse("exchange:fetch", args=[table.pk]))).startswith(b"PK")
    again = client.post(reverse("exchange:fetch", args=[table.pk]), follow=True)
    assert "只能取一次" in again.content.decode()


# ---- large ones


def test_a_large_register_is_written_by_a_job_and_waits_a_day(
    world: World, client: Any, monkeypatch: Any
):
    for module in ("rules", "pages.register"):
        monkeypatch.setattr(f"yuanba.exchange.{module}.DIRECT", 1)
    for _n in range(3):
        world.told(contact_name=NAME, contact_phone=PHONE)
    client.force_login(world.worker)
    answer = client.post(reverse("exchange:register"))
    assert (answer.status_code, answer["Location"]) == (303, reverse("exchange:exports"))
    going = client.get(reverse("exchange:exports"), headers={"HX-Request": "true"})
    assert 'hx-trigger="every 2s"' in going.content.decode()
    work()
    done = client.get(reverse("exchange:exports"), headers={"HX-Request": "true"})
    assert done["HX-Refresh"] == "true"
    table = TableOut.objects.get()
    rows = cells(body(client.post(reverse("exchange:fetch", args=[table.pk]))))
    assert len(rows) == 5
    assert PHONE not in str(rows)
    assert body(client.post(reverse("exchange:fetch", args=[table.pk]))).startswith(b"PK")
    assert Record.objects.filter(act="exchange.fetch_export").count() == 2


def test_a_killed_writer_leaves_no_half_file(world: World, monkeypatch: Any):
    from yuanba.exchange import files_out
    from yuanba.exchange import jobs as later

    world.told()
    table = asked(world, OutKind.REGISTER)
    record = str(Record.objects.get(act="exchange.ask_export").pk)
    real = files_out.register_out.rows

    def dies(*args: Any) -> Any:
        yield next(real(*args))
        raise KeyboardInterrupt

    monkeypatch.setattr(files_out.register_out, "rows", dies)
    with pytest.raises(KeyboardInterrupt):
        later.write_export(now=clock.now(), record=record)
    assert not keeping.file(table.token, "xlsx").exists()
    monkeypatch.setattr(files_out.register_out, "rows", real)
    later.write_export(now=clock.now(), record=record)
    table.refresh_from_db()
    assert (table.state, table.rows) == (OutState.READY, 1)


# ---- the hotline


def order(world: World, number: str = "20260305000123") -> Matter:
    matter = world.replied()
    Matter.objects.filter(pk=matter.pk).update(outside_number=f"hotline-{number}")
    matter.refresh_from_db()
    return matter


def answered(world: World, who: str = "worker") -> TableOut:
    actor = getattr(world, who)
    table = acts.answer_hotline(
        actor=actor, post_id=actor.held()[0].pk, language="zh-hans", now=clock.now()
    )
    work()
    table.refresh_from_db()
    return table


def test_answers_go_back_under_the_hotline_s_own_number_once(world: World):
    matter = order(world)
    world.replied()  # not of the hotline
    table = answered(world)
    head, row = cells(keeping.file(table.token, "xlsx").read_bytes())[1:]
    assert head[0] == "工单号"
    assert row[:5] == [
        "20260305000123",
        matter.number,
        "云岭县城市管理局",
        "已解决",
        "路灯修好了，请您看看。",
    ]
    assert [a.matter_id for a in Answered.objects.all()] == [matter.pk]
    with pytest.raises(Refused, match="nothing"):
        answered(world)


def test_an_answer_given_anew_goes_again(world: World):
    matter = order(world)
    answered(world)
    run: dict[str, Any] = {"matter_id": matter.pk, "now": clock.now()}
    matters.evaluate(actor=Guest(holds=matter.pk), solved=False, why="又黑了。", **run)
    matters.grant_reopen(actor=world.worker, **run)
    matters.assign(actor=world.worker, owner_id=world.handler.pk, **run)
    matters.finish(actor=world.handler, outcome="solved", result="换了整根灯杆，又亮了。", **run)
    matters.reply(actor=world.handler, text="换了灯杆。", **run)
    table = answered(world)
    assert cells(keeping.file(table.token, "xlsx").read_bytes())[2][4] == "换了灯杆。"
    assert Answered.objects.filter(matter=matter).count() == 2


def test_the_receipt_says_what_went_when_and_the_file_can_be_written_again(
    world: World, client: Any
):
    matter = order(world)
    client.force_login(world.worker)
    assert "有 1 件热线的事答复了" in client.get(reverse("exchange:hotline")).content.decode()
    assert client.post(reverse("exchange:hotline")).status_code == 303
    work()
    table = TableOut.objects.get()
    body(client.post(reverse("exchange:fetch", args=[table.pk])))
    here = reverse("exchange:receipt", args=[table.pk])
    page = client.get(here).content.decode()
    assert "20260305000123" in page
    assert matter.number in page
    keeping.forget(table.token)
    assert "再写一份" in client.get(here).content.decode()
    client.post(here)
    work()
    assert keeping.file(table.token, "xlsx").exists()
    assert client.get(reverse("exchange:hotline")).content.decode().count("件热线的事答复了") == 1
    client.force_login(world.neighbour_worker)
    assert client.get(here).status_code in (403, 404)


@pytest.mark.parametrize("who", ["handler", "supervisor", "gridworker", "resident"])
def test_only_the_desk_answers_the_hotline(world: World, who: str, client: Any):
    order(world)
    actor = getattr(world, who)
    posts = actor.held()
    with pytest.raises(Denied):
        acts.answer_hotline(
            actor=actor, post_id=posts[0].pk if posts else 0, language="zh-hans", now=clock.now()
        )
    client.force_login(actor)
    assert client.get(reverse("exchange:hotline")).status_code in (302, 403, 404)


# ---- paper


def row(text: str = "路灯不亮。", **said: Any) -> dict[str, Any]:
    plain = {
        "who": "罗女士",
        "where": "村口",
        "handled": "城管局",
        "result": "已解决",
        "judged": "",
    }
    sums = {"lane_code": "government", "finished": True, "late": False, "closed": None}
    return plain | sums | {"text": text, "satisfied": None} | said


def test_each_sheet_has_its_sums_and_they_add_up_to_the_whole():
    rows = [row(lane_code=lane, satisfied=yes, late=n % 3 == 0)
            for n, (lane, yes) in enumerate([("government", True), ("communal", None), ("", False)] * 20)]  # fmt: skip
    sheets, total = paper.sheets(rows)
    assert [sheet.number for sheet in sheets] == [1, 2, 3, 4]
    assert sum(sheet.sums["n"] for sheet in sheets) == total["n"] == 60
    assert (total["government"], total["communal"], total["unsorted"]) == (20, 20, 20)
    assert (total["satisfied"], total["unsatisfied"]) == (20, 20)
    assert total["late"] == sum(sheet.sums["late"] for sheet in sheets) == 20


def test_a_long_story_takes_its_room_and_the_longest_still_fits_one_sheet():
    long = paper.short("楼上漏水。" * 400, "（全文见系统）")
    assert paper.height(row(long)) <= paper.LAST
    sheets, _total = paper.sheets([row(long), row(long), row()])
    assert [len(sheet.rows) for sheet in sheets] == [1, 1, 1]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(st.lists(st.sampled_from([1, 21, 43, 130, 400]), max_size=25))
def test_no_sheet_is_fuller_than_paper_and_the_last_has_room_for_signatures(lengths: list[int]):
    rows = [row("灯" * n) for n in lengths]
    sheets, total = paper.sheets(rows)
    assert [r for sheet in sheets for r in sheet.rows] == rows
    assert total["n"] == len(rows)
    high = [sum(map(paper.height, sheet.rows)) for sheet in sheets]
    assert all(h <= paper.ROOM for h in high)
    assert high[-1] <= paper.LAST


def test_an_empty_register_is_one_sheet_with_zeros():
    sheets, total = paper.sheets([])
    assert (len(sheets), total["n"]) == (1, 0)


def test_the_printed_page_says_which_sheet_it_is_and_sums_it(world: World, client: Any):
    world.closed()
    world.told()
    client.force_login(world.worker)
    page = client.get(reverse("exchange:register_print")).content.decode()
    assert "第 1 页，共 1 页" in page
    assert "本页小计：" in page
    assert "2 件（大事 1，小事 0，私事 0，没有分 1）" in page
    assert "王小芹" in page  # who printed it


# ---- the API


def test_page_and_api_refuse_alike_about_a_file_with_contacts(world: World, client: Any):
    world.told(contact_name=NAME, contact_phone=PHONE)
    client.force_login(world.worker)
    post = str(world.worker.held()[0].pk)

    def ask(path: str, **said: Any) -> Any:
        return client.post(f"/api/exchange/{path}", said, content_type="application/json")

    answer = ask("files", post_id=post, contacts=True, reason="")
    assert (answer.status_code, answer.json()["code"]) == (409, "reason_needed")
    made = ask("files", post_id=post, contacts=True, reason="通知停水，逐户打电话。").json()
    assert (made["state"], made["rows"]) == ("asked", 1)
    answer = ask(f"files/{made['id']}/agree")
    assert (answer.status_code, answer.json()["code"]) == (409, "second_person")
    client.force_login(world.colleague)
    assert ask(f"files/{made['id']}/agree").json()["state"] == "writing"
    assert ask("files", post_id=post).status_code == 403  # not a post of one's own


def test_the_api_brings_a_table_no_further_than_the_page(world: World, client: Any):
    table = acts.bring_table(
        actor=world.worker, place_id=world.village.pk, token="0" * 32, name="x", sha256="",
        language="zh-hans", now=clock.now(),
    )  # fmt: skip
    client.force_login(world.worker)
    here = f"/api/exchange/tables/{table.pk}"
    assert client.get(here).json()["state"] == "reading"
    for act in ("agree", "drop"):
        answer = client.post(f"{here}/{act}")
        assert (answer.status_code, answer.json()["code"]) == (409, "table_moved_on")
    client.force_login(world.neighbour_worker)
    assert client.get(here).status_code == 403


def test_the_pages_cost_the_same_however_much_was_sent(
    world: World, client: Any, django_assert_max_num_queries: Any
):
    for _n in range(4):
        order(world)
        answered(world)
        asked(world)
    client.force_login(world.worker)
    # session, person, posts, what is kept from him, rail; mine, waiting
    with django_assert_max_num_queries(7):
        client.get(reverse("exchange:exports"))
    # and what in them the reader may see; counting and listing each ask what is kept from him
    with django_assert_max_num_queries(9):
        client.get(reverse("exchange:hotline"))
