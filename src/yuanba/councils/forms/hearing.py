"""听意见: opened, looked at, answered."""

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.councils.forms.common import day
from yuanba.matters.forms.desk import Said


class OpenHearing(Form):
    question = Said(label=_("听什么意见"), most=80, rows=1)
    statements = forms.CharField(
        label=_("先写几句"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("一行一句，一句只说一个意思，大家答赞成、不赞成。三句到四十句。"),
    )
    closes_on = day(_("到哪天为止"))

    def clean_statements(self) -> list[str]:
        return [row.strip() for row in self.cleaned_data["statements"].splitlines() if row.strip()]


class Moderate(Form):
    shown = forms.TypedChoiceField(
        choices=[("yes", _("放出来")), ("no", _("不放"))], coerce=lambda said: said == "yes"
    )
    why = Said(label=_("为什么不放"), most=120, rows=1, required=False)


class StateView(Form):
    text = Said(
        label=_("我也写一句"),
        most=80,
        rows=2,
        help_text=_("一句话，只说一个意思。别写谁家的私事。社区看过再给大家答。"),
    )


class TakeStance(Form):
    answer = forms.TypedChoiceField(
        label=_("您赞成吗"),
        choices=[("1", _("赞成")), ("-1", _("不赞成")), ("0", _("说不准"))],
        coerce=int,
    )
