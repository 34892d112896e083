"""查看提醒: who looked at too many numbers in a day, or at a decoy, for those who watch."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yuanba.base import clock, permits
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.matters import acts
from yuanba.matters.forms.looks import NoteAlarm
from yuanba.matters.pages.posts import Here, desk
from yuanba.matters.queries import alarms as looks


@desk
@require_http_methods(["GET", "POST"])
def alarms(request: HttpRequest, here: Here) -> HttpResponse:
    """查看提醒: who looked at more than is usual, or at a decoy; another person asks why."""
    if not looks.may_watch(here.person):
        raise PermissionDenied("matters.note_alarm")
    form = NoteAlarm(request.POST or None)
    if carried_out(request, form, partial(acts.note_alarm, actor=here.person, now=clock.now())):
        messages.success(request, _("记下了。"))
        there = HttpResponseRedirect(reverse("desk_matters:alarms"))
        there.status_code = 303
        return there
    context = {
        "form": form,
        "rows": looks.alarms(here.person, here.now),
        "may_plant": here.role in permits.TABLE["matters.plant_decoy"],
    }
    return answer(request, "matters/desk/alarms.html", context)
