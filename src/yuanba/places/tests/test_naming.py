"""Names in the order in which people count."""

from yuanba.places.rules.naming import in_order


def sorted_names(*names: str) -> list[str]:
    return sorted(names, key=in_order)


def test_grids_stand_as_they_are_counted_in_characters_and_in_figures():
    counted = [
        "第一网格",
        "第二网格",
        "第三网格",
        "第九网格",
        "第十网格",
        "第十一网格",
        "第二十网格",
    ]
    assert sorted_names(*reversed(counted)) == counted
    assert sorted_names("10栋", "2栋", "1栋") == ["1栋", "2栋", "10栋"]
    assert sorted_names("一百零二号", "九十九号", "一百号") == ["九十九号", "一百号", "一百零二号"]
    assert sorted_names("一〇三室", "九室") == ["九室", "一〇三室"]


def test_names_without_numbers_and_with_them_can_stand_together():
    assert sorted_names("粮站小区6栋", "粮站小区", "大湾", "粮站小区十栋") == [
        "大湾", "粮站小区", "粮站小区6栋", "粮站小区十栋",
    ]  # fmt: skip
