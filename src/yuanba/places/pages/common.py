"""What the pages on places and days share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest

from yuanba.base import ids
from yuanba.base.errors import Denied
from yuanba.base.pages import carried_out
from yuanba.base.permits import Actor
from yuanba.places import queries, telling
from yuanba.places.models import Place

SURE = "sure"  # the second button: the person has read what would change


def seen(actor: Actor, place_id: int) -> Place:
    """The place, if this person may look at it. Raises Http404 or Denied."""
    try:
        place = queries.one(place_id)
    except Place.DoesNotExist as missing:
        raise Http404 from missing
    if not queries.may_see(actor, place):
        raise Denied("places.see")
    return place


def offered(actor: Actor, act: str, place: Place) -> None:
    if not queries.may_change(actor, act, place):
        raise Denied(f"places.{act}")


def preview(request: HttpRequest, form: forms.Form, run: Callable[..., object], *, act: str) -> str:
    """Try the act and undo it: what would change, in one sentence; "" if it was refused, or if the
    person has read it already."""
    if request.method != "POST" or SURE in request.POST:
        return ""
    told: list[str] = []

    def try_it(**typed: Any) -> None:
        with transaction.atomic():
            before = ids.new()  # what this process writes from now on has greater ids
            run(**typed)
            record = queries.record_since(before, f"places.{act}")
            told.append(telling.what_changed(record, telling.names_in([record])))
            transaction.set_rollback(True)

    carried_out(request, form, try_it)
    return told[0] if told else ""
