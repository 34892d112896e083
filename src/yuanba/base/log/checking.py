"""Adds the trees up again, leaf by leaf (`yuanba verify`); deep, also what the leaves speak of: each
record against its commitments, and the newest vouched columns of a row against the row as it stands.

Reads in ranges of 2,000 leaves: memory and the time a statement takes do not grow with the log. People work
meanwhile: what is done while it reads is no fault, and waits for the next time.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

import msgspec
from django.db import connection
from django.db.models import Exists, OuterRef

from yuanba.base.database import reading_through
from yuanba.base.log import asking, bringing, heads, house, note, store, tree
from yuanba.base.log.faults import Untrue
from yuanba.base.log.kept import Kept
from yuanba.base.log.models import Head, Leaf, Node, Tree
from yuanba.base.log.opening import MOST, Found, Sight
from yuanba.base.models import Record

CHUNK = 2000
RANGE_OF_RECORDS = 20_000


Tell = Callable[[int, int], None]


def check(
    deep: bool = False, tell: Tell = lambda _done, _of: None, kept: Kept | None = None
) -> tuple[int, list[Found]]:
    """Every tree; returns how many leaves were read and what does not add up. `kept`: what people hold
    against us, whatever the database and the signer's folder say."""
    with reading_through(connection):
        return _check(Sight() if deep else None, tell, kept or Kept())


def _check(sight: Sight | None, tell: Tell, kept: Kept) -> tuple[int, list[Found]]:
    met: set[str] = set()
    rows = list(Tree.objects.order_by("pk"))
    whole, done, found = sum(row.size for row in rows), 0, []
    for row in rows:
        one = _Walk(row, sight, kept)
        for n in one.walk():
            tell(done + n, whole)
        done += one.size
        found += one.found
        met |= one.met
    there = {row.origin for row in rows}
    for origin in sorted((house.kept().keys() | {head.origin for head in kept.heads}) - there):
        chinese = f"签过树头的 {origin} 不见了。"
        found.append(Found(0, chinese, f"{origin}, whose heads were signed, is gone."))
    for line in sorted(kept.lines.keys() - met):
        chinese = f"没有一处的存证是这一行：{line}。"
        found.append(Found(0, chinese, f"The record of no place makes this line: {line}."))
    if sight is not None:
        found += sight.rows()
        found += sight.ledger()
        found += islice(_bare(), MOST)
    return done, found


def _bare() -> Iterator[Found]:
    """Records that no leaf vouches for: written past the acts."""
    if not bringing.brought():
        return
    mine, done = Leaf.objects.filter(record=OuterRef("pk")), 0
    while True:
        rows = Record.objects.filter(pk__gt=done).order_by("pk")
        end = rows.values_list("pk", flat=True)[RANGE_OF_RECORDS : RANGE_OF_RECORDS + 1].first()
        if end is not None:
            rows = rows.filter(pk__lte=end)
        for row in rows.filter(~Exists(mine)):
            yield Found(
                row.place_id or 0,
                f"这条记录没有存证，是绕过办理写进去的：{row.act}（{row.pk}）。",
                f"A record without a leaf, written past the acts: {row.act} ({row.pk}).",
                record=row.pk,
            )
        if end is None:
            return
        done = end


