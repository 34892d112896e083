"""积分超市 for the household: what is in reach first, the code, what was fetched."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.matters.pages import shots
from yuanba.matters.pages.around import around
from yuanba.people import door
from yuanba.points import acts
from yuanba.points.forms import claims as forms
from yuanba.points.pages import hours
from yuanba.points.pages.resident import at_home
from yuanba.points.queries import home as homes
from yuanba.points.queries import shop
from yuanba.points.rules.shop import DEAL_WORDS, SHORT_WORDS, Deal, Ware


@door.required
@require_http_methods(["GET", "POST"])
def shelf(request: HttpRequest) -> HttpResponse:
    """积分超市: what is in reach first; 换 gives a code."""
    person, home, village = at_home(request)
    if home is None or village is None:
        return answer(request, "points/no_home.html", around(None))
    now = clock.now()
    if request.method == "POST":
        asked = request.POST.get("item", "")
        try:
            acts.reserve(
                actor=person,
                household_id=home.pk,
                item_id=int(asked) if asked.isdecimal() and len(asked) < 20 else 0,
                now=now,
            )
        except Refused as refusal:
            messages.info(request, refusal.message)
        else:
            messages.success(request, _("给您留着了，拿取货码去取。"))
        return redirect("points:shelf")
    account = homes.account_of(home)
    balance = account.balance if account else 0
    context = {
        **around(village),
        "tabs": [],
        "balance": balance,
        "deals": homes.open_deals(home),
        "week": hours.week(shop.opening(village.pk), now),
        "goods": [
            {
                "id": item.pk,
                "name": item.name,
                "points": item.points,
                "stock": item.stock,
                "unit": item.unit,
                "note": item.note,
                "lacks": max(0, item.points - balance),
                "out": item.stock == 0,
                "kind": SHORT_WORDS[Ware(item.kind)],
                "supplier": item.supplier,
                "picture": item.shot.name if hasattr(item, "shot") else "",
            }
            for item in homes.offered(village.pk)
        ],
    }
    return answer(request, "points/shelf.html", context)


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture of something in a shop: nobody's own, for everybody."""
    if not shop.has_picture(name):
        raise Http404
    try:
        return shots.served(name, small="small" in request.GET)
    except FileNotFoundError as gone:
        raise Http404 from gone


@door.required
@require_POST
def give_back(request: HttpRequest, deal_id: int) -> HttpResponse:
    """先不换."""
    person, home, _village = at_home(request)
    if home is None or homes.deal(home, deal_id) is None:
        raise Http404
    try:
        acts.give_back(actor=person, redemption_id=deal_id, now=clock.now())
    except Refused as refusal:
        messages.info(request, refusal.message)
    else:
        messages.success(request, _("退了，积分回来了。"))
    return redirect("points:shelf")


@door.required
@require_http_methods(["GET", "POST"])
def deal(request: HttpRequest, deal_id: int) -> HttpResponse:
    """一次兑换: who handed it out, when; 我有不同意见."""
    person, home, village = at_home(request)
    found = homes.deal(home, deal_id) if home else None
    if found is None:
        raise Http404
    disputes = homes.disputes(found)
    objecting = found.state == Deal.HANDED and all(d.answered_at for d in disputes)
    form = forms.SayWhy(request.POST or None) if objecting else None
    run = partial(acts.dispute, actor=person, redemption_id=deal_id, now=clock.now())
    if form is not None and carried_out(request, form, run):
        messages.success(request, _("记下了，答复写在这里。"))
        return redirect("points:deal", deal_id)
    context = {
        **around(village),
        "tabs": [],
        "deal": found,
        "state": DEAL_WORDS[Deal(found.state)],
        "disputes": disputes,
        "form": form,
    }
    return answer(request, "points/deal.html", context)
