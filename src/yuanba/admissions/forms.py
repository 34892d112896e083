"""What the pages about tasks accept: the shape of the input, never a rule."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from yuanba.admissions.rules import LEVEL_WORDS, Work
from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.lists.models import Line

Choices = Iterable[tuple[str, str]]


def _reason(label: Any, most: int = 300, *, required: bool = True) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=most, widget=box, required=required)


class New(Form):
    """A task for villages: under a line of the list, or what no list holds."""

    title = forms.CharField(label=_("什么事"), max_length=60)
    what = _reason(_("村里社区具体要做什么"), 500)
    line = forms.ChoiceField(
        label=_("协助清单上的哪一条"), required=False, help_text=_("清单上没有的，不能直接派。")
    )
    basis = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("哪一份文件、哪一条要求做的。")
    )
    hours = forms.DecimalField(
        label=_("每次大约要几小时"),
        min_value=Decimal("0.1"),
        max_value=400,
        decimal_places=1,
        help_text=_("一个村社区，所有人加在一起。"),
    )
    times = forms.IntegerField(label=_("一共几次"), min_value=1, max_value=366)
    yuan = forms.DecimalField(
        label=_("给每个村社区多少经费"),
        min_value=0,
        decimal_places=2,
        help_text=_("元。没有就填0，大家都看得到。"),
    )
    due = forms.DateField(label=_("哪天前做完"), widget=forms.DateInput(attrs={"type": "date"}))
    places = forms.MultipleChoiceField(
        label=_("派给哪些村社区"), widget=forms.CheckboxSelectMultiple
    )
    why = _reason(_("清单上没有的：为什么非要村里社区来做"), required=False)

    def __init__(self, *args: Any, lines: Iterable[Line], places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose = [(str(line.pk), f"{line.code} {line.label}") for line in lines]
        _choices(self, "line", [("", str(_("清单上没有"))), *choose])
        _choices(self, "places", places)

    def work(self) -> Work:
        said = self.cleaned_data
        return Work(
            title=said["title"],
            what=said["what"],
            basis=said["basis"],
            minutes=round(said["hours"] * 60),
            times=said["times"],
            fen=round(said["yuan"] * 100),
            due=said["due"],
        )


def _choices(form: Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class Withdraw(Form):
    reason = _reason(_("为什么撤回"))


class AskMore(Form):
    said = _reason(_("还要补充什么"))


class Explain(Form):
    why = _reason(_("为什么非要村里社区来做"))


class SendUp(Form):
    said = _reason(_("区县的意见"))


class Admit(Form):
    paper = forms.CharField(label=_("批准的文号"), max_length=100, required=False)
    said = _reason(_("为什么准入"))


class Cites(Form):
    line = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, lines: Iterable[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose = [(str(line.pk), f"{line.code} {line.label}") for line in lines]
        _choices(self, "line", [("", str(self.without)), *choose])
        self.fields["line"].label = _("依据清单哪一条")

    without: Any = ""

    def clean_line(self) -> int | None:
        return int(self.cleaned_data["line"]) if self.cleaned_data["line"] else None


class Refuse(Cites):
    without = _("哪份清单上都没有这件事")
    said = _reason(_("为什么不准入"))
    field_order = ("line", "said")


class SendBack(Cites):
    without = _("比派的时候说的多")
    said = _reason(_("为什么退回"))
    field_order = ("line", "said")


class Finish(Form):
    hours = forms.DecimalField(
        label=_("一共花了几小时"),
        min_value=Decimal("0.1"),
        max_value=4800,
        decimal_places=1,
        help_text=_("全村的人加在一起。只按单位合计，不记是谁。"),
    )
    said = _reason(_("做了什么"))


class SetRule(Form):
    level = forms.ChoiceField(
        label=_("谁来定"),
        widget=forms.RadioSelect,
        choices=[(k.value, w) for k, w in LEVEL_WORDS.items()],
    )
    days = forms.IntegerField(
        label=_("几个工作日里定下来"), min_value=1, help_text=_("到期没定，等于没有准入。")
    )
    source = forms.CharField(label=_("依据"), max_length=200)
