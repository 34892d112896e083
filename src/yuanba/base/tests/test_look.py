"""How every page stands: readable, calm, the same without script, and nothing from elsewhere."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.http import HttpResponse
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from yuanba.base import look, pages
from yuanba.base.errors import Refused
from yuanba.base.forms import Form
from yuanba.base.language import Look, LookMiddleware, look_of

BASE = Path(look.__file__).parent
KIT = BASE / "static" / "yuanba"
TEMPLATES = sorted((BASE / "templates").rglob("*.html"))
LOOKS = [Look(), Look("en"), Look(mode="elder"), Look("en", "elder-max")]
pytestmark = pytest.mark.urls("yuanba.base.urls")


class Say(Form):
    photos = forms.FileField(label="照片", required=False)
    what = forms.CharField(
        label="发生了什么", help_text="照直说", widget=forms.Textarea, max_length=9
    )
    reply = forms.ChoiceField(
        label="怎么回您话", choices=[("call", "打电话"), ("none", "不用")], widget=forms.RadioSelect
    )
    public = forms.BooleanField(label="可以公开", required=False)
    lane = forms.ChoiceField(label="分流", choices=[("", "请选"), ("government", "大事")])
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def sample(**more: object) -> dict[str, object]:
    """Something for every template to show, with text that would break a page if not escaped."""
    form = Say({"what": "<b>太长太长太长太长</b>", "reply": ""})
    return {
        "form": form,
        "field": form["what"],
        "place_name": "青石社区",
        "phone": "000-0000-0101",
        "number": "12345678",
        "rail": [
            {
                "title": "事项",
                "items": [{"url": "/", "icon": "cal", "label": "今日", "count": 8, "late": True}],
            }
        ],
        "me": {"name": "王主任", "post": "青石社区"},
        "views": [{"url": "/", "label": "在办", "count": 0, "current": True}],
        "tabs": [{"url": "/", "icon": "home", "label": "首页", "current": True}],
        "steps": [
            {"title": "社区收到了", "state": "done", "photos": [{"url": "/p", "alt": "屋顶"}]},
            {"title": "分为大事", "lane": "government", "state": "now", "text": "<i>公共屋面</i>"},
            {"title": "请您评"},
        ],
        "entries": [{"title": "收到", "text": "当天回电", "meta": "10:24"}],
        "title": "都办完了",
        "text": "明天到期 2 件",
        "url": "/tomorrow",
        "action": "看明天的",
        "next_url": "?after=1",
        "target": "main",
        "name": "report",
        "csrf_token": "x" * 64,
        "request": RequestFactory().post("/say?x=<1>", {"what": "<script>楼上又漏水</script>"}),
        "bar": look.bar(30, "三成"),
        "ring": look.ring(0.5),
        "stack": look.stack([("大事 21", 21, "big"), ("私事 1", 1, "own")]),
        "spark": look.spark([3, 5, 2], "三、五、二件"),
        "board": look.squares([look.Unit("青石村", "late", "/v"), look.Unit("大树村")], "各村"),
        **more,
    }


@pytest.mark.parametrize("seen", LOOKS, ids=lambda seen: f"{seen.language}-{seen.mode}")
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.name)
def test_every_page_of_the_house_keeps_to_its_own_files(template: Path, seen: Look) -> None:
    name = template.relative_to(BASE / "templates").as_posix()
    with translation.override(seen.language):
        page = render_to_string(name, sample(look=seen))
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", page), "the policy forbids it"
    assert not re.search(r"<script(?![^>]*\ssrc=)", page), "no script inside a page"
    assert not re.search(r"(src|href|action)=\"(https?:)?//", page), "no other host"
    assert "<b>太长" not in page
    assert "<i>公共" not in page
    assert "楼上又漏水</script>" not in page


@pytest.mark.parametrize(
    "name", ["resident.html", "public.html", "desk.html", "404.html", "503.html"]
)
@pytest.mark.parametrize("seen", LOOKS, ids=lambda seen: f"{seen.language}-{seen.mode}")
def test_every_page_says_its_language_and_leads_past_the_roof(name: str, seen: Look) -> None:
    page = render_to_string(name, sample(look=seen))
    assert f'<html lang="{seen.lang}"' in page
    assert ('data-mode="elder"' in page) == (seen.elder and name != "desk.html")
    assert ('data-size="max"' in page) == (seen.largest and name != "desk.html")
    assert 'href="#main"' in page
    assert page.count('id="main"') == 1
    assert "有错：" in page or seen.language == "en"


def test_a_missing_word_is_said_beside_its_field_and_in_the_summary() -> None:
    page = render_to_string("base/form.html", sample(look=Look()))
    assert '<a href="#id_what">太长了：最多 9 个字，现在有 15 个字。</a>' in page
    assert '<a href="#id_reply_0">“怎么回您话”还没填。</a>' in page
    assert 'aria-describedby="id_what_helptext id_what_error"' in page
    assert 'id="id_what_error"' in page
    assert "&lt;b&gt;太长太长太长太长&lt;/b&gt;</textarea>" in page, "what was typed is kept"
    assert "（选填）" in page


def test_a_field_may_choose_its_own_words() -> None:
    class Name(Form):
        who = forms.CharField(error_messages={"required": "写一下谁反映的。"})

    assert Name({}).errors["who"] == ["写一下谁反映的。"]


def test_the_kit_is_light_enough_for_a_weak_signal() -> None:
    def wire(*names: str) -> int:
        return sum(len(gzip.compress((KIT / name).read_bytes(), 6)) for name in names)

    for kind in ("resident", "public", "desk"):
        assert wire("tokens.css", "yuanba.css", f"{kind}.css") < 15_000
    scripts = ["vendor/htmx/htmx.min.js", "yuanba.js", "draft.js", "photo.js", "speak.js"]
    styles = ["tokens.css", "yuanba.css", "resident.css"]
    assert wire(*scripts, *styles, "icons.svg", "mark.svg") < 45_000, "15 KB stay for the page"


@pytest.mark.parametrize("sheet", sorted(KIT.glob("*.css")), ids=lambda file: file.name)
def test_old_phones_understand_the_styles(sheet: Path) -> None:
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)
    too_new = (
        r":has\(|@container|aspect-ratio|[{;]\s*inset\s*:|oklch|color-mix|@layer|:is\(|:where\("
    )
    assert not re.search(too_new, css)
    assert not re.search(r"url\([\"']?(https?:)?//", css)
    assert css.count("{") == css.count("}")


def test_every_icon_that_is_asked_for_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'id="i-([\w-]+)"', (KIT / "icons.svg").read_text()))
    asked = {
        name
        for file in TEMPLATES
        for name in re.findall(r'{% icon "([\w-]+)"|#i-([\w-]+)"', file.read_text())
        for name in name
        if name
    }
    assert asked
    assert asked <= drawn


def spoken(source: str, /, **context: object) -> str:
    return engines["django"].from_string(source).render(context).strip()


def test_a_seal_is_letter_and_shape_and_word() -> None:
    page = spoken('{% seal "communal" %}')
    assert page == '<span class="san san--small" role="img" aria-label="小事">小</span>'
    assert "san--none" in spoken("{% seal lane %}", lane=None)


def test_time_left_is_drawn_from_what_is_used() -> None:
    view = look.due(text="2 天", left=2, total=10)
    assert (view.level, view.percent) == ("soon", 80)
    assert look.due(text="超 1 天", left=-1, total=10).level == "late"
    page = spoken("{% due view %}", view=view)
    assert 'class="due due--soon"' in page
    assert 'width="80"' in page
    assert spoken("{% due text=text %}", text="<3 天") == '<span class="due">&lt;3 天</span>'


def test_tags_say_their_word_and_nothing_else() -> None:
    page = spoken("{% tag kind text %}", kind="ok", text="<已装好>")
    assert page == '<span class="tag tag--ok">&lt;已装好&gt;</span>'


def test_drawings_are_the_same_each_time_and_keep_inside_their_frame() -> None:
    assert look.ring(0.5) == look.ring(0.5)
    assert look.bar(130).width == "100"
    assert look.stack([]).pieces == ()
    pieces = look.stack([("大事", 1, "big"), ("小事", 3, "small")]).pieces
    assert [(piece.x, piece.width) for piece in pieces] == [("0", "25"), ("25", "75")]
    assert look.spark([], "没有").path == "M2 23"
    board = look.squares([look.Unit(str(n)) for n in range(13)], "十三个村")
    assert (board.width, board.height) == (384, 64)
    assert (board.squares[12].x, board.squares[12].y) == (0, 32)


@pytest.mark.parametrize(
    ("cookies", "header", "expected"),
    [
        ({}, "", "zh-hans"),
        ({}, "en-US,en;q=0.9,zh;q=0.5", "en"),
        ({}, "zh-CN,en;q=0.9", "zh-hans"),
        ({}, "de,en;q=0.9", "zh-hans"),
        ({"language": "zh-hans"}, "en", "zh-hans"),
        ({"language": "<script>"}, "", "zh-hans"),
    ],
)
def test_chinese_unless_the_reader_chose_or_asks_first_for_english(
    cookies: dict[str, str], header: str, expected: str
) -> None:
    request = RequestFactory(headers={"Accept-Language": header}).get("/")
    request.COOKIES.update(cookies)
    assert look_of(request).language == expected


def test_the_choice_holds_while_the_page_is_made() -> None:
    request = RequestFactory().get("/")
    request.COOKIES.update({"language": "en", "mode": "elder-max"})
    answer = LookMiddleware(lambda _: HttpResponse(translation.get_language()))(request)
    assert answer.content == b"en"
    assert answer.headers["Content-Language"] == "en"
    assert request.look == Look("en", "elder-max")  # type: ignore[attr-defined]


def test_switching_needs_no_script_and_comes_back_to_the_same_page(rf: RequestFactory) -> None:
    posted = {"mode": "elder", "language": "en", "next": "/matters/3?a=1"}
    answer = pages.set_look(rf.post("/look", posted))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/matters/3?a=1")
    assert answer.cookies["mode"].value == "elder"
    assert answer.cookies["language"]["samesite"] == "Lax"
    assert int(answer.cookies["language"]["max-age"]) == 365 * 24 * 3600


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:1", ""]
)
def test_switching_leads_nobody_elsewhere(rf: RequestFactory, elsewhere: str) -> None:
    answer = pages.set_look(rf.post("/look", {"mode": "huge", "next": elsewhere}))
    assert answer.headers["Location"] == "/"
    assert not answer.cookies, "an unknown size changes nothing"


def test_looking_at_the_switch_changes_nothing(rf: RequestFactory) -> None:
    assert pages.set_look(rf.get("/look?mode=elder")).status_code == 405


def test_a_switch_from_another_site_is_refused(settings: Any) -> None:
    settings.CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"  # our own page needs the house
    answer = Client(enforce_csrf_checks=True).post("/look", {"mode": "elder"})
    assert answer.status_code == 403
    assert "mode" not in answer.cookies


def test_a_refusal_lands_beside_its_field_and_the_page_says_422(rf: RequestFactory) -> None:
    def refuse(**_typed: object) -> None:
        raise Refused("reason_needed", "转为私事须写明理由。", field="what")

    typed = {"what": "漏水", "reply": "call", "lane": "government"}
    form = Say(typed)
    assert not pages.carried_out(rf.post("/", typed), form, refuse)
    assert form.errors["what"] == ["转为私事须写明理由。"]
    form = Say(typed)
    pages.refuse(form, Refused("wrong_state", "请刷新后再看。", field="state"))
    assert form.non_field_errors() == ["请刷新后再看。"]


def test_what_was_typed_is_offered_again_when_nothing_was_saved() -> None:
    page = render_to_string("503.html", sample(look=Look(), form=None))
    assert "没存上" in page
    assert 'name="what" value="&lt;script&gt;楼上又漏水&lt;/script&gt;"' in page
    assert "再存一次" in page


def test_a_form_posted_from_elsewhere_is_not_offered_again() -> None:
    typed = {"what": "把我删掉，全部删掉"}
    for site, offered in [("cross-site", False), ("same-origin", True)]:
        request = RequestFactory(headers={"Sec-Fetch-Site": site}).post("/say", typed)
        page = render_to_string("csrf.html", sample(look=Look(), form=None, request=request))
        assert ("把我删掉" in page) is offered


def test_words_stand_on_a_piece_only_where_they_have_room():
    chinese = look.stack([("大事 54", 54, "big"), ("小事 38", 38, "small")])
    english = look.stack([("Public matter 54", 54, "big"), ("Communal matter 38", 38, "small")])
    assert [piece.roomy for piece in chinese.pieces] == [True, True]
    assert [piece.roomy for piece in english.pieces] == [True, False]
    assert english.crowded  # the legend says them all
