"""`yuanba classify`: texts in a file get a label each, learned from a file of labelled ones."""

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path

from yuanba.cli.begin import begin, one_thread, require_tables
from yuanba.cli.faults import Fault
from yuanba.cli.say import Bar, tell
from yuanba.triage.rules.grams import whole
from yuanba.triage.rules.linear import Model

MORE = """输入列 columns read: id, subject, body（训练文件加 label · the training file also label）
写出列 columns written: id, label, probability, second, third
把握低于 --unsure 的写 none of these · below --unsure the label is "none of these" """
NONE = "none of these"
UNSURE = 0.25  # see docs/triage.md: below it the first label is right less than one time in three
OUT = ("id", "label", "probability", "second", "third")
csv.field_size_limit(10_000_000)


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    parser.add_argument("file", type=Path, help="要分的文件 · texts to sort (.csv)")
    parser.add_argument("--out", type=Path, required=True, help="写到哪里 · where to (.csv)")
    parser.add_argument("--train", type=Path, help="分好的文件 · sorted texts to learn from (.csv)")
    parser.add_argument(
        "--county",
        default="",
        help="不给训练文件时，用这个区县学好的 · without --train: what this county learned",
    )
    parser.add_argument(
        "--unsure", type=float, default=UNSURE, help=f"把握的底线 · least probability ({UNSURE})"
    )


def run(args: argparse.Namespace) -> int:
    if args.out.exists():
        raise Fault(f"已有这个文件，不会覆盖：{args.out}", f"Exists already: {args.out}")
    rows = list(_rows(args.file, ("id", "body")))
    model = _learned(args.train) if args.train else _of_county(args.county)
    with args.out.open("w", encoding="utf-8", newline="") as file, Bar("分类 texts") as bar:
        out = csv.writer(file)
        out.writerow(OUT)
        for n, row in enumerate(rows, start=1):
            guesses = model.guesses(whole(row.get("subject") or "", row["body"] or ""))
            names = [guess.label for guess in guesses[:3]]
            if guesses[0].probability < args.unsure:
                names = [NONE, *names]
            out.writerow([row["id"], names[0], f"{guesses[0].probability:.4f}", *_two(names)])
            bar(n, len(rows))
    tell(f"已写到：{args.out}", f"Written: {args.out}")
    return 0


def _of_county(name: str) -> Model:
    """What a county of this house learned from its own register (yuanba train)."""
    begin()
    require_tables()
    from yuanba.places.models import Place
    from yuanba.places.rules import Kind
    from yuanba.triage import queries

    counties = Place.objects.filter(kind=Kind.COUNTY, until=None)
    counties = counties.filter(name=name) if name else counties
    if counties.count() != 1:
        raise Fault(
            "请用 --county 写明用哪个区县学好的，或者用 --train 给一份分好的文件。",
            "Say which county's learning to use (--county), or give sorted texts (--train).",
        )
    county = counties.get()
    known = queries.learned(county.pk)
    if known is None:
        raise Fault(
            f"{county.name}还没学过，先运行 yuanba train，或者用 --train 给一份分好的文件。",
            f"{county.name} has learned nothing yet: run yuanba train, or give sorted texts (--train).",
        )
    return known.model


def _two(names: list[str]) -> list[str]:
    return [*names[1:3], "", ""][:2]


def _learned(file: Path) -> Model:
    one_thread()
    from yuanba.triage.rules.proposing import Example
    from yuanba.triage.training import train

    rows = _rows(file, ("label", "body"))
    examples = [
        Example(row.get("subject") or "", row["body"] or "", row["label"])
        for row in rows
        if row["label"]
    ]
    if len({e.label for e in examples}) < 2:
        raise Fault(
            "分好的文件里至少要有两种类别。", "The training file needs at least two labels."
        )
    model, score = train(examples)
    tell(
        f"学了 {score.rows} 件。留出 {score.held} 件没学过的来量："
        f"对 {score.right:.1%}，宏平均 F1 {score.macro_f1:.3f}。",
        f"Learned {score.rows}; on {score.held} held out: right {score.right:.1%}, macro-F1 {score.macro_f1:.3f}, "
        f"calibration error {score.calibration:.3f}.",
    )
    return model


def _rows(file: Path, needed: tuple[str, ...]) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        found = csv.DictReader(lines)
        if missing := [name for name in needed if name not in (found.fieldnames or [])]:
            said = "、".join(missing)
            raise Fault(f"{file} 缺少这几列：{said}。", f"{file} lacks the columns {said}.")
        yield from found
