"""Who asks, for the contexts that stand below people: they may not import it, so settings.DOOR names
the module that knows the signed-in person."""

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from yuanba.base.permits import Actor

View = Callable[..., HttpResponse]


def actor(request: HttpRequest) -> Actor:
    """The signed-in person. Raises Denied where nobody is."""
    return cast(Actor, _people().actor(request))


def required(view: View) -> View:
    """For pages behind the door: who has not signed in signs in and comes back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return cast(HttpResponse, _people().required(view)(request, *args, **kwargs))

    return guarded


def _people() -> Any:
    return import_module(settings.DOOR)
