"""A table on its way in: brought, its columns named, agreed to, or dropped. Reading and writing are
jobs that follow these acts. Matters, whose columns a person names, and a village's own lists (corners,
units, staff, households), whose columns are known; each row then goes through the act people use."""

from collections.abc import Mapping
from datetime import datetime

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.exchange import headings, mapping, rules
from yuanba.exchange.models import Layout, TableIn
from yuanba.exchange.rules import RIGHTS, TableState, What
from yuanba.people.models import Person
from yuanba.places.models import Place


@act
def bring_table(
    *,
    actor: Actor,
    place_id: int,
    token: str,
    name: str,
    sha256: str,
    language: str,
    now: datetime,
    what: What = What.MATTERS,
) -> TableIn:
    """送来一张表: the file lies under its random name; a job looks at it, writing nothing."""
    place = Place.objects.filter(pk=place_id).first()
    if place is None:
        raise Denied("exchange.bring_table")
    permits.require(actor, "exchange.bring_table", reach=place.reach)
    permits.require(actor, RIGHTS[what], reach=place.reach)
    assert isinstance(actor, Person)  # no guest and no command line holds a post that may
    table = TableIn.objects.create(
        place=place,
        what=what,
        brought_by=actor,
        brought_at=now,
        language=language,
        name=name[:120],
        token=token,
        sha256=sha256,
        state=TableState.READING if what is What.MATTERS else TableState.CHECKING,
    )
    records.write("exchange.bring_table", table, actor=actor, at=now, what=what, sha256=sha256)
    return table


@act
def set_columns(
    *,
    actor: Actor,
    table_id: int,
    columns: Mapping[str, str],
    now: datetime,
    kind: str = "",
) -> TableIn:
    """认列: what each column is. Kept for the next table of this place with the same headings; a job
    then looks at every row."""
    table = _take(actor, table_id, "exchange.set_columns")
    if table.what != What.MATTERS:
        raise Denied("exchange.set_columns")
    known = {heading: columns.get(heading, "") for heading in table.headings}
    chosen = mapping.load(table.mapping)
    table.columns = rules.set_columns(
        state=TableState(table.state), columns=known, needed=chosen.needed, words=headings.WORDS
    )
    table.state, table.kind, table.trouble = TableState.CHECKING, kind, ""
    table.save(update_fields=["columns", "state", "kind", "trouble"])
    kept = {"mapping": table.mapping, "kind": kind, "columns": table.columns}
    Layout.objects.update_or_create(place_id=table.place_id, digest=table.digest, defaults=kept)
    records.write("exchange.set_columns", table, actor=actor, at=now, columns=table.columns)
    return table


@act
def agree_table(*, actor: Actor, table_id: int, now: datetime) -> TableIn:
    """同意写进去: a person saw what would happen; a job writes, in that person's name."""
    table = _take(actor, table_id, "exchange.agree_table")
    assert isinstance(actor, Person)
    table.state = rules.agree(
        state=TableState(table.state),
        ready=table.ready,
        what=What(table.what),
        same=table.brought_by_id == actor.pk,
    )
    table.agreed_by, table.agreed_at = actor, now
    table.save(update_fields=["state", "agreed_by", "agreed_at"])
    facts = {"ready": table.ready, "refused": table.refused, "sha256": table.sha256}
    records.write("exchange.agree_table", table, actor=actor, at=now, what=table.what, **facts)
    return table


@act
def drop_table(*, actor: Actor, table_id: int, now: datetime) -> TableIn:
    """不导了: nothing was written."""
    table = _take(actor, table_id, "exchange.drop_table")
    table.state, table.ended_at = rules.drop(state=TableState(table.state)), now
    table.save(update_fields=["state", "ended_at"])
    records.write("exchange.drop_table", table, actor=actor, at=now)
    return table


def _take(actor: Actor, table_id: int, name: str) -> TableIn:
    found = TableIn.objects.select_for_update(of=("self",)).select_related("place")
    table = found.filter(pk=table_id).first()
    if table is None:
        raise Denied(name)
    permits.require(actor, name, reach=table.place.reach)
    permits.require(actor, RIGHTS[What(table.what)], reach=table.place.reach)
    return table
