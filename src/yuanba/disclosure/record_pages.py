"""存证, for everybody: the heads of a place's tree, what they prove, and how anybody checks it alone."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from yuanba.base.asked import number
from yuanba.base.headers import CSP
from yuanba.base.log import heads, house
from yuanba.base.log.request import Request
from yuanba.base.pages import answer
from yuanba.disclosure import record_queries as queries

PLAIN = "text/plain; charset=utf-8"
ALONE = Path(__file__).parent / "standalone" / "verify.html"


@require_safe
def records(request: HttpRequest) -> HttpResponse:
    """存证: every place that has a record, with its line. Three statements."""
    return answer(request, "disclosure/records.html", {"places": queries.places()})


@require_safe
def record(request: HttpRequest, tree_id: int) -> HttpResponse:
    """The heads of one tree: the line for the notice board, the key, files to compare. Seven statements.
    `line`: one that somebody kept."""
    said = request.GET.get("line", "").strip()[:200]
    held = queries.held(tree_id, said) if said else None
    return answer(request, "disclosure/record.html", queries.shown(tree_id) | {"held": held})


@require_safe
def head(request: HttpRequest, tree_id: int, size: int) -> HttpResponse:
    """One head as it was signed, with its cosignatures: a file."""
    found = queries.head(tree_id, size)
    return _file(heads.whole_note(found), f"yuanba-{tree_id}-{size}.head")


@require_safe
def follows(request: HttpRequest, tree_id: int, size: int, old: int) -> HttpResponse:
    """That the head of `size` goes on from the one of `old`: a file for `yuanba verify`."""
    found = queries.head(tree_id, size)
    if not 0 < old < size:
        raise Http404
    path = heads.consistency(tree_id, old, size)
    text = str(Request(old, path, heads.whole_note(found)))
    return _file(text, f"yuanba-{tree_id}-{old}-{size}.follows")


@require_safe
def leaves(request: HttpRequest, tree_id: int) -> HttpResponse:
    """For auditors: the hashes of the leaves, a thousand at a time from `from`; they tell nothing, and
    the whole tree can be made from them."""
    asked = request.GET.get("from", "")
    lines = queries.leaf_hashes(tree_id, number(asked) if asked.isdecimal() else 0)
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type=PLAIN)


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """验回执: one page that needs neither us nor a network. Its script stands in it, and this answer alone
    allows that very script and no other; `?file` gives it to take away."""
    keys = "\n".join(str(house.verifier(origin)) for origin in queries.origins())
    page = ALONE.read_text(encoding="utf-8").replace("/*KEYS*/", escape(keys))
    response = HttpResponse(page)
    if "file" in request.GET:
        response.headers["Content-Disposition"] = 'attachment; filename="yuanba-verify.html"'
    script, style = (_inside(page, tag) for tag in ("script", "style"))
    policy = CSP.replace("script-src 'self'", f"script-src 'sha256-{script}'")
    policy = policy.replace("style-src 'self'", f"style-src 'sha256-{style}'")
    response.headers["Content-Security-Policy"] = policy
    return response


def _inside(page: str, tag: str) -> str:
    text = page.split(f"<{tag}>")[1].split(f"</{tag}>")[0]
    return b64encode(sha256(text.encode()).digest()).decode()


def _file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=PLAIN)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
