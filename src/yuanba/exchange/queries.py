"""What is shown of tables on their way: only to those who may bring or take them."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from yuanba.base import permits
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.exchange import headings, hotline, keeping, mapping
from yuanba.exchange.models import TableIn, TableOut
from yuanba.exchange.rules import BUSY, FETCH, MOST, RIGHTS, OutKind, OutState, TableState, What
from yuanba.matters import sight
from yuanba.matters.models import Matter
from yuanba.matters.queries import lists
from yuanba.matters.queries.register import Filters
from yuanba.people import door
from yuanba.people.models import Person, Post
from yuanba.places.models import Place
from yuanba.places.rules import SCOPE_OF, Kind

SHOWN = 10  # tables in the list


def table(actor: Actor, table_id: int) -> TableIn:
    """A table on its way in. Raises Denied alike for "none" and "not yours"."""
    found = TableIn.objects.select_related("place", "brought_by", "agreed_by")
    one = found.filter(pk=table_id).first()
    if one is None:
        raise Denied("exchange.bring_table")
    permits.require(actor, "exchange.bring_table", reach=one.place.reach)
    permits.require(actor, RIGHTS[What(one.what)], reach=one.place.reach)
    return one


def may_bring(actor: Actor, place: Place) -> list[What]:
    """What this person may bring here. Raises Denied for nothing."""
    permits.require(actor, "exchange.bring_table", reach=place.reach)
    return [w for w, right in RIGHTS.items() if permits.may(actor, right, reach=place.reach)]


def tables(place: Place, what: list[What]) -> list[TableIn]:
    """The last of these tables brought for this place. One statement."""
    found = TableIn.objects.filter(place=place, what__in=what).select_related("brought_by")
    return list(found.order_by("-id")[:SHOWN])


def columns(one: TableIn) -> list[dict[str, Any]]:
    """Each heading, what is below it, and what it was taken for."""
    samples = list(one.samples) + [[]] * len(one.headings)
    return [
        {
            "heading": heading,
            "samples": [said for said in samples[n] if said],
            "key": one.columns.get(heading, ""),
        }
        for n, heading in enumerate(one.headings)
    ]


def meanings(one: TableIn) -> list[tuple[str, Any]]:
    """What a column of this table can be, in the order of the form."""
    known = {c.key for c in mapping.load(one.mapping).columns} if one.mapping else set()
    return [(key, words) for key, words in headings.WORDS.items() if key in known]


def percent(one: TableIn) -> int:
    """How far the work on a table is."""
    if one.state not in BUSY or one.state == TableState.READING:
        return 0
    return min(100, one.done * 100 // max(1, one.lines))


def has_back(one: TableIn) -> bool:
    return keeping.file(one.token, "back.xlsx").exists()


def refused_rows(table: TableIn) -> list[tuple[int, str]]:
    """The rows that were not taken and why, in their order."""
    file = keeping.file(table.token, "refused")
    if not file.exists():
        return []
    return sorted({(row, why) for row, why in map(json.loads, file.read_text().splitlines())})


# ---- out


def count(found: QuerySet[Matter]) -> int:
    """How many, but no further than the largest file."""
    return found.order_by().values("pk")[: max(MOST.values()) + 1].count()


def in_time(one: TableOut, now: datetime) -> bool:
    return one.ready_at is not None and now - one.ready_at < FETCH


def kept_since(person_id: int, moment: datetime | None) -> bool:
    """Whether something was named since then that is kept from this person. Three statements."""
    person = door.with_posts(person_id)
    if person is None or moment is None:
        return False
    return sight.against(sight.stand_of(person)).filter(at__gte=moment).exists()


def files_of(person: Person) -> list[TableOut]:
    """The last files this person asked for. One statement."""
    found = TableOut.objects.filter(asked_by=person).select_related("place", "agreed_by")
    return list(found.order_by("-id")[:SHOWN])


def files_to_agree(actor: Actor, post: Post) -> list[TableOut]:
    """Files with contacts that wait for somebody at this post. One statement; none without the
    right."""
    if permits.may(actor, "exchange.agree_export", reach=post.place.reach) is None:
        return []
    column = SCOPE_OF.get(Kind(post.place.kind), "id")
    found = TableOut.objects.filter(state=OutState.ASKED, **{f"place__{column}": post.place_id})
    found = found.exclude(asked_by_id=actor.pk).select_related("place", "asked_by")
    return list(found.order_by("id")[:SHOWN])


def file_to_agree(actor: Actor, table_id: int) -> TableOut:
    """One file that waits for another person. Raises Denied alike for "none" and "not yours"."""
    one = TableOut.objects.filter(pk=table_id).select_related("place", "post").first()
    if one is None:
        raise Denied("exchange.agree_export")
    permits.require(actor, "exchange.agree_export", reach=one.place.reach | {one.post.over})
    return one


def answers_due(actor: Actor, post: Post, scope: lists.Scope | None) -> int:
    """How many answers have not gone back to the hotline. Raises Denied."""
    reach = post.place.reach | {post.over}
    permits.require(actor, "exchange.answer_hotline", reach=reach)
    return hotline.due(scope).order_by().values("pk")[: MOST[OutKind.HOTLINE]].count()


def receipts(post: Post) -> list[TableOut]:
    """The last files of answers of this place, each with as many answers as this reader may see. Two
    statements."""
    found = TableOut.objects.filter(place=post.place, kind=OutKind.HOTLINE)
    tables = list(found.select_related("place", "asked_by").order_by("-id")[:SHOWN])
    seen = hotline.counted(tables, sight.stand_of(post.person))
    for table in tables:
        table.rows = seen.get(table.pk, 0)
    return tables


def receipt(actor: Actor, table_id: int) -> TableOut:
    """One file of answers. Raises Denied alike for "none" and "not yours"."""
    found = TableOut.objects.filter(pk=table_id, kind=OutKind.HOTLINE)
    one = found.select_related("place", "asked_by", "post").first()
    if one is None:
        raise Denied("exchange.answer_hotline")
    reach = one.place.reach | {one.post.over}
    permits.require(actor, "exchange.answer_hotline", reach=reach)
    return one


def answers(reader: Person, one: TableOut) -> list[tuple[str, str, datetime]]:
    """The answers in a file that are not kept from this reader. One statement."""
    return hotline.receipt(one, sight.stand_of(reader))


def own_post(actor: Person, said: str) -> Post:
    """A post of one's own, by the id as the API has it. Raises Denied."""
    post = next((post for post in actor.held() if str(post.pk) == said), None)
    if post is None:
        raise Denied("exchange.ask_export")
    return post


def plain(asked: Filters) -> dict[str, str]:
    """The filters as they are kept."""
    return {name: value for name, value in asdict(asked).items() if value}
