"""Tells what a file proves: a receipt, a head, or that a head follows from an earlier one. From the files
alone; in both languages, line by line."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone

from yuanba.base.log import note, receipt, tree
from yuanba.base.log.faults import FORKED, NO_OLD_HEAD, Untrue, untrue
from yuanba.base.log.request import Request
from yuanba.base.log.words import ACTS, NAMES, NEXT, VALUES, WORDED

Line = tuple[str, str]
CHINA = timezone(timedelta(hours=8))


class Told:
    """Files are told one after the other; heads seen on the way help with those that follow."""

    def __init__(self, verifiers: Sequence[note.Verifier]) -> None:
        self.verifiers = list(verifiers)
        self.heads: dict[tuple[str, int], note.Head] = {}

    def of(self, text: str) -> Iterator[Line]:
        """What this file proves. Raises Untrue."""
        text = text.lstrip("\ufeff").replace("\r\n", "\n")
        if text.startswith("old "):
            yield from self._follows(Request.read(text))
        elif text.startswith(receipt.FIRST):
            yield from self._receipt(receipt.verify(text, self.verifiers or None))
        else:
            yield from self._head(self._signed(text))

    def _signed(self, text: str) -> note.Head:
        head, _signatures = note.parse(text)
        if self.verifiers:
            receipt.signed(text, self.verifiers)
        return head

    def _head(self, head: note.Head) -> Iterator[Line]:
        before = self.heads.setdefault((head.origin, head.size), head)
        if before.root != head.root:
            raise untrue(FORKED, seen=head.size)
        signed = (
            ("签名对得上", "signed") if self.verifiers else ("签名没有验", "signature not checked")
        )
        yield (
            f"树头：{head.origin}，{head.size} 条，{signed[0]}。",
            f"Head of {head.size} leaves, {signed[1]}.",
        )
        board = note.board(head.size, head.root)
        yield f"公示栏：{board}", f"notice board: {board}"

    def _receipt(self, proven: receipt.Proven) -> Iterator[Line]:
        at, act = when(int(proven.leaf["t"])), str(proven.leaf["k"])
        done = ACTS.get(act, (act, act))
        yield (
            f"回执是真的：{proven.head.origin} 第 {proven.index} 条，{at}，{done[0]}。",
            f"The receipt holds: leaf {proven.index}, {at} (Beijing time), {done[1]}.",
        )
        for name, value in proven.said.items():
            chinese, english = NAMES.get(name, (name, name))
            said = shown(value)
            words = VALUES.get(said, (said, said)) if name in WORDED else (said, said)
            same = name == "row:title" and value == proven.said.get("row:text")
            if value not in (None, "") and not same:
                yield f"  {chinese}：{words[0]}", f"  {english}: {words[1]}"
        if proven.leaf.get("clk"):
            yield (
                "  存这条时，服务器的时钟倒退过。",
                "  The clock had gone back when it was recorded.",
            )
        yield from self._head(proven.head)

    def _follows(self, asked: Request) -> Iterator[Line]:
        head = self._signed(asked.note)
        if asked.old:
            old = self.heads.get((head.origin, asked.old))
            if old is None:
                raise untrue(NO_OLD_HEAD, size=asked.old)
            if not tree.extends(old.size, old.root, head.size, head.root, asked.path):
                raise untrue(FORKED, seen=old.size)
            yield (
                f"接得上：{head.size} 条的树头是从 {old.size} 条的接着长的，前面的一条也没有动。",
                f"It follows: {head.size} leaves go on from {old.size}, and none of those was touched.",
            )
        yield from self._head(head)


def refusal(wrong: Untrue) -> Iterator[Line]:
    """What is wrong, and what to do next."""
    yield wrong.chinese, wrong.english
    if wrong.code in NEXT:
        yield NEXT[wrong.code]


def when(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")


def shown(value: object) -> str:
    """A value for people: moments in Beijing time."""
    if isinstance(value, str) and value.endswith("+00:00"):
        try:
            return datetime.fromisoformat(value).astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")
        except ValueError:
            pass
    return str(value)
