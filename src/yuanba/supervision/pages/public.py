"""谁在监督, for everybody: who supervises, what they drew, found and suggested; and a clue in confidence."""

import secrets
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, carried_out, cookieless, refuse
from yuanba.base.text import _
from yuanba.duties import queries as duties
from yuanba.matters.queries import where
from yuanba.people import door
from yuanba.people.acts import tries
from yuanba.places.models import Place
from yuanba.supervision import acts, forms, queries, rules
from yuanba.supervision.acts.clues import digest, digits_for
from yuanba.supervision.models import Sample

FEW = 5  # clues are counted from here on: fewer would point at somebody


def _village(place_id: int) -> Place:
    village = where.village_of(place_id)
    if village is None:
        raise Http404
    duties.speak_as(village.county_id)
    return village


@require_safe
def place(request: HttpRequest, place_id: int) -> HttpResponse:
    """谁在监督、监督了什么."""
    village = _village(place_id)
    if village.pk != place_id:
        return redirect("supervision:place", village.pk)
    found = queries.shown(village)
    context = {
        "place": village,
        "place_name": village.name,
        "found": found,
        "samples": [(one, rules.KIND_WORDS[rules.Kind(one.kind)]) for one in found.samples],
        "clues": found.clues if found.clues[0] >= FEW else None,
        "few": FEW,
    }
    return answer(request, "supervision/place.html", context)


@require_safe
def sample(request: HttpRequest, sample_id: int) -> HttpResponse:
    """One draw: the method, the salt, the seed and the list, so that anybody can draw it again."""
    found = queries.sample(sample_id)
    if found is None:
        raise Http404
    context = {"place": found.place, "place_name": found.place.name, **drawn(found)}
    return answer(request, "supervision/sample.html", context)


def drawn(found: Sample) -> dict[str, Any]:
    duties.speak_as(found.place.county_id)
    return {
        "sample": found,
        "kind": rules.KIND_WORDS[rules.Kind(found.kind)],
        "picks": [(p, rules.VERDICT_WORDS[rules.Verdict(p.verdict)]) for p in queries.picks(found)],
        "again": queries.again(found),
        "method": rules.METHOD,
        "program": queries.program(found),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@cookieless
def tell(request: HttpRequest, place_id: int) -> HttpResponse:
    """我有线索: no account, no cookie; the receipt is shown once."""
    village = _village(place_id)
    form = forms.TellClue(request.POST if request.method == "POST" else None)
    receipt = digits_for(request.POST.get("once", "")[:64] or secrets.token_hex(16))

    def run(**said: Any) -> object:
        tries.take("contest-from", door.address(request), now=clock.now())
        go = partial(acts.tell_clue, actor=door.Guest(), place_id=village.pk, now=clock.now())
        return go(receipt=receipt, **said)

    context = {"place": village, "place_name": village.name, "form": form}
    if carried_out(request, form, run):
        groups = [receipt[i : i + 4] for i in range(0, len(receipt), 4)]
        return answer(request, "supervision/told.html", context | {"groups": groups, "form": None})
    return answer(request, "supervision/tell.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@cookieless
def follow(request: HttpRequest) -> HttpResponse:
    """凭回执看结果."""
    form = forms.Receipt(request.POST if request.method == "POST" else None)
    found = None
    if form.is_bound and form.is_valid():
        try:
            tries.take("receipt-from", door.address(request), now=clock.now())
            found = queries.followed(digest(form.cleaned_data["receipt"]))
            if found is None:
                form.add_error("receipt", _("没有查到，请看看数字抄对没有。"))
        except Refused as refusal:
            refuse(form, refusal)
    state = rules.CLUE_WORDS[rules.ClueState(found.state)] if found else ""
    result = rules.RESULT_WORDS[rules.Result(found.result)] if found and found.result else ""
    context = {"form": form, "clue": found, "state": state, "result": result}
    return answer(request, "supervision/follow.html", context)
