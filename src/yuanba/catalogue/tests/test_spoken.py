"""What the loudspeaker says: dates, sums and units as people say them, and not one figure left."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.catalogue.rules import spoken
from yuanba.catalogue.rules.figures import chinese


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026年11月，办完130件", "二〇二六年十一月，办完一百三十件"),
        ("收3,200元，支412.50元", "收三千二百元，支四百一十二元五角"),
        ("0.05元、12.05元、12.30元、2元", "五分、十二元零五分、十二元三角、两元"),
        ("结余-30.00元", "结余负三十元"),
        ("20000元、1,020,300.00元", "两万元、一百零二万零三百元"),
        ("第2项，2件、12件、2天", "第二项，两件、十二件、两天"),
        ("大家说了0件事，办完0件。", "大家一件事也没有说，办完的一件也没有。"),
        ("12月3日18:30，占12.5%", "十二月三日十八点三十分，占百分之十二点五"),
        ("2026-11-26，南坝-2026-0127", "二〇二六年十一月二十六日，南坝-二〇二六杠〇一二七"),
        (
            "3-5件，10月1日—10月3日，9:00-11:30",
            "三到五件，十月一日到十月三日，九点整到十一点三十分",
        ),
        ("２０２６年，三组１.５公里", "二〇二六年，三组一点五公里"),
        ("2026-13-45", "二〇二六杠一三杠四五"),
    ],
)
def test_a_written_number_is_said_as_people_say_it(written: str, said: str):
    assert spoken.aloud(written) == said


@given(st.integers(0, 10**12 - 1))
def test_a_number_said_is_the_number_meant(n: int):
    assert chinese(spoken.number(n)) == n


@given(st.decimals(0, 10**9, places=2))
def test_a_sum_said_loses_no_fen(told: Decimal):
    said = spoken.money(told)
    whole, _yuan, rest = said.rpartition("元")
    fen = chinese(whole) * 100 if whole else 0
    for sign, worth in (("角", 10), ("分", 1)):
        if found := re.search(f"([一二三四五六七八九]){sign}", rest):
            fen += chinese(found[1]) * worth
    assert fen == int(told * 100)


@given(st.text("0123456789０１.,:-—%％年月日件元分 A", max_size=24))
def test_whatever_is_typed_can_be_said_and_no_figure_is_left(text: str):
    assert not re.search(r"[0-9０-９]", spoken.aloud(text))
