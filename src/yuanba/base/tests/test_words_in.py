"""Words from outside: text, telephone numbers, days, and what a mask leaves."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.scripts import ALSO, SIMPLIFIED

FOUNDED, TODAY = date(2000, 1, 1), date(2026, 11, 23)
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


def why(call, *arguments, **named) -> str:
    with pytest.raises(Refused) as refused:
        call(*arguments, **named)
    assert str(refused.value.message).endswith("。")
    assert refused.value.field
    return refused.value.code


@pytest.mark.parametrize(
    "nothing",
    ["", "   \n\t", "\u200b\u200d\ufeff", "\u3164\u2800", "。。。！！", "😀😀👍", "👨‍👩‍👧", "……——",
     "啊啊啊啊", "哈哈，哈！", "1111111", "\x00\x07\x1b", "　　　"],
)  # fmt: skip
def test_a_report_that_says_nothing_is_asked_what_happened(nothing: str):
    assert why(words_in.clean, nothing) == "words_missing"


@pytest.mark.parametrize("said", ["路灯坏了", "谢谢", "水", "3-2", "Help", "😀路灯不亮", "ཁང་པ"])
def test_few_words_are_words(said: str):
    assert words_in.clean(said) == said


def test_too_much_is_told_by_how_much():
    with pytest.raises(Refused, match="words_long") as refused:
        words_in.clean("路灯" * 5_000)
    assert "多了8000个字" in str(refused.value.message)
    assert len(words_in.clean("路灯" * 1_000)) == 2_000
    assert why(words_in.clean, "路" * 3_000_000) == "words_long"


def test_too_little_and_what_may_stay_empty():
    assert why(words_in.clean, "坏", least=4, field="what") == "words_short"
    assert words_in.clean("  ", least=0) == ""


def test_what_nobody_sees_is_dropped_and_the_rest_stays_as_it_came():
    came = "  第\u200b一\u202e行\x07\t完\r\n第二行：ＡＢ１２，（全角）\u2028尾\ufeff  "
    assert words_in.clean(came) == "第一行 完\n第二行：ＡＢ１２，（全角）\n尾"
    assert words_in.clean("坏\ud800了") == "坏了"
    assert words_in.clean("cafe\u0301 路灯") == "café 路灯"
    assert words_in.clean("\ue863姓人家") == "\ue863姓人家"


def test_accents_do_not_climb_over_the_neighbours():
    assert len(words_in.clean("路灯z" + "\u0335" * 1_000)) <= 7


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing_and_leaves_nothing_invisible(text: str):
    try:
        once = words_in.clean(text)
    except Refused:
        return
    assert words_in.clean(once) == once
    assert once == once.strip()
    assert unicodedata.is_normalized("NFC", once)
    assert not any(
        unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for sign in once if sign != "\n"
    )
    once.encode()


@given(st.text(HAN, min_size=4, max_size=50).filter(lambda text: len(set(text)) > 1))
def test_plain_chinese_is_kept_to_the_letter(text: str):
    assert words_in.clean(text) == unicodedata.normalize("NFC", text)


@given(st.text(max_size=200))
def test_the_form_for_matching_is_stable(text: str):
    form = words_in.match_form(text)
    assert form == " ".join(form.split())
    form.encode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("羅（luó）女士説路燈壞了", "羅女士説路燈坏了"),
        ("重庆（Chóngqìng）", "重庆"),
        ("２０２５年 Ａ座", "2025年 a座"),
        ("路燈  壞了\n三天", "路灯坏了 三天".replace("坏了", " 坏了")),
        ("後山的電線", "后山的电线"),
    ],
)
def test_two_ways_of_writing_match(one: str, other: str):
    assert words_in.match_form(one) == words_in.match_form(other)


def test_brackets_with_anything_but_pinyin_stay():
    assert words_in.match_form("渝府发〔2018〕3号(b1层)") == "渝府发〔2018〕3号(b1层)"


def test_the_table_turns_traditional_into_simplified_and_nothing_else():
    assert len(SIMPLIFIED) > 1_200
    for old, new in SIMPLIFIED.items():
        new.encode("gb2312")
        assert ord(new) not in SIMPLIFIED
        if chr(old) not in ALSO:
            with pytest.raises(UnicodeEncodeError):
                chr(old).encode("gb2312")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13800001234", "13800001234"),
        ("１３８００００１２３４", "13800001234"),
        ("138 0000 1234", "13800001234"),
        ("138-0000-1234", "13800001234"),
        ("+86 138 0000 1234", "13800001234"),
        ("＋８６－１３８００００１２３４", "13800001234"),
        ("008613800001234", "13800001234"),
        ("8613800001234", "13800001234"),
        ("\u200b13800001234\u202c", "13800001234"),
        ("023-62800000", "02362800000"),
        ("（023）6280 0000", "02362800000"),
        ("+86 23 6280 0000", "02362800000"),
        ("0574—1234567", "05741234567"),
        ("01062800000", "01062800000"),
    ],
)
def test_a_number_is_taken_however_it_is_typed(typed: str, number: str):
    assert words_in.phone(typed) == number
    assert words_in.phone(number) == number


@pytest.mark.parametrize(
    "typed",
    ["", "1380000123", "138000012345", "12800001234", "62800000", "abc", "110", "١٣٨٠٠٠٠١٢٣٤",
     "13800001234;13900001234", "9" * 5_000, "400-800-1234", "0086", "+1 202 555 0100"],
)  # fmt: skip
def test_no_number_is_refused_with_an_example(typed: str):
    assert why(words_in.phone, typed) == "phone_wrong"


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["", " ", "-", "　"]))
def test_every_mobile_number_survives_being_typed(number: str, gap: str):
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in number)
    assert words_in.phone(gap.join((wide[:3], wide[3:7], wide[7:]))) == number
    masked = words_in.mask_phone(number)
    assert masked.startswith(number[:3])
    assert "****" in masked


def test_a_mask_leaves_the_family_name():
    assert words_in.mask_name("罗小红", title="女士") == "罗女士"
    assert words_in.mask_name("罗小红") == "罗**"
    assert words_in.mask_name("罗红") == "罗**"
    assert words_in.mask_name("欧阳小红", title="先生") == "欧阳先生"
    assert words_in.mask_name("欧阳") == "欧**"
    assert words_in.mask_name("") == ""
    assert words_in.mask_phone("123") == "****"


@pytest.mark.parametrize(
    "typed",
    ["2026-11-20", "2026/11/20", "2026.11.20", "2026年11月20日", "２０２６－１１－２０", "20261120",
     " 2026-11-20 "],
)  # fmt: skip
def test_a_day_is_taken_however_it_is_written(typed: str):
    assert words_in.day(typed, founded=FOUNDED, today=TODAY) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1999-12-31", "day_before_founding"),
        ("0001-01-01", "day_before_founding"),
        ("2026-11-24", "day_in_future"),
        ("9999-12-31", "day_in_future"),
        ("2026-02-30", "day_unread"),
        ("昨天", "day_unread"),
        ("", "day_unread"),
        ("2026-11-20" * 100, "day_unread"),
        ("0000-00-00", "day_unread"),
    ],
)
def test_a_day_that_cannot_have_been_is_refused(typed: str, code: str):
    assert why(words_in.day, typed, founded=FOUNDED, today=TODAY) == code


@given(st.dates(FOUNDED - timedelta(days=400), TODAY + timedelta(days=400)))
def test_a_day_is_taken_exactly_between_founding_and_today(day: date):
    try:
        taken = words_in.day(day.isoformat(), founded=FOUNDED, today=TODAY)
    except Refused:
        assert not FOUNDED <= day <= TODAY
    else:
        assert taken == day
        assert FOUNDED <= day <= TODAY
