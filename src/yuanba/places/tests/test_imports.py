"""The public lists: small files written here, then (marked data) the real ones."""

import csv
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from yuanba.base.errors import Denied, Refused
from yuanba.base.models import Record
from yuanba.places import acts, imports, queries, readers
from yuanba.places.models import Place, PlaceCode, PlacePast
from yuanba.places.rules import Kind
from yuanba.places.tests.tree import NOW, Tree

HEAD = ("code", "name", "parent_code", "level")
LIST = [
    ("990000000000", "云岭省", "", "1"),
    ("990100000000", "清江市", "990000000000", "2"),
    ("990101000000", "南山区", "990100000000", "3"),
    ("990101100000", "木桥镇", "990101000000", "4"),
    ("990101100201", "青石村村委会", "990101100000", "5"),
    ("990101100001", "河边社区居委会", "990101100000", "5"),
    ("990102000000", "北山区", "990100000000", "3"),
    ("990102001000", "东街街道", "990102000000", "4"),
    ("990200000000", "莞城市", "990000000000", "2"),
    ("990200003000", "石排镇", "990200000000", "4"),
]


def written(path: Path, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def tree_now() -> set[tuple[object, ...]]:
    rows = Place.objects.select_related("parent")
    return {
        (p.kind, p.name, str(p.parent), p.since, p.until, p.region, p.short, p.phone, p.lat,
         *(Place.objects.get(pk=i).name if i else None
           for i in (p.county_id, p.township_id, p.village_id, p.grid_id)),
         *((c.system, c.edition, c.code, c.since, c.until) for c in p.codes.all()))
        for p in rows
    }  # fmt: skip


def test_a_list_becomes_a_tree_from_the_county_down(db, tmp_path):
    report = imports.run(written(tmp_path / "list.csv", LIST))
    assert (report.rows, report.made, report.refused) == (8, 8, [])
    (village,) = queries.find("990101100201")
    assert (village.kind, village.name) == (Kind.VILLAGE, "青石村村委会")
    assert [p.name for p in queries.ancestors(village)] == ["南山区", "木桥镇"]
    assert queries.find("河边社区")[0].kind == Kind.COMMUNITY
    assert queries.find("990101")[0].region == "云岭省 清江市"
    assert queries.find("莞城市")[0].kind == Kind.COUNTY  # it has no counties of its own
    facts = Record.objects.filter(act="places.take_in").values_list("facts", flat=True)
    assert sorted(f["made"] for f in facts) == [2, 2, 4]
    assert all(len(f["sha256"]) == 64 and f["source"] == "list.csv" for f in facts)


def test_the_bulk_road_leaves_the_rows_that_the_acts_leave(db, tmp_path):
    imports.run(written(tmp_path / "list.csv", LIST))
    by_bulk = tree_now()
    PlaceCode.objects.all().delete()
    while Place.objects.exists():
        Place.objects.filter(children=None).delete()
    since = {"source": "list.csv", "now": NOW, "on": date(2023, 6, 30), "actor": acts.FOUNDER}
    made: dict[str, Place] = {}
    for code, name, parent, level in LIST:
        row = {"name": name, "code": ("stat", "2023", code)} | since
        if level == "3" or code == "990200000000":
            region = "云岭省" if code == "990200000000" else "云岭省 清江市"
            made[code] = acts.found_county(region=region, **row)
        elif level in "45":
            kind = Kind.TOWNSHIP if level == "4" else readers.village_kind(name)
            made[code] = acts.found(parent_id=made[parent].pk, kind=kind, **row)
    assert tree_now() == by_bulk


def test_a_second_run_changes_nothing_and_leaves_no_record(db, tmp_path):
    path = written(tmp_path / "list.csv", LIST)
    imports.run(path)
    before = tree_now(), Record.objects.count()
    again = imports.run(path)
    assert (again.made, again.changed, again.unchanged) == (0, 0, 8)
    assert (tree_now(), Record.objects.count()) == before


def test_a_dry_run_counts_and_writes_nothing(db, tmp_path):
    report = imports.run(written(tmp_path / "list.csv", LIST), dry_run=True)
    assert (report.made, Place.objects.count(), Record.objects.count()) == (8, 0, 0)


def test_a_longer_list_adds_only_what_is_new(db, tmp_path):
    imports.run(written(tmp_path / "list.csv", LIST[:5]))
    done: list[tuple[int, int]] = []
    report = imports.run(written(tmp_path / "list.csv", LIST), progress=lambda *n: done.append(n))
    assert (report.made, report.unchanged, done[-1]) == (5, 3, (8, 10))


def test_only_what_lies_under_the_root_is_taken(db, tmp_path):
    for root in ("990102", "990102000000"):
        imports.run(written(tmp_path / "list.csv", LIST), roots=[root])
    assert set(Place.objects.values_list("name", flat=True)) == {"北山区", "东街街道"}
    with pytest.raises(Refused, match="root"):
        imports.run(tmp_path / "list.csv", roots=["北山"])


def test_rows_that_do_not_fit_are_refused_with_their_line(db, tmp_path):
    rows = [
        *LIST,
        ("990102001201", "", "990102001000", "5"),
        ("990102009201", "孤村", "990102009000", "5"),
        ("990102001202", "重名村", "990102001000", "5"),
        ("990102001203", "重名村", "990102001000", "5"),
        ("99010200120x", "错码村", "990102001000", "5"),
    ]
    report = imports.run(written(tmp_path / "list.csv", rows))
    assert [line for line, _sentence in sorted(report.refused)] == [12, 13, 15, 16]
    assert report.made == 9
    assert all(sentence.endswith("。") for _line, sentence in report.refused)


def test_another_name_under_a_known_code_is_no_silent_change(db, tmp_path):
    imports.run(written(tmp_path / "list.csv", LIST))
    other = [*LIST[:3], ("990101100000", "新桥镇", "990101000000", "4")]
    report = imports.run(written(tmp_path / "list.csv", other))
    assert [line for line, _sentence in report.refused] == [5]
    assert queries.find("990101100000")[0].name == "木桥镇"


def test_the_ministrys_list_joins_by_county_code_and_name(db, tmp_path):
    imports.run(written(tmp_path / "list.csv", LIST))
    rows = [
        ("99", "云岭省", "1", "省", ""),
        ("9901", "清江市", "2", "地级市", "99"),
        ("990101", "南山区", "3", "市辖区", "9901"),
        ("990101777", "木桥镇", "4", "镇", "990101"),
        ("990101778", "新镇", "4", "镇", "990101"),
    ]
    head = ("code", "name", "level", "type", "parent_code")
    report = imports.run(written(tmp_path / "ministry.csv", rows, head))
    assert (report.changed, report.made, report.refused) == (2, 1, [])
    assert queries.find("990101777") == queries.find("990101100000")
    again = imports.run(tmp_path / "ministry.csv")
    assert (again.unchanged, again.changed) == (3, 0)


def reorganised(folder: Path) -> Path:
    head = ("old_county", "old_code", "name", "new_county", "new_code", "villages_2023")
    rows = [
        ("990101", "990101100", "木桥镇", "990109", "990109100", "2"),
        ("990101", "990101999", "无此镇", "990109", "990109101", "0"),
    ]
    return written(folder / "reorganisation.csv", rows, head)


def test_a_reorganised_town_is_found_under_the_old_and_the_new_code(db, tmp_path):
    imports.run(written(tmp_path / "list.csv", LIST))
    (town,) = queries.find("990101100")
    path = reorganised(tmp_path)
    assert len(imports.run(path).refused) == 2  # nobody knows the new county yet
    head = ("code", "name", "level", "type", "parent_code")
    written(tmp_path / "ministry.csv", [("990109", "两江区", "3", "市辖区", "9901")], head)
    assert imports.run(path, dry_run=True).changed == 1
    assert Place.objects.filter(name="两江区").count() == 0
    report = imports.run(path, on=date(2025, 6, 1))
    assert (report.changed, [line for line, _s in report.refused]) == (1, [3])
    for said in ("990101100", "990101100000", "990109100", "木桥镇"):
        assert queries.find(said) == [town]
    town.refresh_from_db()
    assert [p.name for p in queries.ancestors(town)] == ["两江区"]
    village = queries.find("青石村")[0]
    assert village.county_id == town.county_id
    assert PlacePast.objects.get(place=town).parent.name == "南山区"
    assert [p.name for p in queries.find("南山区", on=date(2025, 6, 1))] == ["两江区"]
    again = imports.run(path)
    assert (again.changed, again.unchanged) == (0, 1)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("多福巷社区居委会", Kind.COMMUNITY),
        ("月河社区居民委员会", Kind.COMMUNITY),
        ("翠林一里社区", Kind.COMMUNITY),
        ("繁荣居委会（五棵树现代农业产业开发区）", Kind.COMMUNITY),
        ("振兴社区村委会", Kind.VILLAGE),
        ("小红门村民委员会", Kind.VILLAGE),
        ("西铁营村", Kind.VILLAGE),
        ("卜尔汉图嘎查", Kind.VILLAGE),
        ("第四生产队", Kind.VILLAGE),
    ],
)
def test_the_last_words_of_a_name_say_what_it_is(name: str, kind: Kind):
    assert readers.village_kind(name) is kind


