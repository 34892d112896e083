"""退回: who gave a matter to the unit that sent it back hears it, with the item that was cited."""

from datetime import datetime

from django.urls import reverse

from yuanba.base.models import Record
from yuanba.base.text import _
from yuanba.matters import sight
from yuanba.matters.models import Matter
from yuanba.notices import inbox
from yuanba.notices.rules import Kind
from yuanba.people.models import Person
from yuanba.places.models import Place

GIVES = [f"matters.{act}" for act in ("triage", "transfer", "hand_up", "hand_down", "decide_unit")]
BACK = _("%(unit)s退回了%(number)s。依据：%(item)s %(name)s。%(reason)s")


def tell_source(*, now: datetime, record: str) -> None:
    """Nobody from whom the matter is kept; where it is about somebody, without what was written."""
    about = Record.objects.get(pk=int(record))
    matter = Matter.objects.get(pk=about.subject_id)
    gave = Record.objects.filter(
        subject_kind="matters.matter", subject_id=matter.pk, act__in=GIVES, pk__lt=about.pk
    )
    last = gave.order_by("-pk").values_list("actor_id", flat=True).first()
    person = Person.objects.filter(pk=last or 0, is_active=True).first()
    if person is None or sight.shut(matter, person):
        return
    facts = about.facts
    said = {
        "unit": facts.get("unit_name", ""), "number": matter.number, "item": facts.get("item", ""),
        "name": facts.get("item_name", ""),
        "reason": "" if matter.restricted else facts.get("reason", ""),
    }  # fmt: skip
    inbox.tell(
        about, [person], lambda: BACK % said, kind=Kind.TASK,
        link=reverse("desk_matters:one", args=[matter.pk]),
        place=Place.objects.get(pk=matter.village_id), now=now,
    )  # fmt: skip
