"""Rules of the house that no other tool knows (trust.md 15): what templates and code may not say."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import ROOT

CODE = ROOT / "src" / "yuanba"

# Views that take no cookie, so that there is nothing to forge: file → why.
NO_CSRF_NEEDED: dict[str, str] = {
    "api.py": "a resident tells something: no cookie is looked at, as auth=None says behind it",
}

# Forms without a key: sent twice, nothing is done twice. Template → why.
NO_KEY_NEEDED: dict[str, str] = {
    "base/foot.html": "chooses how pages look",
    "base/kept.html": "repeats what was posted, its key too",
    "base/look.html": "chooses how pages look",
    "base/rail_items.html": "chooses how pages look; signs out",
    "exchange/files.html": "fetches a file; each fetch is counted",
    "exchange/receipt.html": "fetches a file; each fetch is counted",
    "exchange/register.html": "fetches a file; each fetch is noted",
    "supervision/follow.html": "opens what the receipt opens",
    "matters/anonymous/enter.html": "opens what the receipt opens",
    "matters/anonymous/given.html": "opens what the receipt opens",
    "matters/desk/frame.html": "chooses the desk",
    "matters/resident/lookup.html": "opens what number and code open",
    "matters/resident/mine.html": "this telephone forgets",
    "matters/desk/work.html": "its form has a field for its own key",
    "people/reset_use.html": "checks a secret: each try is a try (act.every_time)",
    "people/second.html": "checks a secret: each try is a try (act.every_time)",
    "people/second_set_up.html": "checks a secret: each try is a try (act.every_time)",
    "people/sign_in.html": "checks a secret: each try is a try (act.every_time)",
    "people/sign_in_as.html": "the demo's doors",
    "people/sign_in_card.html": "checks a secret: each try is a try (act.every_time)",
    "people/sign_in_code.html": "checks a secret: each try is a try (act.every_time)",
    "people/sign_in_phone.html": "sends a code, so many an hour",
}
FORM = re.compile(r'<form\b[^>]*method="post"(?:(?!</form>).)*', re.DOTALL)
KEY = re.compile(r'\{% once %\}|name="key"|\bform\.key\b')

TEMPLATE_RULES = [
    (r"\|\s*safe(seq)?\b", "|safe: the template escapes, always"),
    (r"\{%\s*autoescape\s+off", "autoescape off: the template escapes, always"),
    (r"<script(?![^>]*\bsrc=)[^>]*>", "inline script: put it into a static file"),
    (r"<style\b", "inline <style>: put it into a static file"),
    (r"(?<![\w-])style\s*=", "style attribute: the page's policy blocks it"),
    (r"block title %\}[^\n]*有错", "有错： in a title: base/page.html says it already"),
    (r"\bhx-on\b", "hx-on: runs text as script"),
    (r"(?<![\w-])on[a-z]+\s*=\s*[\"']", "on… attribute: runs text as script"),
    (r"javascript:", "javascript: address"),
    (
        r"<(script|link|img|iframe|source)\b[^>]*\b(src|href)\s*=\s*[\"'](https?:)?//",
        "another host: everything a page needs comes from here",
    ),
]
CODE_NAMES = {
    "mark_safe": "mark_safe: the template escapes, always",
    "csrf_exempt": "csrf_exempt: only for views in NO_CSRF_NEEDED (tools/lint.py)",
}
# Pages and API name models in annotations, but ask queries and call acts (trust.md 9).
DOORS = {"pages", "pages.py", "api", "api.py"}
# A matter that is about somebody is kept from him (matters/sight.py). Whoever reads the tables of
# matters asks `sight`, or stands here with the reason why nobody reads there what is kept from him.
MATTERS = {"Matter", "Contact", "Concern", "Photo"}
# What lies beside a matter tells of it as well, by its number or by being counted; acts write there.
BESIDE = {
    "Answered", "Ask", "Burst", "Contest", "Convening", "Decoy", "Drawn", "Duplicate", "Ending", "Exclusion",
    "HelperTask", "Hop", "Message", "OutsideLink", "Pause", "Programme", "Question", "Receipt",
    "Reception", "Row", "Speaking", "Text", "Visit", "VoiceNote", "VoidRequest", "Voided",
    "Need", "Topic", "Order", "Call", "Signup", "Way", "Doubt", "Procedure", "Showing", "Finding",
}  # fmt: skip
MATTER_TABLES = re.compile(r"\bmatters_(matter|contact|concern|photo)\b")
READS_MATTERS: dict[str, str] = {
    "projects/queries.py": "needs in their own words: never of a matter that is kept; reads no matter",
    "points/acts/books.py": "a question of the village that passes its rule book; reads no matter",
    "points/queries/council.py": "questions of a village that were decided; reads no matter",
    "honours/queries/naming.py": "which questions of a village were decided; reads no matter",
    "catalogue/acts/drafting.py": "an issue about a question that is about nobody",
    "catalogue/queries/data.py": "meetings and issues that are about nobody",
    "catalogue/queries/over.py": "sums of what drawing.py counts, about nobody",
    "catalogue/queries/registers.py": "findings counted by kind of place, projects in words of their own",
    "catalogue/queries/drawing.py": "rows of the wall and questions that are about nobody",
    "notices/inbox.py": "keeps what its callers say; reads no matter",
    "notices/returns.py": "the matter of its record, told to nobody from whom it is kept (sight.shut)",
    "supervision/telling.py": "findings of inspectors; reads no matter",
    "supervision/queries.py": "rows of the wall: about nobody",
    "charters/acts.py": "the question that passed a text, of what is about nobody",
    "charters/queries.py": "questions that passed and are about nobody",
    "councils/acts/procedures.py": "ties a question to a matter of its village that is about nobody",
    "councils/queries/boards.py": "questions for everybody; one is tied to a matter only if that is about nobody",
    "councils/queries/customs.py": "a family's own ceremony, for the desk; sums for everybody",
    "councils/queries/levies.py": "sums of what topics ask of everybody in a year",
    "councils/queries/standing.py": "days of meetings that come up again, for clock and desk; reads no matter",
    "disclosure/counting.py": "counts for everybody: only what is about nobody (COUNTABLE)",
    "disclosure/recounting.py": "writes the counts of counting.py, COUNTABLE alone",
    "disclosure/drafting.py": "drafts no row of what is about somebody",
    "disclosure/many.py": "drafts only: what is about somebody is held back from them",
    "disclosure/queries.py": "what hangs on the wall, and READABLE: about nobody",
    "disclosure/shared.py": "what hangs on the wall: about nobody",
    "disclosure/jobs.py": "which days and places to count again",
    "exchange/acts/matters.py": "which numbers of a file are there already",
    "exchange/acts/exports.py": "notes who looked, for a file built within Scope.rows()",
    "exchange/hotline.py": "none(); all else within Scope.rows()",
    "exchange/demo/__init__.py": "the demo's own histories",
    "exchange/demo/around.py": "the demo's own histories",
    "exchange/demo/patrols.py": "the demo's own matters",
    "exchange/demo/past.py": "the demo's own histories",
    "exchange/demo/desk.py": "the demo's own matters",
    "exchange/demo/lanes.py": "the demo's own matters",
    "exchange/demo/leaks.py": "the demo's own matters",
    "exchange/demo/road.py": "the demo's own histories",
    "exchange/demo/sunlight.py": "a question of the demo that passed, about nobody",
    "exchange/demo/thursdays.py": "the demo's own histories",
    "exchange/demo/waits.py": "the demo's own matters",
    "exchange/matters_in.py": "which numbers of a file are there already",
    "exchange/times.py": "pauses of the rows it was given",
    "exchange/register_out.py": "the command line's file leaves out what is about somebody",
    "insight/verifying.py": "counts numbers, reads files' digests; tells of no matter",
    "insight/jobs.py": "in public figures only what is about nobody",
    "lanes/acts/communal.py": "the matter of a work order, and sight is asked before anything is done",
    "lanes/queries.py": "one() and open_to() ask sight; to strangers only what is about nobody",
    "matters/acts/common.py": "take() asks sight; a picture is tied to its matter",
    "matters/acts/concerns.py": "the concerns of a matter that take() gave",
    "matters/acts/decoys.py": "plants one, and asks that its number is nobody's",
    "matters/acts/duplicates.py": "take() and _sees() ask sight; nobody goes along with what is kept",
    "matters/acts/sampling.py": "draws by lot from all; whoever calls takes it by take()",
    "matters/queries/proposing.py": "within Scope.rows(), and nothing restricted",
    "matters/queries/examples.py": "for learning: nothing restricted, nothing about somebody",
    "matters/queries/alike.py": "asks sight; to strangers only what is about nobody",
    "matters/queries/exclusion.py": "what goes with this one, and is about nobody",
    "matters/queries/sampling.py": "the draw done again, by its published method",
    "matters/acts/helping.py": "the matter of a task or link, after sight was asked",
    "matters/acts/voiding.py": "whether the other number stands, of what is about nobody",
    "matters/queries/helping.py": "the one matter that a firm's link opens",
    "disclosure/reactions.py": "a void hangs on the wall, unless it is about somebody",
    "matters/acts/intake.py": "answers a repeated key to who sent it",
    "matters/acts/naming.py": "writes beside the matter told a moment ago",
    "matters/acts/speaking.py": "the county of the matter told a moment ago",
    "matters/follow.py": "how often the link of a matter was taken back",
    "matters/indexing.py": "the index proposes ids; whoever asks reads them through Scope.rows()",
    "matters/jobs.py": "the calendar moves limits; pictures that belong to nothing",
    "matters/models/people.py": "finds a number by its mark",
    "matters/pile.py": "the demo's histories, written",
    "matters/outside.py": "the one matter that a firm's link opens",
    "matters/queries/asking.py": "the one matter of its reporter",
    "matters/queries/beside.py": "beside the one matter that one() gave",
    "matters/queries/decoys.py": "which are planted, for the one who plants them",
    "matters/queries/concerns.py": "asks sight",
    "matters/queries/settling.py": "asks sight; who decides in the end is no matter",
    "matters/queries/speaking.py": "the one matter its reader has; counts what is about nobody",
    "matters/queries/voice.py": "beside the one matter that one() gave",
    "matters/queries/lists.py": "Scope.rows() asks sight",
    "matters/queries/one.py": "one() asks sight",
    "matters/queries/register.py": "within Scope.rows()",
    "matters/queries/resident.py": "his own matters, by account or by what this phone told",
    "matters/reactions.py": "matters and concerns follow their places",
    "matters/sight.py": "the one that knows",
    "matters/store.py": "writes what was told",
    "notices/acts.py": "the state of the matter whose visit was taken, after sight was asked",
    "notices/gateways.py": "the demo's outbox",
    "notices/jobs.py": "tells the reporter",
    "notices/queries.py": "asks sight; his own matters; the demo's outbox",
    "notices/reactions.py": "nobody goes where the person has judged",
    "notices/visits.py": "asks sight",
    "notices/homes.py": "messages about points and honours, of no matter",
    "points/queries/arising.py": "one's own, told in one's own name and about nobody",
    "rights/acts/batches.py": "which of those erased are about somebody, to count them for nobody else",
    "problems/acts/gathering.py": "queries.sees() asks sight; what is about somebody is refused",
    "problems/acts/programme.py": "the main matter is about nobody and not confidential",
    "problems/following.py": "only what is about nobody and not confidential lies in a group",
    "problems/jobs.py": "only what is about nobody and not confidential goes along",
    "problems/queries.py": "COUNTED: only what is about nobody and not confidential",
    "problems/store.py": "compares only what is about nobody and not confidential",
    "rights/acts/mine.py": "his own matter: the permit asks for its reporter",
    "rights/queries.py": "what is kept about himself",
    "rights/store.py": "what is over its time goes, whoever is named in it",
    "patrols/queries/counts.py": "sums of a place by kind; names no matter",
    "patrols/queries/one.py": "one finding; its page asks sight before it tells of the matter",
    "patrols/queries/today.py": "asks sight before it tells of a matter",
    "service/acts/holding.py": "answers on the spot what was told a moment ago",
    "service/queries/days.py": "within Scope.rows(); counts only what is about nobody",
    "service/queries/groups.py": "counts for everybody: only what is about nobody",
    "service/queries/month.py": "counts for everybody: only what is about nobody",
    "service/queries/open.py": "the public sheet: only what is about nobody",
}
CALLS = {"extra": ".extra(): use expressions", "SafeString": "SafeString(): use format_html"}


def main() -> int:
    """Print every find; 1 if there is any."""
    finds = [*templates(CODE), *code(CODE)]
    for find in finds:
        print(find)
    return int(bool(finds))


def templates(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("templates/**/*")):
        if path.suffix not in {".html", ".txt", ".svg"}:
            continue
        # comments are not sent to anybody
        comment = r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}"
        text = re.sub(comment, _blank, path.read_text(), flags=re.DOTALL)
        for pattern, why in TEMPLATE_RULES:
            for found in re.finditer(pattern, text, re.IGNORECASE):
                line = text.count("\n", 0, found.start()) + 1
                yield f"{_short(path)}:{line}: {why}"
        if path.as_posix().split("/templates/")[-1] in NO_KEY_NEEDED:
            continue
        for form in FORM.finditer(text):
            if not KEY.search(form[0]):
                line = text.count("\n", 0, form.start()) + 1
                yield f"{_short(path)}:{line}: a form without a key: {{% once %}}, or NO_KEY_NEEDED"


def _line(node: ast.AST) -> int:
    """Where it stands; a module itself stands nowhere."""
    return getattr(node, "lineno", 0)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def code(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.py")):
        if {"migrations", "tests"} & set(path.parts):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            for name in _names(node):
                if name == "csrf_exempt" and _short(path) in NO_CSRF_NEEDED:
                    continue
                if name in CODE_NAMES:
                    yield f"{_short(path)}:{_line(node)}: {CODE_NAMES[name]}"
            if (
                isinstance(node, ast.Attribute)
                and node.attr == "objects"
                and DOORS & set(path.parts)
            ):
                yield f"{_short(path)}:{node.lineno}: .objects: pages and API ask queries and acts"
            beside = "acts" not in path.parts and path.name != "acts.py"
            if (
                _reads_matters(node, MATTERS | BESIDE if beside else MATTERS)
                and _short(path) not in READS_MATTERS
            ):
                yield f"{_short(path)}:{_line(node)}: reads matters: ask matters.sight (READS_MATTERS)"
            if isinstance(node, ast.Call) and (why := CALLS.get(_called(node.func))):
                yield f"{_short(path)}:{node.lineno}: {why}"


def _reads_matters(node: ast.AST, models: set[str]) -> bool:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return "SELECT" in node.value.upper() and bool(MATTER_TABLES.search(node.value))
    return (
        isinstance(node, ast.Attribute)
        and node.attr in {"objects", "_default_manager", "_base_manager"}
        and isinstance(node.value, ast.Name)
        and node.value.id in models
    )


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [alias.name for alias in node.names]
    return [node.attr] if isinstance(node, ast.Attribute) else []


def _called(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _short(path: Path) -> str:
    return str(path.relative_to(CODE)) if path.is_relative_to(CODE) else str(path)


if __name__ == "__main__":
    sys.exit(main())
