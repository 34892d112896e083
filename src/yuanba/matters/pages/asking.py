"""The reporter speaks up on his own pages: urge, object to the class, let neighbours see, say whether he is
satisfied."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.pages import carried_out
from yuanba.base.text import _
from yuanba.matters import acts
from yuanba.matters.forms.resident import Objection
from yuanba.matters.pages.resident import by, page
from yuanba.matters.queries.asking import asking


@require_POST
def urge(request: HttpRequest, token: str) -> HttpResponse:
    """催一催: once in three days; too early is said kindly, with the day."""
    here = by(token)
    try:
        acts.urge(actor=here.guest, matter_id=here.matter.pk, now=clock.now())
    except Refused as refusal:
        messages.info(request, refusal.message)
    else:
        messages.success(request, _("催到了，经办的人马上看得到。期限不变。"))
    return here.to("progress")


@require_POST
def show(request: HttpRequest, token: str) -> HttpResponse:
    """让邻居看到: he agrees, or takes it back."""
    here = by(token)
    stop = request.POST.get("do") == "stop"
    act = acts.stop_showing if stop else acts.let_show
    try:
        act(actor=here.guest, matter_id=here.matter.pk, now=clock.now())
    except Refused as refusal:
        messages.info(request, refusal.message)
    else:
        done = _("收回了，邻居看不到了。") if stop else _("记下了。社区看过文字，邻居就看得到。")
        messages.success(request, done)
    return here.to("progress")


@require_http_methods(["GET", "HEAD", "POST"])
def object_to_class(request: HttpRequest, token: str) -> HttpResponse:
    """我觉得分得不对: a word of why; sorted anew, or kept with a reason."""
    here = by(token)
    form = Objection(request.POST or None)
    run = partial(acts.object_to_class, actor=here.guest, matter_id=here.matter.pk)
    if carried_out(request, form, partial(run, now=clock.now())):
        messages.success(request, _("收到了。社区看过以后，改分，或者告诉您为什么这样分。"))
        return here.to("progress")
    now = asking(here.matter, clock.now())
    return page(request, here, "object", form=form, asking=now)


@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """满意吗: one question after the judgement; it may be left."""
    here = by(token)
    said = request.POST.get("satisfied", "")
    if said in {"yes", "no"}:
        run = partial(acts.rate, actor=here.guest, matter_id=here.matter.pk)
        try:
            run(satisfied=said == "yes", now=clock.now())
        except Refused as refusal:
            messages.info(request, refusal.message)
        else:
            messages.success(request, _("记下了，谢谢您。"))
        return here.to("progress")
    asked = here.matter.rated_by == "person" and here.matter.satisfied is None
    if not asked:
        return here.to("progress")
    return page(request, here, "rate")
