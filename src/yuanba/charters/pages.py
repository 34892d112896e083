"""村规民约、章程: read and listened to by everybody; written, passed and filed at the desk."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock, permits
from yuanba.base.pages import answer, carried_out, with_sound
from yuanba.base.text import _
from yuanba.catalogue.pages.desk import my_village
from yuanba.charters import acts, forms, queries, rules
from yuanba.charters.models import Version
from yuanba.duties import queries as duties
from yuanba.matters.pages.posts import Here, desk
from yuanba.matters.queries import where
from yuanba.people.queries import places_over


def _shown(found: Version) -> dict[str, Any]:
    state = rules.State(found.state)
    return {
        "v": found,
        "kind": rules.KIND_WORDS[rules.Kind(found.charter.kind)],
        "state": (rules.TONES.get(state, ""), rules.STATE_WORDS[state]),
    }


@require_safe
def place(request: HttpRequest, place_id: int) -> HttpResponse:
    """本村的规矩: every text in force, its rhyme first."""
    village = where.village_of(place_id)
    if village is None:
        raise Http404
    if village.pk != place_id:
        return redirect("charters:place", village.pk)
    duties.speak_as(village.county_id)
    rows = [_shown(one) for one in queries.texts(village)]
    context = {"place": village, "place_name": village.name, "rows": rows}
    return with_sound(answer(request, "charters/place.html", context))


@require_safe
def text(request: HttpRequest, version_id: int) -> HttpResponse:
    """One text: its rhyme, its words, how it was passed and filed, its versions."""
    found = queries.one(version_id)
    if found is None or found.state == rules.State.DRAFT:
        raise Http404
    village = found.charter.place
    duties.speak_as(village.county_id)
    context = {
        "place": village,
        "place_name": village.name,
        **_shown(found),
        "versions": [_shown(one) for one in queries.versions(found.charter)],
        **_compared(found),
    }
    return with_sound(answer(request, "charters/text.html", context))


def _compared(found: Version) -> dict[str, Any]:
    """两版对照: this version beside the one before it, where there is one."""
    old = queries.before(found)
    changes = rules.changes(old.text, found.text) if old else []
    return {"before": old, "changes": changes, "changed": sum(c.kind != "same" for c in changes)}


# ---- the desk


def may(here: Here, act: str, found: Version) -> bool:
    return permits.may(here.person, f"charters.{act}", reach=found.reach) is not None


@desk
@require_safe
def waiting(request: HttpRequest, here: Here) -> HttpResponse:
    """村规民约、章程: drafts, what waits to be filed, what is in force."""
    village, choose = my_village(request, here, "charters.see")
    over = places_over(here.person, "charters.file")
    context = {
        "village": village,
        "choose": choose,
        "rows": [_shown(one) for one in queries.desk(village)],
        "to_file": [_shown(one) for one in queries.to_file(over)] if over else [],
        "may": permits.may(here.person, "charters.write", reach=village.reach) is not None,
    }
    return answer(request, "charters/waiting.html", context)


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, here: Here) -> HttpResponse:
    """起草, from nothing or from the version that stands (?from=)."""
    village, _choose = my_village(request, here, "charters.write")
    said = request.GET.get("from", "")
    base = queries.one(int(said)) if said.isdecimal() and len(said) < 20 else None
    first: dict[str, Any] = {}
    if base is not None and base.place_id == village.pk:
        first = {"title": base.charter.title, "kind": base.charter.kind}
        first |= {"text": base.text, "short": base.short}
    form = forms.Write(request.POST if request.method == "POST" else None, initial=first)
    made: list[Version] = []

    def run(**told: Any) -> object:
        go = partial(acts.write, actor=here.person, place_id=village.pk, now=here.now)
        made.append(go(**told))
        return made[0]

    if carried_out(request, form, run):
        messages.success(request, _("存好了。拿到会上议，通过以后回来写上。"))
        return there(made[0].pk)
    return answer(request, "charters/write.html", {"village": village, "form": form})


def there(version_id: int) -> HttpResponse:
    response = HttpResponseRedirect(reverse("charters:version", args=[version_id]))
    response.status_code = 303
    return response


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, here: Here, version_id: int) -> HttpResponse:
    """One version: what may touch somebody's rights is marked; the one thing that comes next."""
    here.ask("charters.see")
    found = queries.one(version_id)
    if found is None or not may(here, "see", found):
        raise Http404
    steps = _steps(request, here, found)
    do = request.POST.get("do", "")
    form = None
    if request.method == "POST":
        if do not in steps:
            messages.error(request, _("这一版已经走到下一步了，请看现在要做什么。"))
            return there(version_id)
        form, run = steps[do]
        if carried_out(request, form, run):
            messages.success(request, _("记下了。"))
            return there(version_id)
    context = {
        "village": found.charter.place,
        **_shown(found),
        "doubts": rules.doubts(f"{found.text}\n{found.short}"),
        "forms": {name: shape for name, (shape, _run) in steps.items()},
        "may_write": may(here, "write", found),
        "may_record": found.state in rules.RECORDED and may(here, "record", found),
        **_compared(found),
    }
    return with_sound(answer(request, "charters/version.html", context, form=form))


def _steps(request: HttpRequest, here: Here, found: Version) -> dict[str, tuple[Any, Any]]:
    do = request.POST.get("do", "")
    go: dict[str, Any] = {"actor": here.person, "version_id": found.pk, "now": here.now}
    state = rules.State(found.state)

    def said(name: str) -> Any:
        return request.POST if do == name else None

    shapes: dict[str, Any] = {
        "adopt": lambda: forms.Adopt(
            said("adopt"),
            passed=queries.passed(found.charter.place),
            initial={"since": clock.day_of(here.now)},
            auto_id="adopt_%s",
        ),
        "file": lambda: forms.File(said("file"), auto_id="file_%s"),
        "send_back": lambda: forms.SendBack(said("send_back"), auto_id="back_%s"),
        "repeal": lambda: forms.Repeal(said("repeal"), auto_id="repeal_%s"),
    }

    def adopt(*, procedure: str, since: Any) -> object:
        return acts.adopt(procedure_id=int(procedure), since=since, **go)

    runs = {
        "adopt": adopt,
        "file": partial(acts.file, **go),
        "send_back": partial(acts.send_back, **go),
        "repeal": partial(acts.repeal, **go),
    }
    return {
        name: (shape(), runs[name])
        for name, shape in shapes.items()
        if (state, name) in rules.NEXT and may(here, name, found)
    }
