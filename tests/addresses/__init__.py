"""Every address of the house, one row each: whose right it is, over what, and who looks at it.

X-MATRIX tries each as every role, here and in another county (tests/trust/test_matrix.py); the
browser looks at each page (tests/trust/browser). An address without a row here fails the build.

Each context has its file. A new page: add one line to its PAGES under the route as Django prints
it, for example in tests/addresses/matters.py

    "desk/lamps/<int:matter_id>/": at("matters.see", "matter", looks=("worker",)),

and, if it names something new, its value to tests/ground.py. A new JSON operation: one line in
OPERATIONS. `looks` names who opens the page in the browser (user names of tests/world.py). A new
context needs its file only: every file here is read.
"""

import re
from importlib import import_module
from pathlib import Path

from yuanba.base import permits
from yuanba.base.permits import Role
from yuanba.matters.pages.tasks import BY_SLUG, Task

from .kinds import POST, Address, at

R = Role
__all__ = ["ACTS_OF_THE_DESK", "NAME", "OPERATIONS", "PAGES", "POST", "Address", "addresses"]

CONTEXTS = sorted(p.stem for p in Path(__file__).parent.glob("[a-z]*.py") if p.stem != "kinds")


def joined(what: str) -> dict[str, Address]:
    """The rows of every context in one; two rows for one address are a mistake."""
    rows: dict[str, Address] = {}
    for context in CONTEXTS:
        more: dict[str, Address] = getattr(import_module(f"tests.addresses.{context}"), what, {})
        twice = sorted(rows.keys() & more)
        assert twice == [], f"two rows for one address: {twice}"
        rows |= more
    return rows


PAGES = joined("PAGES")
OPERATIONS = joined("OPERATIONS")
# One address with a name in it: each act of the desk is a page of its own.
ACTS_OF_THE_DESK = "desk/matters/<int:matter_id>/<slug:slug>/"
NAME = re.compile(r"<(?:\w+:)?(\w+)>|\{(\w+)\}")


def desk_act(task: Task) -> Address:
    """The page of one act of the desk, opened by the first of these who may do it."""
    first = {
        R.WORKER: "worker", R.HANDLER: "handler", R.TOWNSHIP: "township", R.SUPERVISOR: "supervisor",
        R.COUNTY: "county",
    }  # fmt: skip
    may = [who for role, who in first.items() if role in permits.TABLE[task.permit]]
    return at(task.permit, "matter", tuple(may[:1]))


def addresses() -> dict[str, Address]:
    """PAGES with the acts of the desk, one page each, under their own names."""
    acts = {
        ACTS_OF_THE_DESK.replace("<slug:slug>", slug): desk_act(task)
        for slug, task in BY_SLUG.items()
        if ACTS_OF_THE_DESK.replace("<slug:slug>", slug) not in PAGES
    }
    return PAGES | acts
