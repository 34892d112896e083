"""账簿: what stands in the books, whether it adds up, and the file with which anybody can check it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from yuanba.base import clock
from yuanba.base.pages import answer
from yuanba.base.text import _
from yuanba.books import acts, plain, queries
from yuanba.books.models import Account, Book
from yuanba.books.queries import Fault, Shown
from yuanba.books.rules import KIND_WORDS, UNIT_WORDS, AccountKind, Unit
from yuanba.people import door

PAGE = 40  # entries at once
WHAT_WORDS: dict[str, Any] = {
    "numbers": _("编号有断的"),
    "entry": _("一笔账两边不相等"),
    "open": _("一笔账没有明细"),
    "balance": _("户头的余额不等于明细之和"),
    "floor": _("户头低于底线"),
    "reversal": _("冲销的和原来的不相反"),
    "sum": _("各户头合计不是零"),
}


@door.required
@require_safe
def books(request: HttpRequest) -> HttpResponse:
    """账簿: those within reach."""
    found = queries.books(door.actor(request))
    return answer(request, "books/books.html", {"rows": [_head(book) for book in found]})


@door.required
@require_safe
def book(request: HttpRequest, book_id: int) -> HttpResponse:
    """One book: what each kind of account holds, together nothing, and the newest entries."""
    actor = door.actor(request)
    found = queries.one(actor, book_id)
    before = request.GET.get("before", "")
    older = int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None
    entries = queries.newest(found.pk, before=older, many=PAGE + 1)
    sums = queries.sums(found.pk)
    context = {
        "book": _head(found),
        "sums": [{"words": KIND_WORDS[k], "n": sums[k]} for k in AccountKind if k in sums],
        "entries": [_entry(entry) for entry in entries[:PAGE]],
        "older": entries[PAGE - 1].entry.seq if len(entries) > PAGE else None,
        "faults": [_fault(f) for f in queries.faults(found.pk)[:20]] if found.faults else [],
        "may_check": queries.may_check(actor, found),
        "forms": plain.FORMATS,
    }
    return answer(request, "books/book.html", context)


@door.required
@require_POST
def check(request: HttpRequest, book_id: int) -> HttpResponse:
    """核对."""
    actor = door.actor(request)
    found = queries.one(actor, book_id)
    done = acts.check(actor=actor, book_id=found.pk, now=clock.now())
    if done.sound:
        messages.success(request, _("一笔一笔加过了，都对得上。"))
    else:
        messages.error(request, _("有对不上的，这本账先停记，请看下面。"))
    return redirect("books:book", found.pk)


@door.required
@require_safe
def file(request: HttpRequest, book_id: int, form: str) -> HttpResponseBase:
    """The book as plain text for an accounting program; no names in it."""
    if form not in plain.FORMATS:
        raise Http404
    found = queries.one(door.actor(request), book_id)
    told = StreamingHttpResponse(plain.write(found, form), content_type="text/plain; charset=utf-8")
    told.headers["Content-Disposition"] = f'attachment; filename="book-{found.pk}.{form}"'
    return told


def _head(book: Book) -> dict[str, Any]:
    return {
        "id": book.pk,
        "place": book.place.name,
        "unit": UNIT_WORDS[Unit(book.unit)],
        "entries": book.seq,
        "sound": book.sound,
        "faults": book.faults,
        "checked": localtime(book.checked_at) if book.checked_at else None,
    }


def _entry(shown: Shown) -> dict[str, Any]:
    entry = shown.entry
    return {
        "seq": entry.seq,
        "at": localtime(entry.at),
        "why": entry.why,
        "who": [p.name for p in (entry.actor, entry.second) if p],
        "reverses": entry.reverses.seq if entry.reverses else None,
        "reversed_by": shown.reversed_by,
        "lines": [
            {"account": _account(p.account), "amount": p.amount} for p in entry.postings.all()
        ],
    }


def _account(account: Account) -> str:
    words = str(KIND_WORDS[AccountKind(account.kind)])
    said = account.household.code if account.household else account.name
    return f"{words} {said}".strip()


def _fault(fault: Fault) -> dict[str, Any]:
    return {
        "what": WHAT_WORDS[fault.what],
        "id": str(fault.subject_id),
        "found": fault.found,
        "expected": fault.expected,
    }
