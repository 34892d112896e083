"""What the pages of supervision accept. Shape only."""

from typing import Any

from django import forms

from yuanba.base import words_in
from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.matters.forms.desk import Said
from yuanba.matters.forms.resident import beside, words
from yuanba.places.models import Place
from yuanba.supervision import rules


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget)


def _yes(said: str) -> bool:
    return said == "yes"


class Draw(Form):
    kind = forms.ChoiceField(
        label=_("抽什么"), choices=list(rules.KIND_WORDS.items()), widget=forms.RadioSelect
    )
    since = day_field(_("从哪天"))
    until = day_field(_("到哪天"))
    many = forms.IntegerField(label=_("抽几件"), min_value=1, max_value=20)


class Judge(Form):
    verdict = forms.ChoiceField(
        label=_("看过以后"),
        choices=[(v, w) for v, w in rules.VERDICT_WORDS.items() if v != rules.Verdict.WAITING],
        widget=forms.RadioSelect,
    )
    words = Said(
        label=_("看到了什么"),
        most=300,
        rows=3,
        required=False,
        help_text=_("有疑问的一定要写。大家看得到，不写姓名、电话、门牌号。"),
    )


class Explain(Form):
    answer = Said(label=_("怎么回事，怎么改"), most=300, rows=3)


class Suggest(Form):
    words = Said(label=_("建议什么"), most=500, rows=4)
    due = day_field(_("请村里哪天以前答复"))


class AnswerSuggestion(Form):
    adopted = forms.TypedChoiceField(
        label=_("采纳吗"),
        choices=[("yes", _("采纳")), ("no", _("不采纳"))],
        widget=forms.RadioSelect,
        coerce=_yes,
    )
    answer = Said(label=_("怎么办，或者为什么不办"), most=500, rows=4)


class Report(Form):
    since = day_field(_("从哪天"))
    until = day_field(_("到哪天"))
    words = Said(label=_("这段日子监督了什么"), most=3000, rows=10)


class HandFinding(Form):
    place_id = forms.TypedChoiceField(label=_("交给哪个村（社区）"), coerce=int)
    source = Said(label=_("哪一轮巡察、哪份文件"), most=120, rows=1)
    words = Said(label=_("发现了什么问题"), most=500, rows=4)
    due = day_field(_("哪天以前整改"))

    def __init__(self, *args: Any, villages: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(one.pk, one.name) for one in villages]


class PutRight(Form):
    words = Said(label=_("改了什么，凭什么看得出"), most=500, rows=4)


class CheckFinding(Form):
    done = forms.TypedChoiceField(
        label=_("整改到位吗"),
        choices=[("yes", _("到位了")), ("no", _("还没到位，退回去"))],
        widget=forms.RadioSelect,
        coerce=_yes,
    )
    words = Said(label=_("看到了什么"), most=300, rows=3)


class HandClue(Form):
    to = Said(label=_("移交给哪个单位"), most=80, rows=1, help_text=_("比如：县纪委监委信访室。"))


class CloseClue(Form):
    result = forms.ChoiceField(
        label=_("查下来"), choices=list(rules.RESULT_WORDS.items()), widget=forms.RadioSelect
    )
    answer = Said(
        label=_("怎么答复反映的人"), most=500, rows=4, help_text=_("只有拿着回执的人看得到。")
    )


class TellClue(Form):
    heard = forms.ChoiceField(
        label=_("说给谁听"),
        choices=list(rules.HEARD_WORDS.items()),
        widget=forms.RadioSelect,
        initial=rules.Heard.VILLAGE,
    )
    words = words(_("您看到了什么？"), rows=6)
    contact = forms.CharField(
        label=_("怎么联系您"),
        required=False,
        help_text=_("不留也可以，凭回执上的数字看结果。"),
    )

    def clean_words(self) -> str:
        return beside(words_in.clean, self.cleaned_data["words"], most=2000, field="words")

    def clean_contact(self) -> str:
        said = self.cleaned_data["contact"]
        return beside(words_in.clean, said, most=100, least=0, field="contact")


class Receipt(Form):
    receipt = forms.CharField(
        label=_("回执上的 16 位数字"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
