"""The question to residents and to the desk, the list of those who hear it, the sheet for outsiders."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.world import THURSDAY, World
from yuanba.matters import acts, follow
from yuanba.matters.acts import Named
from yuanba.matters.models import Concern, Matter
from yuanba.matters.rules.concerns import ConcernKind


def words(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def signed(world: World, who: str) -> Client:
    client = Client()
    client.force_login(getattr(world, who))
    return client


def tell(world: World, **said: str) -> Matter:
    """As a resident does it on the page."""
    client, here = Client(), f"/c/{world.village.pk}/report"
    assert "这件事是反映干部" in words(client.get(here))
    answer = client.post(here, {"text": "村口的灯一直不亮", "key": "a" * 32, **said})
    assert answer.status_code == 303, words(answer)
    return Matter.objects.latest("pk")


def test_the_question_offers_those_who_serve_here_by_level(world: World):
    page = words(Client().get(f"/c/{world.village.pk}/report"))
    for said in ("王小芹", "陈大山", "赵敏", "桂溪镇人民政府", "云岭县城市管理局", "邻居或别的人"):
        assert said in page
    assert "李远" not in page, "of another village"
    assert "高管" not in page, "administrators deal with no matters"


def test_a_resident_names_an_official_and_reads_that_the_level_above_has_it(world: World):
    matter = tell(world, about=f"person:{world.worker.pk}", about_said="说话很凶")
    assert (matter.concerned, matter.number) == (True, "桂溪镇-2026-0001")
    concern = Concern.objects.get()
    assert (concern.person, concern.said, concern.by) == (world.worker, "说话很凶", None)
    page = words(Client().get(f"/f/{follow.token(matter.pk)}/"))
    assert "由上一级来看" in page
    assert matter.number not in words(signed(world, "worker").get("/desk/queue"))
    assert matter.title in words(signed(world, "township").get("/desk/concerns"))


@pytest.mark.parametrize("mode", ["standard", "elder"])
def test_the_officials_of_the_village_without_a_name(world: World, mode: str):
    matter = tell(world, about="level:village")
    assert Concern.objects.get().place == world.village
    assert matter.level == "township"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"about": "", "about_said": "村主任"}, "请在上面选一个最像的"),
        ({"about": "other", "about_said": ""}, "请写一写是谁"),
        ({"about": "person:1"}, "这里没有这个人"),
        ({"about": "person:x"}, "请从列出的里面选一个"),
        ({"about": "level:moon"}, "请从列出的里面选一个"),
    ],
)
def test_what_does_not_fit_stands_beside_its_field(world: World, said: dict[str, str], answer: str):
    here = f"/c/{world.village.pk}/report"
    page = Client().post(here, {"text": "灯一直不亮", "key": "a" * 32, **said})
    assert page.status_code == 422
    assert answer in words(page)
    assert not Matter.objects.exists()


def test_the_elder_pages_ask_it_on_the_last_one(world: World):
    client = Client()
    client.cookies["mode"] = "elder"
    here = f"/c/{world.village.pk}/report"
    said = {"text": "灯一直不亮", "key": "a" * 32, "place": "", "step": "phone", "go": "check"}
    page = words(client.post(here, said))
    assert "这件事是反映干部" in page
    sent = said | {"step": "check", "go": "send", "about": f"unit:{world.committee.pk}"}
    assert client.post(here, sent).status_code == 303
    assert Matter.objects.get().concerned


def test_the_json_address_names_somebody_too(world: World):
    body = {"place_id": str(world.village.pk), "text": "收钱", "about": f"person:{world.worker.pk}"}
    answer = Client().post("/api/matters", body, content_type="application/json")
    assert answer.status_code == 201, words(answer)
    assert Matter.objects.get().concerned
    wrong = Client().post("/api/matters", body | {"about": "x"}, content_type="application/json")
    assert (wrong.status_code, wrong.json()["code"]) == (409, "about")


def test_the_desk_writes_down_what_is_about_itself_and_prints_the_slip_at_once(world: World):
    client = signed(world, "worker")
    sent = {
        "text": "他收钱不办事", "place": str(world.village.pk), "how": "call", "channel": "window",
        "about": f"person:{world.colleague.pk}", "key": "k" * 32,
    }  # fmt: skip
    answer = client.post("/desk/new", sent)
    matter = Matter.objects.get()
    assert answer.headers["Location"] == f"/f/{follow.token(matter.pk)}/slip"
    assert matter.title not in words(client.get("/desk/new"))
    assert client.get(f"/desk/matters/{matter.pk}/").status_code == 403


def test_naming_ones_own_superior_leads_back_to_the_list(world: World):
    matter, client = world.told(), signed(world, "worker")
    here = f"/desk/matters/{matter.pk}/name-concern/"
    assert "反映的是谁" in words(client.get(here))
    sent = {"whom": "level:village", "why": "说的是村里的干部。", "version": matter.version}
    answer = client.post(here, sent)
    assert answer.headers["Location"] == "/desk/queue"
    assert client.get(f"/desk/matters/{matter.pk}/").status_code == 403


def test_the_township_lifts_it_on_a_page_and_by_json_alike(world: World):
    matter = Matter.objects.get(pk=hidden(world).pk)
    concern, client = Concern.objects.get(), signed(world, "township")
    page = client.post(f"/desk/matters/{matter.pk}/lift-concern/", {"concern": concern.pk})
    answer = client.post(
        f"/api/matters/{matter.pk}/lift_concern", {"concern_id": str(concern.pk)},
        content_type="application/json",
    )  # fmt: skip
    assert page.status_code == 422
    assert (answer.status_code, answer.json()["code"]) == (409, "reason_needed")
    sent = {"concern": concern.pk, "reason": "核实过，是同名的人。"}
    assert client.post(f"/desk/matters/{matter.pk}/lift-concern/", sent).status_code == 302
    assert not Matter.objects.get().concerned
    assert "核实过，是同名的人。" in words(Client().get(f"/f/{follow.token(matter.pk)}/"))


def hidden(world: World) -> acts.Received:
    named = Named(ConcernKind.PERSON, world.worker.pk, why="诉求人说的就是他。")
    return acts.report(
        actor=world.guest, place_id=world.grid.pk, text="有人收钱，找罗大娘13800000126问。",
        contact_name="罗大娘", contact_phone="13800000126", concern=named, now=THURSDAY,
    )  # fmt: skip


def test_the_list_of_those_who_hear_it_says_whom_why_and_by_whom(world: World):
    hidden(world)
    for who in ("township", "supervisor", "coordinator"):
        page = words(signed(world, who).get("/desk/concerns"))
        for said in ("王小芹", "诉求人说的就是他。", "诉求人自己", "镇街来办"):
            assert said in page, (who, said)
    assert "有人收钱" not in words(signed(world, "colleague").get("/desk/concerns"))
    assert signed(world, "handler").get("/desk/concerns").status_code == 403


def test_the_file_says_whom_it_is_about_to_those_who_see_it(world: World):
    told = hidden(world)
    page = words(signed(world, "township").get(f"/desk/matters/{told.pk}/"))
    assert "王小芹（石桥村" in page
    assert "罗大娘，" not in page


def test_the_sheet_for_an_outsider_does_not_say_who_spoke(world: World):
    told = hidden(world)
    client = signed(world, "township")
    assert "/instruction/" in words(client.get(f"/desk/matters/{told.pk}/"))
    page = words(client.get(f"/desk/matters/{told.pk}/instruction/"))
    assert "有人收钱" in page
    assert "罗大娘" not in page
    assert "13800000126" not in page
    assert "赵敏 打印于" in page, "marked with name and time"
    assert "不要把这张单子交给他们" in page
    for who in ("supervisor", "worker"):
        assert signed(world, who).get(f"/desk/matters/{told.pk}/instruction/").status_code == 403


@pytest.mark.parametrize(
    "page",
    [
        "/desk/", "/desk/queue", "/desk/queue?lane=government&q=灯", "/desk/queue?view=late&filter=1",
        "/desk/register?q=灯", "/desk/search?q=路灯", "/desk/stuck", "/desk/hotline", "/desk/service/",
        "/desk/register/export", "/desk/triage", "/desk/problems/",
    ],
)  # fmt: skip
def test_what_is_kept_from_the_reader_is_asked_once_a_page(world: World, page: str):
    tell(world, about=f"person:{world.handler.pk}")
    world.told()
    client = signed(world, "worker")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    kept = [q["sql"] for q in asked if 'FROM "matters_concern"' in q["sql"].split("WHERE")[0]]
    assert len(kept) == 1, kept