class _Walk:
    """One tree from its first leaf to its last."""

    def __init__(self, row: Tree, sight: Sight | None, kept: Kept) -> None:
        self.row, self.sight, self.kept = row, sight, kept
        self.sizes = set(kept.lines.values())
        self.parted = False  # from a head that was signed
        self.met: set[str] = set()  # lines of the notice board that this tree makes
        self.size, self.last = 0, 0
        self.peaks: list[bytes] = []
        self.found: list[Found] = []
        self.heads = self._heads()
        self.row.refresh_from_db()  # after the heads: none of them can be ahead of it
        self.nodes: dict[tuple[int, int], bytes] = {}

    def say(
        self, chinese: str, english: str, n: int | None = None, record: int | None = None
    ) -> None:
        self._find(Found(self.row.pk, chinese, english, n, record, stops=True))

    def _find(self, one: Found) -> None:
        """Kept, up to so many; one that stops the tree is never missed for others before it."""
        if len(self.found) < MOST:
            self.found.append(one)
        elif one.stops and not any(before.stops for before in self.found):
            self.found[-1] = one

    def walk(self) -> Iterator[int]:
        start, end = 0, self.row.size
        if (too_many := self._beyond()) is not None:
            end = too_many + 1
        while start < end:
            self._nodes(start)
            upto = min(start + CHUNK, end)
            lines = _leaves(self.row.pk, start, upto, deep=self.sight is not None)
            if self.sight is not None:
                self.sight.meet(lines)
            for line in lines:
                self._leaf(line)
            start += CHUNK
            yield self.size
        self._end()

    def _beyond(self) -> int | None:
        """The last leaf, if there are more than the tree counts; asked of both, the tree last."""
        mine = Leaf.objects.filter(tree=self.row).order_by("-n")
        top = mine.values_list("n", flat=True).first()
        now = Tree.objects.values_list("size", flat=True).get(pk=self.row.pk)
        return top if top is not None and top >= now else None

    def _leaf(self, line: Any) -> None:
        n, record, body = line[0], line[1], line[2]
        if n != self.size:
            self.say(f"第 {self.size} 条存证不见了。", f"Leaf {self.size} is gone.", self.size)
            self.size = n
            # as many whole subtrees as stand before this leaf, none of them known any more
            self.peaks = [b""] * n.bit_count()
        try:
            said = msgspec.json.decode(body)
            at, own = int(said["t"]), said["log"] == self.row.origin and said["n"] == n
        except (msgspec.DecodeError, KeyError, TypeError, ValueError):
            said, at, own = {}, self.last, False
        if not own:
            self.say(f"第 {n} 条存证被改过。", f"Leaf {n} was changed.", n, record)
        if at < self.last:
            self.say(
                f"第 {n} 条的时间早于前一条。",
                f"Leaf {n} is earlier than the one before.",
                n,
                record,
            )
        self.last = at
        for height, index, whole in tree.grow(n, self.peaks, tree.leaf_hash(body.encode())):
            if height % store.STEP == 0 and self.nodes.pop((height, index), b"") != whole:
                first, end = index << height, (index + 1 << height) - 1
                self.say(
                    f"第 {first} 到 {end} 条里有改动。", f"Something among leaves {first} to {end} was changed.", end
                )  # fmt: skip
        self.size = n + 1
        self._meet()
        if self.sight is not None and said:
            for chinese, english in self.sight.look(self.row, said, line):
                self._find(Found(self.row.pk, chinese, english, n, record))

    def _meet(self) -> None:
        """Hold what is there so far against what was signed at this size, and against lines that were brought."""
        if self.size in self.sizes:
            self.met.add(note.board(self.size, tree.root_of(self.peaks)))
        head = self.heads.pop(self.size, None)
        if head is None or self.parted:
            return  # once it is another tree, so are all that follow
        if tree.root_of(self.peaks) != head.root:
            self.parted = True
            self.say(
                f"和签过的树头对不上：前 {head.size} 条里有人改过、删过或换过。",
                f"Not what was signed: something among the first {head.size} leaves was changed.",
                head.size,
            )

    def _end(self) -> None:
        if self.size != self.row.size:
            self.say(
                f"应有 {self.row.size} 条存证，实有 {self.size} 条。",
                f"{self.row.size} leaves are counted, {self.size} are there.",
            )
        elif b"".join(self.peaks) != bytes(self.row.peaks):
            self.say("树根和现算的不一样。", "The root is not what the leaves make.")
        for head in self.heads.values():
            self.say(
                f"签过 {head.size} 条的树头，现在只有 {self.size} 条：末尾被删。",
                f"A head of {head.size} leaves was signed, {self.size} are there: the end was cut off.",
                head.size,
            )

    def _heads(self) -> dict[int, note.Head]:
        """The heads to meet on the way, by size: the signer's own file is believed before the table."""
        seen: dict[int, note.Head] = {}
        signed = house.verifier(self.row.origin)
        notes = list(
            Head.objects.filter(tree=self.row).order_by("size").values_list("note", flat=True)
        )
        for text in [*notes, house.last(self.row.origin)]:
            if text is None:
                continue
            try:
                head = note.checked(text, signed)
            except Untrue as wrong:
                self.say(f"一个树头的{wrong.chinese}", f"A head: {wrong.english}")
                continue
            if seen.setdefault(head.size, head) != head:
                self.say(
                    f"同一条数（{head.size}）签过两个树头。", f"Two heads of {head.size} leaves."
                )
                seen[head.size] = head
        for head in self.kept.heads:  # held against all that lies here
            if head.origin == self.row.origin and seen.setdefault(head.size, head) != head:
                self.say(
                    f"带来的 {head.size} 条的树头，和这里签过的不是同一个。",
                    f"The head of {head.size} leaves that was brought is not the one signed here.",
                    head.size,
                )
                seen[head.size] = head
        return seen

    def _nodes(self, start: int) -> None:
        """The kept nodes that become whole within the next range."""
        found = Node.objects.filter(tree=self.row)
        height = store.STEP
        while 1 << height <= start + CHUNK:
            low, high = start >> height, start + CHUNK >> height
            rows = found.filter(height=height, n__gte=low, n__lt=high + 1)
            self.nodes |= {(height, n): bytes(h) for n, h in rows.values_list("n", "hash")}
            height += store.STEP


READ = "SELECT l.n, l.record, l.body FROM base_leaf l"
READ_DEEP = (
    "SELECT l.n, l.record, l.body, l.key, l.opened, r.act, r.subject_kind, r.subject_id, r.actor_id,"
    " r.role, r.at, r.facts FROM base_leaf l LEFT JOIN base_record r ON r.id = l.record"
)
RANGE = " WHERE l.tree_id = %s AND l.n >= %s AND l.n < %s ORDER BY l.n"


def _leaves(tree_id: int, start: int, end: int, *, deep: bool) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute((READ_DEEP if deep else READ) + RANGE, [tree_id, start, end])
        return list(cursor.fetchall())


def alarm(now: datetime) -> int:
    """How much somebody must look at: stopped trees, those of which the witness saw another past, what the
    last adding up found, a clock that went back (no head is signed). One statement."""
    ahead = connection.ops.adapt_datetimefield_value(now + heads.SLACK)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT COUNT(*) FROM base_tree WHERE broken <> '' OR unwitnessed IN (%s, %s, %s))"
            " + COALESCE((SELECT faults FROM base_verification ORDER BY id DESC LIMIT 1), 0)"
            " + (SELECT COUNT(*) FROM base_head WHERE at > %s AND id = (SELECT MAX(id) FROM base_head))",
            [*asking.PAST, ahead],
        )
        return int(cursor.fetchone()[0])


def stopped(community: int) -> bool:
    """Is nothing added to its tree until it is whole again? One statement."""
    return Tree.objects.filter(pk=community).exclude(broken="").exists()
