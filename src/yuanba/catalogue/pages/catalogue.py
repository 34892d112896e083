"""公开目录 at the desk: read, issued for a year, edited as another version."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.catalogue import acts
from yuanba.catalogue.forms import desk as forms
from yuanba.catalogue.models import Catalogue
from yuanba.catalogue.pages import common
from yuanba.catalogue.queries import board
from yuanba.catalogue.rules import items as rules
from yuanba.matters.pages.posts import Here, desk
from yuanba.places.models import Place

SPARE = 2  # empty lines below the last


def _words(one: Any) -> tuple[Any, Any, Any]:
    said = one.said
    return one, rules.CYCLE_WORDS[said.cycle], rules.DRAWS_WORDS[said.draws]


@desk
@require_safe
def catalogue(request: HttpRequest, here: Here) -> HttpResponse:
    """公开目录: what stands for this place and year, and the versions before."""
    post = here.ask("catalogue.see")
    year = _year(request, here)
    found = board.standing(post.place, year)
    context = {
        "place": post.place,
        "year": year,
        "years": [year - 1, year + 1],
        "found": found,
        "items": [_words(one) for one in board.items(found)] if found else [],
        "days": _days(found) if found else [],
        "versions": board.versions(post.place, year),
        "may": common.may(here, "adopt", post.place.reach),
    }
    return answer(request, "catalogue/catalogue.html", context)


def _days(found: Catalogue) -> list[tuple[Any, int]]:
    return [(label, getattr(found, name)) for name, label in rules.TERM_WORDS.items()]


def _year(request: HttpRequest, here: Here) -> int:
    said, now = request.GET.get("year", ""), clock.day_of(here.now).year
    asked = int(said) if said.isdecimal() and said.isascii() and len(said) == 4 else now
    return asked if now - 5 <= asked <= now + 1 else now


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, here: Here) -> HttpResponse:
    """发布目录: what stands, or the example, line by line; saved as another version for a year."""
    post = here.ask("catalogue.adopt")
    year = _year(request, here)
    head, rows = _forms(request, post.place, year)

    def run(**said: Any) -> object:
        go = partial(acts.adopt, actor=here.person, place_id=post.place_id, now=here.now)
        lines = _lines(rows)
        kept = {name: said[name] for name in ("year", "source", "verified")}
        return go(items=lines, terms=head.days(), **kept)

    good = all(row.is_valid() for row in rows) if request.method == "POST" else True
    if good and carried_out(request, head, run):
        messages.success(request, _("目录发布了。以后起草的按这一版。"))
        return common.see_other(reverse("catalogue:catalogue"))
    if not good:
        head.is_valid()
        head.add_error(None, gettext("有几项没填对，红字写在那一项下面。"))
    named = [(row, row["code"].value() or "", row["name"].value() or "") for row in rows]
    context = {"form": head, "rows": named, "place": post.place, "days": list(rules.TERM_WORDS)}
    return answer(request, "catalogue/edit.html", context)


def _forms(request: HttpRequest, place: Place, year: int) -> tuple[forms.Head, list[forms.Line]]:
    if request.method == "POST":
        many = request.POST.get("many", "")
        n = min(int(many), rules.ITEMS[-1]) if many.isdecimal() and len(many) < 4 else 0
        return forms.Head(request.POST), [
            forms.Line(request.POST, prefix=f"l{i}") for i in range(n)
        ]
    found = board.standing(place, year)
    example = rules.shipped()
    days = found.terms if found else example.terms
    first: dict[str, Any] = {name: getattr(days, name) for name in rules.TERM_WORDS}
    first |= {"year": year, "source": found.source if found else example.source}
    told: list[Any] = [*(board.items(found) if found else example.items)]
    firsts = [*map(forms.first_of, told), *({} for _n in range(SPARE))]
    rows = [forms.Line(prefix=f"l{i}", initial=said) for i, said in enumerate(firsts)]
    return forms.Head(initial=first), rows


def _lines(rows: list[forms.Line]) -> list[rules.Item]:
    """Each row through its rule, so that a refusal stands in its own line."""
    found = []
    for row in rows:
        told = row.told()
        if told is None:
            continue
        try:
            found.append(rules.item(told))
        except Refused as no:
            row.add_error(no.field if no.field in row.fields else None, str(no.message))
            say = gettext("“%(name)s”：%(why)s") % {
                "name": told.name or told.code,
                "why": no.message,
            }
            raise Refused(no.code, say) from no
    return found
