"""What the desk's pages of closing accept: looking again, neighbours, exclusions, the same told twice."""

from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.matters.forms.desk import Reason, Said, Work
from yuanba.matters.queries import exclusion as queries
from yuanba.matters.rules.sampling import Answer

ANSWERS = [
    (Answer.SOLVED.value, _("办好了")),
    (Answer.UNSOLVED.value, _("还没办好")),
    (Answer.UNREACHED.value, _("没联系上")),
]


class SpotCheck(Form):
    """抽查回访: what the person said."""

    answer = forms.ChoiceField(label=_("本人怎么说"), choices=ANSWERS, widget=forms.RadioSelect)
    why = Said(
        label=_("原话"),
        required=False,
        help_text=_("没办好的写哪里没好；没联系上的写什么时候、怎么找的。"),
    )

    def clean_answer(self) -> Answer:
        return Answer(self.cleaned_data["answer"])


class AnswerContest(Work):
    reply = Said(
        label=_("怎么答复"),
        help_text=_("写看到了什么、为什么不用重办。公开墙上大家都看得到，不写姓名电话。"),
    )


class AskExclusion(Work):
    """Only a ground the county has published can be chosen."""

    ground = forms.ChoiceField(label=_("按哪一条"), widget=forms.RadioSelect)
    reason = Said(
        label=_("为什么"), help_text=_("写清事实：什么时候办过、怎么答复的。由上级没经手的人来定。")
    )

    def prepare(self) -> None:
        rows = queries.grounds(self.matter.county_id)
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(row.pk), f"{row.text}（{row.source}）") for row in rows]
        if not rows:
            field.help_text = _("区县还没有公布过理由，所以现在不能申请。")


class Exclude(Work):
    answer = Said(label=_("怎么跟本人说"), help_text=_("本人会收到，也会知道可以请另外的人复核。"))


class Merge(Work):
    """并办 needs the other's number; the likest ones stand there to be chosen."""

    like = forms.ChoiceField(
        label=_("像是这一件"), required=False, choices=[], widget=forms.RadioSelect
    )
    number = Said(
        label=_("和哪一件是同一件事"),
        rows=1,
        most=40,
        required=False,
        help_text=_("写那一件的编号，比如 石桥-2026-0001。"),
    )
    reason = Said(label=_("怎么看出来是同一件"), rows=2, help_text=_("居民会看到。"))

    def prepare(self) -> None:
        likes = queries.likes(self.matter, self.person)
        field = self.fields["like"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (like.number, f"{like.number} {like.title} · {like.place} · {like.when} · {like.state}")
            for like in likes
        ]
        if not likes:
            del self.fields["like"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        chosen = said.pop("like", "")
        said["number"] = said.get("number") or chosen
        if not said["number"] and "number" not in self.errors:
            self.add_error("number", _("请写那一件的编号。"))
        return said


class Share(Form):
    """抽查比例."""

    per_mille = forms.IntegerField(label=_("一千件里抽多少件"), min_value=1, max_value=1000)
    source = Said(label=_("依据"), rows=1, most=200, help_text=_("哪一天、哪个文件或者会议定的。"))


class Ground(Form):
    """不计入的理由."""

    code = forms.CharField(label=_("代号"), max_length=20)
    text = Said(label=_("理由"), rows=2, most=200)
    source = Said(label=_("依据"), rows=1, most=200, help_text=_("文件名、文号、第几条。"))


class Retire(Form):
    """停用一条理由."""

    row = forms.IntegerField(widget=forms.HiddenInput)
    reason = Said(label=_("为什么停用"), rows=1, most=200)


__all__ = [
    "AnswerContest",
    "AskExclusion",
    "Exclude",
    "Ground",
    "Merge",
    "Reason",
    "Retire",
    "Share",
    "SpotCheck",
]
