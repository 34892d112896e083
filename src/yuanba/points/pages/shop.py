"""积分超市 at the desk: the counter, the stock, the day's sheet; the fund behind it."""

from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import clock, permits
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.matters.pages import shots
from yuanba.matters.pages.posts import Here, desk
from yuanba.points import acts
from yuanba.points.forms import shop as forms
from yuanba.points.models import Item
from yuanba.points.pages import common, hours
from yuanba.points.queries import fund as funds
from yuanba.points.queries import home as homes
from yuanba.points.queries import shop as queries
from yuanba.points.rules.shop import KIND_WORDS, LOW, Ware


@desk
@require_http_methods(["GET", "POST"])
def counter(request: HttpRequest, here: Here) -> HttpResponse:
    """柜台: type the code, hand it over; what lies ready, what there is."""
    village, choose = common.my_village(request, here, "points.see_shop")
    handing = here.role in permits.TABLE["points.hand_out"]
    form = forms.HandOut(request.POST or None)
    run = partial(acts.hand_out_by_code, actor=here.person, place_id=village.pk, now=here.now)
    if request.method == "POST":
        here.ask("points.hand_out")
    if carried_out(request, form, run):
        messages.success(request, _("发货记下了，这户会收到短信。"))
        return redirect("points:counter")
    items = queries.items(village.pk)
    context = {
        "village": village,
        "choose": choose,
        "form": form,
        "handing": handing,
        "reserved": queries.reserved(village.pk),
        "items": items,
        "low": [i for i in items if i.offered and i.stock is not None and i.stock <= LOW],
        "disputes": queries.disputes(village.pk),
        "may": {
            act: common.may(here, act, village.reach)
            for act in (
                "see",
                "keep_item",
                "reserve",
                "answer_dispute",
                "set_hours",
                "print_slips",
                "enter_slips",
            )
        },
        "week": hours.week(queries.opening(village.pk), here.now),
    }
    return answer(request, "points/counter.html", context)


@desk
@require_http_methods(["GET", "POST"])
def reserve_for(request: HttpRequest, here: Here) -> HttpResponse:
    """柜台代换, for a household without a telephone."""
    village, _choose = common.my_village(request, here, "points.reserve")
    form = forms.ReserveFor(request.POST or None, items=homes.offered(village.pk))

    def run(*, household: str, item: int) -> object:
        home = common.the_home(village, household)
        made = acts.reserve(actor=here.person, household_id=home.pk, item_id=item, now=here.now)
        said = {"code": made.code}
        messages.success(request, _("留着了，取货码 %(code)s，写给这户。由别人发货。") % said)
        return made

    if carried_out(request, form, run):
        return redirect("points:counter")
    return _act(request, village, form, _("柜台代换"), _("留下"))


@desk
@require_http_methods(["GET", "POST"])
def new_item(request: HttpRequest, here: Here) -> HttpResponse:
    """上一样货."""
    village, _choose = common.my_village(request, here, "points.keep_item")
    kept = common.taken_in(request, most=1)
    form = forms.KeepItem(request.POST or None)
    common.say_photos(form, kept)
    keep = partial(acts.keep_item, actor=here.person, place_id=village.pk, now=here.now)
    if carried_out(request, form, partial(_with_picture, keep, kept)):
        messages.success(request, _("上好了，居民看得到。"))
        return redirect("points:counter")
    more = {"shots": kept, "small": shots.smalls(kept), "files": True}
    return _act(request, village, form, _("上一样货"), _("上架"), **more)


def _with_picture(keep: Any, kept: shots.Shots, *, photos: Any, **said: Any) -> object:
    return keep(picture=kept.pictures[0] if kept.pictures else None, **said)


def _act(
    request: HttpRequest, village: Any, form: Any, heading: Any, button: Any, **more: Any
) -> HttpResponse:
    context = {"form": form, "village": village, "heading": heading, "button": button, **more}
    return answer(request, "points/act.html", context | {"back": reverse("points:counter")})


@desk
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, here: Here, item_id: int) -> HttpResponse:
    """一样货: price, goods that came in, and the count by two."""
    here.ask("points.count_stock")
    found = queries.item(item_id)
    if found is None or not common.may(here, "count_stock", found.place.reach):
        raise Http404
    do = request.POST.get("do", "")
    waiting = queries.counting(found)
    kept = _forms(request, do, found)
    pictures = common.taken_in(request, most=1)
    common.say_photos(kept["keep"], pictures)
    runs = _runs(here, found, waiting, pictures)
    if do in runs and carried_out(request, kept[do], runs[do]):
        messages.success(request, _("记下了。"))
        return redirect("points:item", item_id)
    context = {
        "item": found,
        "form": kept.get(do) or kept["count"],
        "forms": kept,
        "waiting": waiting,
        "mine": bool(waiting and waiting.first_by_id == here.person.pk),
        "keeps": common.may(here, "keep_item", found.place.reach),
        "shots": pictures,
        "small": shots.smalls(pictures),
        "kind": KIND_WORDS[Ware(found.kind)],
    }
    return answer(request, "points/item.html", context)


