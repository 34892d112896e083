"""Who is told what of disclosure: the next person on an issue's way; who asked or objected, of the answer;
whoever lets a day pass, and the township."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from yuanba.base import clock
from yuanba.base.models import Record
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.catalogue.models import Asked, Issue, Part, Reminder, Review
from yuanba.catalogue.queries import words
from yuanba.matters.queries.words import day
from yuanba.notices import inbox
from yuanba.notices.rules import Kind
from yuanba.people import queries as people
from yuanba.people.models import Person
from yuanba.places.models import Place

ISSUE: dict[str, Any] = {
    "catalogue.send": _("%(place)s把“%(title)s”送来审查，请看看对不对。"),
    "catalogue.answer_review": _("您对“%(title)s”提的意见，%(place)s答复了：%(words)s"),
    "agreed": _("监督委员会同意了“%(title)s”，可以开会定了。"),
    "objected": _("监督委员会对“%(title)s”有意见：%(words)s"),
    "catalogue.publish": _("%(place)s公开了“%(title)s”，请看看，备个案。"),
}
ASKED: dict[str, Any] = {
    "catalogue.ask": _("有人问“%(title)s”里的“%(item)s”，%(due)s以前要答复。"),
    "catalogue.ask_above": _(
        "%(place)s“%(title)s”里的“%(item)s”，群众请镇街再看，%(due)s以前要答复。"
    ),
    "catalogue.answer": _("您问的“%(item)s”，%(place)s答复了：%(answer)s 还不明白可以请镇街再看。"),
    "catalogue.answer_above": _("您问的“%(item)s”，镇街答复了：%(answer)s"),
}
CORRECTED: Any = _("%(place)s更正了“%(title)s”里的“%(item)s”：%(words)s")
SOON: dict[str, Any] = {
    "issue": _("%(place)s“%(title)s”，%(due)s以前要公开。"),
    "once": _("%(place)s“%(title)s”，%(due)s以前要公开。"),
    "review": _("%(place)s“%(title)s”，%(due)s以前要看完、说同意还是有意见。"),
    "reply": _("%(place)s“%(title)s”，%(due)s以前要答复监督委员会的意见。"),
    "asked": _("%(place)s有人问“%(title)s”，%(due)s以前要答复。"),
    "above": _("%(place)s“%(title)s”，群众请镇街再看，%(due)s以前要答复。"),
}
LATE: Any = _("%(place)s“%(title)s”：%(what)s，应在%(due)s以前，已经晚了。")
BY_SUPERVISORS, BY_TOWNSHIP = {"review"}, {"above"}


def holders(role: Role, village: Place, now: datetime) -> list[Person]:
    """Who holds the role for this village: its own, else those above."""
    over = [village.pk, village.township_id, village.county_id]
    return people.holding(role, over, clock.day_of(now))


def tell_issue(*, now: datetime, record: str) -> None:
    """送审 to the supervisors, their word to who sent it, the answer to who objected, 公开 to the township."""
    about = Record.objects.get(pk=int(record))
    found = Issue.objects.select_related("place", "procedure", "sent_by").get(pk=about.subject_id)
    key, whom, said = about.act, [found.sent_by] if found.sent_by else [], ""
    if key == "catalogue.send":
        whom = holders(Role.SUPERVISOR, found.place, now)
    elif key == "catalogue.publish":
        whom = people.holding(Role.TOWNSHIP, [found.place.township_id], clock.day_of(now))
    elif key == "catalogue.review":
        key, said = "agreed" if about.facts["agree"] else "objected", about.facts["words"]
    else:
        last = Review.objects.select_related("by").get(pk=int(about.facts["review"]))
        whom, said = [last.by], last.answer

    def say() -> Any:
        told = {"place": found.place.name, "title": words.title(found), "words": said}
        return ISSUE[key] % told

    public = key == "catalogue.publish"
    link = reverse("catalogue:issue" if public else "catalogue:compose", args=[found.pk])
    _tell(about, whom, say, link=link, place=found.place, now=now)


def tell_asked(*, now: datetime, record: str) -> None:
    """有疑问，问一句: to the desk that answers; the answer to who left a telephone."""
    about = Record.objects.get(pk=int(record))
    rows = Asked.objects.select_related(
        "part__item", "part__issue__place", "part__issue__procedure"
    )
    found = rows.get(pk=about.subject_id)
    issue, village = found.part.issue, found.part.issue.place
    above = about.act in {"catalogue.ask_above", "catalogue.answer_above"}

    def say() -> Any:
        due = found.above_due if above and found.above_due else found.due
        told = {
            "place": village.name, "title": words.title(issue), "item": found.part.item.called,
            "due": day(due), "answer": found.above_answer if above else found.answer,
        }  # fmt: skip
        return ASKED[about.act] % told

    if about.act in {"catalogue.answer", "catalogue.answer_above"}:
        if found.phone:
            inbox.tell_phone(
                about, found.phone, say, kind=Kind.BOARD, language=found.language, place=village,
                now=now,
            )  # fmt: skip
        return
    whom = (
        people.holding(Role.TOWNSHIP, [village.township_id], clock.day_of(now))
        if above
        else holders(Role.WORKER, village, now)
    )
    link = reverse("catalogue:asked", args=[found.pk])
    _tell(about, whom, say, link=link, place=village, now=now)


def tell_correction(*, now: datetime, record: str) -> None:
    """更正: to those who agreed to what was published, and to the township that filed it."""
    about = Record.objects.get(pk=int(record))
    rows = Part.objects.select_related("item", "issue__place", "issue__procedure")
    found = rows.get(pk=about.subject_id)
    village = found.issue.place
    town = people.holding(Role.TOWNSHIP, [village.township_id], clock.day_of(now))

    def say() -> Any:
        told = {"place": village.name, "title": words.title(found.issue), "item": found.item.called}
        return CORRECTED % (told | {"words": about.facts["words"]})

    link = f"{reverse('catalogue:issue', args=[found.issue_id])}#p{found.pk}"
    _tell(about, [*holders(Role.SUPERVISOR, village, now), *town], say, link=link, place=village,
          now=now)  # fmt: skip


def tell_reminder(*, now: datetime, record: str) -> None:
    """Due soon: to whoever has to do it. Late: to the township as well."""
    about = Record.objects.get(pk=int(record))
    found = Reminder.objects.select_related("place").get(pk=about.subject_id)
    role = Role.SUPERVISOR if found.what in BY_SUPERVISORS else Role.WORKER
    town = people.holding(Role.TOWNSHIP, [found.place.township_id], clock.day_of(now))
    whom = [] if found.what in BY_TOWNSHIP else holders(role, found.place, now)
    whom = [*whom, *town] if found.late or found.what in BY_TOWNSHIP else whom
    title, link = _about(found)

    def say() -> Any:
        told = {"place": found.place.name, "title": title(), "due": day(found.due)}
        told["what"] = str(words.LATE_WORDS[found.what])
        return (LATE if found.late else SOON[found.what]) % told

    _tell(about, whom, say, link=link, place=found.place, now=now)


def _about(found: Reminder) -> tuple[Any, str]:
    """How it is called, in the language that is on when it is asked, and where it stands."""
    kind, _colon, key = found.about.partition(":")
    if kind == "issue":
        issue = Issue.objects.select_related("procedure").get(pk=int(key))
        return lambda: words.title(issue), reverse("catalogue:compose", args=[issue.pk])
    if kind == "asked":
        asked = Asked.objects.select_related("part__item").get(pk=int(key))
        return lambda: asked.part.item.called, reverse("catalogue:asked", args=[asked.pk])
    since = date.fromisoformat(key)
    return lambda: words.slot_named(kind, since), reverse("catalogue:waiting")


def _tell(
    about: Record, whom: Iterable[Person], say: Any, *, link: str, place: Place, now: datetime
) -> None:
    inbox.tell(about, whom, say, kind=Kind.BOARD, link=link, place=place, now=now)
