"""Messages about needs and projects: the village hears who adopted and how it ended; whoever has a day to keep
hears before it comes and when it has passed."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from yuanba.base import clock
from yuanba.base.models import Record
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.matters.queries.words import day
from yuanba.notices import inbox
from yuanba.notices.rules import Kind
from yuanba.people import queries as people
from yuanba.people.models import Person
from yuanba.places.models import Place
from yuanba.projects.models import Association, Deliverable, Project, Reminder
from yuanba.projects.rules import Due

PROJECTS: dict[str, Any] = {
    "projects.adopt": _("%(unit)s认领了需求“%(title)s”，%(day)s以前做完。"),
    "projects.end": _("%(unit)s写了“%(title)s”的结果：%(result)s"),
}
# by what it is about, and whether its day has passed
REMINDED: dict[tuple[Due, bool], Any] = {
    (Due.PROJECT, False): _("项目“%(title)s”到%(day)s要做完，做完请写结果。"),
    (Due.PROJECT, True): _("项目“%(title)s”过了%(day)s还没有结果，请写做到哪一步。"),
    (Due.DELIVERY, False): _("买的服务“%(title)s”到%(day)s要交，交来请记下，再由另一个人验收。"),
    (Due.DELIVERY, True): _("买的服务“%(title)s”过了%(day)s还没有交，请催一催。"),
    (Due.PAPER, False): _("“%(title)s”的证书或者备案到%(day)s为止，请提醒它换证。"),
    (Due.PAPER, True): _("“%(title)s”的证书或者备案%(day)s过期了，没换证以前不能签新合同。"),
}


def tell_project(*, now: datetime, record: str) -> None:
    """认领, 结果: to the workers of the village that lacks it."""
    about = Record.objects.get(pk=int(record))
    project = Project.objects.select_related("need__place", "unit").get(pk=about.subject_id)
    place, said = project.need.place, {"unit": project.unit.name, "title": project.need.title}
    said |= {"day": day(project.due), "result": project.result}
    inbox.tell(
        about,
        people.holding(Role.WORKER, [place.pk], clock.day_of(now)),
        lambda: PROJECTS[about.act] % said,
        kind=Kind.TASK,
        link=reverse("projects:project", args=[project.pk]),
        place=place,
        now=now,
    )


def tell_due(*, now: datetime, record: str) -> None:
    """提醒: to who adopted it, to the workers whose contract it is, to who keeps the register."""
    about = Record.objects.get(pk=int(record))
    found = Reminder.objects.select_related("place").get(pk=about.subject_id)
    title, link, whom = _of(found, now)
    said = {"title": title, "day": day(found.due)}
    say = REMINDED[Due(found.about), found.late]
    inbox.tell(
        about, whom, lambda: say % said, kind=Kind.TASK, link=link, place=found.place, now=now
    )


def _of(found: Reminder, now: datetime) -> tuple[str, str, list[Person]]:
    """What it is called, its page, and who is told."""
    place, today = found.place, clock.day_of(now)
    if found.about == Due.PROJECT:
        project = Project.objects.select_related("need", "unit").get(pk=found.subject_id)
        link = reverse("projects:project", args=[project.pk])
        whom = people.handling(project.unit_id, today) or _desk(project.unit.place, now)
        return project.need.title, link, whom
    if found.about == Due.DELIVERY:
        thing = Deliverable.objects.get(pk=found.subject_id)
        link = reverse("projects:contract", args=[thing.contract_id])
        return thing.what, link, _desk(place, now)
    named = Association.objects.get(pk=found.subject_id)
    above = [place.township_id, place.county_id]
    keepers = people.holding(Role.TOWNSHIP, above, today)
    return named.name, reverse("projects:associations"), keepers or _county(place, now)


def _desk(place: Place, now: datetime) -> list[Person]:
    """Who works at the desk of a village, a township or a county."""
    if place.village_id:
        return people.holding(Role.WORKER, [place.village_id], clock.day_of(now))
    if place.township_id:
        return people.holding(Role.TOWNSHIP, [place.township_id], clock.day_of(now))
    return _county(place, now)


def _county(place: Place, now: datetime) -> list[Person]:
    return people.holding(Role.COUNTY, [place.county_id], clock.day_of(now))
