"""凭据 at the desk: shown by the village, looked at by the supervision committee."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base.errors import Refused
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.catalogue import acts
from yuanba.catalogue.forms import desk as forms
from yuanba.catalogue.models import Part, Voucher
from yuanba.catalogue.pages import common
from yuanba.catalogue.queries import board, vouchers, words
from yuanba.catalogue.rules.issues import State
from yuanba.matters.pages import shots
from yuanba.matters.pages.posts import Here, desk, number


def _back(part: Part) -> str:
    return f"{reverse('catalogue:compose', args=[part.issue_id])}#p{part.pk}"


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: HttpRequest, here: Here, part_id: int) -> HttpResponse:
    """加凭据, or another in the place of one that was sent back (?for=)."""
    found = board.part(part_id)
    common.within(here, found, "attach_voucher")
    assert found is not None
    before = vouchers.voucher(number(request.GET.get("for", "")) or 0)
    if before is not None and before.part_id != found.pk:
        raise Http404
    said = request.POST if request.method == "POST" else None
    kept = shots.kept(request.POST.get("kept", ""), without=request.POST.getlist("drop"), most=1)
    if said is not None:
        shots.take(request.FILES.getlist("photos"), kept)
    first = {"what": before.what, "amount": f"{before.fen / 100:.2f}"} if before else {}
    form = forms.Attach(said, initial=first)

    def run(*, what: str, amount: Any, **_files: Any) -> object:
        if not kept.pictures:
            raise Refused("photo_needed", _("请拍一张凭据的照片。"), field="photos")
        return acts.attach_voucher(
            actor=here.person, part_id=found.pk, picture=kept.pictures[0], what=what,
            fen=int(amount * 100), replaces_id=before.pk if before else None, now=here.now,
        )  # fmt: skip

    if not kept.errors and carried_out(request, form, run):
        messages.success(request, _("凭据放好了，送审时监督委员会一起看。"))
        return common.see_other(_back(found))
    for error in kept.errors:
        form.add_error("photos", error)
    context = {
        "part": found, "before": vouchers.shown(before) if before else None, "form": form,
        "village": found.issue.place, "title": words.title(found.issue), "back": _back(found),
        "shots": kept, "small": shots.smalls(kept),
    }  # fmt: skip
    return answer(request, "catalogue/attach.html", context, form=form)


def _the(here: Here, voucher_id: int) -> Voucher:
    found = vouchers.voucher(voucher_id)
    common.within(here, found.part if found else None)
    assert found is not None
    return found


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def voucher(request: HttpRequest, here: Here, voucher_id: int) -> HttpResponse:
    """One voucher; whoever supervises says whether it is right."""
    found = _the(here, voucher_id)
    part = found.part
    looks = part.issue.state == State.SENT and common.may(here, "look_at_voucher", found.reach)
    form = None
    if looks:
        first = {"verdict": found.verdict, "remark": found.remark}
        form = forms.Look(request.POST if request.method == "POST" else None, initial=first)
        go = partial(acts.look_at_voucher, actor=here.person, voucher_id=found.pk, now=here.now)
        if carried_out(request, form, go):
            messages.success(request, _("记下了。"))
            return common.see_other(_back(part))
    elif request.method == "POST":
        messages.error(request, _("这一期现在不在监督委员会手里，请刷新再看。"))
        return common.see_other(request.path)
    writes = part.issue.state in {State.DRAFT, State.OBJECTED}
    context = {
        "v": vouchers.shown(found), "part": part, "village": part.issue.place, "form": form,
        "title": words.title(part.issue), "back": _back(part),
        "may_replace": writes and found.verdict == "back" and not found.replaced
        and common.may(here, "attach_voucher", found.reach),
    }  # fmt: skip
    return answer(request, "catalogue/voucher.html", context, form=form)


@desk
@require_safe
def picture(request: HttpRequest, here: Here, voucher_id: int) -> HttpResponse:
    """The paper itself, for the desk and whoever supervises; never for the board."""
    found = _the(here, voucher_id)
    try:
        return shots.served(found.name, small="small" in request.GET)
    except FileNotFoundError as gone:
        raise Http404 from gone
