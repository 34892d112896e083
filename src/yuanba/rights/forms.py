"""What the pages of rights accept. Shape only."""

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.matters.forms.desk import Said


class MyContact(Form):
    name = Said(label=_("姓名"), most=40, rows=1, required=False)
    phone = forms.CharField(
        label=_("电话"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )


class EraseContact(Form):
    sure = forms.BooleanField(label=_("我知道：以后要自己用编号来查"), required=False)


class AskErasure(Form):
    why = Said(label=_("想说的话"), most=300, rows=2, required=False)


class Reason(Form):
    reason = Said(label=_("为什么"), most=300, rows=2)


class SetPeriod(Form):
    days = forms.IntegerField(label=_("保存多少天"), min_value=1, max_value=9999)
    source = Said(label=_("依据"), most=200, rows=1)
