"""What the audit administrator reads (审计管理员): who of the administrators did what, and sign-ins."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from yuanba.base.models import WATCHED, Record
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.people.models import Person
from yuanba.people.queries.common import PAGE, Page, below, paged, places_over
from yuanba.people.queries.resets import act_words, marked
from yuanba.people.rules import ROLE_WORDS, THREE
from yuanba.places.models import Place

VIEWS: dict[str, tuple[Any, Q]] = {
    "": (_("管理员办的"), Q(role__in=sorted(THREE))),
    "accounts": (_("登录和账号"), Q(act__gte="people.", act__lt="people/")),
    "wrong": (
        _("密码对、第二步不对"),
        Q(act="people.pass_second_factor", facts__by=""),
    ),
}


@dataclass(frozen=True)
class Line:
    """One record in plain words: when, who, as what, did what, to whom, and why."""

    id: int
    at: datetime
    who: str
    role: Any
    what: str
    about: str
    reason: str
    marked: bool


def watched_rows() -> Q:
    """What the index is made for, and every view of it asks."""
    return WATCHED


def watched(actor: Person, *, view: str = "", after: int | None = None) -> Page:
    """The watched records within reach, newest first; two statements."""
    places = Place.objects.filter(below(places_over(actor, "people.see_records"))).values("pk")
    rows = Record.objects.filter(watched_rows(), VIEWS[view][1], place_id__in=places)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    rows = rows.annotate(marked=marked()).select_related("actor").order_by("-id")
    found, then = paged(list(rows[: PAGE + 1]))
    names = _names(found)
    return Page([_line(record, names) for record in found], then)


def _names(found: list[Record]) -> dict[int, str]:
    """The persons these records are about: as their subject, or named in their facts."""
    ids = {r.subject_id for r in found if r.subject_kind == "people.person"}
    ids |= {int(r.facts["person"]) for r in found if str(r.facts.get("person", "")).isdigit()}
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))


def _line(record: Record, names: dict[int, str]) -> Line:
    said = str(record.facts.get("person", ""))
    about = names.get(int(said) if said.isdigit() else record.subject_id, "")
    who = record.actor.name if record.actor else str(_("服务器命令行"))
    return Line(
        id=record.pk,
        at=record.at,
        who=who,
        role=ROLE_WORDS[Role(record.role)] if record.role in THREE else "",
        what=act_words(record.act),
        about=about if about != who else "",
        reason=str(record.facts.get("reason", "")),
        marked=bool(getattr(record, "marked", False)),
    )
