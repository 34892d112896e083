"""One trouble told by many finds together, another stays apart; copies always lie together."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

from yuanba.cli import cluster, main
from yuanba.problems.files import Memory, heat_of, issues, place_of, title_of
from yuanba.problems.rules.groups import decide
from yuanba.problems.rules.texts import Said, named, pairs

ROOF = [
    "云栖家园5栋屋顶漏水没人修",
    "云栖家园7栋顶楼漏雨，屋顶防水坏了",
    "投诉云栖家园小区屋顶漏水，天花板发霉",
    "云栖家园二期屋顶大面积漏水何时维修",
]
NOISE = [
    "望江新城旁边的搅拌站夜里噪音太大",
    "望江新城小区附近搅拌站噪音粉尘扰民",
    "请管管望江新城门口的搅拌站，噪音大、灰尘多",
]
OTHER = [
    "石桥镇到县城的公交末班车太早",
    "咨询退休教师补贴什么时候发放",
    "临江路小学门口没有红绿灯",
    "请问农村合作医疗怎样补缴",
    "青杠大道路灯坏了三盏",
    "菜市场秤不准，缺斤少两",
]


def told(*titles: str) -> list[Said]:
    return [Said(i, title, title + "，请尽快处理。") for i, title in enumerate(titles)]


def grouped(texts: list[Said]) -> set[frozenset[int]]:
    shelf = Memory(texts)
    for said in texts:
        shelf.put(decide(said, shelf))
    return {frozenset(ids) for ids in shelf.groups.values()}


def test_one_trouble_told_by_many_is_one_issue_and_others_stay_alone():
    found = grouped(told(*ROOF, *OTHER, *NOISE))
    n = len(ROOF) + len(OTHER)
    assert frozenset(range(len(ROOF))) in found
    assert frozenset(range(n, n + len(NOISE))) in found
    assert {frozenset({i}) for i in range(len(ROOF), n)} <= found


def test_the_same_words_about_another_estate_in_another_district_are_another_trouble():
    one = "A3区润泽园小区临街门面油烟直排扰民"
    other = "A5区望江城小区临街门面油烟直排扰民"
    texts = told(one, other, one + "，求管管", other + "，求管管", *OTHER)
    assert frozenset({0, 2}) in grouped(texts)


def test_exact_copies_lie_together_whatever_stands_over_them():
    texts = [
        Said(0, "有事", "楼上  漏水，\n三天了。"),
        Said(1, "请看", "楼上漏水,三天了"),
        *[Said(i, t, t) for i, t in enumerate(OTHER, 2)],
    ]
    assert frozenset({0, 1}) in grouped(texts)


def test_a_text_without_words_stands_alone():
    assert grouped([Said(0, "……", "！！"), Said(1, "？", "")]) == {frozenset({0}), frozenset({1})}


def test_a_decision_says_which_words_it_rests_on():
    texts = told(*ROOF, *OTHER)
    shelf = Memory(texts)
    for said in texts[:3]:
        shelf.put(decide(said, shelf))
    decision = decide(texts[3], shelf)
    assert decision.group == 0
    assert any("云栖家园" in word for word in decision.words)


def test_two_groups_become_one_when_a_text_shows_that_they_are():
    texts = told(*ROOF, *OTHER)
    shelf = Memory(texts)
    for said in texts[:2]:  # as if they had come when nothing was known yet
        shelf.put(decide(said, Memory(texts)))
    assert len(shelf.groups) == 2
    shelf.put(decide(texts[2], shelf))
    assert [sorted(ids) for ids in shelf.groups.values()] == [[0, 1, 2]]


def test_numbers_and_latin_words_are_single_signs():
    assert pairs("3栋58车") == ["3栋", "栋58", "58车"]
    assert pairs("停水，停电") == ["停水", "停电"]


def test_places_are_found_by_their_endings():
    assert [w for _s, w in named("投诉暮山街道云栖家园小区附近建搅拌站")] == [
        "暮山街道",
        "云栖家园",
    ]
    assert named("居民小区和一条路") == []


def test_the_title_is_what_most_say_and_the_place_what_most_name():
    texts = told(*ROOF)
    assert "屋顶漏水" in title_of(texts)
    assert place_of(texts) == "云栖家园"
    assert place_of(told(*OTHER)) == ""


def test_heat_is_the_busiest_thirty_days():
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    assert heat_of([begin + timedelta(days=d) for d in (0, 100, 110, 130, 300)]) == 3


def test_the_hottest_issue_comes_first():
    texts = told(*NOISE, *ROOF)
    times = {said.id: datetime(2026, 5, 1 + said.id, tzinfo=UTC) for said in texts}
    first, second, *_rest = issues(texts, times)
    assert (first.heat, second.heat) == (4, 3)


def test_the_command_writes_one_line_a_row(tmp_path: Path):
    given, out = tmp_path / "in.csv", tmp_path / "out.csv"
    lines = ["id,subject,body,posted_at"]
    lines += [f"{i + 70},{t},{t},2026/5/{i + 1} 8:30" for i, t in enumerate((*ROOF, *OTHER))]
    given.write_bytes("\r\n".join(lines).encode("gb18030"))
    assert main(["cluster", str(given), "--out", str(out)]) == 0
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert list(rows[0]) == list(cluster.OUT)
    assert [row["id"] for row in rows] == [str(i + 70) for i in range(len(ROOF + OTHER))]
    assert {row["issue"] for row in rows[: len(ROOF)]} == {"1"}
    assert (rows[0]["first"], rows[0]["last"], rows[0]["heat"]) == ("2026-05-01", "2026-05-04", "4")


def test_the_command_says_which_columns_are_missing(tmp_path: Path, capsys):
    given = tmp_path / "in.csv"
    given.write_text("id,title\n1,漏水\n", encoding="utf-8")
    assert main(["cluster", str(given), "--out", str(tmp_path / "out.csv")]) == 1
    assert "subject" in "".join(capsys.readouterr())
