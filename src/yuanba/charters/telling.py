"""Who is told of village rules: the township that a text was passed, the village that it was filed or sent back."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from yuanba.base import clock
from yuanba.base.models import Record
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.catalogue.telling import holders
from yuanba.charters.models import Version
from yuanba.notices import inbox
from yuanba.notices.rules import Kind
from yuanba.people import queries as people

SAY: dict[str, Any] = {
    "charters.adopt": _("%(place)s“%(title)s”第 %(n)s 版通过了，请看看，备个案。"),
    "charters.file": _("“%(title)s”第 %(n)s 版备案了，编号 %(number)s。"),
    "charters.send_back": _("镇街退回“%(title)s”第 %(n)s 版，要改：%(words)s（%(clause)s）"),
}


def tell_version(*, now: datetime, record: str) -> None:
    about = Record.objects.get(pk=int(record))
    found = Version.objects.select_related("charter__place").get(pk=about.subject_id)
    village = found.charter.place
    whom = holders(Role.WORKER, village, now)
    if about.act == "charters.adopt":
        whom = people.holding(Role.TOWNSHIP, [village.township_id], clock.day_of(now))

    def say() -> Any:
        told = {"place": village.name, "title": found.charter.title, "n": found.n}
        told |= {"number": found.number, "words": found.back_words, "clause": found.clause}
        return SAY[about.act] % told

    link = reverse("charters:version", args=[found.pk])
    inbox.tell(about, whom, say, kind=Kind.BOARD, link=link, place=village, now=now)
