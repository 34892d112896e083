"""The side rows of a telling: who spoke, for whom, in which language."""

from datetime import datetime

from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.matters import pile
from yuanba.matters.models import Matter, Speaking
from yuanba.matters.rules import Spoken, Who
from yuanba.people.models import Person, Unit
from yuanba.people.rules import LOCAL


def keep_spoken(matter_id: int, spoken: Spoken, *, helper: Actor | None, now: datetime) -> None:
    """Write the row beside the matter. One statement; two for a body, whose unit is looked at."""
    if spoken.who is Who.BODY:
        village = Matter.objects.filter(pk=matter_id).values("county_id")
        fits = Unit.objects.filter(
            pk=spoken.unit_id or 0, active=True, place__county_id__in=village
        )
        if not fits.exists():
            raise Refused("no_unit", _("没有这个单位，请从列表里选一个。"), field="unit")
    Speaking.objects.create(
        matter_id=matter_id,
        who=spoken.who,
        relation=spoken.relation or "",
        speaker=spoken.speaker,
        speaker_phone=spoken.speaker_phone,
        present=True if spoken.who is Who.TYPED else spoken.present,
        to_speaker=spoken.to_speaker,
        helper=helper if isinstance(helper, Person) else None,
        unit_id=spoken.unit_id if spoken.who is Who.BODY else None,
        language=spoken.language,
        at=now,
    )


def body_of(matter: Matter) -> Unit | None:
    """The body whose own matter this is, or None. One statement."""
    if pile.current.get():
        return None
    own = Speaking.objects.filter(matter_id=matter.pk, who=Who.BODY).select_related("unit").first()
    return own.unit if own else None


def sits_in(actor: Actor, body: Unit) -> bool:
    """Has this person a post in the body, or (of a local body) one that works at its place?

    The supervisor watches the body and is not of it.
    """
    posts = actor.held() if isinstance(actor, Person) else []
    return any(
        post.unit_id == body.pk
        or (body.kind in LOCAL and post.place_id == body.place_id and post.role != "supervisor")
        for post in posts
    )