def _forms(request: HttpRequest, do: str, found: Item) -> dict[str, Any]:
    """Four small forms on one page; only the one that was sent is bound."""
    first = {
        "name": found.name, "points": found.points, "unit": found.unit, "note": found.note,
        "supplier": found.supplier, "offered": found.offered,
    }  # fmt: skip
    kinds = {
        "keep": forms.KeepItem,
        "in": forms.StockUp,
        "count": forms.CountStock,
        "agree": forms.AgreeStock,
    }
    kept: dict[str, Any] = {
        name: kind(
            request.POST if do == name else None,
            auto_id=f"{name}_%s",
            initial=first if name == "keep" else {},
        )
        for name, kind in kinds.items()
    }
    del kept["keep"].fields["stock"], kept["keep"].fields["kind"]
    return kept


def _runs(here: Here, found: Item, waiting: Any, pictures: shots.Shots) -> dict[str, Any]:
    go: dict[str, Any] = {"actor": here.person, "now": here.now}
    keep = partial(acts.keep_item, place_id=found.place_id, item_id=found.pk, **go)
    return {
        "keep": partial(_with_picture, keep, pictures),
        "in": partial(acts.stock_up, item_id=found.pk, **go),
        "count": partial(acts.count_stock, item_id=found.pk, **go),
        "agree": partial(acts.agree_stock, stocktake_id=waiting.pk if waiting else 0, **go),
    }


@desk
@require_safe
def day(request: HttpRequest, here: Here) -> HttpResponse:
    """日结单, for the wall of the shop and to be signed."""
    village, choose = common.my_village(request, here, "points.see_shop")
    today = clock.day_of(here.now)
    on = _day(request.GET.get("on", ""), today)
    context = {"village": village, "choose": choose, "on": on, "day": queries.day(village.pk, on)}
    return answer(request, "points/day.html", context)


def _day(said: str, today: date) -> date:
    try:
        found = datetime.strptime(said[:10], "%Y-%m-%d").date()  # noqa: DTZ007  a day, no moment
    except ValueError:
        return today
    return found if date(2000, 1, 1) <= found <= today else today


@desk
@require_http_methods(["GET", "POST"])
def dispute(request: HttpRequest, here: Here, dispute_id: int) -> HttpResponse:
    """答复对兑换的不同意见."""
    here.ask("points.answer_dispute")
    found = queries.dispute(dispute_id)
    if found is None or not common.may(here, "answer_dispute", found.deal.household.place.reach):
        raise PermissionDenied("points.answer_dispute")
    form = forms.AnswerDispute(request.POST or None)
    run = partial(acts.answer_dispute, actor=here.person, dispute_id=dispute_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, _("记下了，这户看得到。"))
        return redirect("points:counter")
    context = {"form": form, "dispute": found, "heading": found.deal.item.name}
    return answer(request, "points/dispute.html", context)


# ---- the fund


@desk
@require_http_methods(["GET", "POST"])
def fund(request: HttpRequest, here: Here) -> HttpResponse:
    """积分预算: set aside, issued, owed, redeemed, lapsed, and when it runs dry."""
    village, choose = common.my_village(request, here, "points.see")
    may = common.may(here, "set_budget", village.reach)
    first = {"year": clock.day_of(here.now).year, "fen_per_point": 100}
    form = forms.SetBudget(request.POST or None, initial=first)
    if request.method == "POST":
        here.ask("points.set_budget")

    def run(*, yuan: Decimal, **said: Any) -> object:
        go = partial(acts.set_budget, actor=here.person, place_id=village.pk, now=here.now)
        return go(fen=int(yuan * 100), **said)

    if carried_out(request, form, run):
        messages.success(request, _("预算定好了，大家看得到。"))
        return redirect("points:fund")
    context = {
        "village": village,
        "choose": choose,
        "form": form,
        "may": may,
        "figures": funds.figures(village.pk, here.now),
        "budgets": [(b, b.fen / 100, b.fen_per_point / 100) for b in funds.budgets(village.pk)],
    }
    return answer(request, "points/fund.html", context)


@desk
@require_POST
def book_due(request: HttpRequest, here: Here) -> HttpResponse:
    """到期入账, one press."""
    village, _choose = common.my_village(request, here, "points.book_due")
    try:
        acts.book_due(actor=here.person, place_id=village.pk, now=here.now)
    except Refused as refusal:
        messages.info(request, refusal.message)
    else:
        messages.success(request, _("到期的入账了。还留在列表里的，点开看为什么。"))
    return redirect("points:waiting")
