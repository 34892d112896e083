"""这份证明是真的吗: whoever holds the paper reads whether it stands. Nothing about anybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from yuanba.base.pages import answer
from yuanba.proofs import queries
from yuanba.proofs.models import Proof
from yuanba.proofs.rules import STANDING_WORDS, Standing


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Type the code that stands under the square."""
    typed = "".join(request.GET.get("code", "").lower().split()).replace("-", "")[:40]
    if typed.isascii() and typed.isalnum():
        return redirect("proofs:check", typed)
    return _page(request, None, asked=bool(typed), typed=request.GET.get("code", ""))


@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Valid, withdrawn, or no such proof. One statement."""
    return _page(request, queries.by_code(code), asked=True, typed=code)


def _page(
    request: HttpRequest, proof: Proof | None, *, asked: bool, typed: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {"proof": proof, "asked": asked, "typed": typed[:48]}
    if proof is not None:
        context |= {
            "valid": proof.standing is Standing.VALID,
            "standing": STANDING_WORDS[proof.standing],
            "place_name": proof.place.name,
        }
    page = answer(request, "proofs/check.html", context)
    page.status_code = 404 if asked and proof is None else 200
    return page