def test_a_file_that_is_no_list_is_refused_with_a_sentence(db, tmp_path):
    (tmp_path / "a.csv").write_text("x,y\n1,2\n")
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe\x00\x01")
    (tmp_path / "c.parquet").write_bytes(b"PAR1 and no more")
    for name, code in [("a.csv", "unknown_file"), ("b.csv", "unreadable"), ("c.parquet", "unread"),
                       ("gone.csv", "unreadable")]:  # fmt: skip
        with pytest.raises(Refused, match=code):
            imports.run(tmp_path / name)


def test_without_pyarrow_the_sentence_says_what_to_install(db, tmp_path, monkeypatch):
    (tmp_path / "v.parquet").write_bytes(b"")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(Refused, match="no_pyarrow") as refused:
        imports.run(tmp_path / "v.parquet")
    assert "pip install" in str(refused.value.message)


def test_no_post_of_a_county_takes_in_a_list(tree: Tree):
    of = readers.List("stat", "2023", date(2023, 6, 30), "x", "")
    with pytest.raises(Denied):
        acts.take_in(actor=tree.admin, rows=[], of=of, now=NOW)


@pytest.mark.data
def test_the_counties_of_the_founding_papers_are_there_down_to_the_village(db, data_folder):
    folder = data_folder / "admin-divisions-cn"
    path = folder / "villages_chongqing_shuangyang_qingyang_2023.csv"
    report = imports.run(path)
    assert (report.made, report.refused) == (14_021, [])
    for county, township, village in [
        ("南岸区", "南坪街道", "500108"),
        ("双阳区", "云山街道", "220112"),
        ("西峰区", "肖金镇", "621002"),
        ("华池县", "怀安乡", "621023"),
    ]:
        (found,) = queries.find(village)
        assert found.name == county
        names = {p.name: p for p in queries.children(found.pk)}
        assert queries.children(names[township].pk).filter(kind__in=["village", "community"])
    assert imports.run(path).unchanged == report.made


