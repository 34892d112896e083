"""What the frame of every desk page shows: who sits here, on which post, and what waits where.

Everything is lazy: a page that shows no rail pays nothing, a reader without a session neither.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from yuanba.matters.pages import posts
from yuanba.matters.pages.posts import Here
from yuanba.web.rail import address, rail


def house(request: HttpRequest) -> dict[str, Any]:
    """`here`, `me`, `rail`, `place_name`, `home_url`, `sign_out_url`, `posts_held`. No statement
    for somebody who is not signed in."""

    def lazily(made: Callable[[Here], Any], otherwise: Any) -> Any:
        def make() -> Any:
            here = posts.find(request)
            return made(here) if here and here.post else otherwise

        return SimpleLazyObject(make)

    return {
        "here": lazily(lambda here: here, None),
        "me": lazily(lambda here: {"name": here.person.name, "post": here.post_name}, None),
        "rail": lazily(lambda here: rail(here, request.path), []),
        "place_name": lazily(lambda here: here.place_name, ""),
        "posts_held": lazily(lambda here: held(here), []),
        "home_url": lazily(lambda here: address("desk:today"), "/"),
        "sign_out_url": lazily(lambda here: address("people:sign_out"), ""),
    }


def held(here: Here) -> list[dict[str, Any]]:
    """The posts one can switch to; none where there is only one."""
    if len(here.posts) < 2:
        return []
    return [
        {"id": post.pk, "name": posts.name_of(post), "current": post == here.post}
        for post in here.posts
    ]
