"""What a wall may not say."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.base.masking import cuts, leaks, mask, tidy


@pytest.mark.parametrize(
    ("told", "hangs"),
    [
        ("请打13800000126找我", "请打…找我"),
        ("电话１３８－００００－０１２６", "电话…"),
        ("一三八零零零零零一二六，晚上在家", "…，晚上在家"),
        ("身份证50010819500101123X", "身份证…"),
        ("渝A·D1234停在门口", "…停在门口"),
        ("渝AD12345挡住了消防通道", "…挡住了消防通道"),
        ("3栋2单元501室漏水", "…漏水"),
        ("住3-2-501", "住…"),
        ("石桥村12号门口积水", "石桥村…门口积水"),
        ("我叫罗小兰，屋顶漏", "我叫…，屋顶漏"),
        ("罗小兰女士反映路灯不亮", "某女士反映路灯不亮"),
        ("请王主任看看", "请某主任看看"),
        ("欧阳大爷摔了一跤", "某大爷摔了一跤"),
        ("联系人：张三", "联系人:…"),
        ("发我邮箱 luo@example.org", "发我邮箱 …"),
        ("微信号是luodaniang88", "微信号…"),
        ("看 https://example.org/x?y=1", "看 …"),
    ],
)
def test_numbers_plates_doors_and_names_stay_off_the_wall(told: str, hangs: str):
    assert mask(told) == hangs


@pytest.mark.parametrize(
    "said",
    [
        "村口路灯三天不亮，老人晚上摔了一跤。",
        "换了两盏灯头和一段线，当晚已亮。",
        "11月27号修好，花了2760元",
        "2026年11月27日 10:30 已清运",
        "5号楼前化粪池外溢",
        "坝子换灯12盏，共1200米线",
        "解决了8户的下水堵塞",
    ],
)
def test_dates_counts_and_lamps_stay_readable(said: str):
    assert mask(said) == said


def test_the_name_of_the_one_who_told_goes_even_without_a_title():
    assert mask("阿依古丽说灯不亮", known=["阿依古丽"]) == "…说灯不亮"


@pytest.mark.parametrize(
    ("told", "hangs"),
    [
        ("三栋门口的灯坏了。请不要说是我讲的。", "三栋门口的灯坏了。"),
        ("路灯坏了，别让他们知道是我说的，晚上看不见路。", "路灯坏了，晚上看不见路。"),
        ("他家占了路，请帮我保密", "他家占了路，"),
        ("占道的又来了。怕人家报复。", "占道的又来了。"),
        ("请不要公开我的名字。水沟堵了。", "水沟堵了。"),
        ("莫告诉邻居是我提的；沟里有味道", "沟里有味道"),
        ("不想让人知道我家的事", ""),
    ],
)
def test_what_somebody_asked_to_be_kept_does_not_hang(told: str, hangs: str):
    assert mask(told) == hangs
    assert cuts(told), "and a person reads such a row before it goes up"


@pytest.mark.parametrize(
    "said",
    [
        "请不要乱扔垃圾。",
        "井盖不要再坏了，老人怕摔跤。",
        "别人家门口都有灯，我们没有。",
        "通知说要公开招标，没有人知道。",
        "不能让水再漫进来。",
        "请告诉我们什么时候修。",
    ],
)
def test_what_only_sounds_like_it_stays(said: str):
    assert mask(said) == said


DIGITS = st.text("0123456789０１２３４５６７８９ -—.·,，()_/灯村", max_size=60)


@given(said=DIGITS)
def test_no_run_of_seven_digits_ever_hangs_on_the_wall(said: str):
    assert not re.search(r"\d{7}", mask(said))


@given(said=st.text(max_size=200))
def test_whatever_is_typed_seven_digits_never_stay(said: str):
    hangs = mask(said)
    assert not re.search(r"\d{7}", hangs)
    assert mask(hangs) == mask(mask(hangs))


@given(
    before=st.text("村口路灯不亮的了", max_size=10),
    digits=st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    gap=st.sampled_from(["", " ", "-", "——", "．", "，", "  ", "/"]),
    after=st.text("村口路灯不亮的了", max_size=10),
)
def test_a_telephone_is_found_however_it_is_spaced(before: str, digits: str, gap: str, after: str):
    told = before + gap.join([digits[:3], digits[3:7], digits[7:]]) + after
    assert not re.search(r"\d", mask(told))
    assert leaks(told)


def test_a_plain_sentence_leaks_nothing():
    assert leaks("换了两盏灯，11月27日亮了，花了2760元。") == ""


@pytest.mark.parametrize(
    ("told", "hangs"),
    [
        ("我叫罗小兰，电话13800000126，楼道里堆了很多纸箱。", "楼道里堆了很多纸箱。"),
        ("13800000126是我，楼上漏水", "…是我，楼上漏水"),
        ("联系电话：13800000126", ""),
    ],
)
def test_an_introduction_that_introduces_nobody_is_left_out(told: str, hangs: str):
    assert tidy(mask(told)) == hangs
