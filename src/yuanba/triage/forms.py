"""What the pages about sorting accept: the shape of the input, never a rule."""

from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.duties import queries as duties
from yuanba.duties.rules import LANE_WORDS, Lane

ANY: tuple[str, Any] = ("", _("不限"))


class SortingRule(Form):
    """A row of the county's table."""

    name = forms.CharField(label=_("规则名称"), max_length=60)
    position = forms.IntegerField(
        label=_("次序"), min_value=1, max_value=999, help_text=_("从小到大试，先中的算数。")
    )
    words = forms.CharField(
        label=_("有这些词之一"),
        max_length=900,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("用顿号隔开，比如：路灯、灯杆。繁体、全角的也认得。"),
    )
    also = forms.CharField(label=_("还要有这些词之一"), max_length=900, required=False)
    but_not = forms.CharField(label=_("不能有这些词"), max_length=900, required=False)
    within_id = forms.ChoiceField(label=_("只在哪里"), required=False)
    door = forms.ChoiceField(label=_("从哪里来的"), required=False)
    nature = forms.CharField(
        label=_("诉求类型"),
        max_length=12,
        required=False,
        help_text=_("外面转来的才有，比如：投诉、求助、咨询。"),
    )
    category_id = forms.ChoiceField(label=_("建议分到哪个类别"))
    lane = forms.ChoiceField(
        label=_("建议算哪一类"),
        required=False,
        choices=[("", _("照类别的")), *((x.value, LANE_WORDS[x]) for x in Lane)],
    )
    source = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("哪一份文件、哪一次会议定的。")
    )
    reason = forms.CharField(label=_("为什么改"), max_length=200)

    def __init__(
        self,
        *args: Any,
        new: bool,
        places: list[tuple[str, str]],
        doors: list[tuple[str, Any]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose("within_id", [ANY, *places])
        self._choose("door", [ANY, *doors])
        leaves = [(str(leaf.pk), f"{leaf.code} {leaf.label}") for leaf in duties.leaves()]
        self._choose("category_id", [("", _("请选择")), *leaves])
        if new:
            del self.fields["reason"]

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_within_id(self) -> int | None:
        return int(self.cleaned_data["within_id"]) if self.cleaned_data["within_id"] else None

    def clean_category_id(self) -> int:
        return int(self.cleaned_data["category_id"])


class Retire(Form):
    reason = forms.CharField(label=_("为什么停用"), max_length=200)
