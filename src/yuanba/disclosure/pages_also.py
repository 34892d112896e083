"""我家也是: a neighbour goes along with an open matter of 大家的事. No account; his own number and thread."""

import secrets
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yuanba.base import clock
from yuanba.base.errors import Denied, Refused
from yuanba.base.pages import answer, refuse
from yuanba.base.text import _
from yuanba.disclosure import forms, shared
from yuanba.disclosure.models import Row
from yuanba.matters import acts, follow
from yuanba.matters.acts import Received
from yuanba.matters.forms.resident import KEY
from yuanba.matters.pages.around import around, hold
from yuanba.matters.queries import where
from yuanba.people import door

ALSO = _("我家也是：%(title)s")


@require_http_methods(["GET", "HEAD", "POST"])
def also(request: HttpRequest, row_id: int) -> HttpResponse:
    """One press is enough. 404 for what is not shown while it is open."""
    found = shared.open_row(row_id)
    if found is None:
        raise Http404
    row, one = found
    said = request.POST.get("key", "")
    key = said if KEY.fullmatch(said) else secrets.token_hex(16)
    form = forms.Also(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            told, along = go_along(row, now=clock.now(), key=f"also{key}", **form.cleaned_data)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            if not along:
                messages.info(request, ALONE)
            there = HttpResponseRedirect(reverse("follow:received", args=[follow.token(told.pk)]))
            there.status_code = 303
            hold(request, there, told.pk)
            return there
    context = {
        "one": one,
        "form": form,
        "key": key,
        "shared_url": reverse("disclosure:shared", args=[row.village_id]),
        "report_url": reverse("follow:report", args=[row.village_id]),
        **around(where.village_of(row.village_id)),
        "tabs": [],
    }
    return answer(request, "disclosure/also.html", context, form=form)


ALONE = _("那件事不能跟着办了。您说的这件已经单独收下，照常办。")


def go_along(
    row: Row, *, now: datetime, key: str = "", text: str = "", **contact: str
) -> tuple[Received, bool]:
    """Told with a number of its own, and joined at once; False: it stands by itself. Raises Refused."""
    first = str(ALSO) % {"title": row.title}
    told = acts.report(
        actor=door.Guest(),
        place_id=row.corner_id or row.village_id,
        text=f"{first}\n{text}" if text else first,
        now=now,
        **contact,
        key=key,
    )
    try:
        acts.join(
            actor=door.Guest(holds=told.pk),
            matter_id=told.pk,
            into_id=row.matter_id,
            now=now,
            key=f"join-{told.pk}" if key else "",
        )
    except (Refused, Denied):
        return told, False
    return told, True
