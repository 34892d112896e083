"""What is made while somebody reads is in his language; what will hang on the board is Chinese, whoever drafts it."""

import re

import pytest
from django.utils import translation
from django.utils.translation import gettext

from tests.world import World
from yuanba.catalogue.models import Item
from yuanba.catalogue.queries import drawing, sentences, words
from yuanba.catalogue.rules import items
from yuanba.catalogue.rules.items import Draws
from yuanba.catalogue.tests.board import AUGUST, Board
from yuanba.places.models import Place

HAN = re.compile(r"[一-鿿]")


@pytest.mark.parametrize("draws", [d for d in Draws if d not in {Draws.TYPED, Draws.MONEY}])
def test_a_figure_s_sentence_is_english_on_an_english_page(world: World, draws: Draws):
    with translation.override("en"):
        drawn = drawing.draw(draws, Place.objects.get(pk=world.village.pk), AUGUST, AUGUST)
        told = [
            drawn.words,
            *(str(part) for one in words.figures_of(drawn.figures) for part in one),
        ]
    assert not [one for one in told if HAN.search(one)]
    assert drawn.words


def test_the_sentence_of_several_months_and_of_money_as_well():
    fen = {"opening": 120_000, "income": 5, "spending": 0, "closing": 120_005}
    with translation.override("en"):
        when = sentences.span(AUGUST, AUGUST.replace(month=11))
        told = sentences.money(when, fen)
    assert "August to October 2026" in told
    assert "1,200.05" in told
    assert not HAN.search(told)
    assert sentences.span(AUGUST, AUGUST.replace(month=11)) == "2026年8月至10月"


def test_a_draft_is_chinese_even_where_the_worker_reads_english(world: World):
    with translation.override("en"):
        part = Board(world).drafted().parts.get(item__code="A1")
    assert part.words.startswith("2026年8月，大家说了")


def test_the_example_catalogue_speaks_the_reader_s_language_and_a_county_s_own_words_stay(
    world: World,
):
    example = items.shipped()
    with translation.override("en"):
        for line in example.items:
            for said in (line.name, line.content, line.who, line.channel, line.level):
                assert not HAN.search(gettext(said)), said
        assert not HAN.search(gettext(example.source))
        assert Item(name="三组的水费").called == "三组的水费"
