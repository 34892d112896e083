"""一事一议: who is exempt."""

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.councils.rules.levying import FROM_WORDS, GROUND_WORDS, From, Ground
from yuanba.matters.forms.desk import Said


class Exempt(Form):
    """记减免."""

    what = forms.ChoiceField(label=_("免什么"), choices=list(FROM_WORDS.items()))
    name = Said(label=_("谁（不出钱的写户主）"), most=40, rows=1)
    where = Said(label=_("住址"), most=120, rows=1, required=False)
    ground = forms.ChoiceField(label=_("什么原因"), choices=list(GROUND_WORDS.items()))
    note = Said(
        label=_("说明"), most=200, rows=1, required=False, help_text=_("只有办的人看得到，不公示。")
    )

    def clean_what(self) -> From:
        return From(self.cleaned_data["what"])

    def clean_ground(self) -> Ground:
        return Ground(self.cleaned_data["ground"])


class DecideExemption(Form):
    granted = forms.TypedChoiceField(
        label=_("会议怎么定的"),
        choices=[("yes", _("减免")), ("no", _("不减免"))],
        coerce=lambda said: said == "yes",
    )
    why = Said(label=_("为什么"), most=200, rows=1)
