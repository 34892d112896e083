"""What runs later for common problems: what was told finds its like; members go along."""

from datetime import datetime

from yuanba.base.errors import Denied, Refused
from yuanba.base.models import Record
from yuanba.matters.models import Matter
from yuanba.people import door
from yuanba.problems import following
from yuanba.problems.acts.gathering import BRINGABLE, bring
from yuanba.problems.models import Problem


def place_fresh(*, now: datetime) -> None:
    """What was told a moment ago lies with its like."""
    following.follow_records(now)


def forget_erased(*, now: datetime, record: str) -> None:
    """What was erased from matters is erased from what was compared."""
    named = Record.objects.get(pk=int(record)).facts.get("matters") or []
    following.forget([int(pk) for pk in named])


def bring_along(*, now: datetime, record: str) -> None:
    """立项以后: every member that is still open goes along with the main matter, in the name of who
    began the programme. Safe to run twice: one that goes along is open no more."""
    cause = Record.objects.get(pk=int(record))
    problem = Problem.objects.select_related("programme__main").get(pk=cause.subject_id)
    person = door.with_posts(cause.actor_id or 0)
    if person is None:
        return
    rows = Matter.objects.filter(
        likeness__problem=problem, state__in=sorted(BRINGABLE), concerned=False, restricted=False
    )
    for matter in rows.exclude(pk=problem.programme.main_id).order_by("pk"):
        try:
            bring(person, problem, matter, now)
        except (
            Refused,
            Denied,
        ):  # paused, or not his: the problem's page shows that it is still open
            continue
