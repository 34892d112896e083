"""巡查 on a telephone that may have no signal: the page, what makes it stay, and the telephones in use.

The page itself says nothing about anybody: it is the same for everybody, reads no session and may lie
in a browser's store. What it shows comes over phone_api and lies sealed on the telephone.
"""

import hashlib
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out, cookieless, with_sound
from yuanba.base.permits import Role
from yuanba.matters.pages.posts import Here, desk
from yuanba.patrols import acts, queries
from yuanba.patrols.pages.phone_words import WORDS
from yuanba.patrols.rules import phone as rules
from yuanba.patrols.rules.findings import THEN_WORDS

SCRIPTS = [
    "patrols/phone/vault.js",
    "patrols/phone/queue.js",
    "patrols/phone/files.js",
    "patrols/phone/kept.js",
    "patrols/phone/round.js",
    "patrols/phone/app.js",
]
STYLES = [
    "yuanba/tokens.css",
    "yuanba/yuanba.css",
    "yuanba/resident.css",
    "patrols/phone/phone.css",
]
PICTURES = ["yuanba/icons.svg", "yuanba/mark.svg", "yuanba/mark-white.svg"]


@cookieless
@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """巡查, the page that stays on the telephone."""
    context = {"scripts": SCRIPTS, "thens": THEN_WORDS.items(), "words": WORDS}
    return with_sound(render(request, "patrols/phone.html", context), microphone=True)


@cookieless
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that answers for the page where there is no signal; its scope is this page alone."""
    files = [static(name) for name in [*SCRIPTS, *STYLES, *PICTURES]]
    said = "\n".join([str(get_language()), *files])
    version = hashlib.sha256(said.encode()).hexdigest()[:12]
    context = {"files": files, "shell": reverse("patrols:phone"), "version": version}
    return render(request, "patrols/sw.js", context, content_type="text/javascript; charset=utf-8")


@cookieless
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """For who wants it on the home screen; nobody has to."""
    here = reverse("patrols:phone")
    said: dict[str, Any] = {
        "name": gettext("院坝巡查"),
        "short_name": gettext("巡查"),
        "start_url": here,
        "scope": here,
        "display": "standalone",
        "background_color": "#f6f4ee",
        "theme_color": "#0c3f4f",
        "icons": [{"src": static("yuanba/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(said, content_type="application/manifest+json")


@desk
@require_safe
def phones(request: HttpRequest, here: Here) -> HttpResponse:
    """我的手机: those that hold a round; the security administrator sees the county's."""
    here.ask("patrols.enroll_device", "patrols.revoke_device")
    assert here.post is not None
    guards = here.role is Role.SECURITY
    county = here.post.place.county_id or here.post.place_id
    context = {
        "mine": [] if guards else queries.devices_of(here.person),
        "all": queries.devices_in(county) if guards else [],
        "guards": guards,
        "days": rules.DAYS,
    }
    return answer(request, "patrols/phones.html", context)


@desk
@require_POST
def revoke(request: HttpRequest, here: Here, device_id: int) -> HttpResponse:
    """停用手机."""
    here.ask("patrols.revoke_device")
    form = Form(request.POST)
    run = partial(acts.revoke_device, actor=here.person, device_id=device_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("停用了。它下次联网时，里面的巡查会全部删掉。"))
    for wrong in form.non_field_errors():
        messages.error(request, str(wrong))
    return redirect("patrols:phones")
