"""Guesses slow down: each try is counted before it is judged, so that a hundred at once gain nothing."""

from datetime import datetime

from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from yuanba.base.database import turn_to_write
from yuanba.base.errors import Refused
from yuanba.base.models import Tries
from yuanba.base.text import _, ngettext
from yuanba.people import rules


def named(what: str, whose: str) -> str:
    """The row's name. A keyed digest: no address, number or mistyped word is kept."""
    return f"{what}:{salted_hmac('yuanba.tries', whose, algorithm='sha256').hexdigest()}"


def held(name: str, now: datetime) -> Tries:
    """The counter's row, made if there is none, and locked until the transaction ends."""
    Tries.objects.bulk_create([Tries(what=name, until=now)], ignore_conflicts=True)
    return Tries.objects.select_for_update().get(pk=name)


def take(what: str, whose: str, *, now: datetime) -> None:
    """Count one try, in a transaction of its own. Refused while the last one is too fresh."""
    with turn_to_write(connection.vendor), transaction.atomic():
        pace = rules.pace(what)
        row = held(named(what, whose), now)
        n = row.n if now < row.until else 0
        free_at = row.until - pace.forgotten + pace.wait_after(n)
        if n and now < free_at:
            raise slow_down(int((free_at - now).total_seconds()) + 1)
        row.n, row.until = n + 1, now + pace.forgotten
        row.save(update_fields=["n", "until"])


def slow_down(seconds: int) -> Refused:
    if seconds > 90:
        minutes = {"minutes": -(-seconds // 60)}  # two at least
        return Refused("slow_down", _("试的次数多了，请过%(minutes)s分钟再试。") % minutes)
    wait = ngettext("试的次数多了，请过%(n)s秒再试。", "试的次数多了，请过%(n)s秒再试。", seconds)
    return Refused("slow_down", wait % {"n": seconds})


def forget(what: str, whose: str) -> None:
    """The try was right: the counter starts again."""
    Tries.objects.filter(pk=named(what, whose)).delete()


def give_back(what: str, whose: str) -> None:
    """The try was right, but others guess from the same address: only this one is not counted."""
    with turn_to_write(connection.vendor), transaction.atomic():
        row = Tries.objects.select_for_update().filter(pk=named(what, whose), n__gt=0).first()
        if row is not None:
            row.n -= 1
            row.save(update_fields=["n"])
