"""Messages about household points: at every redemption, to the household (trust.md T6)."""

from datetime import datetime

from yuanba.base.models import Record
from yuanba.base.text import _
from yuanba.books.models import Account
from yuanba.books.rules import AccountKind, Unit
from yuanba.notices import gateways
from yuanba.people.models import Membership
from yuanba.points.models import Redemption


def tell_household(*, now: datetime, record: str) -> None:
    """Something was handed out for this household's points: whoever of it has a telephone is told, the
    head first. Raises OSError when the gateway is away. Without a telephone it stands on their page."""
    about = Record.objects.get(pk=int(record))
    deal = Redemption.objects.select_related("item").get(pk=about.subject_id)
    living = Membership.objects.filter(household=deal.household_id, until=None)
    reached = living.exclude(person__phone="").select_related("person").order_by("-head", "id")
    stay = reached.first()
    if stay is None or not gateways.reaches_phones():
        return
    left = Account.objects.filter(
        household=deal.household_id, kind=AccountKind.HOUSEHOLD, book__unit=Unit.POINTS
    ).values_list("balance", flat=True)
    words = {"item": deal.item.name, "points": deal.points, "left": left.first() or 0}
    text = _(
        "您家在积分超市换走%(item)s，用了%(points)s分，还剩%(left)s分。"
        "不是您家换的，请马上告诉村（居）委会。"
    )
    gateways.current().send(phone=stay.person.phone, text=text % words, ref=record)
