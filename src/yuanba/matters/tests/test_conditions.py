"""等条件: on the list again on its day, looked at in an act, told each time, taken up under its number."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.world import THURSDAY, World
from yuanba.base import clock, jobs, records
from yuanba.base.errors import Denied, Refused
from yuanba.matters import acts, follow
from yuanba.matters.models import Matter
from yuanba.matters.rules import Outcome, State
from yuanba.notices.models import Message
from yuanba.places.running import midnight

DAY = timedelta(days=1)
SPRING = date(2027, 3, 1)


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def waiting(world: World, **said: Any) -> Matter:
    matter = world.assigned(**said)
    go = {"actor": world.handler, "matter_id": matter.pk, "now": THURSDAY}
    acts.finish(
        outcome=Outcome.WAITING,
        result="等电力改造批下来再装灯。",
        review_on=date(2026, 10, 20),
        **go,
    )
    return acts.reply(text="先等一等，十月二十日再看。", **go)


def keep(world: World, matter: Matter, **said: Any) -> Matter:
    usual = {
        "actor": world.handler,
        "matter_id": matter.pk,
        "text": "问过供电所，批文还没下来。",
        "review_on": date(2026, 12, 1),
        "now": midnight(date(2026, 10, 20)),
    }
    return acts.keep_waiting(**usual | said)


def test_each_look_says_what_was_checked_and_when_to_look_again(world: World):
    matter = waiting(world)
    kept = keep(world, matter)
    assert (kept.state, kept.review_on) == (State.REPLIED, date(2026, 12, 1))
    left = records.about(kept)[-1]
    assert (left.act, left.facts["before"]) == ("matters.keep_waiting", "2026-10-20")
    with refused("reason_needed"):
        keep(world, matter, text="")
    with refused("review"):
        keep(world, matter, review_on=date(2026, 10, 20))


def test_when_the_condition_is_there_work_goes_on_under_the_same_number(world: World):
    matter = waiting(world)
    on = acts.take_up(
        actor=world.handler,
        matter_id=matter.pk,
        text="批文到了。",
        now=midnight(date(2026, 10, 20)),
    )
    assert (on.number, on.state, on.owner) == (matter.number, State.ASSIGNED, world.handler)
    assert (on.outcome, on.finished_at, on.late, on.review_on) == ("", None, None, None)
    assert clock.day_of(on.due_at) == date(2026, 10, 23), "three working days from today"
    done = acts.finish(
        actor=world.handler, matter_id=matter.pk, outcome=Outcome.SOLVED,
        result="新装两盏灯，当晚已亮。", now=midnight(date(2026, 10, 21)),
    )  # fmt: skip
    assert done.late is False
    with refused("not_waiting"):
        keep(world, matter)


def test_only_what_waits_is_looked_at_and_only_by_those_who_work_on_it(world: World):
    for matter in (world.assigned(), world.replied()):
        with refused("not_waiting"):
            keep(world, matter)
    matter = waiting(world)
    for who in (world.supervisor, world.other_handler, world.resident):
        with pytest.raises(Denied):
            keep(world, matter, actor=who)
        with pytest.raises(Denied):
            acts.take_up(actor=who, matter_id=matter.pk, text="够了", now=THURSDAY)


def test_it_is_on_the_list_again_by_itself_on_its_day(world: World, monkeypatch):
    matter = waiting(world)
    client = Client()
    client.force_login(world.handler)

    def rows(view: str) -> int:
        return len(client.get(f"/desk/queue?view={view}").context["page"].rows)

    monkeypatch.setattr(clock, "now", lambda: midnight(date(2026, 10, 19)))
    assert (rows("waiting"), rows("review")) == (1, 0)
    monkeypatch.setattr(clock, "now", lambda: midnight(date(2026, 10, 20)))
    assert (rows("waiting"), rows("review")) == (1, 1)
    assert "等条件的，今天再看" in client.get("/desk/").content.decode()
    here = f"/desk/matters/{matter.pk}"
    wrong = client.post(f"{here}/keep-waiting/", {"text": "还没批", "review_on": ""})
    assert wrong.status_code == 422
    kept = client.post(f"{here}/keep-waiting/", {"text": "还没批", "review_on": "2026-12-01"})
    assert kept.status_code == 302
    assert (rows("waiting"), rows("review")) == (1, 0)
    told = Client().get(f"/f/{follow.token(matter.pk)}/").content.decode()
    assert "看过了，还要等，12月1日再看" in told
    assert client.post(f"{here}/take-up/", {"text": "批了"}).status_code == 302
    assert rows("waiting") == 0


def test_the_person_is_told_at_each_look(world: World):
    matter = waiting(world, contact_phone="13800000126", contact_how="sms")
    keep(world, matter)
    acts.take_up(
        actor=world.handler, matter_id=matter.pk, text="批文到了。", now=midnight(date(2026, 12, 1))
    )
    jobs.run_due(midnight(date(2026, 12, 1)), most=500)
    told = {m.kind: m.text for m in Message.objects.filter(matter=matter)}
    assert "还要等：问过供电所，批文还没下来。" in told["waiting"]
    assert "条件够了，接着办，编号不变" in told["goes_on"]


def test_over_the_api(world: World):
    matter = waiting(world)
    client = Client()
    client.force_login(world.handler)
    here = f"/api/matters/{matter.pk}"
    wrong = client.post(
        f"{here}/keep_waiting", {"text": "", "review_on": "2099-01-01"}, "application/json"
    )
    assert wrong.json()["code"] == "reason_needed"
    assert client.post(f"{here}/take_up", {"text": "够了"}, "application/json").status_code == 200
