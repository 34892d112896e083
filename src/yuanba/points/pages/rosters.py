"""签到表 at the desk: entered once, checked at one go, who was left out and why."""

from datetime import date
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.matters.pages.posts import Here, desk
from yuanba.matters.queries import where
from yuanba.places.models import Place
from yuanba.points import acts
from yuanba.points.forms import rosters as forms
from yuanba.points.models import Roster
from yuanba.points.pages import common
from yuanba.points.queries import books
from yuanba.points.queries import rosters as queries
from yuanba.points.rules.book import CHECKER_WORDS
from yuanba.points.rules.claims import State


@desk
@require_http_methods(["GET", "POST"])
def tell_list(request: HttpRequest, here: Here) -> HttpResponse:
    """照签到表报: the activity, and one household a line."""
    village, _choose = common.my_village(request, here, "points.tell_list")
    today = clock.day_of(here.now)
    lines = [one for one in books.lines(books.standing(village.pk, today)) if one.points > 0]
    form = forms.TellList(request.POST or None, lines=lines, initial={"on": today})
    made: list[Roster] = []

    def run(*, item: str, on: date, what: str, homes: list[str]) -> None:
        go = partial(acts.tell_list, actor=here.person, place_id=village.pk, now=here.now)
        made.append(go(item=item, on=on, what=what, homes=_found(village, homes)))

    if carried_out(request, form, run):
        messages.success(request, _("报上了。由另一个人核实。"))
        return redirect("points:roster", made[0].pk)
    context = {"form": form, "village": village, "heading": _("照签到表报"), "button": _("报上去")}
    note = _("活动办完，把签到表上的户一次录进来，每户报一条。到了上限的会写出来。")
    back = reverse("points:waiting")
    return answer(request, "points/act.html", context | {"note": note, "back": back})


def _found(village: Place, homes: list[str]) -> list[int]:
    """The households that these lines name. Raises Refused with every line that names none or several."""
    found: dict[int, str] = {}
    wrong = []
    for n, words in enumerate(homes, start=1):
        said = {"n": n, "words": words[:40]}
        try:
            pk = common.the_home(village, words).pk
        except Refused as no:
            wrong.append(gettext("第 %(n)s 行“%(words)s”：%(why)s") % {**said, "why": no.message})
            continue
        if pk in found:
            wrong.append(gettext("第 %(n)s 行“%(words)s”：和前面是同一户。") % said)
        found[pk] = words
    if wrong:
        raise Refused("homes_odd", " ".join(wrong[:8]), field="homes")
    return list(found)


@desk
@require_http_methods(["GET", "POST"])
def roster(request: HttpRequest, here: Here, roster_id: int) -> HttpResponse:
    """一张签到表: a claim for each household; 都属实 at one press, by who did not enter it."""
    post = here.ask("points.see")
    found = queries.one(roster_id)
    village = where.village_of(post.place_id)
    over = common.may(here, "see", found.place.reach) if found else False
    if found is None or not (over or (village is not None and village.pk == found.place_id)):
        raise Http404
    plain = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not common.held(here, "check_list"):
        raise PermissionDenied("points.check_list")
    run = partial(acts.check_list, actor=here.person, roster_id=roster_id, now=here.now)
    if carried_out(request, plain, run):
        messages.success(request, _("核实好了，等评议组。"))
        return redirect("points:roster", roster_id)
    today = clock.day_of(here.now)
    rows = queries.claims(found)
    context = {
        "roster": found,
        "claims": [common.row(c, today) for c in rows],
        "left": queries.left(found),
        "waiting": sum(c.state == State.TOLD for c in rows),
        "mine": found.made_by_id == here.person.pk,
        "checks": common.held(here, "check_list"),
        "checker": CHECKER_WORDS[found.line.said.checker],
        "plain": plain,
    }
    return answer(request, "points/roster.html", context, form=plain)
