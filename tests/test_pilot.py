"""The first week as docs/pilot.md tells it, followed from an empty installation to a printed slip."""

import re
import shlex
from pathlib import Path

import pytest

from tests.program import python_in, start
from tools import ROOT
from tools.durable import DurableDatabase

DOC = ROOT / "docs" / "pilot.md"
NOT_RUN = {"serve"}  # it would never end
# What the worker does on day five, on a started house: a matter at the window, and its slip.
TOLD = """
from django.core.management import call_command
from django.test import Client
from yuanba.base import clock
from yuanba.duties.models import Category
from yuanba.matters import acts, follow
from yuanba.matters.rules import Channel
from yuanba.people.models import Household, Membership, Person, Post
from yuanba.places.models import Place

call_command("collectstatic", interactive=False, verbosity=0)
print(Household.objects.count(), Membership.objects.filter(head=True).count())
print(Post.objects.count(), Category.objects.exists())
told = acts.report(
    actor=Person.objects.get(username="wangxiaoqin"),
    now=clock.now(),
    place_id=Place.objects.get(name="石桥村一组").pk,
    text="村口路灯不亮。",
    channel=Channel.WINDOW,
    contact_name="罗国富",
    for_other=True,
)
page = Client().get(f"/f/{follow.token(told.pk)}/slip", secure=True)
slip = page.content.decode()
print(page.status_code, told.number in slip, "data:image" in slip)
"""


def commands(text: str) -> list[list[str]]:
    """The words after ./yuanba in every fenced block, in order."""
    blocks = re.findall(r"^```\n(.*?)^```", text, re.M | re.S)
    lines = [line for block in blocks for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("./yuanba ")]


def test_both_languages_tell_the_same_commands():
    assert commands(DOC.read_text()) == commands(DOC.with_suffix(".zh-CN.md").read_text())


@pytest.mark.durable
@pytest.mark.sqlite_only  # one computer, one file
def test_the_first_week_works_when_followed(bare: DurableDatabase, tmp_path: Path):
    env = bare.env | {
        "YUANBA_TESTING": "0", "YUANBA_SECRET_KEY": "", "YUANBA_HOSTS": "127.0.0.1", "HOME": str(tmp_path),
        "YUANBA_HOME": str(tmp_path / "yuanba"),
    }  # fmt: skip
    for words in commands(DOC.read_text()):
        if words[0] in NOT_RUN:
            continue
        asked = [word.replace("$HOME", str(tmp_path)) for word in words]
        asked = [str(ROOT / word) if word.startswith("docs/") else word for word in asked]
        done = start(*asked, env=env)
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        if words[0] == "password":
            assert re.search(r"：[a-z2-9]{4}(-[a-z2-9]{4}){3}", done.stdout)
    said = python_in(env, TOLD)
    assert said.splitlines() == ["4 4", "9 True", "200 True True"]
