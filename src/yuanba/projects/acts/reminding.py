"""提醒: by the clock, before a day comes and when it has passed."""

from datetime import date, datetime

from yuanba.base import permits
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.places.models import Place
from yuanba.projects.acts.common import keep
from yuanba.projects.models import Reminder
from yuanba.projects.rules import Due


@act
def remind(
    *, actor: Actor, place_id: int, about: Due, subject_id: int, due: date, late: bool,
    now: datetime,
) -> Reminder:  # fmt: skip
    """提醒: once when it is due soon, once when it is late. Whom it concerns is told after."""
    place = Place.objects.select_for_update().get(pk=place_id)
    permits.require(actor, "projects.remind", reach=place.reach)
    of = {"about": about, "subject_id": subject_id, "due": due, "late": late}
    if Reminder.objects.filter(**of).exists():
        raise Refused("reminded_already", _("已经提醒过了。"))
    found = Reminder.objects.create(place=place, at=now, **of)
    facts = {"about": about, "subject_id": str(subject_id), "due": due.isoformat(), "late": late}
    keep("projects.remind", found, actor, now, **facts)
    return found
