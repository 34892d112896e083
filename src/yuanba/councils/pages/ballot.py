"""One ballot at the desk: opened, handed out, stopped, counted by two, settled."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yuanba.base.forms import Form
from yuanba.base.pages import answer
from yuanba.base.text import _
from yuanba.councils import acts, forms, queries
from yuanba.councils.models import Ballot
from yuanba.councils.pages import common
from yuanba.councils.queries import boxes, papers
from yuanba.councils.rules.kinds import (
    HANDED_OUT,
    LISTS,
    SECRET,
    BallotKind,
    BallotState,
    Channel,
)
from yuanba.matters.pages import shots
from yuanba.matters.pages.posts import Here, desk

RUNS: dict[str, tuple[str, Any, Any]] = {
    "open": ("open_ballot", acts.open_ballot, _("开始投票。应到的名册从现在起不能再改。")),
    "stop": ("stop_ballot", acts.stop_ballot, _("停止投票了，现在当众清点。")),
    "settle": ("settle", acts.settle, _("结果定了。")),
    "hand_out": ("hand_out", acts.hand_out, _("发好了。")),
    "say": ("say_vote", acts.say_vote, _("记下了。")),
    "count": ("count", acts.count, _("您数的记下了。")),
    "piles": ("count_piles", acts.count_piles, _("您数的记下了。")),
    "read": ("read_papers", acts.read_papers, _("您读的记下了。")),
    "sheet": ("show_sheet", acts.show_sheet, _("点票单收好了。")),
    "key": ("keep_key", acts.keep_key, _("钥匙收好了，可以开始投票。")),
    "box": ("open_box", acts.open_box, _("您交的开箱结果记下了。")),
}


@desk
@require_safe
def ballot(request: HttpRequest, here: Here, ballot_id: int) -> HttpResponse:
    return shown(request, here, common.the_ballot(here, ballot_id))


ASKED = ("hand_out", "say", "count", "piles", "read", "sheet", "key", "box", "settle")


def make(found: Ballot, slug: str, *data: Any) -> Form:
    choices = [(c.n, c.text) for c in sorted(found.choices.all(), key=lambda c: c.n)]
    if slug == "hand_out":
        return forms.HandOut(*data, auto_id="hand_%s")
    if slug == "say":
        return forms.SayVote(*data, auto_id="say_%s", choices=choices)
    if slug == "count":
        return forms.Count(*data, auto_id="count_%s", choices=choices)
    if slug == "piles":
        return forms.CountPiles(*data, auto_id="piles_%s")
    if slug == "settle" and found.kind in LISTS:
        return forms.Settle(*data, auto_id="settle_%s")
    if slug == "read":
        return forms.ReadPapers(*data, auto_id="read_%s", choices=choices)
    if slug == "sheet":
        return forms.ShowSheet(*data, auto_id="sheet_%s")
    if slug == "key":
        return forms.KeepKey(*data, auto_id="key_%s")
    if slug == "box":
        return forms.OpenBox(*data, auto_id="box_%s")
    return Form(*data)


def fits(found: Ballot, slug: str, at_table: int) -> bool:
    state, kind = BallotState(found.state), BallotKind(found.kind)
    if slug == "hand_out":
        return state is BallotState.OPEN and kind in HANDED_OUT
    if slug == "say":
        return state is BallotState.OPEN and kind is BallotKind.OPEN
    if slug == "count":
        hands = kind is BallotKind.HANDS
        return state is BallotState.STOPPED and (
            hands or (kind in SECRET and at_table > 0 and not found.piled)
        )
    if slug == "piles":
        return state is BallotState.STOPPED and found.piled and at_table > 0
    if slug == "read":
        return state is BallotState.STOPPED and kind is BallotKind.WEIGHED and at_table > 0
    if slug == "open":
        wants_key = kind is BallotKind.SEALED and not found.key
        return state is BallotState.DRAFT and not wants_key
    if slug == "sheet":
        return state in {BallotState.STOPPED, BallotState.SETTLED}
    if slug == "key":
        return state is BallotState.DRAFT and kind is BallotKind.SEALED
    if slug == "box":
        return state is BallotState.STOPPED and kind is BallotKind.SEALED
    wanted = {"stop": BallotState.OPEN, "settle": BallotState.STOPPED}
    return state is wanted[slug]


def shown(
    request: HttpRequest, here: Here, found: Ballot, slug: str = "", wrong: Form | None = None
) -> HttpResponse:
    meeting = found.meeting
    channels = queries.channels(found)
    table = sum(channels.values()) - channels[Channel.PHONE]
    can = {
        s for s, (act, _run, _done) in RUNS.items()
        if fits(found, s, table) and common.may(here, act, meeting.place)
    }  # fmt: skip
    mine = papers.sheet_of(found, here.person)
    if mine is None or hasattr(mine, "photo"):
        can -= {"sheet"}
    asked = {s: make(found, s) for s in ASKED if s in can}
    if slug in asked and wrong is not None:
        asked[slug] = wrong
    there = queries.attendance(meeting)
    context = {
        "shown": papers.shown(found, there.present, channels),
        "ballot": found,
        "meeting": meeting,
        "forms": asked,
        "form": wrong,
        "can": can,
        "waiting": papers.to_hand_out(found) if "hand_out" in can else [],
        "tellers": queries.teller_names(found),
        "counted": mine is not None,
        "sheets": papers.photos_of([found]),
        "box": boxes.box(found),
        "may_print": found.kind in HANDED_OUT - {BallotKind.BEAN}
        and common.may(here, "hand_out", meeting.place)
        and found.state in {BallotState.DRAFT, BallotState.OPEN},
    }
    return answer(request, "councils/ballot.html", context, form=wrong)


@desk
@require_POST
def small(request: HttpRequest, here: Here, ballot_id: int, slug: str) -> HttpResponse:
    name, act, done = RUNS[slug]
    found = common.the_ballot(here, ballot_id, name)
    data: Any = request.POST
    if slug == "hand_out" and (ticked := request.POST.getlist("tick")):
        typed = request.POST.get("entries", "")
        data = request.POST.dict() | {"entries": " ".join([typed, *ticked])}
    form = make(found, slug, data, request.FILES)
    there = "councils:ballot"
    gone = common.pressed(request, here, form, act, done, there, found.pk, ballot_id=found.pk)
    if gone is None and slug in {"open", "stop", "settle"} and "seed" not in form.fields:
        for wrong in form.errors.values():
            messages.error(request, str(wrong[0]))
        return redirect(there, found.pk)
    return gone or shown(request, here, found, slug, form)


@desk
@require_safe
def paper(request: HttpRequest, here: Here, ballot_id: int) -> HttpResponse:
    """纸票: the same ballot on paper, as many as there are lines; a weighed one with number and weight. Five
    statements."""
    found = common.the_ballot(here, ballot_id, "hand_out")
    if found.kind not in HANDED_OUT:
        raise Http404
    named = found.kind == BallotKind.WEIGHED
    lines = list(found.meeting.roll.filter(out="").order_by("n")[:600])
    return answer(request, "councils/paper.html", {
        "ballot": found,
        "meeting": found.meeting,
        "bowls": papers.bowls(found),
        "sheets": [(e, f"{e.area / 100:,.2f}" if e.area else "") if named else (None, "") for e in lines],
        "money": queries.yuan(found.money_fen),
        "back_url": reverse("councils:ballot", args=[found.pk]),
    })  # fmt: skip


@desk
@require_safe
def sheet_photo(request: HttpRequest, here: Here, ballot_id: int, name: str) -> HttpResponse:
    """The photo of a teller's sheet; not before the result is out: nobody looks at the other's count."""
    found = common.the_ballot(here, ballot_id)
    if not any(photo.name == name for photo in papers.photos_of([found])):
        raise Http404
    try:
        return shots.served(name, small="small" in request.GET)
    except FileNotFoundError as gone:
        raise Http404 from gone


@desk
@require_safe
def table(request: HttpRequest, here: Here, ballot_id: int) -> HttpResponse:
    """What two tellers counted of the paper, as the file that the tool wants beside the box."""
    found = common.the_ballot(here, ballot_id, "open_box")
    content = boxes.table_file(found)
    if content is None:
        raise Http404
    return common.attached(content, f"table-{found.pk}.json")
