"""Dirty text: what is told twice looks the same, and the text as it came can still be pointed at."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from yuanba.triage.rules.normal import mapped, plain


@pytest.mark.parametrize(
    ("came", "compared"),
    [
        ("楼道太脏（zang）了", "楼道太脏了"),
        ("有人贪(tān)污", "有人贪污"),
        ("官商勾结【gou jie】", "官商勾结"),
        ("小区旁边的酒吧（KTV）很吵", "小区旁边的酒吧(ktv)很吵"),
        ("采用（EPC）模式", "采用(epc)模式"),
        ("路燈壞了，請儘快維修", "路灯坏了,请尽快维修"),
        ("３栋２单元ＡＢＣ", "3栋2单元abc"),
        ("联系电话13812345678，急", "联系电话,急"),
        ("打[TEL]没人接", "打没人接"),
        ("<p>路灯&nbsp;不亮</p>", "路灯不亮"),
        ("快来人！！！！！", "快来人"),
        ("漏水\n\n  很久了 ", "漏水很久了"),
        ("路\u200b灯不亮", "路灯不亮"),
    ],
)
def test_dirt_is_taken_out_for_comparing(came, compared):
    assert plain(came) == compared


def test_place_codes_stay_unless_they_are_not_wanted():
    assert plain("A3区麓谷小区停水") == "a3区麓谷小区停水"
    assert plain("A3区麓谷小区停水", codes=False) == "区麓谷小区停水"


def test_an_advertisement_inside_a_telling_is_left_out():
    came = "三栋电梯坏了。\n代开发票加微信abc12345\n请来修。"
    assert plain(came) == "三栋电梯坏了。请来修。"


def test_a_complaint_about_an_advertisement_stays_whole():
    came = "电梯里贴满了贷款广告，写着加微信abc12345"
    assert plain(came) == "电梯里贴满了贷款广告,写着加微信abc12345"


def test_words_found_are_shown_in_the_text_as_it_came():
    came = "  樓頂又漏（lou）水，\u200b廚房濕了"
    found = mapped(came)
    start = found.text.index("漏水")
    first, end = found.span(start, start + 2)
    assert came[first:end] == "漏（lou）水"


@given(st.text(max_size=200))
def test_every_character_left_knows_where_it_stood(came):
    found = mapped(came)
    assert len(found.text) == len(found.at)
    assert list(found.at) == sorted(found.at)
    assert all(0 <= i < len(came) for i in found.at)


@example("! !")
@given(st.text(alphabet="路灯壞了（zang）A3区１ \n!", max_size=60))
def test_what_was_made_plain_stays_as_it_is(came):
    once = plain(came)
    assert plain(once) == once or "(" in once  # a bracket that only stands bare afterwards
