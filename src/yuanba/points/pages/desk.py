"""积分 at the desk: what waits, one claim, a claim entered for a household, what is to be taken away."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.matters.pages import shots
from yuanba.matters.pages.posts import Here, desk
from yuanba.people.models import Person
from yuanba.points import acts
from yuanba.points.acts.common import family_of, kin_of
from yuanba.points.acts.panel import stepping_aside
from yuanba.points.forms import claims as forms
from yuanba.points.models import Claim, Objection
from yuanba.points.pages import common
from yuanba.points.queries import books, council, rosters
from yuanba.points.queries import claims as queries
from yuanba.points.queries import seen as pairs
from yuanba.points.rules import claims as rules
from yuanba.points.rules.book import CHECKER_WORDS, EVIDENCE_WORDS
from yuanba.points.rules.claims import State


@desk
@require_safe
def waiting(request: HttpRequest, here: Here) -> HttpResponse:
    """积分：要办的. To check, to judge, objections, what may be booked."""
    post = here.ask("points.see")
    village, choose = common.my_village(request, here, "points.see")
    today = clock.day_of(here.now)
    place = post.place if not choose else village
    found = queries.waiting(place, village.pk, today)
    context = {
        "village": village,
        "choose": choose,
        "told": [common.row(c, today) for c in found.told],
        "checked": [common.row(c, today) for c in found.checked],
        "noticed": [common.row(c, today) for c in found.noticed],
        "ready": [common.row(c, today) for c in found.ready],
        "objections": found.objections,
        "listed": found.listed,
        "rosters": rosters.waiting(village.pk),
        "late": queries.late(place, village.pk, today),
        "book": books.standing(village.pk, today),
        "may": {
            act: common.may(here, act, village.reach)
            for act in ("tell", "tell_list", "propose_taking", "book_due", "see_pairs")
        },
    }
    return answer(request, "points/waiting.html", context)


@desk
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """替一户报一条, for who has no telephone (trust.md 31)."""
    village, _choose = common.my_village(request, here, "points.tell")
    today = clock.day_of(here.now)
    kept = common.taken_in(request)
    lines = [one for one in books.lines(books.standing(village.pk, today)) if one.points > 0]
    form = forms.TellFor(request.POST or None, lines=lines, initial={"on": today})

    def run(*, household: str, item: str, on: Any, note: str, photos: Any) -> object:
        home = common.the_home(village, household)
        go = partial(acts.tell, actor=here.person, household_id=home.pk, now=here.now)
        return go(item=item, on=on, note=note, pictures=common.looked_at(kept.pictures))

    common.say_photos(form, kept)
    if carried_out(request, form, run):
        messages.success(request, _("报上了，由细则里写的核实人核实。"))
        return redirect("points:waiting")
    more = {"shots": kept, "small": shots.smalls(kept), "lines": lines, "files": True}
    return _page(request, village, form, _("替一户报积分"), _("报上去"), **more)


@desk
@require_http_methods(["GET", "POST"])
def taking(request: HttpRequest, here: Here) -> HttpResponse:
    """提出扣分: nothing is taken before notice, answer and the panel."""
    village, _choose = common.my_village(request, here, "points.propose_taking")
    today = clock.day_of(here.now)
    lines = [one for one in books.lines(books.standing(village.pk, today)) if one.points < 0]
    form = forms.Taking(request.POST or None, lines=lines, initial={"on": today})

    def run(*, household: str, **said: Any) -> object:
        home = common.the_home(village, household)
        go = partial(acts.propose_taking, actor=here.person, now=here.now)
        return go(household_id=home.pk, **said)

    if carried_out(request, form, run):
        messages.success(request, _("告知这户了，五个工作日内听他们怎么说，再由道德评议会定。"))
        return redirect("points:waiting")
    note = _(
        "现在一分也不扣：先告知，再听这户说，最后由道德评议会定；不同意的，全体再评一次。扣到零为止。"
    )
    return _page(request, village, form, _("提出扣分"), _("告知这户"), note=note, lines=lines)


def _page(
    request: HttpRequest, village: Any, form: Any, heading: Any, button: Any, **more: Any
) -> HttpResponse:
    context = {"form": form, "village": village, "heading": heading, "button": button, **more}
    return answer(request, "points/act.html", context)


@desk
@require_safe
def seen(request: HttpRequest, here: Here) -> HttpResponse:
    """谁给谁核实的: the concentration of awards, for who supervises (trust.md T5)."""
    village, choose = common.my_village(request, here, "points.see_pairs")
    found = pairs.seen(village.pk, here.now - timedelta(days=365))
    return answer(
        request, "points/seen.html", {"village": village, "choose": choose, "seen": found}
    )


# ---- one claim


@desk
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest, here: Here, claim_id: int) -> HttpResponse:
    """一条积分: what was told, who checked it, who judges it and who steps aside, what was objected."""
    found = common.the_claim(here, claim_id)
    objections = queries.objections(found)
    open_one = next((o for o in objections if o.answered_at is None), None)
    form, run = _next(request, here, found, open_one)
    if form is not None and carried_out(request, form, run):
        messages.success(request, _("记下了，这户看得到。"))
        return redirect("points:claim", claim_id)
    today = clock.day_of(here.now)
    context = {
        "claim": common.row(found, today),
        "heading": found.line.name,
        "form": form,
        "kind": type(form).__name__.lower() if form is not None else "",
        "facts": found,
        "evidence": EVIDENCE_WORDS[found.line.said.evidence],
        "checker": CHECKER_WORDS[found.line.said.checker],
        "pictures": list(found.pictures.order_by("pk")),
        "sittings": _sittings(found),
        "objections": objections,
        "open_one": open_one,
        "ruling": council.ruling(found) if found.takes else None,
        "waits": _waits(here, found, form),
        "may_object": not open_one
        and State(found.state) in {State.POSTED, State.BOOKED, State.REFUSED}
        and common.may(here, "object_to", found.place.reach),
    }
    return answer(request, "points/claim.html", context)


def _next(
    request: HttpRequest, here: Here, found: Claim, open_one: Objection | None
) -> tuple[Any, Any]:
    """The one form that this desk has to fill in now, and what it does; none if it is others' turn."""
    state = State(found.state)
    go: dict[str, Any] = {"actor": here.person, "now": here.now}
    said = request.POST or None
    if open_one is not None:
        if not common.may(here, "answer_objection", found.place.reach):
            return None, None
        if found.takes and council.ruling(found) is not None:
            return forms.AnswerTaking(said), partial(
                acts.answer_taking, objection_id=open_one.pk, **go
            )
        answering = forms.Answer(said, **_panel(found, open_one.person_id))

        def answer_it(*, upheld: bool, answer: str, **_votes: str) -> object:
            votes = answering.votes()
            act = partial(acts.answer_objection, objection_id=open_one.pk, votes=votes, **go)
            return act(upheld=upheld, answer=answer)

        return answering, answer_it
    over = found.object_until is not None and found.object_until < clock.day_of(here.now)
    if state is State.POSTED and over and common.may(here, "book", found.place.reach):
        return forms.BookIt(said), partial(acts.book, claim_id=found.pk, **go)
    if state is State.TOLD and _may_check(here.person, found):
        return forms.Check(said), partial(acts.check, claim_id=found.pk, **go)
    heard = state is State.NOTICED and common.row(found, clock.day_of(here.now))["reply_over"]
    if heard and common.may(here, "rule_on_taking", found.place.reach):
        ruling = forms.RuleOnTaking(said, procedures=council.rulings(found))
        rule = partial(acts.rule_on_taking, claim_id=found.pk, **go)
        return ruling, lambda procedure: rule(procedure_id=procedure)
    if state is State.CHECKED and common.may(here, "decide", found.place.reach):
        deciding = forms.Decide(said, **_panel(found))

        def decide(*, words: str, **_votes: str) -> object:
            return acts.decide(claim_id=found.pk, votes=deciding.votes(), words=words, **go)

        return deciding, decide
    return None, None


