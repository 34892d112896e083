"""What the pages about proofs accept: the shape of the input, never a rule."""

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _


class Issue(Form):
    holder = forms.CharField(label=_("给谁开的"), max_length=40)
    text = forms.CharField(
        label=_("证明什么"),
        max_length=800,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("只写核实过的。"),
    )
    to_whom = forms.CharField(label=_("交给哪里用"), max_length=80)


class Withdraw(Form):
    reason = forms.CharField(label=_("为什么作废"), max_length=200)
