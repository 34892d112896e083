"""Two houses and a folder between them; receipts checked from files alone (trust.md P13, T19)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.world import THURSDAY, World
from yuanba.base.log import heads, house, note, proof, receipts, witness, words
from yuanba.base.log.faults import Untrue
from yuanba.base.log.models import Tree
from yuanba.base.log.request import Request
from yuanba.base.models import Record
from yuanba.cli import main
from yuanba.disclosure.record_pages import ALONE
from yuanba.matters import acts
from yuanba.matters.models import Matter

LATER = THURSDAY + timedelta(minutes=10)
AT = int(LATER.timestamp())


@pytest.fixture
def homes(settings: Any, tmp_path: Path) -> tuple[Path, Path]:
    """The village's data folder and the township's; the first is in use."""
    for name in ("village", "town"):
        (tmp_path / name).mkdir()
    settings.HOME = tmp_path / "village"
    return tmp_path / "village", tmp_path / "town"


def request_of(world: World, now: Any = LATER) -> Request:
    heads.sign_heads(now=now)
    head = heads.latest(world.village.pk)
    assert head is not None
    return witness.request(head)


def test_a_township_cosigns_what_follows_and_nothing_else(world: World, homes: Any, settings: Any):
    village, town = homes
    world.told()
    first = request_of(world)
    key = house.verifier(f"yuanba/{world.village.pk}")
    settings.HOME = town
    with pytest.raises(Untrue, match="这里不认识"):
        witness.cosign(first, "guixi", AT)
    witness.trust(key)
    line = witness.cosign(Request.read(str(first)), "guixi", AT)
    witness_key = note.Verifier("guixi", note.COSIGNED, note.public_of(house.key()))
    settings.HOME = village
    with pytest.raises(Untrue, match="这里不认识"):
        witness.keep(first.note, line)
    witness.trust(witness_key)
    assert witness.keep(first.note, line) == 1
    assert witness.keep(first.note, line) == 0
    head = heads.latest(world.village.pk)
    assert note.cosigned(heads.whole_note(head), witness_key) == AT
    # it grows; the next request begins where the last was cosigned
    for text in ("第二盏路灯不亮。", "第三盏路灯不亮。"):
        world.told(text=text)
    second = request_of(world, LATER + timedelta(minutes=10))
    assert (second.old, len(second.path) > 0) == (1, True)
    settings.HOME = town
    broken = Request(second.old, [bytes(32), *second.path[1:]], second.note)
    with pytest.raises(Untrue, match="接不上"):
        witness.cosign(broken, "guixi", AT)
    with pytest.raises(Untrue, match="签名对不上"):
        witness.cosign(Request(1, second.path, second.note.replace("\n3\n", "\n4\n")), "guixi", AT)
    assert witness.cosign(second, "guixi", AT + 600)
    with pytest.raises(Untrue, match="退回从前"):
        witness.cosign(first, "guixi", AT + 1200)
    with pytest.raises(Untrue) as wrong:
        witness.cosign(Request(0, [], second.note.replace("yuanba", "other")), "guixi", AT)
    assert wrong.value.code == "unknown_log"


def test_the_three_steps_by_the_command_line(
    world: World, homes: Any, settings: Any, tmp_path: Path, capsys: Any
):
    village, town = homes
    world.told()
    folder = tmp_path / "stick"
    assert main(["cosign", "--sign", str(folder), "--name", "guixi"]) == 1
    assert "这个文件夹里没有请求" in capsys.readouterr().err
    assert main(["cosign", "--ask", str(folder)]) == 0
    capsys.readouterr()
    assert main(["heads", "--keys"]) == 0
    keys = capsys.readouterr().out.split()
    settings.HOME = town
    trusts = [word for key in keys for word in ("--trust", key)]
    assert main(["cosign", *trusts, "--show", "--name", "guixi"]) == 0
    mine = capsys.readouterr().out.split("\n")[-2]
    assert main(["cosign", "--sign", str(folder), "--name", "guixi"]) == 0
    settings.HOME = village
    assert main(["cosign", "--trust", mine, "--take", str(folder)]) == 0
    head = heads.latest(world.village.pk)
    assert "— guixi " in heads.whole_note(head)
    assert main(["heads"]) == 0
    assert note.board(head.size, bytes(head.root)) in capsys.readouterr().out


def told_with(world: World) -> Matter:
    matter = world.told(text="村口路灯三天不亮，老人晚上摔了一跤。")
    acts.accept(actor=world.worker, matter_id=matter.pk, now=THURSDAY)
    heads.sign_heads(now=LATER)
    return Matter.objects.get(pk=matter.pk)


def test_a_receipt_is_checked_on_a_machine_without_the_database(
    world: World,
    homes: Any,
    settings: Any,
    tmp_path: Path,
    capsys: Any,
    django_assert_num_queries: Any,
):
    matter = told_with(world)
    made = receipts.of(matter.pk, Matter.objects.filter(pk=matter.pk).values().get())
    assert made is not None
    file, key = tmp_path / made.name, str(house.verifier(f"yuanba/{world.village.pk}"))
    file.write_text(made.text, encoding="utf-8")
    settings.HOME = tmp_path / "nowhere"
    with django_assert_num_queries(0):
        assert main(["verify", str(file), "--key", key]) == 0
    out = capsys.readouterr().out
    assert f"编号：{matter.number}" in out
    assert "原话：村口路灯三天不亮，老人晚上摔了一跤。" in out
    assert "销号时间" not in out  # nothing is said where there is nothing
    assert "从哪里说的：手机" in out
    assert "状态" not in out  # it has moved on since: not opened
    board = note.board(made.head.size, bytes(made.head.root))
    assert f"公示栏：{board}" in out
    assert main(["verify", str(file)]) == 0
    assert "没有给公钥" in capsys.readouterr().out
    # told apart in plain words, in both languages
    for change, fault in (
        (made.text.replace("index 0", "index 1"), "证明断了"),
        (made.text[:400], "不是院坝的回执"),
        ("老照片", "不是院坝的回执"),
    ):
        file.write_text(change, encoding="utf-8")
        assert main(["verify", str(file), "--key", key]) == 1
        err = capsys.readouterr().err
        assert fault in err
        assert "请从“存证回执”那一页重新下载" in err  # and what to do next
    file.write_bytes(b"\xff\xd8\xff\xe0 a picture")
    assert main(["verify", str(file)]) == 1
    assert "是别的文件（照片、表格……）" in capsys.readouterr().err
    file.write_bytes(b"x" * 2_000_000)
    assert main(["verify", str(file)]) == 1
    assert "太大，不是回执" in capsys.readouterr().err
    assert main(["verify", str(file), "--key", "yuanba"]) == 1


def test_anybody_compares_two_heads_by_files(world: World, homes: Any, tmp_path: Path):
    told_with(world)
    first = heads.latest(world.village.pk)
    world.told(text="还有一盏路灯不亮。")
    heads.sign_heads(now=LATER + timedelta(minutes=10))
    second = heads.latest(world.village.pk)
    path = heads.consistency(world.village.pk, first.size, second.size)
    follows = str(Request(first.size, path, second.note))
    told = proof.Told([house.verifier(f"yuanba/{world.village.pk}")])
    with pytest.raises(Untrue, match="还要一起给出 2 条时的那个树头"):
        list(told.of(follows))
    list(told.of(first.note))
    assert any("接得上：3 条的树头是从 2 条的接着长的" in line[0] for line in told.of(follows))
    with pytest.raises(Untrue, match="接不上"):
        list(told.of(str(Request(2, [bytes(32)], second.note))))


def test_a_restore_that_lost_leaves_is_told_to_the_signer_by_a_person(
    world: World, homes: Any, client: Any
):
    """The database is an older copy; the signer's file knows better, and so does everybody's paper."""
    told_with(world)
    place = world.village.pk
    seen = note.Head(f"yuanba/{place}", 9, bytes(32))
    house.keep(f"yuanba/{place}", note.sign(seen, house.key()))
    world.told(text="恢复以后又说了一件。")
    heads.sign_heads(now=LATER + timedelta(minutes=10))
    assert "退回从前" in Tree.objects.get(pk=place).broken
    assert [row.pk for row in heads.behind()] == [place]
    assert main(["heads", "--restored", "硬盘坏了，用昨晚的备份恢复。"]) == 0
    assert heads.behind() == []
    mine = Tree.objects.get(pk=place)
    assert (mine.broken, mine.size) == ("", 4)
    assert (homes[0] / house.HEADS / f"yuanba-{place}.note.before-1").exists()
    heads.sign_heads(now=LATER + timedelta(minutes=20))
    assert heads.latest(place).size == 4
    assert Record.objects.get(act="rights.set_heads_aside").facts["signed"] == 9
    page = client.get(f"/record/{place}/").content.decode()
    assert "签过 9 条，恢复后只有 3 条" in page  # everybody reads that, and why
    assert "硬盘坏了，用昨晚的备份恢复。" in page


def test_a_witness_forgets_a_head_with_a_reason_that_stands_in_its_own_record(
    world: World, homes: Any, capsys: Any
):
    told_with(world)
    origin = f"yuanba/{world.village.pk}"
    witness.trust(house.verifier(origin))
    asked = witness.request(heads.latest(world.village.pk))
    witness.cosign(asked, "guixi", 1790215200)
    seen = witness.seen(origin)
    assert main(["cosign", "--forget", origin]) == 1
    assert "--reason" in capsys.readouterr().err
    assert witness.seen(origin) == seen
    assert main(["cosign", "--forget", origin, "--reason", "村里硬盘坏了，用昨晚的备份恢复。"]) == 0
    assert witness.seen(origin).size == 0
    said = Record.objects.get(act="rights.forget_head").facts
    assert said["line"] == note.board(seen.size, seen.root)
    assert said["reason"] == "村里硬盘坏了，用昨晚的备份恢复。"
    assert main(["cosign", "--forget", origin]) == 0
    assert "本来就没见过" in capsys.readouterr().out


def test_the_page_without_a_server_says_the_same_words():
    """Two rooms that know no catalogue: whoever adds a word to one adds it to the other."""
    page = ALONE.read_text(encoding="utf-8")
    for chinese, english in [*words.NAMES.values(), *words.VALUES.values()]:
        assert f'"{chinese} {english}"' in page
    worded = ", ".join(f'"{name}"' for name in sorted(words.WORDED))
    assert f"WORDED = [{worded}]" in page
