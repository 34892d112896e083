"""开证明: what may be issued and what not, the register, the paper, the slip that shows the way."""

from functools import partial
from typing import Any
from urllib.parse import quote

import segno
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock, permits
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out
from yuanba.lists.models import Line
from yuanba.lists.rules import Kind
from yuanba.matters.pages.posts import Here, desk, number
from yuanba.proofs import acts, forms, queries
from yuanba.proofs.models import Proof
from yuanba.proofs.rules import STANDING_WORDS, Standing


@desk
@require_safe
def board(request: HttpRequest, here: Here) -> HttpResponse:
    """开证明: type what somebody asks for; the register below. Five statements."""
    post = here.ask("proofs.see")
    today = clock.day_of(here.now)
    words = request.GET.get("q", "").strip()[:60]
    county = post.place.county_id or post.place_id
    lines = queries.offered(county, today, words)
    since = today.replace(month=1, day=1)
    asked, before = request.GET.get("n", "").strip()[:40], number(request.GET.get("before"))
    found = queries.register(post, words=asked, before=before)
    shown, home = found[: queries.MOST], reverse("proofs:board")
    more = len(found) > len(shown)
    context = {
        "q": words,
        "yes": [line for line in lines if line.edition.kind == Kind.PROOF_YES],
        "no": [line for line in lines if line.edition.kind == Kind.PROOF_NO],
        "any": bool(lines or words),
        "issues": here.role in permits.TABLE["proofs.issue"] and _village(here) is not None,
        "n": asked,
        "register": [(proof, STANDING_WORDS[proof.standing]) for proof in shown],
        "next_url": f"{home}?n={quote(asked)}&before={shown[-1].pk}#register" if more else "",
        "first_url": f"{home}#register" if before else "",
        "turned": queries.turned(county, since),
    }
    return answer(request, "proofs/board.html", context)


def _village(here: Here) -> int | None:
    return here.post.place.village_id if here.post else None


def _line(here: Here, line_id: int, act: str) -> tuple[int, Line]:
    """The village of this desk and the line. Raises PermissionDenied or Http404."""
    post = here.ask(act)
    village = _village(here)
    if village is None:
        raise PermissionDenied(act)
    line = queries.line(post.place.county_id, line_id, clock.day_of(here.now))
    if line is None:
        raise Http404
    return village, line


@desk
@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, here: Here, line_id: int) -> HttpResponse:
    """开一份: a line of what may be issued. One of the other list stops here with its clause."""
    village, line = _line(here, line_id, "proofs.issue")
    before = _before(here, village, request.GET.get("again"))
    first = {x: getattr(before, x) for x in forms.Issue.base_fields} if before else None
    form = forms.Issue(request.POST or None, initial=first)
    made: list[Proof] = []

    def run(**said: Any) -> None:
        by: dict[str, Any] = {
            "actor": here.person,
            "place_id": village,
            "line_id": line_id,
            "now": here.now,
            "replaces_id": before.pk if before else None,
        }
        made.append(acts.issue(**by, **said))

    if carried_out(request, form, run):
        messages.success(request, gettext("开好了，打印出来盖章。"))
        return redirect("proofs:one", made[0].pk)
    no = line.edition.kind == Kind.PROOF_NO
    context = {"form": form, "line": line, "no": no, "before": before}
    return answer(request, "proofs/issue.html", context)


def _before(here: Here, village: int, again: str | None) -> Proof | None:
    """The withdrawn one in whose place another is issued (?again=). Raises Http404."""
    if not again:
        return None
    found = queries.one(here.person, number(again) or 0)
    if found is None or found.place_id != village:
        raise Http404
    return found


@desk
@require_http_methods(["GET", "POST"])
def away(request: HttpRequest, here: Here, line_id: int) -> HttpResponse:
    """不开: why, and where to go; a slip to carry there."""
    village, line = _line(here, line_id, "proofs.turn_away")
    form = Form(request.POST)
    form.is_bound = request.method == "POST"
    slips: list[int] = []

    def run() -> None:
        by: dict[str, Any] = {
            "actor": here.person,
            "place_id": village,
            "line_id": line_id,
            "now": here.now,
        }
        slips.append(acts.turn_away(**by).pk)

    if carried_out(request, form, run):
        return redirect("proofs:slip", slips[0])
    return answer(request, "proofs/away.html", {"form": form, "line": line})


@desk
@require_safe
def slip(request: HttpRequest, here: Here, turned_id: int) -> HttpResponse:
    """指路条, in large type, nobody's name on it."""
    here.ask("proofs.see")
    turned = queries.slip(here.person, turned_id)
    if turned is None:
        raise Http404
    context = {
        "turned": turned,
        "line": turned.line,
        "phone": turned.place.phone or settings.HELP_PHONE,
        "back_url": reverse("proofs:board"),
    }
    return answer(request, "proofs/slip.html", context)


def _one(here: Here, proof_id: int) -> Proof:
    here.ask("proofs.see")
    proof = queries.one(here.person, proof_id)
    if proof is None:
        raise Http404
    return proof


@desk
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, here: Here, proof_id: int) -> HttpResponse:
    """One proof of the register; withdrawn by whoever may."""
    proof = _one(here, proof_id)
    may = permits.may(here.person, "proofs.withdraw", reach=proof.reach) is not None
    if request.method == "POST" and not may:
        raise PermissionDenied("proofs.withdraw")
    form = forms.Withdraw(request.POST or None)
    run = partial(acts.withdraw, actor=here.person, proof_id=proof_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("作废了，扫码的人都看得到。"))
        return redirect("proofs:one", proof_id)
    valid = proof.standing is Standing.VALID
    issues = _village(here) == proof.place_id and here.role in permits.TABLE["proofs.issue"]
    anew = issues and not valid and not proof.after
    context = {
        "proof": proof,
        "again": queries.same_kind(proof, clock.day_of(here.now)) if anew else None,
        "standing": STANDING_WORDS[proof.standing],
        "valid": valid,
        "form": form if may and valid else None,
    }
    return answer(request, "proofs/one.html", context, form=form)


@desk
@require_safe
def paper(request: HttpRequest, here: Here, proof_id: int) -> HttpResponse:
    """The paper: number, words, place for the seal, a code that anybody can check. Chinese for whoever
    prints it: it goes to offices here."""
    proof = _one(here, proof_id)
    address = f"{settings.PUBLIC_URL}{reverse('proofs:check', args=[proof.code])}"
    context = {
        "proof": proof,
        "code": " ".join(proof.code[n : n + 4] for n in range(0, 32, 4)),
        "site": settings.PUBLIC_URL,
        "qr": segno.make(address, error="m").svg_data_uri(border=1, scale=3),
        "back_url": reverse("proofs:one", args=[proof.pk]),
    }
    with translation.override(settings.LANGUAGE_CODE):
        return answer(request, "proofs/paper.html", context)
