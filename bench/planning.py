"""Planning grids: 1,000, 10,000 and 100,000 places, and the blocks of Memphis; with METIS beside it.

`--peer PYTHON` names an interpreter that has pymetis: it cuts the same graph with the same weights, asked
for pieces of one (`contig`) and the same balance (`ufactor=50`, largest / mean 1.05)."""

import argparse
import csv
import json
import math
import os
import random
import subprocess
import time
from pathlib import Path

from yuanba.grids.rules import mesh, partition

SIZES = (1_000, 10_000, 100_000)
EACH = 160  # places of a grid; a place has 1–4 households, so about 400
PEER = """
import json, sys, time, pymetis
said = json.load(sys.stdin); begun = time.process_time()
options = pymetis.Options(contig=1, ufactor=50)
_cut, part = pymetis.part_graph(said["many"], adjacency=said["graph"], vweights=said["weights"],
                                options=options, recursive=False)
json.dump({"part": list(part), "seconds": time.process_time() - begun}, sys.stdout)
"""


def invented(many: int) -> tuple[list[mesh.Point], list[float]]:
    dice = random.Random(many)
    points = [(dice.random() * 10_000, dice.random() * 10_000) for _n in range(many)]
    return points, [float(dice.randint(1, 4)) for _n in range(many)]


def memphis() -> tuple[list[mesh.Point], list[float]]:
    path = Path(os.environ["YUANBA_DATA"]) / "grid-planning" / "memphis_blocks.csv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    narrow = math.cos(math.radians(35.1)) * 111_320
    points = [(float(r["lng"]) * narrow, float(r["lat"]) * 111_320) for r in rows]
    return points, [float(r["population"]) for r in rows]


def row(name: str, seconds: float, graph: mesh.Neighbours, points: list[mesh.Point],
        weights: list[float], part: list[int], many: int) -> None:  # fmt: skip
    load = [0.0] * many
    for i, p in enumerate(part):
        load[p] += weights[i]
    balance = max(load) / (sum(load) / many)
    one = "yes" if partition.whole(graph, part) else "NO"
    cut, spread = partition.cut(graph, part), partition.spread(points, part)
    print(
        f"| {name} | {many} | {seconds:.1f} | {balance:.3f} | {one} | {cut} | {spread:.1f} |",
        flush=True,
    )


def measure(
    name: str, points: list[mesh.Point], weights: list[float], many: int, peer: str
) -> None:
    begun = time.process_time()
    graph = mesh.neighbours(points)
    mesh.joined(graph, points)
    part = partition.Cutting(graph, points, weights, many).run()
    row(f"{name}, Yuanba", time.process_time() - begun, graph, points, weights, part, many)
    if peer:
        said = json.dumps({"graph": graph, "weights": [int(w) for w in weights], "many": many})
        ran = subprocess.run(
            [peer, "-c", PEER], input=said, capture_output=True, text=True, check=True
        )
        found = json.loads(ran.stdout)
        row(f"{name}, METIS", found["seconds"], graph, points, weights, found["part"], many)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--peer", default="")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    args = parser.parse_args()
    print("| places | grids | s (CPU) | largest / mean | one piece | neighbours parted | spread |")
    print("| --- | ---: | ---: | ---: | --- | ---: | ---: |")
    if "YUANBA_DATA" in os.environ:
        measure("Memphis 10,393", *memphis(), 64, args.peer)
    for many in args.sizes:
        measure(f"{many:,}", *invented(many), max(2, many // EACH), args.peer)


if __name__ == "__main__":
    main()
