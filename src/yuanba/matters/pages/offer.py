"""Before sending: has a neighbour told the same? Then one may go along with it, by one press.

It is a step of the same form: everything typed stays in it, with and without script. A second press
on the big button sends it as it is.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from yuanba.base import clock
from yuanba.base.errors import Denied, Refused
from yuanba.base.text import _
from yuanba.matters import acts
from yuanba.matters.forms.resident import Report
from yuanba.matters.queries import alike
from yuanba.people import door


def likes(telling: Any, form: Report) -> list[alike.Like]:
    """What is like the words in this form, unless the person has been asked already."""
    request: HttpRequest = telling.request
    if "seen" in request.POST or "join" in request.POST:
        return []
    told, elsewhere = form.cleaned_data, telling.elsewhere
    village_id = elsewhere.village_id if elsewhere else telling.village.pk
    if village_id is None:
        return []
    return alike.near(village_id, told["text"], clock.now(), corner=told["place"])


def let_show(request: HttpRequest, matter_id: int) -> None:
    """让邻居看到 was ticked. Where that cannot be, it is told and worked on all the same."""
    try:
        acts.let_show(
            actor=door.Guest(holds=matter_id),
            matter_id=matter_id,
            now=clock.now(),
            key=f"show-{matter_id}",
        )
    except Refused as refusal:
        messages.info(request, refusal.message)
    except Denied:
        messages.info(request, _("这件事只给办的人看，不能公开。别的照常办。"))


def go_along(request: HttpRequest, matter_id: int) -> None:
    """我家也是 was pressed: what was just told goes along. If it cannot, it stands by itself."""
    said = request.POST.get("join", "")
    if not (said.isascii() and said.isdigit() and len(said) < 20):
        return
    guest = door.Guest(holds=matter_id)
    try:
        acts.join(
            actor=guest,
            matter_id=matter_id,
            into_id=int(said),
            now=clock.now(),
            key=f"join-{matter_id}",
        )
    except Refused as refusal:
        messages.info(request, refusal.message)
    except Denied:
        messages.info(request, _("那件事不能跟着办了。您说的这件已经单独收下，照常办。"))
