"""监督 at the desk: what is drawn, found, suggested; clues; what inspectors handed over."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock, permits
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.catalogue.pages.common import see_other
from yuanba.catalogue.pages.desk import my_village
from yuanba.matters.pages.posts import Here, desk
from yuanba.places import queries as places
from yuanba.places.rules import BOTTOM
from yuanba.supervision import acts, forms, queries, rules
from yuanba.supervision.models import Clue, Pick, Sample
from yuanba.supervision.pages.public import drawn


def may(here: Here, act: str, reach: Any) -> bool:
    return permits.may(here.person, f"supervision.{act}", reach=reach) is not None


def there(name: str, *args: Any) -> HttpResponse:
    return see_other(reverse(f"supervision:{name}", args=args))


@desk
@require_safe
def waiting(request: HttpRequest, here: Here) -> HttpResponse:
    """监督: what the committee has drawn and waits for, what the village has to answer."""
    village, choose = my_village(request, here, "supervision.see")
    today = clock.day_of(here.now)
    context = {
        "village": village,
        "choose": choose,
        "today": today,
        "samples": [
            (one, rules.KIND_WORDS[rules.Kind(one.kind)]) for one in queries.samples(village)
        ],
        "suggestions": queries.suggestions(village),
        "findings": queries.findings(village),
        "reports": queries.reports(village),
        "clues": [
            (one, rules.CLUE_WORDS[rules.ClueState(one.state)])
            for one in queries.clues(here.person)
        ],
        "may": {
            "draw": may(here, "draw", village.reach),
            "hand_finding": may(here, "hand_finding", village.reach - {village.pk}),
            "clues": may(here, "see_clues", village.reach),
        },
    }
    return answer(request, "supervision/waiting.html", context)


def _form_page(
    request: HttpRequest,
    form: Any,
    run: Callable[..., Any],
    page: dict[str, Any],
    back: HttpResponse,
) -> HttpResponse:
    """One form, one act, back to where it came from."""
    if carried_out(request, form, run):
        messages.success(request, page["done"])
        return back
    return answer(request, "supervision/act.html", page | {"form": form})


def _said(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest, here: Here) -> HttpResponse:
    """抽查: last month, unless another period is wanted."""
    village, _choose = my_village(request, here, "supervision.draw")
    last = clock.day_of(here.now).replace(day=1) - timedelta(days=1)
    first: dict[str, Any] = {"since": last.replace(day=1), "until": last, "many": 5}
    form = forms.Draw(_said(request), initial=first)
    made: list[Sample] = []

    def run(**said: Any) -> object:
        go = partial(acts.draw, actor=here.person, place_id=village.pk, now=here.now)
        made.append(go(**said))
        return made[0]

    if carried_out(request, form, run):
        messages.success(request, _("抽好了，一件一件去看。"))
        return there("desk_sample", made[0].pk)
    page = {
        "village": village,
        "heading": _("随机抽查"),
        "button": _("抽"),
        "note": _("由机器抽签：盐、种子和名单都公布，谁都能照着再抽一遍。一段日子只能抽一次。"),
        "form": form,
    }
    return answer(request, "supervision/act.html", page)


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest, here: Here) -> HttpResponse:
    village, _choose = my_village(request, here, "supervision.suggest")
    form = forms.Suggest(_said(request))
    run = partial(acts.suggest, actor=here.person, place_id=village.pk, now=here.now)
    page = {
        "village": village,
        "heading": _("提建议"),
        "button": _("提出来"),
        "note": _("建议和答复大家都看得到。"),
        "done": _("提出去了，等村里答复。"),
    }
    return _form_page(request, form, run, page, there("waiting"))


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, here: Here) -> HttpResponse:
    village, _choose = my_village(request, here, "supervision.report")
    today = clock.day_of(here.now)
    half = today.replace(month=1 if today.month <= 6 else 7, day=1)
    until = half - timedelta(days=1)
    since = until.replace(month=7 if until.month == 12 else 1, day=1)
    form = forms.Report(_said(request), initial={"since": since, "until": until})
    run = partial(acts.report, actor=here.person, place_id=village.pk, now=here.now)
    page = {
        "village": village,
        "heading": _("监督报告"),
        "button": _("公布报告"),
        "note": _(
            "核对几件、有几处疑问、审了几期公开，院坝自己数，和您写的话一起公布。至少每半年一次。"
        ),
        "done": _("公布了。"),
    }
    return _form_page(request, form, run, page, there("waiting"))


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def hand_finding(request: HttpRequest, here: Here) -> HttpResponse:
    """交办巡察反馈: from a post above the village."""
    post = here.ask("supervision.hand_finding")
    if post.place.kind in BOTTOM:
        raise PermissionDenied("supervision.hand_finding")
    below = places.subtree(post.place).filter(kind__in=BOTTOM, until=None).order_by("name")
    form = forms.HandFinding(_said(request), villages=list(below))
    run = partial(acts.hand_finding, actor=here.person, now=here.now)
    page = {
        "village": post.place,
        "heading": _("交办巡察反馈"),
        "button": _("交办"),
        "note": _("村里报整改，由村监督委员会到现场核对，结果大家看得到。"),
        "done": _("交办了。"),
    }
    return _form_page(request, form, run, page, there("waiting"))


@desk
@require_safe
def sample(request: HttpRequest, here: Here, sample_id: int) -> HttpResponse:
    """One draw, to be looked at one by one."""
    here.ask("supervision.see")
    found = queries.sample(sample_id)
    if found is None or not may(here, "see", found.reach):
        raise Http404
    context = {"village": found.place, **drawn(found)}
    return answer(request, "supervision/picks.html", context)


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def pick(request: HttpRequest, here: Here, pick_id: int) -> HttpResponse:
    """核对一件, or the village's word on a doubt."""
    here.ask("supervision.see")
    found = queries.pick(pick_id)
    if found is None or not may(here, "see", found.reach):
        raise Http404
    go: dict[str, Any] = {"actor": here.person, "pick_id": found.pk, "now": here.now}
    form, run, heading = _of_pick(request, here, found, go)
    back = there("desk_sample", found.sample_id)
    if form is not None and carried_out(request, form, run):
        messages.success(request, _("记下了，大家看得到。"))
        return back
    context = {
        "village": found.sample.place,
        "pick": found,
        "kind": rules.KIND_WORDS[rules.Kind(found.sample.kind)],
        "verdict": rules.VERDICT_WORDS[rules.Verdict(found.verdict)],
        "form": form,
        "heading": heading,
        "proof": _proof(found),
    }
    return answer(request, "supervision/pick.html", context, form=form)


