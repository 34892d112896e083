"""A village's own table (corners, units, staff, households): brought, agreed to, or dropped. Looking and
writing are jobs that follow; each row then goes through the act people use."""

from datetime import datetime

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.exchange import rules
from yuanba.exchange.models import TableIn
from yuanba.exchange.rules import RIGHTS, TableState, What
from yuanba.people.models import Person
from yuanba.places.models import Place


@act
def bring_people(
    *,
    actor: Actor,
    place_id: int,
    what: What,
    token: str,
    name: str,
    sha256: str,
    language: str,
    now: datetime,
) -> TableIn:
    """送来一张名册: the file lies under its random name; a job looks at every row, writing nothing."""
    place = Place.objects.filter(pk=place_id).first()
    if place is None or what not in RIGHTS:
        raise Denied("exchange.bring_people")
    permits.require(actor, "exchange.bring_people", reach=place.reach)
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
        state=TableState.CHECKING,
    )
    records.write("exchange.bring_people", table, actor=actor, at=now, what=what, sha256=sha256)
    return table


@act
def agree_people(*, actor: Actor, table_id: int, now: datetime) -> TableIn:
    """同意写进去: a person saw what would happen; a job writes, in that person's name."""
    table = _take(actor, table_id, "exchange.agree_people")
    assert isinstance(actor, Person)
    table.state = rules.agree(state=TableState(table.state), ready=table.ready)
    table.agreed_by, table.agreed_at = actor, now
    table.save(update_fields=["state", "agreed_by", "agreed_at"])
    facts = {"ready": table.ready, "refused": table.refused, "sha256": table.sha256}
    records.write("exchange.agree_people", table, actor=actor, at=now, what=table.what, **facts)
    return table


@act
def drop_people(*, actor: Actor, table_id: int, now: datetime) -> TableIn:
    """不导了: nothing was written."""
    table = _take(actor, table_id, "exchange.drop_people")
    table.state, table.ended_at = rules.drop(state=TableState(table.state)), now
    table.save(update_fields=["state", "ended_at"])
    records.write("exchange.drop_people", table, actor=actor, at=now)
    return table


def _take(actor: Actor, table_id: int, name: str) -> TableIn:
    found = TableIn.objects.select_for_update(of=("self",)).select_related("place")
    table = found.filter(pk=table_id).exclude(what=What.MATTERS).first()
    if table is None:
        raise Denied(name)
    permits.require(actor, name, reach=table.place.reach)
    permits.require(actor, RIGHTS[What(table.what)], reach=table.place.reach)
    return table
