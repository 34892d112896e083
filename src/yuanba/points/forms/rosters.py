"""What the page of a sign-in list accepts. Shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.matters.forms.desk import Said
from yuanba.points.forms.claims import day_field, items
from yuanba.points.models import Line


class TellList(Form):
    """照签到表报."""

    item = forms.ChoiceField(label=_("按哪一条"), widget=forms.RadioSelect)
    what = Said(label=_("什么活动"), most=120, rows=1, help_text=_("比如：周六清河沟。"))
    on = day_field(_("哪一天"))
    homes = Said(
        label=_("来了哪些户"),
        most=20_000,
        rows=10,
        help_text=_("一行一户：户号、住址，或者家里一个人的姓名。"),
    )

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["item"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = items(lines)

    def clean_homes(self) -> list[str]:
        said = str(self.cleaned_data["homes"]).splitlines()
        return [line.strip() for line in said if line.strip()]
