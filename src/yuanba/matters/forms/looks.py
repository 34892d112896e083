"""What came of an alarm; what is planted."""

from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.matters.forms.desk import NOTHING, Said
from yuanba.places.models import Place


class NoteAlarm(Form):
    alarm_id = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)
    note = Said(label=_("核实的情况"), rows=2, help_text=_("问过谁、为什么看这么多、对不对。"))


class PlantDecoy(Form):
    place = forms.ChoiceField(label=_("放在哪个村、社区"))
    text = Said(
        label=_("说的事"), most=300, rows=2, help_text=_("编一件事，不要写真的人和真的地方。")
    )
    about = Said(
        label=_("反映的是谁"), most=80, rows=1, help_text=_("比如：门岗那个人。不要写真名。")
    )
    name = Said(label=_("诉求人姓名"), most=40, rows=1)
    phone = forms.CharField(
        label=_("诉求人电话"), max_length=20, help_text=_("写一个打不通的号码，不会给它发消息。")
    )

    def __init__(self, *args: Any, places: list[Place], **kw: Any) -> None:
        super().__init__(*args, **kw)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [NOTHING, *((str(p.pk), p.name) for p in places)]

    def clean_place(self) -> int:
        return int(self.cleaned_data["place"])


class EndDecoy(Form):
    reason = Said(label=_("为什么停用"), most=300, rows=1)
