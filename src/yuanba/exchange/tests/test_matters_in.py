"""Matters from another system come in once, whole, and what is refused says why."""

from collections import Counter
from pathlib import Path

import pytest

from yuanba.base.models import Record
from yuanba.exchange import matters_in
from yuanba.matters.models import Matter
from yuanba.matters.rules import State
from yuanba.places.models import Place

HEAD = (
    "rec_id,created_on,district,street,community,lng,lat,event_type,main_type,sub_type,nature,"
    "source,dispose_unit,outcome,outcome_zh\n"
)


def table(folder: Path, *rows: str) -> Path:
    file = folder / "events.csv"
    file.write_text(HEAD + "\n".join(rows) + "\n")
    return file


GOOD = [
    "1,2018-02-08,云溪区,龙田街道,老坑社区,0,0,市政设施,市政设施,道路破损,投诉,电话,交通运输局,intime,按期办结",
    "2,2018-02-09,云溪区,龙田街道,老坑社区,0,0,市容环卫,环卫,暴露垃圾,投诉,电话,城市管理局,overtime,逾期办结",
]


@pytest.mark.django_db
def test_closed_ones_come_in_with_their_outcome_and_places(tmp_path):
    done = matters_in.run(table(tmp_path, *GOOD), mapping="pingshan")
    assert (done.rows, done.made, done.refused) == (2, 2, [])
    first, second = Matter.objects.order_by("seq")
    assert (first.state, first.late, second.late) == (State.CLOSED, False, True)
    assert (first.confirmed, first.solved, first.outside_number != "") == (None, None, True)
    assert Place.objects.get(name="老坑社区").parent.name == "龙田街道"
    assert Record.objects.filter(subject_id=first.pk).count() == 1


@pytest.mark.django_db
def test_the_same_file_twice_changes_nothing(tmp_path):
    file = table(tmp_path, *GOOD)
    matters_in.run(file, mapping="pingshan")
    again = matters_in.run(file, mapping="pingshan")
    assert (again.made, again.unchanged) == (0, 2)
    assert Matter.objects.count() == 2


@pytest.mark.django_db
def test_a_dry_run_writes_nothing(tmp_path):
    seen = matters_in.run(table(tmp_path, *GOOD), mapping="pingshan", dry_run=True)
    assert seen.made == 2
    assert not Matter.objects.exists()
    assert not Place.objects.exists()


@pytest.mark.django_db
def test_a_bad_row_is_named_with_its_reason_and_the_others_come_in(tmp_path):
    bad = "3,2018-02-09,云溪区,龙田街道,-,0,0,市容环卫,环卫,暴露垃圾,投诉,电话,城市管理局,intime,按期办结"
    done = matters_in.run(table(tmp_path, GOOD[0], bad), mapping="pingshan")
    assert done.made == 1
    ((row, why),) = done.refused
    assert row == 3
    assert str(why).endswith("。")


@pytest.mark.data
@pytest.mark.django_db
def test_the_ten_thousand_are_in_and_add_up(data_folder):
    import csv

    file = data_folder / "pingshan-events" / "events.csv"
    done = matters_in.run(file, mapping="pingshan")
    assert done.rows == 10_000
    assert done.made + len(done.refused) == 10_000
    assert done.made >= 9_950
    refused = {row for row, _why in done.refused}
    with file.open(encoding="utf-8-sig") as lines:
        kept = [r for n, r in enumerate(csv.DictReader(lines), start=2) if n not in refused]
    names = dict(Place.objects.values_list("pk", "name"))
    by_community = Counter(names[m] for m in Matter.objects.values_list("village_id", flat=True))
    assert by_community == Counter(r["community"] for r in kept)
    late = Counter(r["outcome"] == "overtime" for r in kept)
    assert Counter(Matter.objects.values_list("late", flat=True)) == late
    by_unit = Counter(Matter.objects.values_list("unit__name", flat=True))
    assert sum(by_unit.values()) == len(kept)
    again = matters_in.run(file, mapping="pingshan")
    assert (again.made, again.unchanged) == (0, done.made)
