"""Messages about tasks handed down to villages: who asked hears the decision, and what became of it; the
village hears that there is work."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse

from yuanba.admissions.models import Share, Task
from yuanba.base import clock
from yuanba.base.models import Record
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.matters.queries.words import day
from yuanba.notices import inbox
from yuanba.notices.rules import Kind
from yuanba.people import queries as people

DECIDED: dict[str, Any] = {
    "admissions.admit": _("“%(title)s”准入了，已经派到各村（社区）。"),
    "admissions.refuse": _("“%(title)s”没有准入。依据：%(clause)s。%(said)s"),
    "admissions.ask_more": _("“%(title)s”退回补充理由，%(day)s以前补来。%(said)s"),
    "admissions.send_up": _("“%(title)s”县里同意，报市里定，%(day)s以前有结果。"),
    "admissions.lapse": _("“%(title)s”到%(day)s没有定下来，按没通过算。还要办的请重新申请。"),
}
ASKED: Any = _("%(unit)s申请把“%(title)s”派给村（社区），%(day)s以前要定，到期没定等于没有准入。")
HANDED: Any = _("%(unit)s派来“%(title)s”，%(due)s以前办完。不该村里办的可以写明依据退回。")
ENDED: dict[str, Any] = {
    "admissions.finish": _("%(place)s办完了“%(title)s”，一共用了%(hours)s小时。%(said)s"),
    "admissions.send_back": _("%(place)s退回了“%(title)s”。依据：%(clause)s。%(said)s"),
}


def tell_decided(*, now: datetime, record: str) -> None:
    """To who asked; an admitted one also to its villages."""
    about = Record.objects.get(pk=int(record))
    task = Task.objects.select_related("asked_by", "unit__place", "county").get(pk=about.subject_id)
    said = {"title": task.title, "clause": task.clause, "said": task.said}
    by = task.decide_by or clock.day_of(now)
    _tell(about, [task.asked_by], lambda: DECIDED[about.act] % (said | {"day": day(by)}), task, now)
    if about.act == "admissions.admit":
        tell_handed(now=now, record=record)


def tell_asked(*, now: datetime, record: str) -> None:
    """申请准入: to whoever decides in the county, also when its reason came again."""
    about = Record.objects.get(pk=int(record))
    task = Task.objects.select_related("unit__place", "county").get(pk=about.subject_id)
    today = clock.day_of(now)
    said = {"unit": task.unit.name, "title": task.title, "day": day(task.decide_by or today)}
    deciders = people.holding(Role.COUNTY, [task.county_id], today)
    _tell(about, list(deciders), lambda: ASKED % said, task, now)


def tell_handed(*, now: datetime, record: str) -> None:
    """To the workers of each village that is to do it."""
    about = Record.objects.get(pk=int(record))
    task = Task.objects.select_related("unit__place", "county").get(pk=about.subject_id)
    said = {"unit": task.unit.name, "title": task.title}
    for share in task.shares.select_related("place"):
        workers = people.holding(Role.WORKER, [share.place_id], clock.day_of(now))
        inbox.tell(
            about,
            workers,
            lambda: HANDED % (said | {"due": day(task.due)}),
            kind=Kind.TASK,
            link=reverse("admissions:share", args=[share.pk]),
            place=share.place,
            now=now,
        )


def tell_ended(*, now: datetime, record: str) -> None:
    """退回, 办完: to the unit's person who handed it down, with the clause."""
    about = Record.objects.get(pk=int(record))
    share = Share.objects.select_related(
        "task__asked_by", "task__unit__place", "task__county", "place"
    ).get(pk=about.subject_id)
    task = share.task
    said = {"place": share.place.name, "title": task.title, "clause": share.clause}
    said |= {"said": share.words, "hours": f"{share.hours or 0:g}"}
    _tell(about, [task.asked_by], lambda: ENDED[about.act] % said, task, now)


def _tell(
    about: Record, whom: list[Any], say: Callable[[], Any], task: Task, now: datetime
) -> None:
    link = reverse("admissions:task", args=[task.pk])
    inbox.tell(about, whom, say, kind=Kind.TASK, link=link, place=task.county, now=now)
