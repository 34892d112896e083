"""What erasing means for each kind: which matters are due, and what becomes of their rows.

Called by acts inside their transaction, by nobody else. A matter keeps its number, state and history;
what goes is who told it, the words sent to him, the pictures.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db.models import Exists, OuterRef, Q, QuerySet

from yuanba.base import photos, voices
from yuanba.base.log import forgetting
from yuanba.base.models import Record
from yuanba.matters.models import Contact, Matter, Photo, Speaking, VoiceNote
from yuanba.matters.rules import OVER, Who
from yuanba.notices.models import Message, Preference
from yuanba.people.models import Membership, Person, PhoneCode
from yuanba.rights.rules import GONE_NAME, Erasable

GONE_TEXT = "已到期清除。"
CHUNK = 200  # matters a transaction


def due(kind: Erasable, before: datetime) -> QuerySet[Matter]:
    """Matters that are over, untouched since `before`, and still hold something of this kind.

    Untouched: no record since then, so that a matter that came back is never emptied early.
    """
    touched = Record.objects.filter(subject_id=OuterRef("pk"), at__gte=before)
    over = Matter.objects.filter(state__in=sorted(OVER), reopen_asked_at=None)
    old = over.filter(reported_at__lt=before).filter(~Exists(touched))
    return old.filter(_still(kind)).order_by("pk")


def about(found: QuerySet[Matter]) -> list[int]:
    """Those among them that are about somebody. One statement."""
    return list(found.filter(concerned=True).values_list("pk", flat=True))


def _still(kind: Erasable) -> Q:
    if kind is Erasable.PICTURE:
        shown = Photo.objects.filter(matter=OuterRef("pk"))
        heard = VoiceNote.objects.filter(matter=OuterRef("pk"))
        return Q(Exists(shown)) | Q(Exists(heard))
    if kind is Erasable.ANONYMOUS:
        anonymous = Speaking.objects.filter(matter=OuterRef("pk"), who=Who.ANONYMOUS)
        heard = VoiceNote.objects.filter(matter=OuterRef("pk"))
        return Q(Exists(anonymous)) & (~Q(text=GONE_TEXT) | Q(Exists(heard)))
    known = Contact.objects.filter(matter=OuterRef("pk")).exclude(name="", phone="")
    spoke = Speaking.objects.filter(matter=OuterRef("pk")).exclude(speaker="", speaker_phone="")
    sent = Message.objects.filter(matter=OuterRef("pk")).exclude(text=GONE_TEXT)
    return Q(Exists(known)) | Q(Exists(spoke)) | Q(Exists(sent))


def erase(kind: Erasable, matter_ids: Sequence[int]) -> list[str]:
    """Empty these; returns the names of picture files that can be taken away after the commit."""
    if kind is Erasable.PICTURE:
        found = Photo.objects.filter(matter_id__in=matter_ids)
        names = list(found.values_list("name", flat=True))
        found.delete()
        return names + forget_voices(matter_ids)
    if kind is Erasable.ANONYMOUS:
        Matter.objects.filter(pk__in=matter_ids).update(text=GONE_TEXT, title=GONE_TEXT, spot="")
        told = Record.objects.filter(subject_id__in=matter_ids, subject_kind="matters.matter")
        forgetting.forget(told.values_list("pk", flat=True), ["row:text", "row:title"])
        return forget_voices(matter_ids)  # a voice names its speaker
    # nothing is opened: a house restored without its secret can forget as well
    Contact.objects.filter(matter_id__in=matter_ids).update(name="", phone="", mark=None)
    named = Speaking.objects.filter(matter_id__in=matter_ids).exclude(speaker="", speaker_phone="")
    named.update(speaker="", speaker_phone="", gone=True)
    Message.objects.filter(matter_id__in=matter_ids).update(to_name="", to_phone="", text=GONE_TEXT)
    return []


def forget_voices(matter_ids: Sequence[int]) -> list[str]:
    """The recordings and what was written down of them; returns the files' names. Who does not take
    them away at once leaves it to the clock (matters.jobs.sweep_voices)."""
    heard = VoiceNote.objects.filter(matter_id__in=matter_ids)
    names = [f"{name}.{kind}" for name, kind in heard.values_list("name", "kind")]
    heard.delete()
    return names


def forget_person(person: Person) -> list[int]:
    """Close the account and empty it. Returns the ids of his matters, whose contacts go as well.

    Somebody who still stands in the household register keeps his name there: that register is a
    duty of the village, not an account.
    """
    PhoneCode.objects.filter(phone=person.phone).delete()
    living = Membership.objects.filter(person=person, until=None).exists()
    person.name = person.name if living else GONE_NAME
    person.username, person.phone, person.verified = f"gone{person.pk}", "", "none"
    person.is_active, person.password = False, make_password(None)
    person.log_key = None  # no pseudonym in the record leads to him any more
    about = Record.objects.filter(subject_id=person.pk, subject_kind="people.person")
    forgetting.forget(about.values_list("pk", flat=True))
    if not living:
        person.home = None
    person.save()
    Preference.objects.filter(person=person).delete()
    return list(Matter.objects.filter(reporter=person).values_list("pk", flat=True))


def take_away(names: Sequence[str]) -> None:
    """Remove picture files and recordings (name.kind); one that is gone already is no trouble."""
    for name in names:
        random, _dot, kind = name.partition(".")
        pictures = (photos.path(random), photos.path(random, thumb=True))
        for file in (voices.path(random, kind),) if kind else pictures:
            Path(file).unlink(missing_ok=True)
