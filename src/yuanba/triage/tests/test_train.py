"""`yuanba train`: a county learns from its own register, or says that it has too little."""

import random
from datetime import timedelta

from tests.world import THURSDAY, World
from yuanba import cli
from yuanba.matters import acts
from yuanba.matters.models import Matter
from yuanba.triage.models import Learned
from yuanba.triage.rules import proposing
from yuanba.triage.rules.proposing import Example
from yuanba.triage.training import different


def sort_many(world: World, n: int) -> None:
    dice = random.Random(2)
    lamp, clutter = ["路灯不亮", "路灯坏了", "灯杆歪了"], ["堆满杂物", "楼道堆放", "柴火堆着"]
    ends = ["请来看看", "没有人管", "老人不方便", "已经好几天", "麻烦处理一下", "反映过两次"]
    for i in range(n):
        said, leaf, unit, lane = (
            (lamp, world.lamp, world.lamps, "government"),
            (clutter, world.clutter, world.committee, "communal"),
        )[i % 2]
        detail = "".join(chr(0x4E00 + dice.randrange(4000)) for _n in range(12))
        text = f"{detail}{dice.choice(said)}，{dice.choice(ends)}。"
        at = THURSDAY - timedelta(days=(n - i) // 3)
        told = acts.report(actor=world.guest, place_id=world.grid.pk, text=text, now=at)
        acts.triage(
            actor=world.worker, matter_id=told.pk, lane=lane, category_id=leaf.pk,
            unit_id=unit.pk, reason="照例。", now=THURSDAY,
        )  # fmt: skip
    assert Matter.objects.count() == n


def test_with_too_little_nothing_is_learned(world: World, capsys, monkeypatch):
    monkeypatch.setattr("yuanba.base.clock.now", lambda: THURSDAY)
    world.sorted()
    assert cli.main(["train"]) == 0
    assert "先不学" in capsys.readouterr().out
    assert not Learned.objects.exists()


def test_a_county_learns_and_its_score_is_kept(world: World, capsys, monkeypatch):
    monkeypatch.setattr("yuanba.base.clock.now", lambda: THURSDAY)
    monkeypatch.setattr(proposing, "ENOUGH", 40)
    monkeypatch.setattr(proposing, "HELD", 5)
    sort_many(world, 60)
    assert cli.main(["train", "--county", "云岭县"]) == 0, capsys.readouterr().out
    kept = Learned.objects.get()
    assert (kept.version, kept.county) == (1, world.county)
    assert kept.score["right"] > 0.8
    assert kept.score["held"] >= 5


def test_a_text_told_a_hundred_times_teaches_once():
    told = [Example("", "路灯不亮", "B01")] * 100 + [Example("", "路灯不亮", "B02")]
    assert [(e.body, e.label) for e in different(told)] == [("路灯不亮", "B02")]


def test_where_there_is_no_county_it_says_so(db: None, capsys):
    assert cli.main(["train"]) != 0
    assert "还没有区县" in "".join(capsys.readouterr())


def test_a_county_of_another_name_is_not_passed_over_in_silence(world: World, capsys):
    assert cli.main(["train", "--county", "没有县"]) != 0
    said = "".join(capsys.readouterr())
    assert "没有叫“没有县”的区县" in said
    assert "云岭县" in said


def test_a_file_is_sorted_by_what_the_county_learned(world: World, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr("yuanba.base.clock.now", lambda: THURSDAY)
    monkeypatch.setattr(proposing, "ENOUGH", 40)
    monkeypatch.setattr(proposing, "HELD", 5)
    asked, out = tmp_path / "in.csv", tmp_path / "out.csv"
    asked.write_text("id,subject,body\n1,,桥头路灯不亮请来看看\n", encoding="utf-8")
    assert cli.main(["classify", str(asked), "--out", str(out)]) != 0
    assert "还没学过" in "".join(capsys.readouterr())
    sort_many(world, 60)
    assert cli.main(["train"]) == 0
    assert Learned.objects.get().score["unit_right"] > 0.9
    assert cli.main(["classify", str(asked), "--out", str(out), "--county", "云岭县"]) == 0
    assert "1,B01" in out.read_text(encoding="utf-8")
