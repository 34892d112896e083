"""`yuanba books`: add every book up, or write one out for an accounting program to add up again."""

import argparse
import time
from pathlib import Path

from yuanba.cli.begin import begin, require_tables
from yuanba.cli.faults import Fault
from yuanba.cli.say import tell

MORE = """不带选项：核对每一本账。带 --out：把一本账写成文本，hledger、ledger 或 beancount 可以重算，里面没有姓名。
Without options every book is added up. With --out one is written as text that hledger, ledger or
beancount can add up again; there are no names in it."""


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    parser.add_argument("--out", type=Path, help="写到哪个文件 · the file to write")
    parser.add_argument("--place", default="", help="哪个地方的账（名称） · whose book (name)")
    parser.add_argument(
        "--unit", choices=("points", "fen"), default="points", help="积分还是钱 · points or money"
    )
    parser.add_argument(
        "--form", choices=("journal", "beancount"), default="journal",
        help="哪种格式 · the kind of file (journal: hledger, ledger)",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    begin()
    require_tables()
    return _write(args) if args.out else _check()


def _check() -> int:
    """1 if any book does not add up."""
    from yuanba.base import clock
    from yuanba.books import acts
    from yuanba.books.models import Book, Posting
    from yuanba.people.door import FOUNDER

    found = list(Book.objects.select_related("place").order_by("place__name", "unit"))
    if not found:
        tell("还没有账簿。", "There is no book yet.")
    wrong = 0
    for book in found:
        began = time.monotonic()
        lines = Posting.objects.filter(entry__book=book).count()
        checked = acts.check(actor=FOUNDER, book_id=book.pk, now=clock.now())
        rate = lines / max(time.monotonic() - began, 0.001)
        said = f"{book.place.name} {book.unit}"
        if checked.sound:
            tell(
                f"对得上：{said}，{book.seq:,} 笔、{lines:,} 行，每秒 {rate:,.0f} 行。",
                f"adds up: {book.seq:,} entries, {lines:,} lines, {rate:,.0f} lines a second",
            )
        else:
            wrong += 1
            tell(
                f"对不上：{said}，{checked.faults} 处。在“账簿”页里看是哪几笔，这本账先停记。",
                f"DOES NOT ADD UP: {checked.faults} faults; see the page of the books. It is stopped.",
                fault=True,
            )
    return int(bool(wrong))


def _write(args: argparse.Namespace) -> int:
    from yuanba.books import plain
    from yuanba.books.models import Book

    found = Book.objects.filter(place__name=args.place, unit=args.unit).first()
    if found is None:
        names = "、".join(Book.objects.values_list("place__name", flat=True).distinct()[:20])
        raise Fault(
            f"没有“{args.place}”的这种账簿。有账簿的：{names or '还没有'}。",
            f'No such book of "{args.place}". Places with books: {names or "none yet"}.',
        )
    with args.out.open("w", encoding="utf-8") as file:
        for part in plain.write(found, args.form):
            file.write(part)
    tell(f"写好了：{args.out}，{found.seq:,} 笔。", f"Written: {found.seq:,} entries.")
    return 0
