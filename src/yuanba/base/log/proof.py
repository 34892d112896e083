"""Tells what a file proves: a receipt, a head, or that a head follows from an earlier one. From the files
alone; in both languages, line by line."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone

from yuanba.base.log import note, receipt, tree
from yuanba.base.log.faults import FORKED, NO_OLD_HEAD, untrue
from yuanba.base.log.request import Request

Line = tuple[str, str]
CHINA = timezone(timedelta(hours=8))
# What a field is called; others are shown by their own name.
NAMES = {
    "row:number": ("编号", "number"),
    "row:title": ("标题", "title"),
    "row:text": ("原话", "words"),
    "row:reported_at": ("上报时间", "told at"),
    "row:state": ("状态", "state"),
    "row:outcome": ("结果", "outcome"),
    "row:closed_at": ("销号时间", "closed at"),
    "record:at": ("记录时间", "recorded at"),
    "channel": ("从哪里说的", "channel"),
}
ACTS = {"matters.report": ("上报", "told"), "matters.import": ("导入", "brought in")}


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
            yield f"  {chinese}：{shown(value)}", f"  {english}: {shown(value)}"
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
