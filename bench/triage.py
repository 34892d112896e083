"""Sorting of real messages (taidi) and dispatch of real events (pingshan): the tables of docs/triage.md."""

import argparse
import csv
import os
import random
import resource
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from zlib import crc32

import numpy as np

from yuanba.triage import learning, learning_units, measuring
from yuanba.triage.rules.dispatch import Case, History
from yuanba.triage.rules.grams import whole
from yuanba.triage.rules.proposing import Example
from yuanba.triage.training import train

ROOT = Path(__file__).resolve().parent.parent
UNSURE = (0.25, 0.35, 0.5, 0.6)
csv.field_size_limit(10_000_000)


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def classes(folder: Path) -> None:
    """Five folds over train.csv, copies on one side; what a stranger's class is told; the contest."""
    found = rows(folder, "train.csv")
    labels = [row["label"] for row in found]
    said = [whole(row["subject"], row["body"]) for row in found]
    families = measuring.copies(said)
    texts = [learning.read(text) for text in said]
    print(f"train.csv: {len(found)} messages, {len(set(families))} families of copies")
    names, scores = measuring.out_of_fold(texts, labels, measuring.folds(labels, families))
    right = np.array([names.index(label) for label in labels])
    sure = _set_right(scores, right, measuring.folds(labels, families))
    top, hit = sure.max(axis=1), sure.argmax(axis=1) == right
    guessed = [names[k] for k in sure.argmax(axis=1)]
    print("\n| class | messages | F1 |\n| --- | --- | --- |")
    for name in names:
        print(f"| {name} | {labels.count(name)} | {measuring.f1(labels, guessed, name):.3f} |")
    print(f"| macro | {len(labels)} | {measuring.macro_f1(labels, guessed):.4f} |")
    print(f"accuracy {hit.mean():.4f}, ECE {measuring.calibration_error(top, hit):.4f}")
    print("\n| says | messages | is right |\n| --- | --- | --- |")
    for low in np.arange(0, 1, 0.1):
        here = (top >= low) & (top < low + 0.1 + 1e-9 * (low > 0.85))
        if here.any():
            print(f"| {low:.1f}–{low + 0.1:.1f} | {here.sum()} | {hit[here].mean():.2f} |")
    strange = _strangers(texts, labels, families)
    contest = _contest(folder, found)
    print(
        "\n| unsure below | lost of known | of these right | strange class turned away | contest |"
    )
    print("| --- | --- | --- | --- | --- |")
    for low in UNSURE:
        lost = top < low
        turned, asked = float((strange < low).mean()), float((contest < low).mean())
        print(
            f"| {low} | {lost.mean():.3f} | {hit[lost].mean():.2f} | {turned:.3f} | {asked:.3f} |"
        )


def _set_right(scores: np.ndarray, right: np.ndarray, of: Sequence[int]) -> np.ndarray:
    """Probabilities of each fold at the temperature found on the other four."""
    fold = np.array(of)
    sure = np.zeros_like(scores)
    for k in sorted(set(of)):
        there = fold != k
        warm = measuring.temperature(scores[there], right[there])
        sure[fold == k] = measuring.chances(scores[fold == k], warm)
    return sure


def _strangers(
    texts: Sequence[learning.Text], labels: Sequence[str], families: Sequence[int]
) -> np.ndarray:
    """How sure it is of messages of a class that it never learned, each class in turn."""
    found: list[float] = []
    of = measuring.folds(labels, families)
    for name in sorted(set(labels)):
        known = [i for i, label in enumerate(labels) if label != name]
        learned = [i for i in known if of[i] != 0]
        held = [i for i in known if of[i] == 0]
        fitted = learning.fit([texts[i] for i in learned], [labels[i] for i in learned])
        right = np.array([fitted.labels.index(labels[i]) for i in held])
        warm = measuring.temperature(fitted.scores([texts[i] for i in held]), right)
        away = [texts[i] for i, label in enumerate(labels) if label == name and of[i] == 0]
        found += list(measuring.chances(fitted.scores(away), warm).max(axis=1))
    return np.array(found)


