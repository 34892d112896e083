"""Two who do not simply tell it themselves, through every door to the end: an old woman whose
neighbour types for her, and somebody who leaves no name."""

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from tests.test_story import fields, press
from tests.world import World
from yuanba.base import clock, jobs
from yuanba.disclosure.models import Row
from yuanba.duties.models import Category
from yuanba.duties.rules import Lane
from yuanba.exchange import matters_in
from yuanba.matters import follow
from yuanba.matters.models import Matter
from yuanba.matters.rules import State
from yuanba.notices.models import Visit
from yuanba.people.rules import UnitKind


def run_jobs() -> None:
    while jobs.run_due(clock.now() + timedelta(seconds=5), most=100):
        pass


def worked_on(world: World, worker: Client, department: Client, matter: Matter) -> None:
    """Sorted, given, done, answered: as in tests/test_story.py."""
    desk = f"/desk/matters/{matter.pk}"
    sorted_so = {"lane": "government", "category": world.lamp.pk, "unit": world.lamps.pk}
    press(worker, f"{desk}/triage/", reason="公共路灯，由城管负责。", **sorted_so)
    given = {"owner": world.handler.pk, "supervisor": world.supervisor.pk, "method": "duty"}
    press(worker, f"{desk}/assign/", **given)
    press(department, f"{desk}/finish/", outcome="solved", result="换了两盏灯头和一段线。")
    press(department, f"{desk}/reply/", text="路灯修好了，请您看看。", how="visit")


def doors(world: World) -> tuple[Client, Client, Client, Client]:
    Category.objects.create(code="B", name="公共设施", name_en="Facilities", source="test")
    found = []
    for person in (world.worker, world.handler, world.gridworker, world.colleague):
        client = Client()
        client.force_login(person)
        found.append(client)
    return found[0], found[1], found[2], found[3]


def released(reader: Client) -> None:
    """A second person reads the row and lets it out."""
    row = Row.objects.get()
    page = reader.get(f"/desk/publish/{row.pk}")
    shown = fields(page.content) | {"title": row.title, "text": row.text, "do": "publish"}
    assert reader.post(f"/desk/publish/{row.pk}", shown).status_code in (302, 303)
    row.refresh_from_db()
    assert row.state == "published"


def test_an_old_woman_without_a_telephone_whose_neighbour_types(world: World):
    worker, department, grid, reader = doors(world)
    neighbour = Client()

    # the neighbour types what the old woman says, on her own phone
    home = f"/c/{world.village.pk}/report?for=other"
    page = neighbour.get(home)
    said = fields(page.content) | {
        "contact_name": "罗大娘",
        "spoke": "typed",
        "relation": "neighbour",
        "speaker": "王大姐",
        "text": "村口路灯三天不亮，我晚上摔了一跤。",
        "place": world.grid.pk,
    }
    answer = neighbour.post(home, said)
    assert answer.status_code == 303
    matter = Matter.objects.get()
    received = neighbour.get(answer["Location"]).content.decode()
    assert "请把纸条交给他" in received
    slip = neighbour.get(reverse("follow:slip", args=[follow.token(matter.pk)])).content.decode()
    assert "邻居帮着打字" in slip
    assert re.sub(r"\s", "", follow.code(matter.pk)) in re.sub(r"\s", "", slip)

    # worked on and answered; no message reaches her, so the grid worker goes
    worked_on(world, worker, department, matter)
    run_jobs()
    visit = Visit.objects.get()
    assert "要上门说一声" in grid.get("/desk/").content.decode()
    press(
        grid, f"/desk/visits/{visit.pk}", there="yes", solved="yes", satisfied="yes", said="亮了。"
    )

    # struck off with what she said at the door, and on the wall without a name in it
    press(worker, f"/desk/matters/{matter.pk}/close/", evidence="网格员上门问过，她说亮了。")
    matter.refresh_from_db()
    assert (matter.state, matter.confirmed, matter.rated_by) == (State.CLOSED, True, "callback")
    released(reader)
    wall = Client().get(f"/wall/{world.village.pk}/").content.decode()
    assert matter.number in wall
    for name in ("罗大娘", "王大姐"):
        assert name not in wall


def test_somebody_who_leaves_no_name(world: World):
    worker, department, grid, reader = doors(world)
    nobody = Client()

    home = f"/c/{world.village.pk}/anonymous"
    said = fields(nobody.get(home).content) | {"text": "有人夜里在河边倒垃圾。"}
    given = nobody.post(home, said | {"place": world.grid.pk}).content.decode()
    found = re.search(r"\d{4} \d{4} \d{4} \d{4}", given)
    assert found
    receipt = {"receipt": found[0]}
    matter = Matter.objects.get()

    assert "匿名" in worker.get(f"/desk/matters/{matter.pk}/").content.decode()
    worked_on(world, worker, department, matter)
    run_jobs()
    assert not Visit.objects.exists()
    assert "路灯修好了" in nobody.post("/receipt", receipt).content.decode()
    judged = nobody.post("/receipt", receipt | {"do": "yes"}).content.decode()
    assert "谢谢您" in judged
    nobody.post("/receipt", receipt | {"do": "rate", "satisfied": "yes"})

    press(worker, f"/desk/matters/{matter.pk}/close/", evidence="凭回执说办好了。")
    matter.refresh_from_db()
    assert (matter.state, matter.confirmed, matter.rated_by) == (State.CLOSED, True, "person")
    assert matter.satisfied is True
    assert "销号" in nobody.post("/receipt", receipt).content.decode()
    released(reader)
    assert not nobody.cookies
    assert grid.get(f"/desk/matters/{matter.pk}/").status_code == 200


def test_a_line_of_the_hotline_file_is_carried_to_the_end(world: World, tmp_path):
    """热线: the file brings the caller's name and number; the answer is told by telephone."""
    worker, department, _grid, _reader = doors(world)
    world.category("L08", "其他", Lane.COMMUNAL, UnitKind.COMMITTEE, 3)
    file = tmp_path / "hotline.csv"
    file.write_text(
        "工单号,来电时间,来电人,电话,诉求类型,地址,内容\n"
        "RX-0001,2026-09-24 09:00,罗秀英,13800000126,求助,云岭县桂溪镇石桥村村口,村口路灯不亮\n",
        encoding="utf-8-sig",
    )
    report = matters_in.run(file)
    assert report.made == 1, report.refused
    matter = Matter.objects.get()
    assert matter.channel == "hotline"
    assert matter.outside_number.endswith("RX-0001")
    worked_on(world, worker, department, matter)
    run_jobs()
    assert "罗" in worker.get("/desk/outbox?view=call").content.decode()
