"""Messages about household points: at every redemption, when one is put right, before points lapse, to the
household (trust.md T6). Kept as a row, so that the outbox shows them."""

from datetime import datetime
from typing import Any

from yuanba.base.models import Record
from yuanba.base.text import _, ngettext_lazy
from yuanba.books.models import Account
from yuanba.books.rules import AccountKind, Unit
from yuanba.matters.queries.words import day
from yuanba.notices import gateways
from yuanba.notices.models import Message
from yuanba.notices.rules import Channel, Kind, State
from yuanba.people.models import Household, Membership
from yuanba.points.models import LapseWarning, Redemption


def tell_household(*, now: datetime, record: str) -> None:
    """Something was handed out for this household's points, at the counter or on paper."""
    deal = _deal(record)
    text = _(
        "您家在积分超市换走%(item)s，用了%(points)s分，还剩%(left)s分。"
        "不是您家换的，请马上告诉村（居）委会。"
    )
    _tell(deal.household, text % _said(deal), record=record, now=now)


def tell_undone(*, now: datetime, record: str) -> None:
    """What was handed out was put right: the points are back."""
    deal = _deal(record)
    text = _(
        "您家在积分超市换的%(item)s改回来了，退回%(points)s分，现在有%(left)s分。原因：%(why)s"
    )
    _tell(deal.household, text % (_said(deal) | {"why": deal.undone_why}), record=record, now=now)


def tell_lapse(*, now: datetime, record: str) -> None:
    """Points that nobody spends lapse within thirty days. Once."""
    about = Record.objects.get(pk=int(record))
    warned = LapseWarning.objects.select_related("household__place").get(pk=about.subject_id)
    text = ngettext_lazy(
        "您家有%(n)s分快满两年了，%(day)s以前不换就过期。请到积分超市换东西。",
        "您家有%(n)s分快满两年了，%(day)s以前不换就过期。请到积分超市换东西。",
        warned.points,
    )
    said = {"n": warned.points, "day": day(warned.until)}
    _tell(warned.household, text % said, record=record, now=now)


def _deal(record: str) -> Redemption:
    about = Record.objects.get(pk=int(record))
    found = Redemption.objects.select_related("item", "household__place")
    return found.get(pk=about.subject_id)


def _said(deal: Redemption) -> dict[str, Any]:
    left = Account.objects.filter(
        household=deal.household_id, kind=AccountKind.HOUSEHOLD, book__unit=Unit.POINTS
    ).values_list("balance", flat=True)
    return {"item": deal.item.name, "points": deal.points, "left": left.first() or 0}


def _tell(home: Household, text: Any, *, record: str, now: datetime) -> None:
    """Whoever of the household has a telephone is told, the head first. Raises OSError when the gateway is
    away, and is tried again. Without a telephone it stands on their page."""
    living = Membership.objects.filter(household=home, until=None)
    reached = living.exclude(person__phone="").select_related("person").order_by("-head", "id")
    stay = reached.first()
    if stay is None or not gateways.reaches_phones():
        return
    place = home.place
    made, _new = Message.objects.get_or_create(
        record_id=int(record),
        kind=Kind.POINTS,
        defaults={
            "county_id": place.county_id, "township_id": place.township_id,
            "village_id": place.village_id, "channel": Channel.SMS, "to_name": stay.person.name,
            "to_phone": stay.person.phone, "text": str(text)[:600], "state": State.WAITING,
            "made_at": now,
        },
    )  # fmt: skip
    if made.state == State.SENT:
        return
    gateways.current().send(phone=made.to_phone, text=made.text, ref=str(made.pk))
    made.state, made.sent_at, made.tries = State.SENT, now, made.tries + 1
    made.save(update_fields=["state", "sent_at", "tries"])
