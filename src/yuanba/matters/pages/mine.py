"""Finding one's matters again: by number and query code, or on the phone they were told on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, refuse
from yuanba.base.text import _
from yuanba.matters import follow
from yuanba.matters.forms.resident import Lookup
from yuanba.matters.models import Matter
from yuanba.matters.pages.around import HELD, around, held, hold, place_kept
from yuanba.matters.queries import resident, speaking, where
from yuanba.people import door
from yuanba.people.acts import tries


@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    """查进度: number and query code lead to the matter. Wrong and none are answered alike."""
    form = Lookup(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            found = _find(request, form.cleaned_data["number"], form.cleaned_data["code"])
        except Refused as refusal:
            refuse(form, refusal)
        else:
            if found is not None:
                there = HttpResponseRedirect(reverse("follow:progress", args=[follow.token(found)]))
                there.status_code = 303
                hold(request, there, found.pk, found.links)
                return there
            form.add_error(
                None, _("编号和查询码对不上。请照着纸条或短信再核对一遍，也可以打电话问社区。")
            )
    kept = place_kept(request)
    village = where.village_of(kept) if kept else None
    return answer(
        request, "matters/resident/lookup.html", {"form": form, **around(village, "lookup")}
    )


def _find(request: HttpRequest, number: str, code: str) -> Matter | None:
    """The matter, or None. Guesses slow down per number and per address (trust.md T22)."""
    plain, address, now = resident.tidy_number(number), door.address(request), clock.now()
    tries.take("follow", plain, now=now)
    tries.take("follow-from", address, now=now)
    said = resident.digits(code)
    found = [
        Matter(pk=pk, links=links)
        for pk, links in resident.numbered(number) or [(0, 0)]
        if follow.right_code(pk, links, said)
    ]
    if not found or not found[0].pk or speaking.anonymous(found[0].pk):
        return None
    tries.forget("follow", plain)
    tries.give_back("follow-from", address)
    return found[0]


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """我的事: what I told, by my telephone number or on this phone; open ones first."""
    kept = place_kept(request)
    village = where.village_of(kept) if kept else None
    own = resident.mine(door.signed_in(request), held(request), clock.now())
    return render(request, "matters/resident/mine.html", {"mine": own, **around(village, "mine")})


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """这台手机不再记住: for a phone that others use too. The matters stay where they are."""
    there = HttpResponseRedirect(reverse("follow:mine"))
    there.status_code = 303
    there.delete_cookie(HELD, samesite="Lax")
    messages.success(request, _("这台手机不再记住您说过的事。要看进度，用编号和查询码。"))
    return there
