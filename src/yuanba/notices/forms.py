"""What the outbox page accepts."""

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _


class Called(Form):
    """How it went, in a word; may stay empty."""

    note = forms.CharField(label=_("怎么说的"), max_length=200, required=False)


class Language(Form):
    """In which language messages come."""

    language = forms.ChoiceField(
        label=_("用什么话告诉您"), choices=[("zh-hans", "中文"), ("en", "English")],
        widget=forms.RadioSelect,
    )  # fmt: skip


class Printed(Form):
    """Nothing to fill in: pressing the button says it."""
