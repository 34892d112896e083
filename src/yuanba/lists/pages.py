"""Desk of the county: which lists stand, bring a new edition in, hold it against its paper."""

from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import clock
from yuanba.base.errors import Denied, Refused
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out, refuse
from yuanba.lists import acts, forms, queries, reading, rules
from yuanba.lists.models import Edition
from yuanba.lists.rules import KIND_MEANS, KIND_WORDS, TOLD, Kind, Line
from yuanba.people import door
from yuanba.people.models import Person
from yuanba.places.models import Place

SALT = "lists.read"
MOST_SHOWN = 50  # wrong lines on one page
A_DAY = 24 * 3600  # seconds in which a preview may be agreed to


def _at(request: HttpRequest, right: str) -> tuple[Person, Place]:
    """The person and the county he may do this at. Raises Denied before anything is read."""
    person = door.actor(request)
    county = queries.county_of(person, right)
    if county is None:
        raise Denied(right)
    return person, county


@door.required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """四张清单: each list with the edition that stands, the one that waits, and what public sources
    say. Five statements."""
    person, county = _at(request, "lists.see")
    today = clock.day_of(clock.now())
    standing = queries.standing(county.pk, today)
    every = queries.all_of(county.pk)
    rows = [
        {
            "kind": kind.value,
            "words": KIND_WORDS[kind],
            "means": KIND_MEANS[kind],
            "standing": standing.get(kind),
            "count": len(standing[kind].lines.all()) if kind in standing else 0,
            "waiting": [e for e in every if e.kind == kind and _open(e)],
            "coming": [e for e in every if e.kind == kind and e.verified_at and e.since > today],
            "told": TOLD[kind],
            "example": kind in reading.EXAMPLES,
        }
        for kind in Kind
    ]
    context = {"rows": rows, "county": county, "may": _may(person, county, "lists.adopt")}
    return answer(request, "lists/board.html", context)


def _open(edition: Edition) -> bool:
    return edition.verified_at is None and edition.dropped_at is None


def _may(person: Person, county: Place, act: str) -> bool:
    return queries.may_here(person, act, county.pk)


@door.required
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """导入清单, first half: the file is read and shown, nothing is written."""
    _person, county = _at(request, "lists.adopt")
    form = forms.Bring(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "county": county}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        kind = Kind(said["kind"]) if said["kind"] else None
        try:
            found = reading.read(said["file"].read(), said["file"].name, kind=kind)
            newest = queries.newest(county.pk)
            for of in found.lines:
                rules.later(of, since=said["since"], before=newest.get(of))
        except Refused as refusal:
            refuse(form, refusal)
        else:
            if said["told"] and len(found.lines) > 1:
                form.add_error(
                    "told", gettext("文件里有好几份清单，条数请空着，或者一份一份导入。")
                )
                return answer(request, "lists/bring.html", context)
            return _preview(request, county, found, said)
    return answer(request, "lists/bring.html", context)


def _preview(
    request: HttpRequest, county: Place, found: reading.Read, said: dict[str, Any]
) -> HttpResponse:
    standing = queries.standing(county.pk, clock.day_of(clock.now()))
    kept = {
        "county": county.pk,
        "source": said["source"],
        "since": said["since"].isoformat(),
        "told": said["told"],
        "lists": {
            k.value: [[getattr(x, c) for c in rules.COLUMNS] for x in found.of(k)]
            for k in found.lines
        },
    }
    signed = "" if found.wrong else signing.dumps(kept, salt=SALT, compress=True)
    context = {
        "county": county,
        "found": found,
        "wrong": found.wrong[:MOST_SHOWN],
        "more": max(0, len(found.wrong) - MOST_SHOWN),
        "source": said["source"],
        "since": said["since"],
        "lists": [
            (KIND_WORDS[k], found.of(k), rules.compare(_lines(standing.get(k)), found.of(k)))
            for k in found.lines
        ],
        "form": forms.Agree(initial={"read": signed}),
    }
    return answer(request, "lists/preview.html", context)


def _lines(edition: Edition | None) -> list[Line]:
    return [line.said for line in edition.lines.all()] if edition else []


