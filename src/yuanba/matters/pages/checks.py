"""再看一眼: what was drawn to be asked about, what neighbours contest, what should not count."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import downloads, permits
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.matters import acts, queries
from yuanba.matters.forms import closing as forms
from yuanba.matters.models import Drawn
from yuanba.matters.pages.file import file_of
from yuanba.matters.pages.posts import Here, desk, number, scope
from yuanba.matters.queries import exclusion, labels, sampling
from yuanba.matters.queries.involved import worked
from yuanba.matters.queries.one import sees
from yuanba.matters.queries.words import day
from yuanba.matters.rules.exclusion import PROPOSED
from yuanba.matters.rules.sampling import STILL, USUAL, Answer, Skip
from yuanba.people.models import Person

VIEWS = {
    "sample": _("抽查回访"),
    "asked": _("问过的"),
    "contests": _("邻居说还没好"),
    "exclusions": _("申请不计入"),
    "draws": _("怎么抽的"),
}
ANSWERS: dict[str, tuple[str, Any]] = {
    Answer.WAITING: ("warn", _("等回访")),
    Answer.UNREACHED: ("warn", _("没联系上，再试")),
    Answer.SOLVED: ("ok", _("办好了")),
    Answer.UNSOLVED: ("late", _("还没办好")),
    Answer.SKIPPED: ("", _("不回访")),
}
SKIPS: dict[str, Any] = {
    Skip.RESTRICTED: _("保密的事，打电话会说漏"),
    Skip.NOBODY: _("没有留下能找到的人"),
    Skip.AGAIN: _("正在重办"),
    Skip.EXCLUDED: _("不计入的"),
}


@desk
@require_safe
def checks(request: HttpRequest, here: Here) -> HttpResponse:
    """抽查和异议. Five statements with the session, the person, the posts and the badges."""
    here.ask("matters.spot_check")
    name = request.GET.get("view", "sample")
    name = name if name in VIEWS else "sample"
    after = number(request.GET.get("after"))
    path = reverse("desk_matters:checks")
    found = _found(here, name, after)
    rows = found[: sampling.PAGE]
    more = len(found) > sampling.PAGE
    context = {
        "view": name,
        "rows": [_line(row, here) for row in rows] if name in {"sample", "asked"} else rows,
        "views": [
            {"url": f"{path}?view={v}", "label": words, "count": "", "current": v == name}
            for v, words in VIEWS.items()
        ],
        "first_url": f"{path}?view={name}" if after else "",
        "next_url": f"{path}?view={name}&after={rows[-1].pk}" if more else "",
        "usual": USUAL,
    }
    return answer(request, "matters/desk/checks.html", context)


def _found(here: Here, name: str, after: int | None) -> list[Any]:
    where = scope(here)
    if name == "contests":
        return exclusion.contests(where, after)
    if name == "exclusions":
        return [row for row in exclusion.waiting(where, after) if sees(here.person, row.matter)]
    if name == "draws":
        assert here.post is not None
        return sampling.draws(here.post.place.county_id or here.post.place_id, where.stand)
    return sampling.rows(where, asked=name == "asked", after=after)


def _line(row: Drawn, here: Here) -> dict[str, Any]:
    """A drawn matter as the list shows it. A hidden one shows its number only."""
    why = SKIPS.get(row.why, row.why) if row.state == Answer.SKIPPED else row.why
    hidden = row.matter.restricted or not sees(here.person, row.matter)
    return {
        "row": row,
        "title": gettext("保密的事") if hidden else row.matter.title,
        "where": "" if hidden else row.matter.place.name,
        "week": f"{day(row.draw.first)}–{day(row.draw.last)}",
        "tag": ANSWERS[row.state],
        "why": why,
    }


@desk
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, here: Here, drawn_id: int) -> HttpResponse:
    """抽查回访: what was done beside the form; the person's own words go into it."""
    row = sampling.one(here.person, drawn_id)
    matter = queries.one(here.person, row.matter_id)
    form = forms.SpotCheck(request.POST or None)
    run = partial(acts.spot_check, actor=here.person, drawn_id=drawn_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, _("记下了。"))
        return redirect("desk_matters:checks")
    row = sampling.one(here.person, drawn_id) if request.method == "POST" else row
    context = {
        "form": form,
        "row": row,
        "line_tag": ANSWERS[row.state],
        "skip": SKIPS.get(row.why, "") if row.state == Answer.SKIPPED else "",
        "open": Answer(row.state) in STILL,
        "mine": here.person.pk in worked(matter),
        "file": file_of(matter, here),
        "state": labels.STATES[matter.state],
    }
    return answer(request, "matters/desk/check.html", context)


