"""What stands in a file that leaves the house. Called by the job that writes it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from yuanba.base.errors import Denied
from yuanba.base.permits import Role
from yuanba.base.tables_out import write_xlsx
from yuanba.base.text import _
from yuanba.exchange import hotline, keeping, register_out
from yuanba.exchange.models import TableOut
from yuanba.exchange.rules import OutKind
from yuanba.matters import sight
from yuanba.matters.queries import lists
from yuanba.matters.queries import register as listing
from yuanba.people import door


def write(
    table: TableOut, file: Path, now: datetime, progress: Callable[[int], object] | None = None
) -> int:
    """Write the file; returns the number of rows. Raises Denied when the post was given up."""
    person = door.with_posts(table.asked_by_id)
    post = next((p for p in person.held() if p.pk == table.post_id), None) if person else None
    if person is None or post is None:
        raise Denied("exchange.fetch_export")
    if table.kind == OutKind.HOTLINE:
        header = [str(words) for words in hotline.HEADER]
        title, sheet = mark(table, now), str(_("答复热线"))
        return write_xlsx(
            file, header, hotline.rows(table, sight.stand_of(person)), sheet=sheet, title=title
        )
    scope = lists.scope_of(post)
    if scope is None:
        raise Denied("exchange.fetch_export")
    found = listing.matching(scope, listing.read(table.filters))
    if table.kind == OutKind.REGISTER:
        title = mark(table, now)
        return register_out.write(file, found, kind="xlsx", title=title, progress=progress)
    whose: list[int] = []
    n = register_out.write(
        file, found, kind="xlsx", title=mark(table, now), progress=progress, whose=whose
    )
    keeping.file(table.token, "ids").write_text("\n".join(map(str, whose)))
    return n


def mark(table: TableOut, now: datetime) -> str:
    """The first line of the file: whose it is, who took it out and when; with contacts also why and
    who agreed (trust.md T8)."""
    post = table.post
    place = post.unit.name if post.unit else post.place.name
    title = register_out.title_of(Role(post.role), place)
    said = {
        "title": title,
        "who": table.asked_by.name,
        "at": timezone.localtime(now).strftime("%Y-%m-%d %H:%M"),
    }
    if table.kind != OutKind.CONTACTS or table.agreed_by is None:
        return str(_("%(title)s · %(who)s %(at)s 导出") % said)
    said |= {"second": table.agreed_by.name, "why": table.reason}
    return str(
        _(
            "%(title)s · 带联系方式，不得转给他人 · %(who)s %(at)s 导出，%(second)s同意 · 用途：%(why)s"
        )
        % said
    )
