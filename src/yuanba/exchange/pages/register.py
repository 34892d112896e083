"""The register to take away: Excel, print."""

import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import permits
from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.exchange import acts, forms, paper, queries, register_out
from yuanba.exchange.rules import DIRECT, MOST, OutKind
from yuanba.matters.models import Matter
from yuanba.matters.pages.posts import Here, desk, scope
from yuanba.matters.queries import labels
from yuanba.matters.queries import register as listing

PRINTED = 300  # rows of one printed register


@desk
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, here: Here) -> HttpResponse:
    """导出台账: what would be taken out; the download is a post, because it leaves a record. Small ones
    are handed over at once, large ones written by a job."""
    found, said = asked_for(request.POST if request.method == "POST" else request.GET, here)
    if request.method == "POST":
        many = queries.count(found)
        return _download(here, found, said) if many <= DIRECT else _ask(request, here, many, said)
    return render(request, "exchange/register.html", register_context(here, found, said))


def asked_for(query: Mapping[str, str], here: Here) -> tuple[QuerySet[Matter], dict[str, str]]:
    """The matters of this desk that the filters let through, and the filters."""
    asked = listing.read(query)
    said = {name: value for name, value in asdict(asked).items() if value}
    return listing.matching(scope(here), asked), said


def register_context(here: Here, found: QuerySet[Matter], said: dict[str, str]) -> dict[str, Any]:
    many, most = queries.count(found), MOST[OutKind.REGISTER]
    return {
        "many": many,
        "too_many": many > most,
        "most": most,
        "by_job": many > DIRECT,
        "said": said,
        "columns": [str(words) for words in register_out.HEADER],
        "print_url": _with(reverse("exchange:register_print"), said),
        "back_url": _with(reverse("desk_matters:register"), said),
        "form": forms.Ask(),
        "may_contacts": here.role in permits.TABLE["exchange.ask_contacts"],
        "few": many <= MOST[OutKind.CONTACTS],
    }


def _with(home: str, said: dict[str, str]) -> str:
    return f"{home}?{urlencode(said)}" if said else home


def _ask(request: HttpRequest, here: Here, many: int, said: dict[str, str]) -> HttpResponse:
    """A large one: a job writes it, the asker fetches it within a day."""
    assert here.post is not None
    try:
        acts.ask_export(
            actor=here.person,
            post_id=here.post.pk,
            kind=OutKind.REGISTER,
            filters=said,
            rows=many,
            language=translation.get_language() or "zh-hans",
            now=here.now,
        )
        messages.success(request, _("正在写文件，好了在这里取。"))
    except Refused as refusal:
        messages.error(request, refusal.message)
    response = HttpResponseRedirect(reverse("exchange:exports"))
    response.status_code = 303
    return response


def _download(here: Here, found: QuerySet[Matter], said: dict[str, str]) -> HttpResponse:
    """Written whole to a file of no name first: a broken download must not look like a register."""
    assert here.post is not None
    title = register_out.title_of(here.role, here.place_name)
    at = timezone.localtime(here.now)
    mark = gettext("%(title)s · %(who)s %(at)s 导出")
    file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    n = register_out.write(
        file,
        found,
        kind="xlsx",
        title=mark % {"title": title, "who": here.person.name, "at": f"{at:%Y-%m-%d %H:%M}"},
    )
    acts.export_register(
        actor=here.person,
        place_id=here.post.place_id,
        filters=said,
        rows=n,
        kind="xlsx",
        now=here.now,
    )
    file.seek(0)
    name = f"{title}-{_('台账')}-{timezone.localdate(here.now):%Y%m%d}.xlsx"
    answer = FileResponse(file, content_type=XLSX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["Cache-Control"] = "no-store"
    return cast(HttpResponse, answer)


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@desk
@require_safe
def register_print(request: HttpRequest, here: Here) -> HttpResponse:
    """打印台账: sheets of A4 across, each with its sums, the newest rows first. Two statements besides
    the desk's own."""
    found, said = asked_for(request.GET, here)
    wide = scope(here).wide
    rows = [_printed(m, wide) for m in register_out.few(found, PRINTED)]
    sheets, total = paper.sheets(rows)
    context = {
        "sheets": sheets,
        "total": total,
        "full": len(rows) == PRINTED,
        "printed": PRINTED,
        "printed_by": here.person.name,
        "title": register_out.title_of(here.role, here.place_name),
        "today": here.now,
        "month": said.get("month", ""),
        "back_url": _with(reverse("exchange:register"), said),
    }
    return render(request, "exchange/register_print.html", context)


def _printed(m: dict[str, Any], wide: bool) -> dict[str, Any]:
    """One row of the paper. Short: the paper is for the wall of the office and for signatures."""
    who = " ".join(filter(None, [m["unit__name"], m["owner__name"]]))
    due = timezone.localtime(m["due_at"])
    until = gettext("%(month)s月%(day)s日前") % {"month": due.month, "day": due.day}
    handled = "；".join(filter(None, [who, "" if m["state"] == "refused" else until]))
    return {
        "number": m["number"] if wide else m["number"].rsplit("-", 1)[-1],
        "who": register_out.who(m),
        "text": paper.short(m["text"], gettext("（全文见系统）")),
        "where": " ".join(filter(None, [m["place__name"], m["spot"]])),
        "lane": register_out.lane(m["lane"]),
        "lane_code": m["lane"],
        "handled": handled,
        "result": labels.OUTCOMES[m["outcome"]] if m["outcome"] else labels.STATES[m["state"]][1],
        "judged": register_out.judged(m),
        "closed": timezone.localtime(m["closed_at"]) if m["closed_at"] else None,
        "finished": m["outcome"] not in {"", "waiting"},
        "late": m["late"],
        "satisfied": m["satisfied"],
    }