@desk
@require_safe
def draw(request: HttpRequest, here: Here, draw_id: int) -> HttpResponse:
    """怎么抽的: the salt, the seed, the lots; and whether the same draw comes out again."""
    here.ask("matters.spot_check")
    found = _draw(here, draw_id)
    context = {
        "draw": found,
        "again": sampling.again(found, scope(here).stand) if found.drawn_at else None,
    }
    return answer(request, "matters/desk/draw.html", context)


@desk
@require_safe
def draw_list(request: HttpRequest, here: Here, draw_id: int) -> HttpResponse:
    """抽签名单: every matter of the week with its lot, as a table to check by hand."""
    here.ask("matters.spot_check")
    found = _draw(here, draw_id)
    if found.drawn_at is None:
        raise Http404
    head = [gettext("次序"), gettext("事项号"), gettext("签"), gettext("抽中")]
    rows = [
        [r["rank"], str(r["id"]), r["lot"], "1" if r["drawn"] else ""]
        for r in sampling.whole(found, scope(here).stand)
    ]
    return downloads.csv(f"draw-{found.first.isoformat()}", head, rows)


def _draw(here: Here, draw_id: int) -> Any:
    assert here.post is not None
    county = here.post.place.county_id or here.post.place_id
    found = next((d for d in sampling.draws(county, scope(here).stand) if d.pk == draw_id), None)
    if found is None:
        raise Http404
    return found


@desk
@require_http_methods(["GET", "POST"])
def grounds(request: HttpRequest, here: Here) -> HttpResponse:
    """不计入的理由和抽查比例: rows with their source, published by the county."""
    post = here.ask("matters.publish_ground", "matters.set_share")
    county = post.place.county_id or post.place_id
    do = request.POST.get("do", "")
    ground = forms.Ground(request.POST if do == "ground" else None, initial=_proposed(request))
    share = forms.Share(request.POST if do == "share" else None)
    why = forms.Retire(request.POST if do == "retire" else None)
    run: dict[str, Any] = {"actor": here.person, "now": here.now}
    done = (
        carried_out(request, ground, partial(acts.publish_ground, county_id=county, **run))
        if do == "ground"
        else carried_out(request, share, partial(acts.set_share, county_id=county, **run))
        if do == "share"
        else do == "retire" and carried_out(request, why, partial(_retire, run))
    )
    if done:
        messages.success(request, _("改好了，从今天起算。"))
        return redirect("desk_matters:grounds")
    context = {
        "ground": ground,
        "share": share,
        "why": why,
        "rows": exclusion.grounds(county, all_=True),
        "in_force": sampling.share(county),
        "usual": USUAL,
        "proposed": PROPOSED,
        "may_publish": _holds(here.person, "matters.publish_ground", county),
    }
    shown = {"ground": ground, "share": share, "retire": why}.get(do, ground)
    return answer(request, "matters/desk/grounds.html", context, form=shown)


def _holds(person: Person, act: str, county: int) -> bool:
    return permits.may(person, act, reach={county}) is not None


def _retire(run: dict[str, Any], *, row: int, reason: str) -> None:
    acts.retire_ground(ground_id=row, reason=reason, **run)


def _proposed(request: HttpRequest) -> dict[str, str]:
    """One of the proposals of the house, filled in to be read, changed and published."""
    asked = request.GET.get("code", "")
    found = next((p for p in PROPOSED if p.code == asked), None)
    return {"code": found.code, "text": found.text, "source": found.source} if found else {}
