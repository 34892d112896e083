"""A redemption that is killed while it is being written down. Run in a process of its own: `fill` makes a
village, `each ACT` kills one after every single statement, `hold ACT N` stops at a statement and waits to
be killed from outside, `again ACT` sends the same once more; each prints what stands afterwards as JSON."""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from yuanba.cli.begin import begin

begin()

from django.db import connection, connections  # noqa: E402  the program is begun first

from tests.world import World  # noqa: E402
from yuanba.base.models import Key, Record  # noqa: E402
from yuanba.books import queries as books  # noqa: E402
from yuanba.books.models import Account, Book, Entry  # noqa: E402
from yuanba.people.models import Household, Person  # noqa: E402
from yuanba.points import acts  # noqa: E402
from yuanba.points.models import Item, Redemption  # noqa: E402
from yuanba.points.tests.village import LATER, Points  # noqa: E402

ACTS = ("reserve", "hand_out")


def fill() -> None:
    """A household with thirty points, six pieces of soap at twenty."""
    village = Points(World())
    village.budget()
    village.booked("H4")
    village.item()


def press(act: str) -> Callable[[], Any]:
    """The act as a telephone and the counter send it, always with the same key."""
    worker, resident = (Person.objects.get(username=name) for name in ("worker", "resident"))
    if act == "reserve":
        home = Household.objects.get(members__person=resident)
        said = {"household_id": home.pk, "item_id": Item.objects.get().pk}
        return partial(acts.reserve, actor=resident, now=LATER, key="reserve-1", **said)
    deal = Redemption.objects.get()
    shown = {"redemption_id": deal.pk, "code": deal.code}
    return partial(acts.hand_out, actor=worker, now=LATER, key="hand_out-1", **shown)


def once(act: str) -> None:
    press(act)()


def stands() -> dict[str, Any]:
    """Everything that a redemption touches."""
    kinds = dict(Account.objects.values_list("kind", "balance"))
    return {
        "deals": list(Redemption.objects.values_list("state", flat=True)),
        "home": kinds["household"],
        "held": kinds.get("held", 0),
        "redeemed": kinds.get("redeemed", 0),
        "stock": Item.objects.get().stock,
        "entries": Entry.objects.count(),
        "keys": sorted(Key.objects.values_list("key", flat=True)),
        "records": [Record.objects.filter(act=f"points.{act}").count() for act in ACTS],
        "faults": len(books.faults(Book.objects.get().pk)),
    }


def at(n: int, then: Callable[[], Any]) -> Callable[..., Any]:
    """Let n statements pass and do something when the last of them is done."""
    passed = 0

    def run(execute: Callable[..., Any], *said: Any) -> Any:
        nonlocal passed
        done = execute(*said)
        passed += 1
        if passed == n:
            then()
        return done

    return run


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def each(act: str) -> dict[str, Any]:
    """Killed after the first statement, after the second …; at last after the commit, before any answer.
    `left`: what stood after each kill within the transaction, once for each different state."""
    left: list[dict[str, Any]] = []
    before, n, committed = stands(), 0, False
    while not committed:
        n += 1
        connections.close_all()
        out, into = os.pipe()
        if (child := os.fork()) == 0:
            pressed = press(act)
            with connection.execute_wrapper(at(n, die)):
                pressed()
            os.write(into, b"done")
            die()
        os.close(into)
        committed = os.read(out, 4) == b"done"
        os.close(out)
        _pid, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL
        if not committed and (now := stands()) not in left:
            left.append(now)
    return {"before": before, "left": left, "after": stands(), "statements": n - 1}


def hold(act: str, n: int) -> None:
    def wait() -> None:
        sys.stdout.write("here\n")
        sys.stdout.flush()
        time.sleep(60)

    pressed = press(act)
    with connection.execute_wrapper(at(n, wait)):
        pressed()


def main(what: str, *said: str) -> None:
    if what == "hold":
        hold(said[0], int(said[1]))
        return
    found = {"fill": fill, "each": each, "again": once, "stands": lambda: None}[what](*said)
    sys.stdout.write(json.dumps(found if what == "each" else stands()))


if __name__ == "__main__":
    main(*sys.argv[1:])
