"""`yuanba verify`: add the record up again. With files, from the files alone: no database is needed, and
no copy of this house."""

import argparse
from pathlib import Path

from yuanba.base.log import kept, note, proof
from yuanba.base.log.faults import Untrue
from yuanba.cli.faults import Fault
from yuanba.cli.say import Bar, tell

MORE = """不带文件：在服务器上核对存证、记录、账、编号；--deep 再对每条记录、每行数据和照片。
带文件：验回执、树头和两个树头之间的接续，不用数据库，也不用联网。公钥（--key）在公示页和回执页上；
没有公钥也能验，再把打印出来的那一行和公示栏上的对一对。
--against：在服务器上核对时，再拿别人手里留着的来对：公示栏上的一行、树头文件、旧回执。
Without files: trees, records, books and numbers on the server; --deep opens every record, row and photo.
With files: receipts, heads, and that one head follows from another; no database, no network. The key
stands on the public page; without it, compare the printed line with the notice board.
--against: on the server, also hold against what somebody kept: a notice-board line, a head, a receipt."""


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    parser.add_argument("files", nargs="*", type=Path, help="回执、树头 · receipts, heads")
    parser.add_argument(
        "--deep", action="store_true", help="连同每条记录、数据和照片 · every record, row, photo"
    )
    parser.add_argument(
        "--against", action="append", default=[], metavar="FILE|LINE",
        help="手里留着的树头、回执，或公示栏上的一行 · a head, a receipt or a line that somebody kept",
    )  # fmt: skip
    parser.add_argument(
        "--key", action="append", default=[], metavar="KEY",
        help="公钥：写出来，或者一个文件 · the public key, or a file with keys",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    return _files(args.files, args.key) if args.files else _server(args.deep, args.against)


def _files(files: list[Path], keys: list[str]) -> int:
    """1 if anything does not hold."""
    try:
        verifiers = [v for key in keys for v in _read_key(key)]
    except Untrue as wrong:
        raise Fault(
            "公钥看不懂：请照公示栏整行抄（yuanba/…+…+…），或者写装着公钥的那个文件。",
            "The key cannot be read: copy the whole line (yuanba/…+…+…), or name a file that holds it.",
        ) from wrong
    told, wrong_ones = proof.Told(verifiers), 0
    for file in files:
        text = _text(file)
        if text is None:
            wrong_ones += 1
            continue
        try:
            for chinese, english in told.of(text):
                tell(chinese, english)
        except Untrue as wrong:
            wrong_ones += 1
            lines = list(proof.refusal(wrong))
            chinese = "".join(line[0] for line in lines)
            english = " ".join(line[1] for line in lines)
            tell(f"不对：{file.name}。{chinese}", f"WRONG: {english}", fault=True)
    if not wrong_ones and not verifiers:
        tell(
            "没有给公钥：请把“公示栏”那一行和村里贴出来的对一对，一样才算数。",
            "No key given: compare the notice-board line with the one that hangs there.",
        )
    return int(bool(wrong_ones))


MOST = 1_000_000  # bytes: a receipt has two thousand


def _text(file: Path) -> str | None:
    """The text of a file; None, and said why, where it is none of ours."""
    try:
        if file.stat().st_size > MOST:
            tell(
                f"这个文件太大，不是回执：{file}。回执只有几千个字，请从存证回执那一页重新下载。",
                f"Too large for a receipt: {file}. Download it again from the receipt's page.",
                fault=True,
            )
            return None
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        tell(
            f"这不是回执，是别的文件（照片、表格……）：{file}。请选扩展名是 .tlog-proof 的那个。",
            f"No receipt but something else: {file}. Choose the one that ends in .tlog-proof.",
            fault=True,
        )
    except OSError:
        tell(
            f"找不到或者读不了这个文件：{file}",
            f"There is no such file, or it cannot be read: {file}",
            fault=True,
        )
    return None


def _read_key(said: str) -> list[note.Verifier]:
    file = Path(said)
    lines = file.read_text().splitlines() if "+" not in said and file.exists() else [said]
    return [note.Verifier.read(line) for line in lines if line.strip()]


def _brought(said: list[str]) -> kept.Kept:
    """Heads, receipts and lines that are held against this house. Raises Fault if one is none of these."""
    from yuanba.base.log import house

    texts = []
    for one in said:
        text = one if kept.line_of(one) else _text(Path(one))
        if text is None:
            raise Fault(f"要写公示栏上的一行，或者一个文件：{one}", f"No line and no file: {one}")
        texts.append(text)
    try:
        return kept.read(texts, house.verifier)
    except Untrue as wrong:
        raise Fault(wrong.chinese, wrong.english) from wrong


def _server(deep: bool, against: list[str]) -> int:
    from yuanba.cli.begin import begin, require_tables

    begin()
    require_tables()
    brought = _brought(against)
    from yuanba.base import clock
    from yuanba.insight import verifying

    with Bar("核对 verifying") as bar:
        done = verifying.verify(deep=deep, now=clock.now(), tell=bar, kept=brought)
    for chinese, english in verifying.told(done):
        tell(f"不对：{chinese}", f"WRONG: {english}", fault=True)
    if done.faults > len(done.found):
        more = done.faults - len(done.found)
        tell(f"还有 {more} 处。", f"And {more} more.", fault=True)
    said = f"{done.leaves:,} 条存证，{done.seconds:.1f} 秒"
    if done.faults:
        tell(
            f"对不上：{done.faults} 处（{said}）。",
            f"Does not add up: {done.faults}.",
            fault=True,
        )
        return 1
    tell(
        f"都对得上：{said}。", f"Everything adds up: {done.leaves:,} leaves, {done.seconds:.1f} s."
    )
    return 0
