"""批量公开 at the desk: one person proposes, another looks at a sample and releases."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yuanba.base import permits
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out, wants_fragment
from yuanba.base.text import _
from yuanba.disclosure import acts, forms
from yuanba.disclosure import many as asking
from yuanba.disclosure.acts import WAITING
from yuanba.disclosure.models import Release
from yuanba.disclosure.rules import ReleaseState
from yuanba.matters.pages import posts
from yuanba.matters.pages.posts import Here


@require_http_methods(["GET", "HEAD", "POST"])
@posts.desk
def many(request: HttpRequest, here: Here) -> HttpResponse:
    """批量公开: of this post's place. At most eight statements besides the desk's own."""
    assert here.post is not None
    place = asking.here(here.person, here.post)
    last = asking.waiting(place)
    if last is not None and wants_fragment(request):
        return answer(request, "disclosure/many_going.html", _progress(last, place.pk))
    asked = request.POST.get("do", "")
    form = forms.Propose(request.POST if asked == "propose" else None)
    plain = Form(request.POST if asked in {"release", "drop"} else None)
    propose = partial(acts.propose_release, actor=here.person, place_id=place.pk, now=here.now)
    if asked == "propose" and carried_out(request, form, propose):
        messages.success(request, _("提出了。请另一个人来看样子、来公开。"))
        return _again()
    if last is not None and asked in DO:
        act, done = DO[asked]
        run = partial(act, actor=here.person, release_id=last.pk, now=here.now)
        if carried_out(request, plain, run):
            messages.success(request, done)
            return _again()
    may_write = (
        permits.may(here.person, "disclosure.propose_release", reach=place.reach) is not None
    )
    context: dict[str, Any] = {"place": place, "form": form, "plain": plain, "may_write": may_write}
    context |= _progress(last, place.pk)
    if last is not None and last.state == ReleaseState.PROPOSED:
        context |= {"rows": asking.sample_of(last), "mine": last.proposed_by_id == here.person.pk}
    if last is None or last.state not in WAITING:
        meant = asking.plain(place, f"{place.pk}:{here.now:%Y-%m-%d}")
        context |= {"meant": meant, "rows": asking.some(meant.sample)}
    return answer(
        request, "disclosure/many.html", context, form=form if asked == "propose" else plain
    )


DO: dict[str, tuple[Any, Any]] = {
    "release": (acts.release, _("开始公开了，这一页会显示到哪了。")),
    "drop": (acts.drop_release, _("撤回了，这些条目照旧一条一条看。")),
}


def _progress(last: Release | None, place_id: int) -> dict[str, Any]:
    going = last is not None and last.state == ReleaseState.GOING
    return {
        "release": last,
        "going": going,
        "percent": last.done * 100 // max(1, last.n) if last else 0,
        "wall_url": reverse("disclosure:wall", args=[place_id]),
        "here_url": reverse("disclosure:many"),
    }


def _again() -> HttpResponse:
    response = HttpResponseRedirect(reverse("disclosure:many"))
    response.status_code = 303
    return response
