"""Names and telephones lie sealed on the disk and are plain to who has the secret."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests.world import World
from yuanba.base import at_rest
from yuanba.matters import follow
from yuanba.matters.models import Contact

OLD, NEW = "an old secret of the house, long enough", "a new secret of the house, long enough too"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_what_was_sealed_is_read_again(words: str):
    sealed = at_rest.seal(words)
    assert at_rest.unseal(sealed) == words
    assert len(words) < 8 or words.encode() not in sealed


def test_the_same_name_is_never_sealed_the_same_way_but_its_mark_is_the_same():
    assert at_rest.seal("罗大娘") != at_rest.seal("罗大娘")
    assert at_rest.mark("13800000126") == at_rest.mark("13800000126")
    assert at_rest.mark("13800000126") != at_rest.mark("13800000127")
    assert at_rest.mark("") is None


@pytest.mark.parametrize("at", [0, 1, 2, 13, 14, -1])
def test_a_changed_byte_is_noticed(at: int):
    sealed = bytearray(at_rest.seal("13800000126"))
    sealed[at] ^= 1
    with pytest.raises(at_rest.Unreadable):
        at_rest.unseal(bytes(sealed))


def test_after_a_new_secret_the_old_rows_are_still_read_and_found(world: World, settings):
    settings.SECRET_KEY = OLD
    matter = world.told(contact_name="罗大娘", contact_phone="13800000126")
    link, code = follow.token(matter.pk), follow.code(matter.pk)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    contact = Contact.objects.get(matter=matter)
    assert (contact.name, contact.phone) == ("罗大娘", "13800000126")
    assert list(Contact.of_phone("13800000126")) == [contact]
    assert follow.matter_of(link) == matter.pk
    assert follow.right_code(matter.pk, 0, code)
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(at_rest.Unreadable):
        Contact.objects.get(matter=matter)
    assert follow.matter_of(link) is None


def test_the_disk_holds_neither_name_nor_number(world: World):
    world.told(contact_name="罗大娘", contact_phone="13800000126")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone, mark FROM matters_contact")
        (row,) = cursor.fetchall()
    held = b"".join(bytes(value) for value in row)
    assert "罗大娘".encode() not in held
    assert b"13800000126" not in held