@pytest.mark.data
def test_mu_er_is_found_under_the_code_before_and_after_the_reorganisation(db, data_folder):
    folder = data_folder / "admin-divisions-cn"
    path = folder / "villages_chongqing_shuangyang_qingyang_2023.csv"
    imports.run(path, roots=["500105", "500109", "500112"])
    before = queries.find("500112139")
    report = imports.run(folder / "chongqing_reorganisation_2025.csv")
    assert (report.changed, report.refused) == (42, [])
    assert queries.find("500112139") == queries.find("500157100") == before
    (town,) = before
    assert queries.one(town.pk).parent.name == "两江新区"
    assert queries.children(town.pk).count() == 18
    today = [p.name for p in queries.find("渝北区", on=date(2026, 1, 1))]
    assert sorted(today) == ["两江新区", "北碚区"]
    assert imports.run(folder / "chongqing_reorganisation_2025.csv").unchanged == 42


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("YUANBA_SLOW"), reason="只在 YUANBA_SLOW=1 时运行。")
def test_every_village_of_the_country_is_taken_in(db, data_folder):
    folder = data_folder / "admin-divisions-cn"
    imports.run(folder / "divisions_l1_l4_2023.csv")
    report = imports.run(folder / "villages_all_2023.parquet")
    assert (report.rows, report.made, report.refused) == (619_336, 619_336, [])
    assert report.rate > 3000
