"""回答: the person answers what the desk asked, whenever it suits him."""

import secrets
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from yuanba.base import clock
from yuanba.base.text import _
from yuanba.matters import acts
from yuanba.matters.forms.resident import KEY, Answer
from yuanba.matters.pages import shots
from yuanba.matters.pages.resident import by, page, went
from yuanba.matters.queries import beside, resident


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The question and one field. In time, late, or when the matter has moved on: it is kept."""
    here, said = by(token), request.POST.get("key", "")
    key = said if KEY.fullmatch(said) else secrets.token_hex(16)
    kept = shots.kept(request.POST.get("kept", ""), without=request.POST.getlist("drop"))
    question = beside.of(here.matter).question
    form = Answer()
    if request.method == "POST":
        form = Answer(request.POST, request.FILES)
        shots.take(request.FILES.getlist("photos"), kept)
        form.is_valid()
        for error in kept.errors:
            form.add_error("photos", error)
        run = partial(acts.answer, actor=here.guest, matter_id=here.matter.pk, now=clock.now())
        if form.is_valid() and went(
            form,
            partial(run, text=form.cleaned_data["text"], pictures=kept.pictures, key=f"say-{key}"),
        ):
            messages.success(request, _("收到了，谢谢您。经办的人看得到。"))
            return here.to("progress")
    late = question is not None and clock.day_of(clock.now()) > question.answer_by
    return page(
        request,
        here,
        "answer",
        form=form,
        key=key,
        shots=kept,
        small=shots.smalls(kept),
        question=question,
        late=late,
        by_when=resident.please_by(question.answer_by) if question else "",
    )
