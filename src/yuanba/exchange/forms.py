"""Forms of the exchange: which file."""

from collections.abc import Iterable
from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.exchange.rules import What


class Upload(Form):
    """A table of matters from another system."""

    file = forms.FileField(
        label=_("表格文件"),
        help_text=_("电子表格，或者用逗号分开的文本表格，20兆以内。表头写着列名就行，顺序不要紧。"),
    )


class Roll(Upload):
    """A village's own table: what stands in it, and the file."""

    what = forms.ChoiceField(label=_("这张表里是什么"), widget=forms.RadioSelect)
    field_order = ["what", "file"]

    def __init__(self, *args: Any, may: Iterable[What], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["what"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(w.value, ROLL_WORDS[w]) for w in may]

    def clean_what(self) -> What:
        return What(self.cleaned_data["what"])


ROLL_WORDS: dict[What, Any] = {
    What.CORNERS: _("网格、小组、楼栋、院坝（列：地点、名称、类型）"),
    What.UNITS: _("单位（列：地点、单位名称、类型、电话）"),
    What.STAFF: _("工作人员（列：地点、姓名、岗位、单位、电话）"),
    What.HOUSEHOLDS: _("住户，一人一行（列：网格、住址、姓名、户主、电话）"),
}


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
