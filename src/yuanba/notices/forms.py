"""What the outbox page accepts."""

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _


class Called(Form):
    """How it went, in a word; may stay empty."""

    note = forms.CharField(label=_("怎么说的"), max_length=200, required=False)


class Printed(Form):
    """Nothing to fill in: pressing the button says it."""
