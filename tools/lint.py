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

TEMPLATE_RULES = [
    (r"\|\s*safe(seq)?\b", "|safe: the template escapes, always"),
    (r"\{%\s*autoescape\s+off", "autoescape off: the template escapes, always"),
    (r"<script(?![^>]*\bsrc=)[^>]*>", "inline script: put it into a static file"),
    (r"<style\b", "inline <style>: put it into a static file"),
    (r"(?<![\w-])style\s*=", "style attribute: the page's policy blocks it"),
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
                    yield f"{_short(path)}:{node.lineno}: {CODE_NAMES[name]}"  # type: ignore[attr-defined]
            if (
                isinstance(node, ast.Attribute)
                and node.attr == "objects"
                and DOORS & set(path.parts)
            ):
                yield f"{_short(path)}:{node.lineno}: .objects: pages and API ask queries and acts"
            if isinstance(node, ast.Call) and (why := CALLS.get(_called(node.func))):
                yield f"{_short(path)}:{node.lineno}: {why}"


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
