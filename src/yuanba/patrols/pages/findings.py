"""一个问题: what was seen, what came of it; its pictures and its spoken note."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out, with_sound
from yuanba.matters import sight
from yuanba.matters.pages import shots, sounds
from yuanba.matters.pages.posts import Here, desk
from yuanba.matters.queries.labels import STATES
from yuanba.patrols import acts, forms, queries, rules
from yuanba.patrols.pages.common import acts_at, may, the_finding
from yuanba.patrols.rules.findings import WEIGHT_WORDS
from yuanba.patrols.rules.steps import LEVEL_WORDS, ROLE_OF, TO_WORDS, RungLevel


@desk
@require_http_methods(["GET", "POST"])
def finding(request: HttpRequest, here: Here, finding_id: int) -> HttpResponse:
    """一个问题; posting says that it was put right."""
    found = the_finding(here, finding_id)
    if request.method == "POST":
        acts_at(here, "patrols.fix_finding", found.point.place)
    form = forms.How(request.POST or None)
    run = partial(acts.fix_finding, actor=here.person, finding_id=finding_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("记下了：弄好了。"))
        return redirect("patrols:finding", finding_id)
    matter = found.matter
    shut = matter is not None and sight.shut(matter, here.person)
    place = found.point.place
    steps = queries.steps_of(found) if found.matter_id else []
    context = {
        "steps": [
            {
                "step": step,
                "level": LEVEL_WORDS[step.level],
                "told": queries.is_told(step, steps, here.now),
                "late": step.taken_at is None and step.due_at < here.now,
                "takes": here.role is ROLE_OF[RungLevel(step.level)]
                and may(here, "patrols.take_step", step.place),
            }
            for step in steps
        ],
        "handed": [(TO_WORDS[one.to], one) for one in queries.handovers_of(found)],
        "hands": may(here, "patrols.hand_over", place),
        "form": form,
        "finding": found,
        "weight": WEIGHT_WORDS[found.weight],
        "kind": rules.KIND_WORDS[found.point.kind],
        "matter": None if shut else matter,
        "state": STATES[matter.state] if matter and not shut else None,
        "fixes": found.fixed_on is None and may(here, "patrols.fix_finding", place),
        "raises": found.fixed_on is None
        and found.matter_id is None
        and may(here, "patrols.raise_finding", place),
    }
    return with_sound(answer(request, "patrols/finding.html", context))


@desk
@require_POST
def up(request: HttpRequest, here: Here, finding_id: int) -> HttpResponse:
    """报上去."""
    acts_at(here, "patrols.raise_finding", the_finding(here, finding_id).point.place)
    form = Form(request.POST)
    run = partial(acts.raise_finding, actor=here.person, finding_id=finding_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("报上去了，期限已经开始算。"))
    for wrong in form.non_field_errors():
        messages.error(request, str(wrong))
    return redirect("patrols:finding", finding_id)


@desk
@require_safe
def picture(request: HttpRequest, here: Here, finding_id: int, name: str) -> HttpResponse:
    if queries.picture(the_finding(here, finding_id), name) is None:
        raise Http404
    try:
        return shots.served(name, small=bool(request.GET.get("small")))
    except FileNotFoundError as gone:
        raise Http404 from gone


@desk
@require_safe
def sound(request: HttpRequest, here: Here, finding_id: int, name: str) -> HttpResponse:
    note = queries.sound(the_finding(here, finding_id), name)
    if note is None:
        raise Http404
    try:
        return sounds.served(note.name, note.kind, asked=request.headers.get("Range", ""))
    except FileNotFoundError as gone:
        raise Http404 from gone
