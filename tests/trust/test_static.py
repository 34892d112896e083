"""X-STATIC and X-WEB: what the source may not contain, and the headers on every kind of answer."""

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.world import World
from yuanba.matters import follow

CODE = Path(__file__).parents[2] / "src" / "yuanba"
FORBIDDEN = [
    r"\bmark_safe\(", r"\|\s*safe\b", r"\.raw\(", r"\.extra\(", r"\bcsrf_exempt\b", r"\beval\(",
    r"hx-on", r"\bon(click|load|submit|change)=", r"<style", r"\sstyle=\"", r"<script>",
]  # fmt: skip

ALONE = {"disclosure/standalone/verify.html"}  # one file without a house; its policy names its hash
ALLOWED = {
    r"\bcsrf_exempt\b": {"api.py"},  # every report is a guest's there: no session to use
    r"\.raw\(": {  # whole rows under a lock, or a recursion; every value is a parameter
        "councils/acts/voting.py",
        "councils/queries/phone.py",
        "disclosure/record_queries.py",
    },
    "<style": ALONE,
    "<script>": ALONE,
}


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_nothing_dangerous_stands_in_our_source(pattern):
    found = [
        str(file.relative_to(CODE))
        for kind in ("*.py", "*.html", "*.js")
        for file in CODE.rglob(kind)
        if not {"tests", "vendor", "migrations"} & set(file.parts)
        and re.search(pattern, _code(file))
    ]
    assert set(found) <= ALLOWED.get(pattern, set())


def _code(file: Path) -> str:
    """The text without its comments and docstrings: they may name what is forbidden."""
    text = file.read_text()
    if file.suffix == ".py":
        text = re.sub(r'"""[\s\S]*?"""', "", text)
        return re.sub(r"#.*", "", text)
    return re.sub(r"/\*[\s\S]*?\*/|//.*|\{#.*?#\}", "", text)


def test_every_kind_of_answer_carries_the_headers(world: World):
    client = Client(raise_request_exception=False)
    matter = world.told()
    paths = [
        "/",
        f"/f/{follow.token(matter.pk)}/",
        "/nowhere",
        "/api/places",
        "/api/nowhere",
        "/signin/",
    ]
    for path in [*paths, "/desk/", f"/wall/{world.village.pk}/"]:
        answer = client.get(path)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy, path
        assert answer["X-Content-Type-Options"] == "nosniff", path
        assert answer["Referrer-Policy"] == "same-origin", path
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert "no-store" in answer["Cache-Control"] or path.startswith("/static"), path


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script> 路灯坏了",
        '"><img src=x onerror=alert(1)> 路灯',
        "{{ 7*7 }} 路灯坏了",
    ],
)
def test_what_a_resident_writes_stays_text_on_every_page(world: World, words):
    matter = world.assigned(text=words)
    pages = {f"/f/{follow.token(matter.pk)}/": None, f"/desk/matters/{matter.pk}/": world.worker}
    pages |= {"/desk/queue": world.worker, "/desk/register": world.worker}
    for path, person in pages.items():
        client = Client()
        if person:
            client.force_login(person)
        page = client.get(path).content.decode()
        assert "路灯" in page, path
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path
