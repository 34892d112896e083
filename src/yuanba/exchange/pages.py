"""The register to take away (Excel, print), and tables to bring in (upload, preview, confirm)."""

import tempfile
from dataclasses import asdict
from functools import partial
from typing import Any, cast
from urllib.parse import quote, urlencode

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import permits
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.exchange import acts, forms, keeping, matters_in, register_out
from yuanba.matters.pages.posts import Here, desk, scope
from yuanba.matters.queries import labels
from yuanba.matters.queries import register as listing

PRINTED = 300  # rows of one printed register


# ---- out


@desk
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, here: Here) -> HttpResponse:
    """导出台账: what would be taken out; the download is a post, because it leaves a record."""
    asked = listing.read(request.POST if request.method == "POST" else request.GET)
    said = {name: value for name, value in asdict(asked).items() if value}
    found = listing.matching(scope(here), asked)
    if request.method == "POST":
        return _download(here, found, said)
    many = found.order_by().values("pk")[: register_out.MOST + 1].count()
    context = {
        "many": many,
        "too_many": many > register_out.MOST,
        "most": register_out.MOST,
        "said": said,
        "columns": [str(words) for words in register_out.HEADER],
        "print_url": _with(reverse("exchange:register_print"), said),
        "back_url": _with(reverse("desk_matters:register"), said),
        "printed": PRINTED,
    }
    return render(request, "exchange/register.html", context)


def _with(home: str, said: dict[str, str]) -> str:
    return f"{home}?{urlencode(said)}" if said else home


def _download(here: Here, found: Any, said: dict[str, str]) -> HttpResponse:
    """Written whole to a file of no name first: a broken download must not look like a register."""
    assert here.post is not None
    title = register_out.title_of(here.role, here.place_name)
    file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    n = register_out.write(file, found, kind="xlsx", title=title)
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
    """打印台账: A4 across, the newest rows first. Two statements besides the desk's own."""
    asked = listing.read(request.GET)
    said = {name: value for name, value in asdict(asked).items() if value}
    found = register_out.few(listing.matching(scope(here), asked), PRINTED)
    wide = scope(here).wide
    context = {
        "rows": [_printed(m, wide) for m in found],
        "full": len(found) == PRINTED,
        "printed": PRINTED,
        "title": register_out.title_of(here.role, here.place_name),
        "today": here.now,
        "month": asked.month,
        "back_url": _with(reverse("exchange:register"), said),
    }
    return render(request, "exchange/register_print.html", context)


def _printed(m: dict[str, Any], wide: bool) -> dict[str, Any]:
    """One row of the paper. Short: the paper is for the wall of the office and for signatures."""
    who = " ".join(filter(None, [m["unit__name"], m["owner__name"]]))
    local = timezone.localtime(m["due_at"])
    return {
        "number": m["number"] if wide else m["number"].rsplit("-", 1)[-1],
        "who": register_out.who(m),
        "text": m["text"],
        "where": " ".join(filter(None, [m["place__name"], m["spot"]])),
        "lane": register_out.lane(m["lane"]),
        "handled": who,
        "due": local if m["state"] != "refused" else None,
        "result": labels.OUTCOMES[m["outcome"]] if m["outcome"] else labels.STATES[m["state"]][1],
        "judged": register_out.judged(m),
        "closed": timezone.localtime(m["closed_at"]) if m["closed_at"] else None,
    }


# ---- in


def _may_bring(here: Here) -> None:
    if here.post is None:
        raise PermissionDenied("no post")
    if permits.may(here.person, "exchange.import_matters", reach=here.post.place.reach) is None:
        raise PermissionDenied("exchange.import_matters")


@desk
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest, here: Here) -> HttpResponse:
    """导入 (1): choose the file; it is read and kept for an hour, nothing is written."""
    _may_bring(here)
    form = forms.Upload(request.POST or None, request.FILES or None)
    kept: list[str] = []

    def run(*, file: Any, mapping: str) -> None:
        data = file.read()
        matters_in.run(
            data, mapping=mapping or None, dry_run=True, actor=here.person, name=str(file.name),
            now=here.now,
        )  # fmt: skip
        kept.append(keeping.keep(data, here.person.pk, mapping, str(file.name)))

    if carried_out(request, form, run):
        return redirect("exchange:confirm", kept[0])
    return answer(request, "exchange/import.html", {"form": form})


@desk
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, here: Here, token: str) -> HttpResponse:
    """导入 (2): what would happen, row by row; (3) after agreeing, what did."""
    _may_bring(here)
    kept = keeping.find(token, here.person.pk)
    if kept is None:
        return answer(request, "exchange/gone.html", {"again_url": reverse("exchange:imports")})
    work = partial(
        matters_in.run, kept.data, mapping=kept.mapping or None, actor=here.person,
        name=kept.name, now=here.now,
    )  # fmt: skip
    done, trouble = request.method == "POST", ""
    try:
        report = work(dry_run=not done)
    except Refused as refusal:
        trouble, report = str(refusal.message), matters_in.Brought()
    if done and not trouble:
        keeping.forget(token)
    context = {
        "report": report,
        "done": done and not trouble,
        "trouble": trouble,
        "name": kept.name,
        "refused": report.refused[:200],
        "more": max(0, len(report.refused) - 200),
        "lanes": sorted(report.lanes.items()),
        "again_url": reverse("exchange:imports"),
        "register_url": reverse("desk_matters:register"),
    }
    return answer(request, "exchange/confirm.html", context)
