"""录音 of a text: spoken or chosen at the desk, played by everybody."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base.errors import Refused
from yuanba.base.pages import answer, carried_out, with_sound
from yuanba.base.text import _
from yuanba.charters import acts, forms, queries, rules
from yuanba.charters.models import Recording
from yuanba.charters.pages import may, there
from yuanba.matters.pages import sounds
from yuanba.matters.pages.posts import Here, desk

SAY: dict[str, Any] = {  # at a desk nobody is asked to telephone instead
    "voice_unknown": _("这个文件不是录音，请另选一个，或者在这里录一段。"),
    "voice_heavy": _("录音太大，最多 8 兆，请录短一些。"),
    "voice_long": _("录音太长，最多 5 分钟，请录短一些。"),
}


@require_safe
def heard(request: HttpRequest, recording_id: int) -> HttpResponse:
    """The recording itself, whole or in the piece that a telephone asks for."""
    found = queries.recording(recording_id)
    if found is None:
        raise Http404
    try:
        return sounds.served(found.name, found.kind, asked=request.headers.get("Range", ""))
    except FileNotFoundError as gone:
        raise Http404 from gone


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, here: Here, version_id: int) -> HttpResponse:
    """放录音: spoken here, or a file; what was typed and recorded stays while something is wrong."""
    here.ask("charters.record")
    found = queries.one(version_id)
    if found is None or not may(here, "record", found):
        raise Http404
    kept = sounds.kept(request.POST.get("heard", ""), drop=bool(request.POST.get("unheard")))
    said = request.POST if request.method == "POST" else None
    if said is not None:
        sounds.take(request.FILES.get("voice"), kept, say=SAY)
    form = forms.Record(said, initial={"words": found.short or found.text[: rules.HEARD]})

    def run(**told: Any) -> object:
        told.pop("voice")
        if not kept.sounds:
            raise Refused("voice_needed", _("请录一段，或者选一个录音文件。"), field="voice")
        go = partial(acts.record, actor=here.person, version_id=found.pk, now=here.now)
        return go(sound=kept.sounds[0], **told)

    if not kept.errors and carried_out(request, form, run):
        messages.success(request, _("放上去了，大家能听到。"))
        return there(found.pk)
    for error in kept.errors:
        form.add_error("voice", error)
    context = {"v": found, "village": found.charter.place, "form": form, "heard": kept}
    return with_sound(answer(request, "charters/record.html", context, form=form), microphone=True)


@desk
@require_POST
def take_down(request: HttpRequest, here: Here, recording_id: int) -> HttpResponse:
    """撤下录音."""
    here.ask("charters.take_down")
    found = (
        Recording.objects.select_related("version__charter__place").filter(pk=recording_id).first()
    )
    if found is None or not may(here, "take_down", found.version):
        raise Http404
    try:
        acts.take_down(actor=here.person, recording_id=found.pk, now=here.now)
    except Refused as no:
        messages.error(request, no.message)
    else:
        messages.success(request, gettext("撤下了。"))
    return there(found.version_id)
