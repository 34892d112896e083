"""巡查 by page, by JSON and by paper: what is typed wrong stays, what is counted is counted once."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.base.tests import sound_files
from yuanba.base.tests.picture_files import jpeg
from yuanba.matters.models import Matter
from yuanba.patrols.models import Finding, Look, PaperSheet
from yuanba.patrols.tests.hills import Hills


@pytest.fixture
def hills(world: World, monkeypatch: pytest.MonkeyPatch) -> Hills:
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    return Hills(world)


@pytest.mark.django_db
def test_a_round_by_page_from_the_list_to_the_answer(
    hills: Hills, client, django_assert_max_num_queries
):
    world, here = hills.world, reverse("patrols:round")
    client.force_login(world.gridworker)
    assert "还没有巡查点位" in client.get(here).content.decode()
    way = hills.way()
    with django_assert_max_num_queries(10):
        page = client.get(here).content.decode()
    assert page.count("没有变化<span") == 4
    assert "不记您走的路线" in page
    same = reverse("patrols:same", args=[way[0].pk])
    for _twice in range(2):
        assert client.post(same, {"once": "a" * 32}).status_code == 302
    assert Look.objects.count() == 1
    there = reverse("patrols:point", args=[way[1].pk])
    wrong = client.post(there, {"then": "spot", "text": "裂缝宽了", "hurts": "on", "saw": 1})
    assert (wrong.status_code, Finding.objects.count()) == (422, 0)
    assert "裂缝宽了</textarea>" in wrong.content.decode()
    assert 'id="id_fix_error"' in wrong.content.decode()
    said = {"then": "needs", "saw": 1, "once": "b" * 32}
    said |= {"photos": SimpleUploadedFile("x.jpg", jpeg(), "image/jpeg")}
    said |= {"voice": SimpleUploadedFile("x.amr", sound_files.amr(), "audio/amr")}
    done = client.post(there, said, follow=True).content.decode()
    told = Matter.objects.get()
    assert told.number in done
    assert (told.photos.count(), told.voices.count()) == (1, 1)
    late = client.post(there, {"then": "watch", "text": "又裂了", "saw": 1})
    assert "刚才有别人记过" in late.content.decode()
    assert "又裂了</textarea>" in late.content.decode()
    better = reverse("patrols:better", args=[way[1].pk])
    assert "怎么弄好的" in client.post(better, {"how": ""}, follow=True).content.decode()
    assert client.post(better, {"how": "灌了浆，不漏了"}).url == here
    assert Finding.objects.get().fixed_on == THURSDAY.date()
    with django_assert_max_num_queries(14):
        month = client.get(reverse("patrols:points")).content.decode()
    assert "陈大山" not in month.split("<main")[1]  # points are covered; nobody is counted
    assert re.search(r"当场弄好</dt><dd class=\"num\">0 处<", month)
    assert client.get(reverse("patrols:points"), {"month": "2026-99"}).status_code == 200


@pytest.mark.django_db
def test_a_sheet_is_printed_and_typed_in_by_its_code(hills: Hills, client):
    world, way = hills.world, hills.way()
    client.force_login(world.gridworker)
    printed = client.get(reverse("patrols:sheets"), follow=True).content.decode()
    assert all(point.name in printed for point in way)
    found = re.search(r'href="http://testserver(/desk/patrols/sheets/[^"]+/typing)"', printed)
    assert found
    page = client.get(found[1]).content.decode()
    assert page.count("<fieldset") == 4
    said = {f"result_{way[0].pk}": "same", f"text_{way[1].pk}": "井盖松", "day": "2026-09-23"}
    wrong = client.post(found[1], said | {f"result_{way[2].pk}": "found"})
    assert (wrong.status_code, Look.objects.count()) == (422, 0)
    assert 'value="井盖松"' in wrong.content.decode()
    assert f'id="id_text_{way[2].pk}_error"' in wrong.content.decode()
    for _twice in range(2):
        assert client.post(found[1], said | {"once": "a" * 32}).status_code == 302
    assert (Look.objects.count(), PaperSheet.objects.count()) == (2, 1)
    assert Finding.objects.get().text == "井盖松"
    again = client.post(found[1], said | {"once": "b" * 32})
    assert "已经录过了" in again.content.decode()


@pytest.mark.django_db
def test_a_sheet_is_photographed_first_and_typed_in_by_somebody_else_once(hills: Hills, client):
    world, way = hills.world, hills.way()
    client.force_login(world.gridworker)
    printed = client.get(reverse("patrols:sheets"), follow=True).content.decode()
    found = re.search(r'href="http://testserver(/desk/patrols/sheets/[^"]+)/typing"', printed)
    assert found

    def shot() -> SimpleUploadedFile:
        return SimpleUploadedFile("单子.jpg", jpeg(), "image/jpeg")

    none = client.post(f"{found[1]}/photo", follow=True).content.decode()
    assert "请先拍一张照片" in none
    page = client.post(f"{found[1]}/photo", {"photo": shot()}, follow=True).content.decode()
    assert "拍好了" in page
    sheet = PaperSheet.objects.get()
    assert (sheet.at, sheet.day, len(sheet.points)) == (None, None, 4)
    client.force_login(world.worker)
    waiting = client.get(reverse("patrols:round")).content.decode()
    at = re.search(r'href="(/desk/patrols/sheets/[^"]+/typing)"', waiting)
    assert at
    beside = client.get(at[1]).content.decode()
    assert f"/photo/{sheet.name}" in beside
    assert client.get(f"/desk/patrols/sheets/{world.grid.pk}/photo/{sheet.name}").status_code == 200
    said = {f"result_{way[0].pk}": "same", "day": "2026-09-23"}
    assert client.post(at[1], said).status_code == 302
    sheet.refresh_from_db()
    assert (sheet.at is not None, Look.objects.count()) == (True, 1)
    assert "还没录的单子" not in client.get(reverse("patrols:round")).content.decode()
    again = client.post(f"{found[1]}/photo", {"photo": shot()}, follow=True).content.decode()
    assert "已经录过了" in again
    client.force_login(world.neighbour_worker)
    gone = client.get(f"/desk/patrols/sheets/{world.grid.pk}/photo/{sheet.name}")
    assert gone.status_code == 404


@pytest.mark.django_db
def test_points_and_rows_by_page_and_json_refuse_alike(hills: Hills, client):
    world, point = hills.world, hills.point()
    client.force_login(world.worker)
    new = {"place": world.grid.pk, "name": point.name, "kind": "slope", "risk": "low"}
    page = client.post(reverse("patrols:add"), new)
    body = {"place_id": str(world.grid.pk), "name": point.name, "kind": "slope", "risk": "low"}
    json = client.post("/api/patrols/points", body, "application/json")
    assert (json.status_code, json.json()["code"]) == (409, "named")
    assert json.json()["message"] in page.content.decode()
    assert client.post(reverse("patrols:add"), new | {"name": "河坝"}).status_code == 302
    change = reverse("patrols:change", args=[point.pk])
    assert client.post(change, new | {"n": ""}).status_code == 422
    assert client.post(change, new | {"n": 5, "name": "边坡"}).status_code == 302
    look = f"/api/patrols/points/{point.pk}/look"
    made = client.post(
        look, {"result": "found", "text": "裂了", "then": "needs"}, "application/json"
    ).json()
    assert (made["after"], made["matter"]) == (2, Matter.objects.get().number)
    clash = client.post(look, {"result": "same", "saw": 1}, "application/json")
    assert (clash.status_code, clash.json()["code"]) == (409, "conflict")
    stops = client.get(f"/api/patrols/{world.village.pk}/points").json()
    assert [(s["point"]["name"], s["due"]) for s in stops] == [("河坝", True), ("边坡", False)]
    finding = Finding.objects.get()
    raised = client.post(f"/api/patrols/findings/{finding.pk}/raise", {}, "application/json")
    assert raised.json()["code"] == "told"
    ended = client.post(reverse("patrols:retire", args=[point.pk]), {"why": "坡修好了"})
    assert "还有没弄好的问题" in ended.content.decode()
    assert 'value="坡修好了"' in ended.content.decode()
    fixed = client.post(
        f"/api/patrols/findings/{finding.pk}/fix", {"how": "灌了浆"}, "application/json"
    )
    assert fixed.json()["how"] == "灌了浆"
    assert client.post(
        reverse("patrols:retire", args=[point.pk]), {"why": "修好了"}
    ).url == reverse("patrols:points")
    client.force_login(world.coordinator)
    pace = reverse("patrols:pace")
    assert "没有法定出处" in client.get(pace).content.decode()
    row = {"pace": "look_low", "days": "3"}
    assert 'value="3"' in client.post(pace, row | {"source": ""}).content.decode()
    assert client.post(pace, row | {"source": "县应急局8号"}).status_code == 302
    assert "县应急局8号" in client.get(pace).content.decode()
    lines = reverse("patrols:lines", args=["slope"])
    said = {"lines": "裂缝\n水", "source": "县应急局8号"}
    assert client.post(lines, said).status_code == 302
    here = f"/api/patrols/{world.county.pk}/lines/slope"
    wrong = client.post(here, {"text": "字" * 41, "source": "8号文"}, "application/json")
    assert wrong.json()["code"] == "long"
    client.force_login(world.supervisor)
    assert client.get(reverse("patrols:points")).status_code == 200
    assert (
        client.post(reverse("patrols:same", args=[Look.objects.get().point_id])).status_code == 403
    )
