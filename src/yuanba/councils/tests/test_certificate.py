"""The certificate as a page and as a file: the same words, "not valid" as plainly as "valid"."""

import re
import zlib

import pytest
from django.urls import reverse

from tests.world import World
from yuanba.base import pdf
from yuanba.councils.tests.village import Village

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(pdf.maker() is None, reason="没有 Pango，PDF 没有试。")


def asks(client, question) -> tuple[str, str, object]:
    here = [
        reverse(f"councils:{n}", args=[question.pk]) for n in ("certificate", "certificate_file")
    ]
    return client.get(here[0]).content.decode(), here[1], client.get(here[1])


@needs_pango
def test_the_file_is_offered_and_made_where_it_can_be(
    world: World, client, monkeypatch: pytest.MonkeyPatch
):
    village = Village(world, households=3)
    question = village.ready()
    seen: list[str] = []
    draw = pdf._draw
    monkeypatch.setattr(
        pdf, "_draw", lambda html, styles: (seen.append(html), draw(html, styles))[1]
    )
    page, address, made = asks(client, question)
    assert address in page
    assert made["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF")
    text = b"".join(map(inflated, re.findall(rb"stream\r?\n(.*?)endstream", made.content, re.S)))
    assert b"FontFile" in made.content or b"/FontFile" in text  # the letters are in it
    client.get(address)
    assert len(seen) == 1  # the same sheet is not drawn twice
    for words in ("到现在无效：还有步骤没有过", "村民会议或者村民代表会议决议"):
        assert words in page
        assert words in seen[0]
    assert "<link" not in seen[0]
    assert "<script" not in seen[0]


def inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream.strip(b"\r\n"))
    except zlib.error:
        return b""


def test_without_the_library_no_link_leads_nowhere(
    world: World, client, monkeypatch: pytest.MonkeyPatch
):
    question = Village(world, households=0).proposed()
    monkeypatch.setattr(pdf, "maker", lambda: None)
    page, address, made = asks(client, question)
    assert address not in page
    assert made.status_code == 404


@needs_pango
def test_whoever_comes_while_others_wait_is_told_so(
    world: World, client, monkeypatch: pytest.MonkeyPatch
):
    question = Village(world, households=0).proposed()
    monkeypatch.setattr(pdf, "PATIENCE", 0)
    with pdf._making:
        answer = client.get(reverse("councils:certificate_file", args=[question.pk]))
    assert answer.status_code == 503
    assert "系统这会儿忙" in answer.content.decode()
