"""A matter told on a phone walks through every door until it stands on the public wall."""

import re
from datetime import timedelta

from django.test import Client

from tests.world import World
from yuanba.base import clock, jobs
from yuanba.disclosure.models import Row
from yuanba.duties.models import Category
from yuanba.matters import follow
from yuanba.matters.models import Matter
from yuanba.matters.rules import State


def fields(page: bytes) -> dict[str, str]:
    """The hidden fields of the form that was shown."""
    found = re.findall(r'<input[^>]*type="hidden"[^>]*>', page.decode())
    named = [(re.search(r'name="([^"]*)"', f), re.search(r'value="([^"]*)"', f)) for f in found]
    return {name[1]: value[1] for name, value in named if name and value}


def press(client: Client, path: str, **said: object) -> None:
    """Open the page, fill the form in, send it; the answer is a redirect."""
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code)
    answer = client.post(path, fields(page.content) | said)
    errors = re.findall(r'class="err[^>]*>(.*?)</', answer.content.decode(), re.DOTALL)
    assert answer.status_code in (302, 303), (path, answer.status_code, errors)


def test_from_the_first_word_to_the_public_wall(world: World):
    resident, worker, department, reader = Client(), Client(), Client(), Client()
    worker.force_login(world.worker)
    department.force_login(world.handler)
    reader.force_login(world.colleague)

    Category.objects.create(code="B", name="公共设施", name_en="Facilities", source="test")

    # a resident tells it, without an account
    home = f"/c/{world.village.pk}/report"
    page = resident.get(home)
    words = "村口路灯三天不亮，老人晚上摔了一跤。"
    said = fields(page.content) | {
        "text": words,
        "place": world.grid.pk,
        "contact_phone": "13800000126",
    }
    answer = resident.post(home, said)
    assert answer.status_code in (302, 303)
    matter = Matter.objects.get()
    token = follow.token(matter.pk)
    assert token in answer["Location"]
    receipt = resident.get(f"/f/{token}/received").content.decode()
    assert matter.number in receipt
    assert follow.code(matter.pk) in re.sub(r"\s", "", receipt)

    # the worker sorts it three ways and gives it to the one who must deal with it
    desk = f"/desk/matters/{matter.pk}"
    press(
        worker,
        f"{desk}/triage/",
        lane="government",
        category=world.lamp.pk,
        unit=world.lamps.pk,
        reason="公共路灯，由城管负责。",
    )
    press(
        worker,
        f"{desk}/assign/",
        owner=world.handler.pk,
        supervisor=world.supervisor.pk,
        method="duty",
    )
    assert "李工" in resident.get(f"/f/{token}/").content.decode()

    # the department works on it and answers
    assert words[:10] in department.get("/desk/queue").content.decode()
    press(department, f"{desk}/note/", text="已到现场看过，是灯头坏了。")
    press(
        department, f"{desk}/finish/", outcome="solved", result="换了两盏灯头和一段线，当晚已亮。"
    )
    press(department, f"{desk}/reply/", text="路灯修好了，请您看看。", how="sms")

    # the resident judges, the worker strikes it off the register
    page = resident.get(f"/f/{token}/evaluate")
    answer = resident.post(f"/f/{token}/evaluate", fields(page.content) | {"answer": "yes"})
    assert answer.status_code in (302, 303)
    press(worker, f"{desk}/close/", evidence="居民回话说亮了。")
    matter.refresh_from_db()
    assert (matter.state, matter.confirmed) == (State.CLOSED, True)

    # a second person reads the row and releases it; everybody can read it, without a name in it
    row = Row.objects.get()
    page = reader.get(f"/desk/publish/{row.pk}")
    shown = fields(page.content) | {"title": row.title, "text": row.text, "do": "publish"}
    assert worker.post(f"/desk/publish/{row.pk}", shown).status_code == 422  # he closed it
    assert reader.post(f"/desk/publish/{row.pk}", shown).status_code in (302, 303)
    row.refresh_from_db()
    assert row.state == "published"
    wall = Client().get(f"/wall/{world.village.pk}/").content.decode()
    assert matter.number in wall or row.title in wall
    assert "13800000126" not in wall

    # the messages were made, and the figures count it
    now = clock.now() + timedelta(seconds=5)
    while jobs.run_due(now, most=100):
        pass
    today = clock.day_of(now)
    asked = {"place": world.village.pk, "since": today, "until": today + timedelta(days=1)}
    figures = Client().get("/api/insight/rates", asked).json()
    assert (figures["counts"]["received"], figures["counts"]["solved"]) == (1, 1)
