"""What every chapter needs: who reaches what, pages of a list, masked numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from yuanba.base import permits, words_in
from yuanba.base.permits import Role
from yuanba.people.models import Person, Post
from yuanba.people.rules import ROLE_WORDS
from yuanba.places.rules import Kind

PAGE = 40
MOST_PLACES = 600  # in one select; a larger county searches by name
LISTED = [Kind.COUNTY, Kind.TOWNSHIP, Kind.VILLAGE, Kind.COMMUNITY, Kind.GRID]


def places_over(actor: Person, act: str) -> list[int]:
    """The places at which a post of this person allows the act (and so everything below them)."""
    allowed = permits.TABLE[act] - {Role.HANDLER}
    return [post.place_id for post in actor.held() if post.role in allowed]


def below(places: Iterable[int], prefix: str = "") -> Q:
    """Rows whose place is one of these or lies below one."""
    ids = list(places)
    wanted = Q()
    for column in ("id", "county_id", "township_id", "village_id", "grid_id"):
        wanted |= Q(**{f"{prefix}{column}__in": ids})
    return wanted


def sought(words: str) -> str:
    """What somebody typed into a search box: no invisible signs (PostgreSQL takes no NUL), 40 long."""
    return "".join(sign for sign in words if sign.isprintable()).strip()[:40]


def masked(phone: str) -> str:
    """138****1234, or nothing where there is no number."""
    return words_in.mask_phone(phone) if phone else ""


def post_words(post: Post) -> str:
    """石桥村 · 社区工作者: where and as what."""
    where = post.unit.name if post.unit else post.place.name
    return f"{where} · {post.title or ROLE_WORDS[Role(post.role)]}"


@dataclass(frozen=True)
class Page:
    rows: list[Any]
    next: int | None = None  # the id after which the next page begins


def paged(rows: list[Any]) -> tuple[list[Any], int | None]:
    """One more row than shown was read: is there another page?"""
    return rows[:PAGE], (rows[PAGE - 1].pk if len(rows) > PAGE else None)
