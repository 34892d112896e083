"""Search with 10,000, 100,000 and 1,000,000 matters stored: whole pages, and the index alone."""

import argparse
import statistics
import subprocess
import sys
import time
from functools import lru_cache
from typing import Any

from bench import _house, reading

SIZES = [10_000, 100_000, 1_000_000]
ROUNDS = 21


def words(text: str) -> list[str]:
    return text.split()


# What the matters say: where, what, how bad; some 10,000 different sentences.
WHERE = words("""
村口 桥头 三组 五组 小学门口 卫生室旁 老戏台边 菜市场 二单元 七栋 车棚 河堤
水库边 祠堂前 公交站 停车场 幼儿园 篮球场 广场 后山 便民中心 小卖部 加油站
三岔路口 北门 南门 地下室 楼顶 电梯口 物业办公室 花坛 垃圾站 晒坝 院坝 老井边
渠道 鱼塘 果园 茶山 竹林
""")
WHAT = words("""
路灯不亮 水管爆裂 下水道堵塞 井盖丢失 道路坑洼 垃圾没人清 楼道堆物 电梯停运
噪音扰民 油烟大 违规停车 树枝挡路 墙皮脱落 屋顶漏雨 停水 停电 网络中断 燃气味
狗没拴 蚊虫多 边界有争议 低保要咨询 医保报销 养老认证 房产证 宅基地 农田缺水
化肥涨价 山体裂缝 河水发臭
""")
TAIL = words("""
，晚上看不见，老人不方便。
，已经一个星期了，没人来看。
，孩子上学要绕路。
，下雨更厉害，请尽快处理。
，邻居也反映过，一直没有回音。
，差点摔倒，太危险了。
，麻烦社区来现场看看。
，物业说在等配件。
""")
RARE = "望江亭"  # one in five thousand
# Who searches what: common and rare words, two words, a place, a category, nothing.
ASKED = {
    "two characters": "路灯",
    "five characters": "下水道堵塞",
    "two words": "小学门口 井盖",
    "a rare word": RARE,
    "a place's name": "1镇3村",
    "a category": "B01",
    "a number": "村-2026-777",
    "nothing": "天文望远镜",
}


def said_in(i: int) -> str:
    """What matter number i says; `SQL` says the same."""
    rare = RARE if i % 4999 == 0 else ""
    where, what = WHERE[i // 41 % len(WHERE)], WHAT[i // 43 % len(WHAT)]
    return f"{where}{rare}的{what}{TAIL[i // 47 % len(TAIL)]}"


def _one_of(every: int, choices: list[str]) -> str:
    cases = " ".join(f"WHEN {n} THEN '{said}'" for n, said in enumerate(choices))
    return f"CASE (i / {every}) %% {len(choices)} {cases} END"


SQL = (
    f"{_one_of(41, WHERE)} || CASE WHEN i %% 4999 = 0 THEN '{RARE}' ELSE '' END || '的'"
    f" || {_one_of(43, WHAT)} || {_one_of(47, TAIL)}"
)


def fill(place: dict[str, Any], start: int, end: int) -> None:
    """Matters as in the reading bench with words of their own, and their index, both in bulk."""
    from django.db import transaction

    from yuanba.matters import indexing, store_search
    from yuanba.matters.models import Matter
    from yuanba.matters.rules import search
    from yuanba.places.models import Place

    reading.fill(place, start, end, title=f"substr({SQL}, 1, 40)", text=SQL)
    names = dict(Place.objects.values_list("pk", "name"))
    words = lru_cache(100_000)(search.words_of)  # what the job cuts anew for each
    documents = []
    rows = Matter.objects.filter(pk__gte=1000 + start * 8, pk__lt=1000 + end * 8)
    for row in rows.values(*indexing.FIELDS).iterator(5000):
        i = (row["id"] - 1000) // 8
        assert row["text"] == said_in(i)
        here = words(*dict.fromkeys([names[row["village_id"]], names[row["township_id"]]]))
        cut = [*words(row["text"]), "u0", *here, "u0", *search.words_of(row["number"])]
        marks = [store_search.mark(c, row[c]) for c in indexing.MARKED if row[c]]
        stamp = indexing.stamp_of(row)
        documents.append(store_search.Document(row["id"], stamp, [*cut, *marks]))
    with transaction.atomic():
        store_search.write(documents)


def job_rate(n: int) -> float:
    """Matters a second by the road of the job."""
    from yuanba.matters import indexing

    began = time.perf_counter()
    for some in indexing.steps([1000 + i * 8 for i in range(n)]):
        indexing.index(some)
    return n / (time.perf_counter() - began)


def walk(place: dict[str, Any]) -> dict[str, tuple[float, int, float]]:
    """Median ms and SQL statements of the page, and ms of the index alone, per reader and word."""
    from django.db import connection
    from django.test import Client

    from yuanba.matters import store_search
    from yuanba.matters.queries import lists, search
    from yuanba.people.models import Post

    seen = {}
    for who in ("worker", "county"):
        client = Client()
        client.force_login(place["people"][who])
        scope = lists.scope_of(Post.objects.select_related("place").get(person__username=who))
        assert scope is not None
        within = store_search.mark(scope.column, scope.id)
        for name, said in ASKED.items():
            statements: list[str] = []

            def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
                statements.append(sql)  # noqa: B023  read before the next page begins
                return execute(sql, params, many, context)

            with connection.execute_wrapper(count):
                answer = client.get("/desk/search", {"q": said})
            assert answer.status_code == 200, (name, answer.status_code)
            wanted, _places, _kinds = search._wanted(said.lower().split())
            page = timed(lambda: client.get("/desk/search", {"q": said}))  # noqa: B023
            alone = timed(
                lambda: store_search.find(wanted, within, before=search.NEWEST, most=100)  # noqa: B023
            )
            seen[f"{who}: {name}"] = page, len(statements), alone
    return seen


def timed(do: Any) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        do()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def measure(kind: str, sizes: list[int]) -> None:
    with _house.database(kind) as (made, folder):
        _house.begin(made, folder)
        from django.db import connection

        place, stored, table = reading.county(), 0, {}
        for size in sizes:
            start = time.perf_counter()
            while stored < size:  # in steps: one statement may take ten seconds at most
                step = min(size, stored + 20_000)
                fill(place, stored, step)
                stored = step
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            taken = time.perf_counter() - start
            print(f"{kind}: {size:,} matters stored ({taken:.0f} s)", flush=True)
            if size == sizes[0]:
                print(f"{kind}: the job indexes {job_rate(5000):,.0f} matters a second", flush=True)
            table[size] = walk(place)
        first = table[sizes[0]]
        print(f"\n{kind}: page ms (SQL statements) and its ratio to {sizes[0]:,}; index alone ms")
        for name in first:
            cells = [
                f"{table[s][name][0]:7.1f} ({table[s][name][1]})"
                f" {table[s][name][0] / first[name][0]:5.2f} [{table[s][name][2]:6.2f}]"
                for s in sizes
            ]
            print(f"  {name:<26}" + "   ".join(cells))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", choices=["sqlite", "pg"])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    said = parser.parse_args()
    if said.db:
        measure(said.db, said.sizes)
    else:
        for kind in ("sqlite", "pg"):
            subprocess.run([sys.executable, *sys.argv, "--db", kind], check=True)
