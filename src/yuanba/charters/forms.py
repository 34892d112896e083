"""What the pages of charters accept. Shape only."""

from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.charters import rules
from yuanba.councils.models import Procedure
from yuanba.matters.forms.desk import Said


class Write(Form):
    kind = forms.ChoiceField(label=_("哪一类"), choices=list(rules.KIND_WORDS.items()))
    title = Said(label=_("名称"), most=60, rows=1, help_text=_("同一个名称就是它的下一版。"))
    text = Said(label=_("正文"), most=rules.TEXT, rows=16)
    short = Said(
        label=_("顺口溜"),
        most=rules.SHORT,
        rows=6,
        required=False,
        help_text=_("一行一句，每句不超过 30 个字。念给大家听的就是它。"),
    )


class Adopt(Form):
    procedure = forms.ChoiceField(label=_("哪次议定的"))
    since = forms.DateField(
        label=_("从哪天起用"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, passed: list[Procedure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["procedure"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), one.title) for one in passed]


class File(Form):
    number = Said(label=_("备案编号"), most=60, rows=1)


class SendBack(Form):
    clause = Said(label=_("违反哪部法律哪一条"), most=120, rows=1)
    words = Said(label=_("哪一句，要怎么改"), most=500, rows=3)


class Repeal(Form):
    why = Said(label=_("为什么不用了，谁定的"), most=300, rows=2)


class Record(Form):
    voice = forms.FileField(label=_("录音"), required=False)
    words = Said(
        label=_("录音里念的话"),
        most=rules.HEARD,
        rows=6,
        help_text=_("照念的写，听不见的人看字。"),
    )
    agreed = forms.BooleanField(label=_("念的人同意公开放，想撤随时可以撤"), required=False)
