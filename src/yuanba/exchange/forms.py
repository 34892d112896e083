"""Forms of the exchange: which file, what for."""

from collections.abc import Sequence
from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.exchange.rules import What

WHAT: dict[What, Any] = {
    What.MATTERS: _("事项：自己的台账、热线工单、别的系统导出的表"),
    What.CORNERS: _("网格、小组、楼栋、院坝（列：地点、名称、类型）"),
    What.UNITS: _("单位（列：地点、单位名称、类型、电话）"),
    What.STAFF: _("工作人员（列：地点、姓名、岗位、单位、电话）"),
    What.ROSTER: _(
        "网格花名册，一人一行（列：村社区、网格、包含地方、户数、岗位、姓名、电话、边界）"
    ),
    What.POINTS: _("旧积分，一户一行，或者一件事一行（列：户号、住址、户主、积分）"),
    What.HOUSEHOLDS: _("住户，一人一行（列：网格、住址、姓名、户主、电话）"),
}


class Upload(Form):
    """A table: what stands in it, and the file. Who may bring one kind only is not asked."""

    what = forms.ChoiceField(label=_("这张表里是什么"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("表格文件"),
        help_text=_("电子表格，或者用逗号分开的文本表格，20兆以内。表头写着列名就行，顺序不要紧。"),
    )

    def __init__(self, *args: Any, may: Sequence[What], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["what"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(w.value, WHAT[w]) for w in may]
        choice.initial = may[0].value if may else None
        if len(may) == 1:
            choice.widget = forms.HiddenInput()

    def clean_what(self) -> What:
        return What(self.cleaned_data["what"])


class Ask(Form):
    """Why the contacts are needed."""

    reason = forms.CharField(
        label=_("要联系方式做什么用"),
        max_length=200,
        help_text=_("另一个人会看到，再决定同不同意。名单里的每一位也能查到。"),
    )


class WhyNot(Form):
    """Why an export is not agreed to."""

    reason = forms.CharField(label=_("为什么不同意"), max_length=200)
