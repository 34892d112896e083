"""购买社会服务, 社会组织名册: contracts with what they bring, and who is registered or filed."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock, permits
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out
from yuanba.matters.pages.posts import Here, desk, number
from yuanba.places import queries as places
from yuanba.places.rules import BOTTOM, Kind
from yuanba.projects import acts, forms, queries
from yuanba.projects.models import Association, Deliverable
from yuanba.projects.rules import AHEAD, ENTRY_WORDS, Due, Entry


def thing(one: Deliverable, today: Any) -> dict[str, Any]:
    """One deliverable as words."""
    if one.accepted is not None:
        word, tone = (gettext("验收了"), "ok") if one.accepted else (gettext("不合，重来"), "late")
    elif one.delivered_at:
        word, tone = gettext("交来了，等验收"), "warn"
    else:
        word = gettext("过了日子没交") if one.due < today else gettext("还没交")
        tone = "late" if one.due < today else ""
    return {"row": one, "word": word, "tone": tone}


@desk
@require_safe
def contracts(request: HttpRequest, here: Here) -> HttpResponse:
    """Three statements."""
    post = here.ask("projects.see")
    today = clock.day_of(here.now)
    context = {
        "contracts": [
            (one, [thing(d, today) for d in one.deliverables.all()])
            for one in queries.contracts(queries.within(post))
        ],
        "buys": here.role in permits.TABLE["projects.buy"],
    }
    return answer(request, "projects/contracts.html", context)


@desk
@require_http_methods(["GET", "POST"])
def buy(request: HttpRequest, here: Here) -> HttpResponse:
    """购买服务: of an association in the register, for this desk's place."""
    post = here.ask("projects.buy")
    there = queries.associations(post.place, living=True)
    needs = queries.open_needs(post.place)
    first = {"need": request.GET.get("need", "")[:20]}
    providers = [(str(a.pk), a.name) for a in there]
    form = forms.Buy(request.POST or None, providers=providers, needs=needs, initial=first)

    def run(*, provider: str, yuan: Any, need: str, **said: Any) -> None:
        rest = {key: said[key] for key in ("what", "way", "paper", "starts", "ends")}
        by: dict[str, Any] = {"actor": here.person, "place_id": post.place_id, "now": here.now}
        acts.buy(
            need_id=number(need),
            provider_id=int(provider),
            fen=round(yuan * 100),
            promises=form.promises(),
            **rest,
            **by,
        )

    if carried_out(request, form, run):
        messages.success(request, gettext("记下了，成果到日子要交、要验收。"))
        return redirect("projects:contracts")
    context = {"form": form, "title": gettext("记一份购买服务"), "none": not there}
    return answer(request, "projects/form.html", context)


@desk
@require_http_methods(["GET", "POST"])
def contract(request: HttpRequest, here: Here, contract_id: int) -> HttpResponse:
    """One contract: each thing promised is noted when it comes, and accepted by another person."""
    here.ask("projects.see")
    found = queries.contract(here.person, contract_id)
    if found is None:
        raise Http404
    today, do = clock.day_of(here.now), request.POST.get("do", "")
    asked = number(request.POST.get("thing"))
    things = []
    for one in found.deliverables.all():
        mine = asked == one.pk
        note = forms.Deliver(
            request.POST if mine and do == "note" else None, auto_id=f"n{one.n}_%s"
        )
        judge = forms.Accept(
            request.POST if mine and do == "judge" else None, auto_id=f"j{one.n}_%s"
        )
        if mine and _pressed(request, here, one, do, note, judge):
            return redirect("projects:contract", contract_id)
        waits = one.delivered_at is None or one.accepted is False
        may_note = waits and _may(here, "note_delivery", found.reach)
        may_judge = not waits and one.accepted is None and one.noted_by_id != here.person.pk
        may_judge = may_judge and _may(here, "accept_delivery", found.reach)
        forms_ = {"note": note if may_note else None, "judge": judge if may_judge else None}
        things.append(thing(one, today) | forms_)
    wrong = next((f for t in things for f in (t["note"], t["judge"]) if f and f.errors), None)
    context = {"contract": found, "things": things}
    return answer(request, "projects/contract.html", context, form=wrong)


