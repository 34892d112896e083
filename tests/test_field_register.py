"""Every field with words in it says why it is kept, or that it is about nobody (trust.md 25)."""

import pytest
from django.apps import apps
from django.db import models

from yuanba.base.fields import Mark, Sealed
from yuanba.base.personal import NOBODY, REGISTER

WORDS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, Sealed, Mark)


def fields_with_words() -> set[tuple[str, str]]:
    return {
        (model._meta.label, field.name)
        for model in apps.get_models()
        if model.__module__.startswith("yuanba.")
        for field in model._meta.get_fields()
        if isinstance(field, WORDS) and not field.choices
    }


def test_no_field_is_kept_without_saying_why():
    silent = fields_with_words() - REGISTER.keys() - NOBODY
    assert not silent, "state them in <context>/personal.py: holds(…) or nobody(…)"


def test_the_register_names_no_field_that_is_gone():
    gone = (REGISTER.keys() | NOBODY) - fields_with_words()
    assert not gone, "these are no longer in a table"


def test_no_field_is_both():
    assert not REGISTER.keys() & NOBODY


@pytest.mark.parametrize("held", REGISTER.values(), ids=lambda held: f"{held.model}.{held.field}")
def test_every_entry_is_whole(held):
    for part in (held.what, held.purpose, held.seen_by):
        assert str(part).strip()


def test_a_new_field_in_silence_is_caught(monkeypatch):
    """The planted fault."""
    monkeypatch.delitem(REGISTER, ("people.Person", "phone"))
    assert ("people.Person", "phone") in fields_with_words() - REGISTER.keys() - NOBODY