@door.required
@require_POST
def agree(request: HttpRequest) -> HttpResponse:
    """导入清单, second half: what was shown is kept, and waits to be checked by another person."""
    person, county = _at(request, "lists.adopt")
    try:
        read = signing.loads(request.POST.get("read", ""), salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        read = {}
    if read.get("county") != county.pk:
        messages.error(request, gettext("预览过了一天，或者改过了，请重新选文件。"))
        return redirect("lists:bring")
    try:
        with transaction.atomic():  # a file of several lists goes in whole
            for kind, lines in read["lists"].items():
                acts.adopt(
                    actor=person, county_id=county.pk, kind=Kind(kind), source=read["source"],
                    lines=[Line(**dict(zip(rules.COLUMNS, one, strict=True))) for one in lines],
                    since=date.fromisoformat(read["since"]), told=read["told"], now=clock.now(),
                )  # fmt: skip
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect("lists:bring")
    messages.success(request, gettext("导入了。要由另一个人对着文件核对过，才生效。"))
    return redirect("lists:board")


@door.required
@require_http_methods(["GET", "POST"])
def example(request: HttpRequest, kind: str) -> HttpResponse:
    """从随带的示例开始: lines of a public source, brought in as any other file would be."""
    person, county = _at(request, "lists.adopt")
    if kind not in {k.value for k in reading.EXAMPLES}:
        raise Http404
    shipped, lines = reading.EXAMPLES[Kind(kind)], reading.example(Kind(kind))
    form = Form(request.POST or None)
    form.is_bound = request.method == "POST"
    now = clock.now()
    run = partial(
        acts.adopt, actor=person, county_id=county.pk, kind=Kind(kind), lines=lines,
        source=shipped.source, since=clock.day_of(now), told=shipped.told, now=now,
    )  # fmt: skip
    if carried_out(request, form, run):
        messages.success(request, gettext("放进来了。要由另一个人对着文件核对过，才生效。"))
        return redirect("lists:board")
    context = {"form": form, "shipped": shipped, "lines": lines, "words": KIND_WORDS[Kind(kind)]}
    return answer(request, "lists/example.html", context)


@door.required
@require_safe
def one(request: HttpRequest, edition_id: int) -> HttpResponse:
    """One edition with its lines and what it changes; whoever may holds it against its paper."""
    person, county = _at(request, "lists.see")
    return _one(request, person, _edition(edition_id, county), forms.Drop())


def _edition(edition_id: int, county: Place) -> Edition:
    found = queries.edition(edition_id)
    if found is None or found.county_id != county.pk:
        raise Http404
    return found


def _one(request: HttpRequest, person: Person, found: Edition, form: Form) -> HttpResponse:
    today = clock.day_of(clock.now())
    before = queries.standing(found.county_id, today).get(Kind(found.kind))
    context = {
        "edition": found,
        "open": _open(found),
        "changes": rules.compare(_lines(before), _lines(found)) if _open(found) else None,
        "first": before is None,
        "mine": found.adopted_by_id == person.pk,
        "may": queries.may_here(person, "lists.verify", found.county_id),
        "form": form,
    }
    return answer(request, "lists/one.html", context)


@door.required
@require_POST
def verify(request: HttpRequest, edition_id: int) -> HttpResponse:
    """核对过了，生效."""
    person, county = _at(request, "lists.verify")
    found, form = _edition(edition_id, county), Form(request.POST)
    run = partial(acts.verify, actor=person, edition_id=edition_id, now=clock.now())
    if carried_out(request, form, run):
        messages.success(request, gettext("核对过了，到日子就照这一版。"))
        return redirect("lists:board")
    return _one(request, person, found, form)


@door.required
@require_POST
def drop(request: HttpRequest, edition_id: int) -> HttpResponse:
    """不用这一版."""
    person, county = _at(request, "lists.drop")
    found, form = _edition(edition_id, county), forms.Drop(request.POST)
    run = partial(acts.drop, actor=person, edition_id=edition_id, now=clock.now())
    if carried_out(request, form, run):
        messages.success(request, gettext("不用了，原来的照旧。"))
        return redirect("lists:board")
    return _one(request, person, found, form)
