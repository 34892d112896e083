"""What everybody reads of the record, and the page that checks a receipt without us."""

import re
from base64 import b64decode, b64encode
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.base.log import heads, house, note, receipt, tree
from yuanba.base.log.models import Head, Tree
from yuanba.matters import acts, follow
from yuanba.matters.models import Matter

LATER = THURSDAY + timedelta(minutes=10)


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def busy(world: World) -> Matter:
    matter = world.told(contact_name="罗大娘", contact_phone="13800000126")
    acts.accept(actor=world.worker, matter_id=matter.pk, now=THURSDAY)
    heads.sign_heads(now=LATER)
    world.told(text="桥头的路灯也不亮。")
    heads.sign_heads(now=LATER + timedelta(minutes=10))
    return matter


def test_everybody_reads_heads_and_what_they_prove_and_nothing_about_anybody(world: World, client):
    matter = busy(world)
    here = f"/record/{world.village.pk}/"
    last = heads.latest(world.village.pk)
    board = note.board(last.size, bytes(last.root))
    assert board in client.get("/record/").content.decode()
    with CaptureQueriesContext(connection) as seen:
        page = client.get(here).content.decode()
    assert len(seen) <= 7
    assert board in page
    assert str(house.verifier(f"yuanba/{world.village.pk}")) in page.replace("&#x27;", "'")
    assert "签名前的十分钟里" in page
    text = client.get(f"{here}3/head").content.decode()
    assert note.checked(text, house.verifier(f"yuanba/{world.village.pk}")).size == 3
    follows = client.get(f"{here}3/from/2").content.decode()
    assert follows.startswith("old 2\n")
    hashes = [b64decode(x) for x in client.get(f"{here}leaves").content.decode().split()]
    peaks: list[bytes] = []
    for n, one in enumerate(hashes):
        tree.grow(n, peaks, one)
    assert tree.root_of(peaks) == bytes(last.root)
    assert client.get(f"{here}leaves?from=2").content.decode().count("\n") == 1
    said = page + text + follows + client.get(f"{here}leaves").content.decode()
    for private in (matter.number, "罗大娘", "13800000126", "路灯", str(matter.pk)):
        assert private not in said
    for wrong in (
        "/record/99/",
        f"{here}9/head",
        f"{here}3/from/3",
        f"{here}3/from/0",
        "/record/0/x",
    ):
        assert client.get(wrong).status_code == 404
    assert client.get(f"{here}leaves?from=x").status_code == 200


def test_the_line_that_hangs_on_the_board_can_still_be_compared_the_next_morning(
    world: World, client: Any, monkeypatch: pytest.MonkeyPatch
):
    """The newest line goes on every ten minutes; the paper is from six in the evening."""
    busy(world)
    hung = heads.latest(world.village.pk)
    for hours in range(24, 40):
        world.told(text=f"第{hours}盏路灯也不亮。")
        heads.sign_heads(now=THURSDAY + timedelta(hours=hours))
    monkeypatch.setattr(
        clock, "now", lambda: clock.at(clock.day_of(THURSDAY) + timedelta(days=1), 7)
    )
    page = client.get(f"/record/{world.village.pk}/").content.decode()
    assert "公示栏上贴的（" in page
    assert note.board(hung.size, bytes(hung.root)) in page
    newest = heads.latest(world.village.pk)
    assert note.board(newest.size, bytes(newest.root)) in page


def test_a_stopped_place_says_so_to_everybody_and_to_who_watches(world: World, client):
    busy(world)
    Tree.objects.filter(pk=world.village.pk).update(broken="第 1 条存证被改过。")
    assert "对不上，已停办" in client.get("/record/").content.decode()
    assert "这里先停办，正在查" in client.get(f"/record/{world.village.pk}/").content.decode()
    client.force_login(world.audit)
    with CaptureQueriesContext(connection) as seen:
        page = client.get("/desk/record").content.decode()
    assert "石桥村" in page
    assert re.search(r'href="/desk/record"[^>]*>.*?1', page, re.DOTALL)
    assert len(seen) <= 12
    client.force_login(world.worker)
    assert client.get("/desk/record").status_code in {403, 404}