def _of_pick(
    request: HttpRequest, here: Here, found: Pick, go: dict[str, Any]
) -> tuple[Any, Any, Any]:
    if may(here, "judge", found.reach) and found.answered_at is None:
        first = {"verdict": found.verdict, "words": found.words}
        return forms.Judge(_said(request), initial=first), partial(acts.judge, **go), _("核对")
    doubt = found.verdict == rules.Verdict.DOUBT and found.answered_at is None
    if doubt and may(here, "explain", found.reach):
        return forms.Explain(_said(request)), partial(acts.explain, **go), _("说明")
    return None, None, ""


def _proof(found: Pick) -> str:
    """Where the thing itself stands."""
    if found.sample.kind == rules.Kind.POINTS:
        return reverse("points:claim", args=[found.subject_id])
    if found.sample.kind == rules.Kind.VOUCHERS:
        return reverse("books:books")
    wall = reverse("disclosure:wall", args=[found.sample.place_id])
    return f"{wall}?month={found.sample.since:%Y-%m}"


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def suggestion(request: HttpRequest, here: Here, suggestion_id: int) -> HttpResponse:
    """答复建议."""
    here.ask("supervision.answer_suggestion")
    found = queries.suggestion(suggestion_id)
    if found is None or not may(here, "answer_suggestion", found.reach):
        raise Http404
    form = forms.AnswerSuggestion(_said(request))
    run = partial(acts.answer_suggestion, actor=here.person, suggestion_id=found.pk, now=here.now)
    page = {
        "village": found.place,
        "heading": _("答复建议"),
        "button": _("答复"),
        "note": found.words,
        "done": _("答复了，大家看得到。"),
    }
    return _form_page(request, form, run, page, there("waiting"))


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: HttpRequest, here: Here, finding_id: int) -> HttpResponse:
    """巡察反馈: put right by the village, checked by its own supervisors."""
    here.ask("supervision.see")
    found = queries.finding(finding_id)
    if found is None or not may(here, "see", found.reach):
        raise Http404
    go: dict[str, Any] = {"actor": here.person, "finding_id": found.pk, "now": here.now}
    form: Any = None
    run: Any = None
    if found.put_at is None and may(here, "put_right", found.reach):
        form, run = forms.PutRight(_said(request)), partial(acts.put_right, **go)
    elif found.put_at and not found.closed_at and may(here, "check_finding", found.reach):
        form, run = forms.CheckFinding(_said(request)), partial(acts.check_finding, **go)
    if form is not None and carried_out(request, form, run):
        messages.success(request, _("记下了，大家看得到。"))
        return there("waiting")
    context = {"village": found.place, "finding": found, "form": form}
    return answer(request, "supervision/finding.html", context, form=form)


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def clue(request: HttpRequest, here: Here, clue_id: int) -> HttpResponse:
    """线索: its words are opened by a button that leaves a record; then handed over, or answered."""
    here.ask("supervision.see_clues")
    found = queries.clue(here.person, clue_id)
    if found is None:
        raise Http404
    do = request.POST.get("do", "")
    go: dict[str, Any] = {"actor": here.person, "clue_id": found.pk, "now": here.now}
    hand = forms.HandClue(request.POST if do == "hand" else None, auto_id="hand_%s")
    close = forms.CloseClue(request.POST if do == "close" else None, auto_id="close_%s")
    opened: Clue | None = None
    if do == "open":
        opened = acts.open_clue(**go)
    elif do == "hand" and carried_out(request, hand, partial(acts.hand_clue, **go)):
        messages.success(request, _("移交记下了。"))
        return there("clue", found.pk)
    elif do == "close" and carried_out(request, close, partial(acts.close_clue, **go)):
        messages.success(request, _("结果记下了，拿着回执的人看得到。"))
        return there("clue", found.pk)
    context = {
        "village": found.place,
        "clue": found,
        "opened": opened,
        "state": rules.CLUE_WORDS[rules.ClueState(found.state)],
        "heard": rules.HEARD_WORDS[rules.Heard(found.heard)],
        "hand": hand if found.state == rules.ClueState.TOLD else None,
        "close": close if found.state != rules.ClueState.CLOSED else None,
    }
    return answer(request, "supervision/clue.html", context, form=hand if do == "hand" else close)
