"""The naming list for the people of the village, signed in; and for the person himself."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock, permits
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.honours import acts
from yuanba.honours.acts.common import lives_in
from yuanba.honours.forms import naming as forms
from yuanba.honours.pages.naming import hidden, row
from yuanba.honours.queries import naming as queries
from yuanba.honours.rules.naming import State
from yuanba.matters.pages.around import around
from yuanba.matters.queries import where
from yuanba.people import door
from yuanba.people.models import Person


@door.required
@require_safe
def here(request: HttpRequest, place_id: int) -> HttpResponse:
    """点名单, for people of this village: no guest, no neighbour village, no machine reads it. Raises Http404
    alike for "none", "off" and "not yours"."""
    person = door.actor(request)
    village = where.village_of(place_id)
    if village is None or not isinstance(person, Person):
        raise Http404
    today = clock.day_of(clock.now())
    rule = queries.rule_of(village.pk)
    works = permits.may(person, "honours.see_naming", reach=village.reach) is not None
    if not queries.is_on(rule, today) or not (works or lives_in(person.pk, village.pk)):
        raise Http404
    context: dict[str, Any] = {
        **around(village),
        "tabs": [],
        "rule": rule,
        "rows": queries.hanging(village.pk, today),
        "corrections": queries.corrections(village.pk, today),
    }
    return hidden(answer(request, "honours/named_here.html", context))


@door.required
@require_http_methods(["GET", "POST"])
def named(request: HttpRequest, listing_id: int) -> HttpResponse:
    """告知和我的话: from the notice on, what is proposed about me, and what I can do about it now."""
    person = door.actor(request)
    found = queries.listing(listing_id)
    if found is None or found.person_id != person.pk or found.noticed_on is None:
        raise Http404
    state = State(found.state)
    now = clock.now()
    go: dict[str, Any] = {"actor": person, "listing_id": found.pk, "now": now}
    mending = request.POST.get("do") == "mended"
    said = None if mending else request.POST or None
    form, run = None, partial(acts.reply_to_naming, **go)
    if state is State.NOTICED and not found.reply:
        form = forms.SayNamed(said)
    elif state is State.HUNG and found.doubted_at is None:
        form, run = forms.SayNamed(said), partial(acts.doubt_naming, **go)
    mended = forms.Mended(request.POST if mending else None)
    if mending and carried_out(request, mended, partial(acts.tell_mended, **go)):
        messages.success(request, _("记下了。最晚过一个工作日就撤下。"))
        return redirect("honours:named", listing_id)
    if said and form is not None and carried_out(request, form, run):
        messages.success(request, _("记下了。"))
        return redirect("honours:named", listing_id)
    context = {
        **around(where.village_of(found.place_id)),
        "tabs": [],
        **row(found),
        "form": form,
        "mended_form": mended,
        "may_mend": state is State.HUNG and found.mended_at is None,
        "hung": state is State.HUNG,
        "noticed": state is State.NOTICED,
    }
    return hidden(answer(request, "honours/named.html", context))