def _contest(folder: Path, found: Sequence[dict[str, str]]) -> np.ndarray:
    """Learn from everything as `yuanba classify` does, time it, and answer the contest's messages."""
    began, cpu = time.perf_counter(), time.process_time()
    examples = [Example(row["subject"], row["body"], row["label"]) for row in found]
    model, score = train(examples)
    print(
        f"\ntraining on {score.rows}: {time.perf_counter() - began:.1f} s "
        f"({time.process_time() - cpu:.1f} s of processor); model {len(model.packed()) / 1e6:.2f} MB; "
        f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )
    asked = [(row["subject"], row["body"]) for row in rows(folder, "contest_unlabelled.csv")]
    took, top = [], []
    for subject, body in asked:
        began = time.process_time()
        top.append(model.guesses(whole(subject, body))[0].probability)
        took.append(time.process_time() - began)
    took.sort()
    half, most = took[len(took) // 2] * 1000, took[len(took) * 99 // 100] * 1000
    print(
        f"a proposal: {half:.1f} ms at the median, {most:.1f} ms at the 99th percentile (processor)"
    )
    return np.array(top)


def units(folder: Path) -> None:
    """Kind, place, door → unit: a random fifth held out, and the last fifth by time."""
    found = rows(folder, "events.csv")
    found.sort(key=lambda row: (row["created_on"], int(row["rec_id"])))
    given = [(_case(row), row["dispose_unit"]) for row in found]
    first = len(given) * 4 // 5
    print("\n| split | method | first | among three |\n| --- | --- | --- | --- |")
    mixed = given[:]
    random.Random(0).shuffle(mixed)
    _linear("random fifth", mixed[:first], mixed[first:])
    weights = learning_units.fit(mixed[:first], around=True)
    _told("random fifth", "circles", History(mixed[:first]), mixed[first:], weights, around=True)
    _linear("last fifth by time", given[:first], given[first:])
    weights = learning_units.fit(given[:first])
    frozen = History(given[:first])
    _told("last fifth by time", "circles, history ends there", frozen, given[first:], weights)
    _told("last fifth by time", "circles, history goes on", given, given[first:], weights)


def _case(row: dict[str, str]) -> Case:
    at = ""
    if float(row["lat"]):  # a square of some 400 m
        at = f"{float(row['lat']) * 250:.0f},{float(row['lng']) * 250:.0f}"
    day = date.fromisoformat(row["created_on"]).toordinal()
    kinds = (row["event_type"], row["main_type"], row["sub_type"])
    return Case(kinds, (row["street"], row["community"], at), row["source"], day)


def _told(
    split: str,
    method: str,
    history: History | list[tuple[Case, str]],
    asked: Sequence[tuple[Case, str]],
    weights: Sequence[float],
    around: bool = False,
) -> None:
    """With a list instead of a history each case is asked knowing all days before its own."""
    first = three = 0
    began = time.process_time()
    for case, unit in asked:
        known = _before(history, case.day) if isinstance(history, list) else history
        guesses = known.ranked(case, weights, around=around)
        names = [guess.label for guess in guesses[:3]]
        first += names[:1] == [unit]
        three += unit in names
    took = (time.process_time() - began) / len(asked) * 1000
    n = len(asked)
    print(f"| {split} | {method} ({took:.1f} ms each) | {first / n:.3f} | {three / n:.3f} |")


_GROWN: dict[int, History] = {}


def _before(given: list[tuple[Case, str]], day: int) -> History:
    if day not in _GROWN:
        _GROWN.clear()
        _GROWN[day] = History([g for g in given if g[0].day < day])
    return _GROWN[day]


def _linear(
    split: str, learned: Sequence[tuple[Case, str]], asked: Sequence[tuple[Case, str]]
) -> None:
    """The plain way: one weight for each kind, place, door and unit; no day, no history."""
    told = [_tokens(case) for case, _unit in learned]
    fitted = learning.fit(told, [unit for _case, unit in learned])
    scores = fitted.scores([_tokens(case) for case, _unit in asked])
    order = np.argsort(-scores, axis=1)[:, :3]
    names = [[fitted.labels[k] for k in row] for row in order]
    first = np.mean([row[0] == unit for row, (_case, unit) in zip(names, asked, strict=True)])
    three = np.mean([unit in row for row, (_case, unit) in zip(names, asked, strict=True)])
    print(f"| {split} | plain linear | {first:.3f} | {three:.3f} |")


def _tokens(case: Case) -> learning.Text:
    said = [*(f"k{k}" for k in case.kinds), *(f"p{p}" for p in case.places[:2]), f"d{case.door}"]
    runs = np.unique(np.array([crc32(word.encode()) for word in said], dtype=np.uint32))
    return learning.Text(runs, np.ones(len(runs), dtype=np.float32))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("classes", "units"))
    args = parser.parse_args()
    data = Path(os.environ.get("YUANBA_DATA") or ROOT.parent / "shared" / "data")
    if not data.is_dir():
        raise SystemExit("The public data are not on this machine: YUANBA_DATA says where.")
    if args.only != "units":
        classes(data / "taidi-messages")
    if args.only != "classes":
        units(data / "pingshan-events")


if __name__ == "__main__":
    main()
