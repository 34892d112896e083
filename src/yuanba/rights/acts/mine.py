"""What a reporter does with his own name and number on one matter, at once and without asking."""

from datetime import datetime

from yuanba.base import permits, records, words_in
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.matters.models import Contact, Matter
from yuanba.matters.rules import State
from yuanba.rights import rules, store
from yuanba.rights.rules import Erasable


@act
def correct_contact(
    *, actor: Actor, matter_id: int, name: str, phone: str, now: datetime
) -> Matter:
    """改我的联系方式: on this one matter. The record says that it changed, never from what to what."""
    matter = _take(actor, matter_id, "rights.correct_contact")
    contact, _made = Contact.objects.get_or_create(matter=matter)
    contact.name = words_in.clean(name, most=40, least=0, field="name") if name.strip() else ""
    contact.phone = words_in.phone(phone, field="phone") if phone.strip() else ""
    contact.save()
    records.write("rights.correct_contact", matter, actor=actor, at=now)
    return matter


@act
def erase_contact(*, actor: Actor, matter_id: int, now: datetime, sure: bool = False) -> Matter:
    """删掉我的联系方式: name, number and the words sent; the matter goes on."""
    matter = _take(actor, matter_id, "rights.erase_contact")
    rules.erase_contact(state=State(matter.state), sure=sure)
    store.erase(Erasable.CONTACT, [matter.pk])
    records.write("rights.erase_contact", matter, actor=actor, at=now, matters=[str(matter.pk)])
    return matter


@act
def disown(*, actor: Actor, matter_id: int, now: datetime) -> Matter:
    """不是我说的: somebody gave my number. Name, number and the words sent go at once and nobody writes
    there again; the link and the code that went to the wrong person open nothing any more. What was told
    is looked at all the same, and the desk sees that nobody stands by it; the right one gets his link
    there (matters.renew_link)."""
    matter = _take(actor, matter_id, "rights.disown")
    contact = Contact.objects.filter(matter=matter).first()
    known = contact is not None and bool(contact.name or contact.phone)
    rules.disown(known=known, own_account=matter.reporter_id is not None)
    store.erase(Erasable.CONTACT, [matter.pk])
    Contact.objects.filter(matter=matter).update(how="", disowned_at=now)
    matter.links += 1
    matter.save(update_fields=["links"])
    records.write("rights.disown", matter, actor=actor, at=now, matters=[str(matter.pk)])
    return matter


def _take(actor: Actor, matter_id: int, name: str) -> Matter:
    matter = Matter.objects.select_for_update(of=("self",)).filter(pk=matter_id).first()
    if matter is None:
        raise Denied(name)
    permits.require(actor, name, reach=matter.reach)
    return matter
