"""What the pages about lists accept: the shape of the input, never a rule."""

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.lists.rules import KIND_WORDS


class Bring(Form):
    """A file, the paper it was taken from, the day from which it stands."""

    file = forms.FileField(
        label=_("清单文件"),
        help_text=_(
            "电子表格，或者用逗号分开的文本表格。表头要有：编号、事项、依据；一个文件里有几份清单的，再加一列“清单”。"
        ),
    )
    kind = forms.ChoiceField(
        label=_("是哪一份清单"),
        required=False,
        choices=[("", _("文件里有“清单”这一列")), *((k.value, w) for k, w in KIND_WORDS.items())],
    )
    source = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("哪一份文件，例如：云岭县清单（2026年版）。")
    )
    since = forms.DateField(label=_("从哪天起"), widget=forms.DateInput(attrs={"type": "date"}))
    told = forms.IntegerField(
        label=_("文件上说一共几条"),
        required=False,
        min_value=1,
        help_text=_("填了就会核对：少一条都不能生效。"),
    )


class Agree(Form):
    """The preview was read: what was in the file, signed by us, so that nothing has to be sent again."""

    read = forms.CharField(widget=forms.HiddenInput)


class Drop(Form):
    reason = forms.CharField(label=_("为什么不用这一版"), max_length=200)