def _may_check(person: Person, found: Claim) -> bool:
    """Whether to offer the form; the act asks again."""
    named = rules.CHECKS[found.line.said.checker]
    family = family_of(found.household_id)
    if person.pk in family | kin_of(family) | {found.told_by_id}:
        return False
    return bool(named & person.roles_in(found.household.place.reach))


def _panel(found: Claim, objector: int | None = None) -> dict[str, Any]:
    """The members of the panel and who of them steps aside from this claim."""
    asides = stepping_aside(found, objector)
    members = [m for m in queries.panel(found.place_id) if m.pk in asides]
    return {"members": members, "asides": asides}


def _sittings(found: Claim) -> list[dict[str, Any]]:
    """Each sitting with who said yes, who no, who stepped aside and why."""
    rounds: dict[int, dict[str, Any]] = {}
    for vote in queries.sittings(found):
        one = rounds.setdefault(vote.round, {"n": vote.round, "yes": [], "no": [], "aside": []})
        name = vote.member.person.name
        if vote.aside:
            one["aside"].append((name, rules.ASIDE_WORDS[rules.Aside(vote.aside)]))
        elif vote.yes is not None:
            one["yes" if vote.yes else "no"].append(name)
    return list(rounds.values())


def _waits(here: Here, found: Claim, form: Any) -> Any:
    """Whose turn it is, where it is not this desk's."""
    state, today = State(found.state), clock.day_of(here.now)
    if form is not None:
        return ""
    if state is State.TOLD:
        return _("等细则里写的核实人。自己代报的、自己家和亲属家的，要由别人核实。")
    if state is State.CHECKED:
        return _("等评议组。")
    if state is State.NOTICED:
        return _("等这户答复。")
    if state is State.POSTED and found.object_until and today <= found.object_until:
        return _("公示和异议期过了才入账。")
    return ""


@desk
@require_http_methods(["GET", "POST"])
def object_for(request: HttpRequest, here: Here, claim_id: int) -> HttpResponse:
    """替人记不同意见, for who has no telephone."""
    found = common.the_claim(here, claim_id)
    form = forms.ObjectFor(request.POST or None)
    run = partial(acts.object_to, actor=here.person, claim_id=claim_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, _("记下了，由别人答复。"))
        return redirect("points:claim", claim_id)
    more = {"back": reverse("points:claim", args=[claim_id])}
    return _page(request, found.place, form, _("替人记不同意见"), _("记下来"), **more)


@desk
@require_safe
def photo(request: HttpRequest, here: Here, claim_id: int, name: str) -> HttpResponse:
    """A picture of a claim, for those who may see the claim."""
    found = common.the_claim(here, claim_id)
    return served(found, name, small="small" in request.GET)


def served(found: Claim, name: str, *, small: bool) -> HttpResponse:
    if not found.pictures.filter(name=name).exists():
        raise Http404
    try:
        return shots.served(name, small=small)
    except FileNotFoundError as gone:
        raise Http404 from gone