def test_the_reporter_takes_his_receipt_away(world: World, client):
    matter = world.told(contact_phone="13800000126")
    link = f"/f/{follow.token(matter)}/proof"
    assert "还没有签名" in client.get(link).content.decode()
    assert client.get(f"{link}/file").status_code == 404
    heads.sign_heads(now=LATER)
    with CaptureQueriesContext(connection) as seen:
        page = client.get(link).content.decode()
    assert len(seen) <= 16
    assert "下载回执" in page
    answer = client.get(f"{link}/file")
    assert answer.headers["Content-Disposition"].endswith('.tlog-proof"')
    mine = house.verifier(f"yuanba/{world.village.pk}")
    proven = receipt.verify(answer.content.decode(), [mine])
    assert proven.said["row:number"] == matter.number
    assert proven.said["row:text"] == matter.text
    assert "13800000126" not in answer.content.decode()
    assert client.get("/f/nobody/proof").status_code == 404


def test_the_checking_page_allows_its_own_script_and_no_other(world: World, client):
    busy(world)
    answer = client.get("/record/verify")
    page, policy = answer.content.decode(), answer.headers["Content-Security-Policy"]
    for tag, what in (("script", "script-src"), ("style", "style-src")):
        inside = page.split(f"<{tag}>")[1].split(f"</{tag}>")[0]
        mark = b64encode(sha256(inside.encode()).digest()).decode()
        assert f"{what} 'sha256-{mark}'" in policy
        assert page.count(f"<{tag}") == 1
    assert not re.search(r"(src|href)\s*=", page)
    assert f"yuanba/{world.village.pk}+" in page
    assert "attachment" in client.get("/record/verify?file").headers["Content-Disposition"]


def test_a_line_that_somebody_kept_is_held_against_the_tree(world: World, client):
    """A photograph of the board from last year: the same, another, of a longer tree, or no line at all."""
    busy(world)
    place = world.village.pk
    old = note.board(2, bytes(Head.objects.get(tree_id=place, size=2).root))
    here = f"/record/{place}/"

    def says(line: str) -> str:
        with CaptureQueriesContext(connection) as seen:
            page = client.get(here, {"line": line}).content.decode()
        assert len(seen) <= 14
        return page

    page = says(f"石桥村：{old}")
    assert "对得上：那时的 2 条" in page
    assert f"{here}3/from/2" in page  # and the files by which he need not believe us
    assert "对不上。先看抄错没有" in says(old[:-1] + str((int(old[-1]) + 1) % 10))
    assert "这里只有 3 条" in says("9" + old)
    mixed = says("13800009010 <b>路灯</b>")
    assert "这不像公示栏上的一行" in mixed
    assert "&lt;b&gt;路灯" in mixed  # nothing typed is lost
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TRIGGER base_leaf_no_delete"
            + (" ON base_leaf" if connection.vendor == "postgresql" else "")
        )
        cursor.execute("DELETE FROM base_leaf WHERE tree_id = %s AND n = 0", [place])
    assert "对不上。先看抄错没有" in says(old)


