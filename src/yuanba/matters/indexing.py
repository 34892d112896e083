"""What of a matter is put into the index of words, and keeping it up with the matters.

Its words: title, text, spot, numbers, the names of its place, village and township. Never the
contact: not the name, not the telephone, also where the person wrote them into the text.
"""

import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from yuanba.base import following
from yuanba.base.database import turn_to_write
from yuanba.base.models import Record
from yuanba.matters import store_search
from yuanba.matters.models import Matter
from yuanba.matters.rules import search
from yuanba.places.models import Place
from yuanba.places.rules import SCOPE_OF, Kind

STEP = 200  # matters in one transaction: other writers wait for no more
READ_TO = "search"  # base.Counter: the record up to which the index has followed
RECORDS = 5_000
AT_MOST = 60  # seconds that one run of the job takes; what is left follows in the next
MARKED = list(store_search.LETTERS)
SAID = ["title", "text", "spot", "number", "outside_number"]
PLAIN = ["id", *SAID, *MARKED]
# Who told it and who spoke or typed for him: taken out of the words.
PEOPLE = [
    "contact__name", "contact__phone", "speaking__speaker", "speaking__speaker_phone",
    "reporter__name",
]  # fmt: skip
FIELDS = [*PLAIN, *PEOPLE, "place__name"]


def stamp_of(row: dict[str, Any]) -> str:
    """Changes whenever something does that the index holds, but for names of places and people."""
    said = zlib.crc32("\n".join(row[name] for name in SAID).encode())
    return f"{said:x}:" + ".".join(str(row[column] or "") for column in MARKED)


def document(row: dict[str, Any], names: dict[int, str]) -> store_search.Document:
    own = [row[name] or "" for name in PEOPLE]
    text, title, spot = (search.private(row[f], *own) for f in ("text", "title", "spot"))
    begins = title.rstrip("…")  # most titles are the first words of the text
    here = [
        row["place__name"] or "",
        names.get(row["village_id"], ""),
        names.get(row["township_id"], ""),
    ]
    fields = ["" if text.startswith(begins) else title, text, spot, *dict.fromkeys(here)]
    words = search.words_of(*fields, row["number"], row["outside_number"])
    marks = [store_search.mark(column, row[column]) for column in MARKED if row[column]]
    return store_search.Document(row["id"], stamp_of(row), [*words, *marks])


def index(ids: Sequence[int]) -> int:
    """Write these matters into the index as they are now; returns how many there were."""
    if not ids:
        return 0
    with turn_to_write(connection.vendor), transaction.atomic():
        rows = list(Matter.objects.filter(pk__in=ids).order_by("pk").values(*FIELDS))
        above = {row[column] for row in rows for column in ("village_id", "township_id")}
        names = dict(Place.objects.filter(pk__in=above).values_list("pk", "name"))
        store_search.write([document(row, names) for row in rows])
    return len(rows)


def stale(ids: Sequence[int]) -> list[int]:
    """Which of these the index does not hold as they are now."""
    known = store_search.stamps_of(ids)
    rows = Matter.objects.filter(pk__in=ids).values(*PLAIN)
    return [row["id"] for row in rows if known.get(row["id"]) != stamp_of(row)]


def follow_records() -> int:
    """Index what records since the last run speak of; returns how many matters were written."""
    done = after = following.mark(READ_TO)
    n, until = 0, time.monotonic() + AT_MOST
    while time.monotonic() < until:
        fresh = following.after(after).values_list("id", "subject_kind", "subject_id")
        page = list(fresh[:RECORDS])
        for some in steps(sorted({pk for _id, kind, pk in page if kind == "matters.matter"})):
            n += index(stale(some))
        if page:
            following.read(READ_TO, page[-1][0], done)
        if len(page) < RECORDS:
            break
        after = page[-1][0]
    return n


def follow_erasure(ids: Sequence[int]) -> int:
    """Words that were erased are found no more. (SQLite keeps what it deleted in its older pieces
    until it joins them; `yuanba reindex` joins them all.)"""
    return sum(index(stale(some)) for some in steps(ids))


def follow_place(place_ids: Iterable[int]) -> int:
    """Index every matter at or below these places: their names changed, or what stands above."""
    n = 0
    for place in Place.objects.filter(pk__in=list(place_ids)):
        column = SCOPE_OF.get(Kind(place.kind), "place__parent_id")
        found = {*Matter.objects.filter(**{column: place.pk}).values_list("pk", flat=True)}
        found |= {*Matter.objects.filter(place_id=place.pk).values_list("pk", flat=True)}
        for some in steps(sorted(found)):
            n += index(some)
    return n


def rebuild(progress: Callable[[int, int], None]) -> int:
    """Index every matter anew and drop what is no more; tells how far it is. Others may work on."""
    last = Record.objects.aggregate(last=Max("id"))["last"] or 0
    total, n, after = Matter.objects.count(), 0, 0
    while ids := list(
        Matter.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:STEP]
    ):
        n += index(ids)
        after = ids[-1]
        progress(n, total)
    sweep()
    store_search.tidy()
    following.read(READ_TO, last, 0)
    return n


def sweep() -> int:
    """Compare every row with its matter and mend what differs; returns how many were mended."""
    n, after = 0, 0
    while True:
        matters = Matter.objects.filter(pk__gt=after).order_by("pk")
        rows = list(matters.values(*PLAIN)[:STEP])
        until = rows[-1]["id"] if len(rows) == STEP else 2**63 - 1
        held = store_search.stamps(after + 1, until)
        real = {row["id"]: stamp_of(row) for row in rows}
        n += index([pk for pk, stamp in real.items() if held.get(pk) != stamp])
        if gone := [pk for pk in held if pk not in real]:
            with turn_to_write(connection.vendor), transaction.atomic():
                store_search.forget(gone)
            n += len(gone)
        if len(rows) < STEP:
            return n
        after = until


def steps(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + STEP] for start in range(0, len(ids), STEP))
