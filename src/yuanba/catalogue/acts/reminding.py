"""提醒: by the clock, before a day of disclosure comes and when it has passed."""

from datetime import date, datetime

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.catalogue.models import Reminder
from yuanba.places.models import Place


@act
def remind(
    *, actor: Actor, place_id: int, what: str, about: str, due: date, late: bool, now: datetime
) -> Reminder:
    """提醒: once when it is due soon, once when it is late. Whom it concerns is told after (telling.py)."""
    place = Place.objects.select_for_update().get(pk=place_id)
    permits.require(actor, "catalogue.remind", reach=place.reach)
    of = {"place": place, "what": what, "about": about, "due": due, "late": late}
    if Reminder.objects.filter(**of).exists():
        raise Refused("reminded_already", _("已经提醒过了。"))
    found = Reminder.objects.create(**of, at=now)
    facts = {"what": what, "about": about, "due": str(due), "late": late}
    records.write("catalogue.remind", found, actor=actor, at=now, **facts)
    return found
