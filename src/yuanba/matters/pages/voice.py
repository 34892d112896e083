"""Spoken notes: heard by who may see the matter, written down by somebody at the desk."""

from functools import partial

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import permits
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, carried_out, with_sound
from yuanba.base.text import _
from yuanba.matters import acts, queries
from yuanba.matters.forms.voice import Heard
from yuanba.matters.models import VoiceNote
from yuanba.matters.pages import sounds
from yuanba.matters.pages.file import file_of
from yuanba.matters.pages.posts import Here, desk
from yuanba.matters.pages.resident import by


@require_safe
def kept(request: HttpRequest, signed: str) -> HttpResponse:
    """The note whose form is still open, for who holds its signed name."""
    try:
        name, kind = signing.loads(signed, salt=sounds.SALT, max_age=sounds.KEPT)
        return sounds.served(str(name), str(kind), asked=_piece(request))
    except (signing.BadSignature, ValueError, Refused, FileNotFoundError) as no:
        raise Http404 from no


@require_safe
def mine(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """A spoken note, for the reporter of its matter."""
    return _served(request, by(token).matter.pk, name)


@desk
@require_safe
def one(request: HttpRequest, here: Here, matter_id: int, name: str) -> HttpResponse:
    """A spoken note, for those who may see its matter."""
    return _served(request, queries.one(here.person, matter_id).pk, name)


def _piece(request: HttpRequest) -> str:
    return request.headers.get("Range", "")


def _served(request: HttpRequest, matter_id: int, name: str) -> HttpResponse:
    note = queries.voice(matter_id, name)
    if note is None:
        raise Http404
    try:
        return sounds.served(note.name, note.kind, asked=_piece(request))
    except FileNotFoundError as gone:
        raise Http404 from gone


@desk
@require_http_methods(["GET", "POST"])
def write_down(request: HttpRequest, here: Here, matter_id: int, name: str) -> HttpResponse:
    """记成文字: listen, and write what was said."""
    matter = queries.one(here.person, matter_id)
    note: VoiceNote | None = queries.voice(matter.pk, name)
    if note is None:
        raise Http404
    if permits.may(here.person, "matters.write_down", reach=matter.reach) is None:
        raise PermissionDenied("matters.write_down")
    form = Heard(request.POST or None, initial={"text": note.words})
    run = partial(acts.write_down, actor=here.person, matter_id=matter.pk, voice_id=note.pk)
    if carried_out(request, form, partial(run, now=here.now)):
        messages.success(request, _("记下了，写明是您听写的。"))
        return redirect(reverse("desk_matters:one", args=[matter.pk]))
    context = {"file": file_of(matter, here), "note": note, "form": form}
    return with_sound(answer(request, "matters/desk/write_down.html", context))
