"""Copies of the portal: made once for all who ask at the same time, and gone with what was taken out of them."""

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.catalogue.pages import kept
from yuanba.disclosure import acts as wall
from yuanba.disclosure.models import Row


@pytest.fixture(autouse=True)
def _anew(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    monkeypatch.setattr(kept, "SOON", 0)
    monkeypatch.setattr(kept, "LATER", 0)
    kept.forget()


def asked() -> HttpRequest:
    return RequestFactory().get("/open/1/now")


def test_however_many_ask_at_once_one_of_them_makes_it():
    made: list[int] = []

    def make() -> HttpResponse:
        made.append(1)
        time.sleep(0.05)
        return HttpResponse("page")

    found: list[bytes] = []
    many = [
        threading.Thread(
            target=lambda: found.append(kept.answer(asked(), ("a",), "1", make).content)
        )
        for _ in range(8)
    ]
    for one in many:
        one.start()
    for one in many:
        one.join()
    assert (len(made), found) == (1, [b"page"] * 8)


def test_who_comes_after_one_that_failed_makes_it_himself():
    def fail() -> HttpResponse:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        kept.answer(asked(), ("b",), "1", fail)
    made = kept.answer(asked(), ("b",), "1", lambda: HttpResponse("page"))
    assert made.content == b"page"
    assert kept._making == {}


def test_what_stood_before_is_kept_nowhere():
    kept.answer(asked(), ("c",), "1", lambda: HttpResponse("the name"))
    kept.answer(asked(), ("c",), "2", lambda: HttpResponse("nobody"))
    assert [copy.body for copy in kept._copies.values()] == [b"nobody"]


def test_a_row_that_came_down_is_in_no_copy_and_under_no_tag(world: World):
    matter = world.closed(text="路灯不亮。")
    row = Row.objects.get(matter_id=matter.pk)
    go: dict[str, Any] = {"actor": world.colleague, "row_id": row.pk}
    wall.edit_row(title="紫檀木匣子丢了", text="找到了。", now=THURSDAY, **go)
    wall.publish(now=THURSDAY, **go)
    here = f"/open/{world.village.pk}/now?period=2026"
    guest = Client()
    first = guest.get(here)
    assert "紫檀木匣子" in first.content.decode()
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    wall.hold(reason="写到了人家里的东西", now=THURSDAY + timedelta(minutes=1), **go)
    anew = guest.get(here, headers={"If-None-Match": first.headers["ETag"]})
    assert anew.status_code == 200
    assert "紫檀木匣子" not in anew.content.decode()
    kept_as = [copy.body.decode() for copy in kept._copies.values()]
    assert not [body for body in kept_as if "紫檀木匣子" in body]
    assert guest.get(here, headers=since).status_code == 200  # though made within the same second