def _may(here: Here, act: str, reach: Any) -> bool:
    return permits.may(here.person, f"projects.{act}", reach=reach) is not None


def _pressed(
    request: HttpRequest, here: Here, one: Deliverable, do: str, note: Form, judge: Form
) -> bool:
    by: dict[str, Any] = {"actor": here.person, "deliverable_id": one.pk, "now": here.now}

    def take(*, delivered: str) -> None:
        acts.note_delivery(delivered=delivered, **by)

    def decide(*, accepted: str, words: str) -> None:
        acts.accept_delivery(accepted=accepted == "yes", words=words, **by)

    pressed: dict[str, tuple[Form, Any]] = {"note": (note, take), "judge": (judge, decide)}
    if do not in pressed or not carried_out(request, *pressed[do]):
        return False
    messages.success(request, gettext("记下了。"))
    return True


@desk
@require_http_methods(["GET", "POST"])
def associations(request: HttpRequest, here: Here) -> HttpResponse:
    """社会组织名册: who is registered or filed; entered and struck off by township and county."""
    post = here.ask("projects.see")
    keeps = here.role in permits.TABLE["projects.enter_association"]
    if request.method == "POST":
        here.ask("projects.enter_association")
    do = request.POST.get("do", "")
    below = [p for p in places.subtree(post.place) if p.kind in BOTTOM | {Kind.TOWNSHIP}]
    own = [(str(post.place_id), post.place.name), *((str(p.pk), p.name) for p in below)]
    form = forms.Enter(request.POST if do == "enter" else None, places=own)
    asked = number(request.POST.get("association"))
    renew = forms.Renew(request.POST if do == "renew" else None, auto_id="renew_%s")
    strike = forms.Strike(request.POST if do == "strike" else None, auto_id="strike_%s")
    by: dict[str, Any] = {"actor": here.person, "now": here.now}

    def enter(*, place: str, entry: str, **said: Any) -> None:
        acts.enter_association(place_id=int(place), entry=Entry(entry), **said, **by)

    def anew(*, entry: str, **said: Any) -> None:
        acts.renew_association(association_id=asked or 0, entry=Entry(entry), **said, **by)

    def off(*, paper: str) -> None:
        acts.strike_association(association_id=asked or 0, paper=paper, **by)

    pressed: dict[str, tuple[Form, Any]] = {
        "enter": (form, enter), "renew": (renew, anew), "strike": (strike, off),
    }  # fmt: skip
    if do in pressed and carried_out(request, *pressed[do]):
        messages.success(request, gettext("名册改好了。"))
        return redirect("projects:associations")
    today = clock.day_of(here.now)
    rows = [
        listed(one, today) | _tools(one, asked == one.pk, renew, strike)
        for one in queries.associations(post.place)
    ]
    context = {"rows": rows, "keeps": keeps, "form": form}
    shown = pressed[do][0] if do in pressed else form
    return answer(request, "projects/associations.html", context, form=shown)


def listed(one: Association, today: date) -> dict[str, Any]:
    """One association with how it stands."""
    word, tone = str(ENTRY_WORDS[Entry(one.entry)]), "ok"
    if one.until:
        word, tone = gettext("注销了"), ""
    elif one.valid_until and one.valid_until < today:
        word, tone = gettext("证书、备案过期了"), "late"
    elif one.valid_until and one.valid_until <= today + timedelta(days=AHEAD[Due.PAPER]):
        word, tone = gettext("快到期，要换证"), "warn"
    return {"one": one, "entry": ENTRY_WORDS[Entry(one.entry)], "word": word, "tone": tone}


def _tools(one: Association, mine: bool, renew: Form, strike: Form) -> dict[str, Form]:
    """The forms of one row: the one that was sent as it was sent, the others fresh, with ids of their own."""
    kept = {"entry": one.entry, "number": one.number}
    return {
        "renew": renew if mine and renew.is_bound
        else forms.Renew(initial=kept, auto_id=f"renew{one.pk}_%s"),
        "strike": strike if mine and strike.is_bound
        else forms.Strike(auto_id=f"strike{one.pk}_%s"),
    }  # fmt: skip
