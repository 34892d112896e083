"""规则、程序、组织: what meetings are judged by, which steps there are, who sits where."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.councils import acts, forms, queries
from yuanba.councils.pages import common
from yuanba.councils.queries import boards, words
from yuanba.councils.rules import kinds, numbers, sitting
from yuanba.matters.pages.posts import Here, desk


@desk
@require_safe
def rules(request: HttpRequest, here: Here) -> HttpResponse:
    """议事规则: every row in force, its source, by whom and when the county confirmed it. Five statements."""
    place = common.my_place(here)
    found = queries.rows_on(place.county_id, common.today(here))
    by = queries.confirmed(place.county_id, found)
    context = {
        "rows": [
            (
                r,
                by.get(r.pk),
                words.terms_words(r.valid),
                words.terms_words(r.decides),
                words.terms_words(r.initiative),
                [(numbers.WORDS[name], n) for name, n in r.numbers.items()]
                + words.sits(r.composition),
            )
            for r in found
        ],
        "unconfirmed": sum(not getattr(r, "is_confirmed", False) for r in found),
        "may": may_rule(here),
    }
    return answer(request, "councils/rules.html", context)


def may_rule(here: Here) -> bool:
    post = here.ask("councils.see")
    return post.place_id == post.place.county_id and common.may(here, "confirm_rule", post.place)


def the_county(here: Here, act: str) -> Any:
    post = here.ask(f"councils.{act}")
    if post.place_id != post.place.county_id or not common.may(here, act, post.place):
        raise Http404
    return post.place


@desk
@require_http_methods(["GET", "POST"])
def confirm_rule(request: HttpRequest, here: Here, row_id: int) -> HttpResponse:
    """核实: the text was read, and the row is right."""
    county = the_county(here, "confirm_rule")
    row = queries.row(row_id, county.pk)
    if row is None:
        raise Http404
    form = forms.ConfirmRule(request.POST or None)
    run = partial(
        acts.confirm_rule, actor=here.person, row_id=row_id, county_id=county.pk, now=here.now
    )
    if carried_out(request, form, run):
        messages.success(request, gettext("核实了，以后按它开的会不再提示。"))
        return redirect("councils:rules")
    return answer(request, "councils/confirm_rule.html", {
        "form": form, "row": row, "valid": words.terms_words(row.valid),
        "decides": words.terms_words(row.decides),
    })  # fmt: skip


@desk
@require_http_methods(["GET", "POST"])
def add_rule(request: HttpRequest, here: Here) -> HttpResponse:
    """立规则."""
    county = the_county(here, "add_rule")
    code = request.GET.get("code", "")[:12]
    row = queries.row_for(code, county.pk, common.today(here)) if code else None
    names = ("code", "name", "body", "unit", "valid", "decides", "initiative", "notice_days", "publicity_days",
             "proxies", "leave_out", "paper_only", "source", "article", "note")  # fmt: skip
    first = {name: getattr(row, name) for name in names} if row else {}
    if row is not None:
        first |= {"numbers": numbers.written(row.numbers)}
        first |= {"composition": sitting.written(row.composition)}
    form = forms.AddRule(request.POST or None, initial=first)
    run = partial(acts.add_rule, actor=here.person, county_id=county.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("立好了，从那天起用。"))
        return redirect("councils:rules")
    return answer(request, "councils/act.html", {
        "form": form, "heading": gettext("立一条规则"), "button": gettext("立好"),
        "back": "councils:rules",
    })  # fmt: skip


@desk
@require_safe
def flows(request: HttpRequest, here: Here) -> HttpResponse:
    """议事程序: each drawn as a flow. Two statements."""
    place = common.my_place(here)
    found = queries.flows_of(place.county_id)
    context = {
        "flows": [(f, boards.drawn(f.steps)) for f in found],
        "may": may_rule(here),
        "may_propose": common.may(here, "propose", place),
    }
    return answer(request, "councils/flows.html", context)


EXAMPLE = """code = "pond"
name = "村级鱼塘发包"
version = 1
source = "本县农村集体资产发包办法第几条"

[[step]]
name = "村党组织提议"
kind = "record"
who = "村党组织委员会"
what = "为什么发包，底价多少。"

[[step]]
name = "村民代表会议表决"
kind = "meeting"
who = "村民代表"
rule = "V2"

