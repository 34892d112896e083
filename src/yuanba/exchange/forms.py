"""Forms of the exchange: which file."""

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _


class Upload(Form):
    """A table of matters from another system."""

    file = forms.FileField(
        label=_("表格文件"),
        help_text=_("电子表格，或者用逗号分开的文本表格，20兆以内。表头写着列名就行，顺序不要紧。"),
    )


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
