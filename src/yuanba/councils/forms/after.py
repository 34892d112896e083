"""How people find what became of a decision."""

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.councils.rules import kinds
from yuanba.councils.rules.kinds import Mark3
from yuanba.matters.forms.desk import Said


class Appraise(Form):
    """评一评: how somebody of the roll finds what became of it."""

    mark = forms.ChoiceField(
        label=_("您满意吗"), choices=list(kinds.MARK_WORDS.items()), widget=forms.RadioSelect
    )
    words = Said(
        label=_("想说的"), most=200, rows=2, required=False, help_text=_("不满意的，请说哪里不好。")
    )

    def clean_mark(self) -> Mark3:
        return Mark3(self.cleaned_data["mark"])


class AppraiseFor(Appraise):
    """替没有手机的人评: with the number on the roll."""

    n = forms.IntegerField(label=_("名册上的几号"), min_value=1, max_value=99_999)
    field_order = ("n", "mark", "words")