[[step]]
name = "公示"
kind = "posting"
who = "村民委员会"
post_days = 7
"""


@desk
@require_http_methods(["GET", "POST"])
def keep_flow(request: HttpRequest, here: Here) -> HttpResponse:
    """写一种程序: one file, checked, then drawn."""
    county = the_county(here, "keep_flow")
    form = forms.KeepFlow(request.POST or None, initial={"text": EXAMPLE})
    run = partial(acts.keep_flow, actor=here.person, county_id=county.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("存好了。已经在走的议题不变，新的按这一版走。"))
        return redirect("councils:flows")
    return answer(request, "councils/act.html", {
        "form": form, "heading": gettext("写一种程序"), "button": gettext("检查并存好"),
        "back": "councils:flows",
        "hint": gettext("照样子写。kind：record 记下，meeting 开会，posting 公示，work 办，outcome 公开结果。"),
    })  # fmt: skip


# ── bodies ──


@desk
@require_safe
def bodies(request: HttpRequest, here: Here) -> HttpResponse:
    """议事组织: which there are, how many sit in each. Three statements."""
    place = common.my_place(here)
    context = {
        "rows": [(b, kinds.BODY_WORDS[b.kind]) for b in boards.bodies(place)],
        "may": common.may(here, "found_body", place),
        "wide": place.village_id is None,
    }
    return answer(request, "councils/bodies.html", context)


@desk
@require_http_methods(["GET", "POST"])
def found_body(request: HttpRequest, here: Here) -> HttpResponse:
    """成立."""
    places = common.offered(here, "councils.found_body")
    place = places[0]
    asked = [r for r in queries.rows_on(place.county_id, common.today(here)) if r.composition]
    offered: dict[str, Any] = {
        "rule": [("", _("没有规定")), *((r.code, f"{r.name}（{r.code}）") for r in asked)]
    }
    form = forms.FoundBody(request.POST or None, offered=offered, places=places)
    made: list[Any] = []

    def run(**said: Any) -> None:
        made.append(acts.found_body(actor=here.person, now=here.now, **said))

    if carried_out(request, form, run):
        return redirect("councils:body", made[0].pk)
    return answer(request, "councils/act.html", {
        "form": form, "heading": gettext("成立一个组织"), "button": gettext("成立"),
        "back": "councils:bodies",
    })  # fmt: skip


@desk
@require_http_methods(["GET", "POST"])
def body(request: HttpRequest, here: Here, body_id: int) -> HttpResponse:
    """一个组织: who sits in it, what it still lacks, take somebody in."""
    here.ask("councils.see")
    found = boards.body(body_id)
    if found is None or not common.may(here, "see", found.place):
        raise Http404
    members = list(found.members.filter(until=None).order_by("-lead", "id"))
    row = queries.row_for(found.rule, found.place.county_id, common.today(here))
    may_seat = found.until is None and common.may(here, "seat", found.place)
    if request.method == "POST" and not may_seat:
        raise Http404
    form = forms.Seat(request.POST or None)
    if carried_out(
        request, form, partial(acts.seat, actor=here.person, body_id=found.pk, now=here.now)
    ):
        messages.success(request, gettext("任职了。"))
        return redirect("councils:body", found.pk)
    context = {
        "body": found,
        "kind": kinds.BODY_WORDS[found.kind],
        "members": members,
        "row": row,
        "term_over": found.term_ends is not None and found.term_ends <= common.today(here),
        "faults": sitting.whole(row.composition, [queries.sitting(m) for m in members])
        if row
        else [],
        "form": form,
        "may_seat": may_seat,
        "unseat_form": forms.Unseat(auto_id="unseat_%s"),
    }
    return answer(request, "councils/body.html", context)


@desk
@require_POST
def unseat(request: HttpRequest, here: Here, body_id: int, member_id: int) -> HttpResponse:
    """离任."""
    here.ask("councils.unseat")
    found = boards.body(body_id)
    if found is None or not common.may(here, "unseat", found.place):
        raise Http404
    if not found.members.filter(pk=member_id).exists():
        raise Http404
    form = forms.Unseat(request.POST)
    run = partial(acts.unseat, actor=here.person, member_id=member_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("从今天起不在里面了。"))
    else:
        for wrong in form.errors.values():
            messages.error(request, str(wrong[0]))
    return redirect("councils:body", found.pk)
