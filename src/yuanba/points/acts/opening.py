"""带旧账: the balances of an older table go into the ledger, whole or not at all; and out again."""

from collections.abc import Mapping
from datetime import datetime

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.books import store
from yuanba.books.rules import AccountKind, Line
from yuanba.people.models import Household, Person
from yuanba.places.models import Place
from yuanba.points.acts.common import lock_homes, the_village
from yuanba.points.acts.ledger import ledger_of
from yuanba.points.models import Opening
from yuanba.points.queries import opening as queries
from yuanba.points.rules import opening as rules

LINES = 500  # households in one entry


@act
def import_opening(
    *,
    actor: Actor,
    place_id: int,
    homes: Mapping[int, int],
    digest: str,
    source: str,
    now: datetime,
    second: Person | None = None,
) -> Opening:
    """带旧账: `homes` has the points of each household, by its id. They begin their 24 months today.
    They are owed, and not counted as issued this year: the older table issued them."""
    place = the_village(actor, place_id, "points.import_opening")
    me = actor if isinstance(actor, Person) else None
    if me is not None and (second is None or second.pk == me.pk):
        raise Refused("two_people", _("旧积分入账要两个人：一个传表，另一个看过再同意。"))
    lock_homes(homes)
    ledger = ledger_of(place.pk)
    if Opening.objects.filter(place=place, digest=digest).exists():
        raise Refused("known_file", _("这份表已经带进来过了。"))
    brings = {pk: rules.total(n) for pk, n in homes.items() if n}
    living = Household.objects.filter(pk__in=brings, place__village_id=place.pk, until=None)
    if not brings or living.count() != len(brings):
        raise Refused("homes_changed", _("有几户刚刚变了，请把表再传一次。"))
    if queries.opened(place.pk) & brings.keys():
        raise Refused("opened", _("有几户的旧积分已经带进来过了，请把表再传一次。"))
    total = sum(brings.values())
    made = Opening.objects.create(
        place=place, digest=digest, source=source[:120], homes=len(brings), points=total,
        made_at=now, made_by=me, brought_by=second,
    )  # fmt: skip
    before = store.account(ledger, AccountKind.OPENING)
    accounts = store.accounts(ledger, AccountKind.HOUSEHOLD, list(brings), floor=0)
    order = sorted(brings)
    for i in range(0, len(order), LINES):
        some = order[i : i + LINES]
        lines = [Line(accounts[pk], brings[pk]) for pk in some]
        lines.append(Line(before.pk, -sum(line.amount for line in lines)))
        store.enter(
            ledger, lines, kind=queries.ENTERED, why=made.source, actor=actor, second=second,
            at=now, source=made,
        )  # fmt: skip
    assert queries.booked(made) == total, "the sheet and the ledger differ"
    facts = {"homes": made.homes, "points": total, "digest": digest, "source": made.source}
    records.write("points.import_opening", made, actor=actor, at=now, **facts)
    return made


@act
def export_balances(*, actor: Actor, place_id: int, now: datetime) -> Place:
    """导出各户积分: a file with the balance of every household leaves; that it did is on record."""
    place = Place.objects.filter(pk=place_id, until=None).first()
    if place is None:
        raise Denied("points.export_balances")
    permits.require(actor, "points.export_balances", reach=place.reach)
    facts = {"homes": len(queries.balances(place.pk))}
    records.write("points.export_balances", place, actor=actor, at=now, **facts)
    return place
