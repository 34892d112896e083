"""What is learned from sorted texts, how it is read without numpy, and how it is measured."""

import random

import pytest

from yuanba.triage import learning, measuring
from yuanba.triage.rules.grams import counted, whole
from yuanba.triage.rules.linear import unpacked
from yuanba.triage.rules.proposing import Example
from yuanba.triage.training import train

SAID = {
    "路灯": ["路灯不亮", "路灯坏了", "灯杆歪了", "晚上没有灯", "灯一闪一闪"],
    "漏水": ["屋顶漏水", "楼上漏水", "墙面渗水", "天花板滴水", "水管爆了"],
    "停车": ["乱停车", "车位不够", "堵住通道", "停车收费", "车挡了门"],
}
PLACES = ["村口", "三栋", "桥头", "学校旁", "院坝", "二单元", "小区门口", "河边", "坡上", "广场"]
ENDS = ["请来看看", "好几天了", "没有人管", "老人不方便", "麻烦处理", "反映过两次"]


def examples(n: int = 40) -> list[Example]:
    dice = random.Random(1)
    return [
        Example("", f"{dice.choice(PLACES)}{dice.choice(said)}，{dice.choice(ENDS)}{i}号。", label)
        for label, said in SAID.items()
        for i in range(n)
    ]


@pytest.fixture(scope="module")
def learned():
    return train(examples())


def test_it_tells_apart_what_people_sorted(learned):
    model, score = learned
    assert model.guesses(whole("", "桥头的路灯又不亮了"))[0].label == "路灯"
    assert model.guesses(whole("", "楼上一直渗水下来"))[0].label == "漏水"
    assert score.right > 0.9
    assert score.held > 10


def test_probabilities_are_probabilities(learned):
    model, _score = learned
    guesses = model.guesses(whole("", "三栋门口乱停车"))
    assert abs(sum(g.probability for g in guesses) - 1) < 1e-6
    assert guesses == sorted(guesses, key=lambda g: -g.probability)


def test_of_what_it_never_heard_it_says_none_of_these(learned):
    model, _score = learned
    assert model.label(model.guesses("qzx")) == ""


def test_it_is_read_in_the_server_as_it_was_learned(learned):
    model, _score = learned
    again = unpacked(model.packed())
    assert again == model
    fitted = learning.fit(
        [learning.read(e.body) for e in examples()], [e.label for e in examples()]
    )
    text = "村口的路灯坏了，好几天了"
    ours = fitted.model().scores(text)
    theirs = fitted.scores([learning.read(text)])[0]
    assert ours == pytest.approx(list(theirs), abs=0.05)  # weights are kept as whole numbers


def test_runs_have_the_same_numbers_in_both_readers():
    text = "三栋二单元楼顶漏水，漏水！"
    many = learning.read(text)
    found = counted(text)
    assert sorted(found) == many.runs.tolist()
    assert [found[run] for run in many.runs.tolist()] == pytest.approx(many.often.tolist())


def test_the_grounds_are_words_of_the_text(learned):
    model, _score = learned
    text = "桥头边上那一排路灯坏了"
    words = [text[a:b] for a, b in model.grounds(text, "路灯")]
    assert "路灯" in words[0]


def test_copies_of_one_complaint_stay_on_one_side():
    told = "小区旁边的搅拌站整夜施工，粉尘很大，老人孩子睡不着觉，多次反映没有人来处理。"
    texts = [told, f"尊敬的领导：{told}", "村里的路灯已经坏了半个月，晚上看不见路。", told]
    families = measuring.copies(texts)
    assert families[0] == families[1] == families[3] != families[2]
    of = measuring.folds(["a", "a", "b", "a"], families, 2)
    assert of[0] == of[1] == of[3]


def test_training_again_gives_the_same_model():
    assert train(examples(20))[0].packed() == train(examples(20))[0].packed()


def test_a_class_of_very_few_is_not_learned():
    model, _score = train([*examples(20), Example("", "只有这一件的事", "少见")])
    assert "少见" not in model.labels
