"""The checks of ./yuanba check find what they are there for: each has its planted fault."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from tools import lint, words

PLANTED = {
    "{{ text|safe }}": "safe",
    "{% autoescape off %}": "autoescape",
    "<script>go()</script>": "inline script",
    '<p style="color:red">': "style attribute",
    "<style>p{}</style>": "<style>",
    '<a hx-on:click="go()">': "hx-on",
    '<a onclick="go()">': "on… attribute",
    '<a href="javascript:go()">': "javascript:",
    '<script src="https://cdn.example/x.js"></script>': "another host",
}


@pytest.mark.parametrize(("text", "why"), PLANTED.items())
def test_a_planted_fault_in_a_template_is_found(text: str, why: str, tmp_path: Path):
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "page.html").write_text(f"<p>好</p>\n{text}")
    (folder / "clean.html").write_text('<script src="/static/a.js" defer></script>{# style= #}')
    finds = list(lint.templates(tmp_path))
    assert any(why in find and ":2:" in find for find in finds)
    assert not any("clean.html" in find for find in finds)


def test_a_planted_fault_in_the_code_is_found(tmp_path: Path):
    (tmp_path / "pages.py").write_text(
        "from django.utils.safestring import mark_safe\n"
        "from django.views.decorators.csrf import csrf_exempt\n"
        "Matter.objects.all()\n"
        "rows.extra(where=['1'])\n"
    )
    found = " ".join(lint.code(tmp_path))
    faults = ("mark_safe", "csrf_exempt", ".objects", ".extra()", "matters.sight")
    assert all(name in found for name in faults)


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project with marked texts in Python and in a template."""
    code = tmp_path / "src" / "yuanba"
    (code / "templates").mkdir(parents=True)
    (code / "acts.py").write_text('ask("x", _("请写明理由，%(name)s会看到。"))\n')
    (code / "templates" / "page.html").write_text(
        "<p>{% translate '它说“好”。' %}</p>\n"
        "{% blocktranslate count n=n trimmed %}\n  有 {{ n }} 件。\n"
        "{% plural %}\n  共有 {{ n }} 件。\n{% endblocktranslate %}"
    )
    monkeypatch.setattr(words, "CODE", code)
    monkeypatch.setattr(words, "FOLDER", code / "locale")
    (code / "locale").mkdir()
    return code / "locale"


def fill(folder: Path, **english: str) -> None:
    texts = words.merged(words.collect(), words.read(folder / "django.po"))
    for text in texts:
        text.english = [english.get(text.source[0], f"E {text.source}")] * len(text.english)
    (folder / "django.po").write_text(words.po(texts))
    (folder / "django.mo").write_bytes(words.mo(texts))


def test_every_marked_text_is_collected_and_kept_when_collected_again(catalogue: Path):
    assert {t.source for t in words.collect()} == {
        "请写明理由，%(name)s会看到。",
        "它说“好”。",
        "有 %(n)s 件。",
    }
    fill(catalogue)
    assert words.check() == []
    before = (catalogue / "django.po").read_bytes(), (catalogue / "django.mo").read_bytes()
    assert words.words(SimpleNamespace(check=False)) == 0  # type: ignore[arg-type]
    assert before == (
        (catalogue / "django.po").read_bytes(),
        (catalogue / "django.mo").read_bytes(),
    )


def test_a_text_without_english_a_lost_name_and_a_stale_file_are_found(catalogue: Path):
    assert len([f for f in words.check() if "没有英文" in f]) == 3
    fill(catalogue, 请="Say why; people will see it.")
    assert [f for f in words.check() if "占位符" in f]
    fill(catalogue)
    (catalogue / "django.mo").write_bytes(b"old")
    assert [f for f in words.check() if "django.mo" in f]


def test_the_house_speaks_english_throughout():
    """Every marked text of this repository has its English, and the compiled file is current."""
    assert words.check() == []


# Numbers of ours that are never one: the most photos, the rows of a print, the base of a rate.
NEVER_ONE = {"most", "least", "limit_value", "show_value", "printed", "smallest", "over", "minutes"}
COUNTED = re.compile(r"%\((\w+)\)[sd] (?:more |other )?([a-z]+s)\b")
NO_PLURAL = {
    "belongs",
    "is",
    "goes",
    "was",
    "has",
    "answers",
    "says",
    "deals",
    "decides",
    "calls",
    "needs",
    "years",
    "of",
    "this",
    "names",
    "stands",
    "lacks",
    "carries",
    "sits",
    "leads",
    "sends",
    "takes",
}


def test_no_english_sentence_says_one_days():
    """A sentence that counts something has an entry for one of it."""
    wrong = [
        (text.source, text.english[0])
        for text in words.read(words.FOLDER / "django.po").values()
        if not text.plural
        for name, word in COUNTED.findall(text.english[0])
        if name not in NEVER_ONE and word not in NO_PLURAL
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("english", "found"),
    [("%(n)s days left", True), ("%(n)d more days", True), ("%(name)s is here", False)],
)
def test_a_count_without_its_one_would_be_found(english: str, found: bool):
    assert (any(word not in NO_PLURAL for _name, word in COUNTED.findall(english))) is found


def test_whoever_reads_beside_a_matter_is_asked_why():
    """A new table beside matters is named in the lint, or a count of it could tell of them."""
    from django.apps import apps

    from yuanba.matters.models import Matter

    beside = {
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("yuanba.")
        for field in model._meta.get_fields()
        if field.name == "matter_id" or getattr(field, "related_model", None) is Matter
        if getattr(field, "concrete", False)
    }
    assert beside - lint.MATTERS - lint.BESIDE == set()


def test_a_query_beside_a_matter_without_a_reason_is_found(tmp_path: Path):
    (tmp_path / "queries.py").write_text("Hop.objects.count()\n")
    (tmp_path / "acts.py").write_text("Hop.objects.create()\n")
    assert [find.rsplit("/", 1)[-1] for find in lint.code(tmp_path)] == [
        "queries.py:1: reads matters: ask matters.sight (READS_MATTERS)"
    ]
