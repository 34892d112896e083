"""试探件: which there are, one more, one less; for the security administrator alone."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from yuanba.base.pages import answer, carried_out
from yuanba.matters import acts
from yuanba.matters.forms.looks import EndDecoy, PlantDecoy
from yuanba.matters.pages.posts import Here, desk
from yuanba.matters.queries import decoys as queries


@desk
@require_http_methods(["GET", "POST"])
def decoys(request: HttpRequest, here: Here) -> HttpResponse:
    """试探件: those that stand, and one more."""
    here.ask("matters.plant_decoy")
    form = PlantDecoy(request.POST or None, places=queries.villages(here.person))

    def run(*, place: int, **said: Any) -> None:
        acts.plant_decoy(actor=here.person, place_id=place, now=here.now, **said)

    if carried_out(request, form, run):
        messages.success(request, gettext("放好了。谁去看它的电话，您和监督员会收到提醒。"))
        return redirect("desk_matters:decoys")
    return _shown(request, here, form, EndDecoy(), None)


@desk
@require_POST
def end(request: HttpRequest, here: Here, matter_id: int) -> HttpResponse:
    """停用试探件."""
    here.ask("matters.end_decoy")
    form = EndDecoy(request.POST)
    run = partial(acts.end_decoy, actor=here.person, matter_id=matter_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("停用了，姓名和电话删掉了。"))
        return redirect("desk_matters:decoys")
    empty = PlantDecoy(places=queries.villages(here.person))
    return _shown(request, here, empty, form, matter_id)


def _shown(
    request: HttpRequest, here: Here, form: PlantDecoy, ending: EndDecoy, of: int | None
) -> HttpResponse:
    rows = queries.planted(here.person)
    context = {"form": form, "ending": ending, "of": of, "rows": rows}
    return answer(
        request, "matters/desk/decoys.html", context, form=ending if ending.is_bound else form
    )
