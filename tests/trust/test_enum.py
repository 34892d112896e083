"""X-ENUM: guessed links and ids open nothing, and a thing that is not yours answers as one that is
not there (trust.md T11 and rule 9)."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core import signing

from tests.addresses import OPERATIONS, addresses
from tests.ground import Ground
from tests.trust.asking import body_of, client_of, filler, operations, path_of, query_of
from tests.trust.test_matrix import ask, unseen, world_of_all
from yuanba.base.errors import Refused
from yuanba.matters import follow, outside
from yuanba.matters.acts import common
from yuanba.matters.models import Matter
from yuanba.matters.pages import shots

GUESSES = 10_000
LINK = "23456789abcdefghjkmnpqrstuvwxyz"
BASE32 = "abcdefghijklmnopqrstuvwxyz234567"

__all__ = ["unseen", "world_of_all"]  # fixtures


def guesses(right: str, signs: str, many: int = GUESSES) -> Iterator[str]:
    """Every link that differs in one sign; the right beginning with an end made up; made up whole."""
    dice, seen = random.Random(2026), {right}
    beside = [right[:n] + sign + right[n + 1 :] for n in range(len(right)) for sign in signs]
    while len(seen) <= many:
        kept = dice.choice([0, len(right) // 3, len(right) - 6])
        made_up = "".join(dice.choices(signs, k=len(right) - kept))
        guess = beside.pop() if beside else right[:kept] + made_up
        if guess not in seen:
            seen.add(guess)
            yield guess


def _signed(said: str) -> object | None:
    try:
        name: object = signing.loads(said, salt=shots.SALT)
    except signing.BadSignature:
        return None
    return name


def _linked(said: str) -> object | None:
    """What follow.matter_of asks, without the question how often the link was taken back."""
    matter_id = follow.number(said)
    return matter_id if matter_id is not None and follow.ours(said, matter_id, 0) else None


MATTER = 401_660_823_098_888_192
DOORS: dict[str, tuple[Callable[[], str], str, Callable[[str], object | None]]] = {
    "follow link": (lambda: follow.token(MATTER), LINK, _linked),
    "firm's link": (outside.new, BASE32, lambda said: outside.ours(said) or None),
    "kept photo": (lambda: signing.dumps("a" * 32, salt=shots.SALT), BASE32, _signed),
    "query code": (
        lambda: follow.code(MATTER),
        "0123456789",
        lambda said: follow.right_code(MATTER, 0, said) or None,
    ),
}


def hits(door: str) -> list[str]:
    made, signs, opens = DOORS[door]
    right = made()
    assert opens(right)
    return [guess for guess in guesses(right, signs) if opens(guess) is not None]


@pytest.mark.parametrize("door", DOORS)
def test_ten_thousand_guesses_open_nothing(door: str):
    assert hits(door) == []


def test_a_proof_that_is_read_in_part_would_be_seen(monkeypatch: pytest.MonkeyPatch):
    """The planted fault: only the first signs of the proof are compared."""
    monkeypatch.setattr(follow.hmac, "compare_digest", lambda a, b: a[:16] == b[:16])
    assert len(hits("follow link")) > 100


# ── ids ──


def answers(ground: Ground, who: str, only: str = "") -> Iterator[tuple[str, Any, Any]]:
    """What this person is told of a thing that is not his, and of one that there is not."""
    fresh, described = client_of(ground.person(who)), operations()
    rows = [(r, a, m, None) for r, a in addresses().items() for m in a.ask]
    for name, address in OPERATIONS.items():
        method, _, route = name.partition(" ")
        rows.append((route, address, method, described[name]))
    for route, address, method, said in rows:
        ids = [n for n in ("matter", "person", "household", "table", "visit", "drawn", "helper",
                           "link", "card", "reset", "row", "message", "day", "group", "problem",
                           "unit", "post", "release") if f"{n}_id" in route]  # fmt: skip
        if not (address.over and ids and only in route):
            continue
        fill, path = filler(address, ground, who), path_of(route, address, ground, who)
        body = body_of(said, fill) if said else None
        path += query_of(said, fill) if said else ""
        real = fill(f"{ids[0]}_id")
        none = path.replace(real, str(int(real) + 1_000_003))
        yield f"{method} {path}", ask(fresh(), method, path, body), ask(fresh(), method, none, body)


def told_apart(ground: Ground, only: str = "") -> list[str]:
    """Where somebody who holds every post of another county learns what there is here."""
    return [
        f"{asked}: {real.status_code}, but {none.status_code} for none"
        for asked, real, none in answers(ground, "far", only)
        if (real.status_code, real.content) != (none.status_code, none.content)
    ]


def test_what_is_not_yours_answers_as_what_is_not_there(world_of_all: Ground, unseen: None):
    assert told_apart(world_of_all) == []


def test_an_answer_that_tells_them_apart_would_be_seen(
    world_of_all: Ground, unseen: None, monkeypatch: pytest.MonkeyPatch
):
    """The planted fault: where there is no such matter, that is said."""

    def locked(matter_id: int) -> Matter:
        if (found := Matter.objects.filter(pk=matter_id).first()) is None:
            raise Refused("none", "没有这件事。")
        return found

    monkeypatch.setattr(common, "_locked", locked)
    assert "409 for none" in " ".join(told_apart(world_of_all, "{matter_id}/accept"))