@pytest.mark.browser
def test_the_page_checks_a_receipt_from_disk_without_network(
    world: World, client, tmp_path: Path, chromium: Path
):
    """As a villager keeps it: opened from a file, offline; once with the browser's Ed25519, once by hand."""
    from playwright.sync_api import sync_playwright

    matter = busy(world)
    alone, mine = tmp_path / "verify.html", tmp_path / "mine.tlog-proof"
    alone.write_bytes(client.get("/record/verify?file").content)
    text = client.get(f"/f/{follow.token(matter)}/proof/file").content.decode()
    broken = tmp_path / "broken.tlog-proof"
    lines = text.split("\n")
    inner = b64decode(lines[1].removeprefix("extra ")).decode().replace("三天", "五天")
    lines[1] = "extra " + b64encode(inner.encode()).decode()
    broken.write_text("\n".join(lines), encoding="utf-8")
    mine.write_text(text, encoding="utf-8")
    board = note.board(3, bytes(heads.latest(world.village.pk).root))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        context = browser.new_context(offline=True)
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda e: faults.append(str(e)))
        for by_hand in (False, True):
            page.goto(alone.as_uri())
            page.evaluate(f"window.yuanbaByHand = {str(by_hand).lower()}")
            page.set_input_files("#file", str(mine))
            page.wait_for_selector("#answer.ok", timeout=20000)
            said = page.inner_text("#answer")
            assert "是真的，没有改过" in said
            assert board in said
            assert matter.number in said
            assert "村口路灯三天不亮" in said
            page.set_input_files("#file", str(broken))
            page.wait_for_selector("#answer.bad", timeout=20000)
            assert "原话" in page.inner_text("#answer")
            key = page.input_value("#key")
            page.set_input_files("#file", str(mine))
            page.fill("#key", key.replace(f"{world.village.pk}+", f"{world.village.pk}x+"))
            page.wait_for_selector("#answer.bad", timeout=20000)
            other = house.verifier("x").public[::-1]
            stranger = note.Verifier(f"yuanba/{world.village.pk}", note.SIGNED, other)
            page.fill("#key", str(stranger))
            page.wait_for_function(
                "document.querySelector('#answer').innerText.includes('签名对不上')"
            )
            page.fill("#key", "")
            page.wait_for_selector("#answer.ok", timeout=20000)
            assert "请再对公示栏" in page.inner_text("#answer")
        assert faults == []
        browser.close()


@pytest.mark.browser
def test_the_page_compares_two_heads_and_says_what_a_strange_file_is(
    world: World, client, tmp_path: Path, chromium: Path
):
    """Any two heads, from files alone; a picture, an empty and a huge file are told apart, and what to do."""
    from playwright.sync_api import sync_playwright

    matter, place = busy(world), world.village.pk
    for n in range(5):
        world.told(text=f"又一盏路灯不亮，第{n}盏。")
    heads.sign_heads(now=LATER + timedelta(minutes=10))
    files = {
        "old": client.get(f"/record/{place}/3/head").content,
        "new": client.get(f"/record/{place}/8/head").content,
        "goes": client.get(f"/record/{place}/8/from/3").content,
        "other": client.get(f"/record/{place}/8/from/3").content.replace(b"old 3\n", b"old 8\n"),
        "mine": client.get(f"/f/{follow.token(matter)}/proof/file").content,
        "page.html": client.get("/record/verify?file").content,
        "empty": b"",
        "picture": b"\xff\xd8\xff\xe0 a picture",
        "huge": b"x" * 2_000_000,
    }
    lines = files["goes"].split(b"\n")
    files["cut"] = b"\n".join([lines[0], *lines[2:]])
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    said = [
        ("old goes", True, "接得上，前面的没有动过"),
        ("goes old", True, "接得上，前面的没有动过"),
        ("mine new", True, "是签过的树头"),
        ("goes", False, "还要把以前的那个树头一起选上"),
        ("old cut", False, "接不上"),
        ("new other", False, "接不上"),
        ("empty", False, "这个文件是空的"),
        ("picture", False, "是别的文件"),
        ("huge", False, "太大"),
    ]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        page = browser.new_context(offline=True).new_page()
        page.goto((tmp_path / "page.html").as_uri())
        for names, good, words in said:
            page.evaluate("document.getElementById('answer').textContent = ''")
            page.set_input_files("#file", [str(tmp_path / name) for name in names.split()])
            page.wait_for_function(
                "w => document.getElementById('answer').innerText.includes(w)", arg=words
            )
            assert page.get_attribute("#answer", "class") == ("ok" if good else "bad"), names
        browser.close()
