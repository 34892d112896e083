"""Who is told what of supervision. Of a clue only those who hear it are told that it is there, never a word
of it."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from yuanba.base import clock
from yuanba.base.models import Record
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.catalogue.telling import holders
from yuanba.matters.queries.words import day
from yuanba.notices import inbox
from yuanba.notices.rules import Kind
from yuanba.people import queries as people
from yuanba.people.models import Person
from yuanba.supervision.models import Clue, Finding, Pick, Suggestion
from yuanba.supervision.rules import Heard, Verdict

FOUND: dict[str, Any] = {
    "supervision.hand_finding": _("%(source)s向%(place)s反馈了问题，%(due)s以前整改。"),
    "supervision.put_right": _("%(place)s报了“%(source)s”的整改，请到现场看看。"),
    "done": _("%(place)s“%(source)s”的整改，核对过，改好了：%(words)s"),
    "not_done": _("%(place)s“%(source)s”的整改，还没改好：%(words)s"),
}
SUGGESTED: dict[str, Any] = {
    "supervision.suggest": _("监督委员会提了一条建议，%(due)s以前答复：%(words)s"),
    "supervision.answer_suggestion": _("您提的建议，%(place)s答复了：%(answer)s"),
}
PICKED: dict[str, Any] = {
    "supervision.judge": _("抽查“%(title)s”有疑点，请说明：%(words)s"),
    "supervision.explain": _("抽查“%(title)s”，%(place)s说明了：%(answer)s"),
}
CLUE: Any = _("%(place)s有一条新线索，请打开看。每看一次都留痕。")


def tell_finding(*, now: datetime, record: str) -> None:
    """巡察反馈: handed over, put right, checked."""
    about = Record.objects.get(pk=int(record))
    found = Finding.objects.select_related("place", "by", "put_by").get(pk=about.subject_id)
    village, key = found.place, about.act
    supervisors = holders(Role.SUPERVISOR, village, now)
    workers = holders(Role.WORKER, village, now)
    whom: list[Person] = [found.by, *supervisors]
    if key == "supervision.hand_finding":
        whom = [*workers, *supervisors]
    elif key == "supervision.check_finding":
        key = "done" if about.facts["done"] else "not_done"
        whom = [found.by, *workers]

    def say() -> Any:
        told = {"place": village.name, "source": found.source, "due": day(found.due)}
        return FOUND[key] % (told | {"words": found.check_words})

    link = reverse("supervision:finding", args=[found.pk])
    inbox.tell(about, whom, say, kind=Kind.WATCH, link=link, place=village, now=now)


def tell_suggestion(*, now: datetime, record: str) -> None:
    """建议 to the village, its answer to who made it."""
    about = Record.objects.get(pk=int(record))
    found = Suggestion.objects.select_related("place", "by").get(pk=about.subject_id)
    village = found.place
    asks = about.act == "supervision.suggest"
    whom = holders(Role.WORKER, village, now) if asks else [found.by]

    def say() -> Any:
        told = {"place": village.name, "due": day(found.due), "words": found.words}
        return SUGGESTED[about.act] % (told | {"answer": found.answer})

    link = reverse("supervision:suggestion", args=[found.pk])
    inbox.tell(about, whom, say, kind=Kind.WATCH, link=link, place=village, now=now)


def tell_pick(*, now: datetime, record: str) -> None:
    """疑点 to the village, its explanation to who doubted. What was found as it stands needs no word."""
    about = Record.objects.get(pk=int(record))
    found = Pick.objects.select_related("sample__place", "by").get(pk=about.subject_id)
    village = found.sample.place
    doubts = about.act == "supervision.judge"
    if found.by is None or (doubts and found.verdict != Verdict.DOUBT):
        return
    whom = holders(Role.WORKER, village, now) if doubts else [found.by]

    def say() -> Any:
        told = {"place": village.name, "title": found.title, "words": found.words}
        return PICKED[about.act] % (told | {"answer": found.answer})

    link = reverse("supervision:pick", args=[found.pk])
    inbox.tell(about, whom, say, kind=Kind.WATCH, link=link, place=village, now=now)


def tell_clue(*, now: datetime, record: str) -> None:
    """线索: to those alone whom the person chose."""
    about = Record.objects.get(pk=int(record))
    found = Clue.objects.select_related("place").get(pk=about.subject_id)
    village, day_ = found.place, clock.day_of(now)
    county = found.heard == Heard.COUNTY
    whom = (
        people.holding(Role.SUPERVISOR, [found.county_id], day_)
        if county
        else holders(Role.SUPERVISOR, village, now)
    )
    link = reverse("supervision:clue", args=[found.pk])
    inbox.tell(
        about, whom, lambda: CLUE % {"place": village.name}, kind=Kind.WATCH, link=link,
        place=village, now=now,
    )  # fmt: skip
