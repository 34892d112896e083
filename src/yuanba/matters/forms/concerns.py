"""Naming whom a matter is about at the desk, and lifting it again."""

from typing import Any

from django import forms

from yuanba.base.text import _
from yuanba.matters.forms.desk import Said, Work
from yuanba.matters.queries import concerns
from yuanba.people import queries as people


class NameConcern(Work):
    """At the desk: whom, and why one thinks so."""

    whom = forms.ChoiceField(label=_("反映的是谁"))
    household = forms.CharField(
        label=_("户号"),
        max_length=24,
        required=False,
        help_text=_("反映邻居、知道户号的填这一项，家里有人在岗位上也看不到。"),
    )
    said = Said(label=_("怎么称呼"), most=80, rows=1, required=False)
    why = Said(label=_("为什么这样记"), help_text=_("照实写一句，比如：诉求人说的就是他。"))

    def prepare(self) -> None:
        field = self.fields["whom"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("请选")), *concerns.offered(self.matter.place)]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if code := told.pop("household", "").strip():
            home = people.household_coded(self.person, code)
            if home is None:
                self.add_error("household", _("没有这个户号，请核对，或者空着。"))
            told["whom"] = f"household:{home}"
        return told


class LiftConcern(Work):
    """One level up, after looking into it."""

    concern = forms.ChoiceField(label=_("取消哪一个"), widget=forms.RadioSelect)
    reason = Said(label=_("核实的情况"), rows=3, help_text=_("写明怎么核实的，诉求人会看到。"))

    def prepare(self) -> None:
        rows = concerns.standing(self.matter)
        self.choose("concern", [(str(row.id), row.whom) for row in rows])
