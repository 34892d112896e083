"""What the pages about projects accept: the shape of the input, never a rule."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.projects.rules import ENTRY_WORDS, FIELD_WORDS, SOURCE_WORDS, Promise, Source

Choices = Iterable[tuple[str, Any]]
PROMISES = (1, 2, 3, 4)


def _box(label: Any, most: int = 500, *, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=most, widget=area, help_text=help_text)


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, required=required, help_text=help_text)


def _choose(form: Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


FIELDS = [(k.value, w) for k, w in FIELD_WORDS.items()]


class RaiseNeed(Form):
    place = forms.ChoiceField(label=_("哪个村社区"))
    title = forms.CharField(label=_("缺什么"), max_length=60)
    text = _box(_("具体情况"), help_text=_("大家都看得到，不要写姓名和电话。"))
    field = forms.ChoiceField(label=_("缺的是哪一类"), choices=FIELDS)
    source = forms.ChoiceField(
        label=_("从哪里知道的"),
        choices=[(k.value, w) for k, w in SOURCE_WORDS.items() if k is not Source.MATTER],
    )

    def __init__(self, *args: Any, places: Choices, known: bool = False, **kwargs: Any) -> None:
        """`known`: where it comes from need not be asked."""
        super().__init__(*args, **kwargs)
        _choose(self, "place", places)
        if known:
            del self.fields["source"]


class Drop(Form):
    reason = _box(_("为什么不做了"))


class Offer(Form):
    unit = forms.ChoiceField(label=_("哪个单位出"))
    title = forms.CharField(label=_("能出什么"), max_length=60)
    text = _box(_("怎么用、找谁"), help_text=_("写单位的电话，不写个人的。"))
    field = forms.ChoiceField(label=_("是哪一类"), choices=FIELDS)
    until = _day(_("能用到哪天"), required=False)

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "unit", units)


class Adopt(Form):
    unit = forms.ChoiceField(label=_("哪个单位认领"))
    resource = forms.ChoiceField(label=_("用哪个资源"), required=False)
    plan = _box(_("怎么做"))
    why = _box(_("为什么合适"), 300)
    due = _day(_("哪天前做完"))

    def __init__(self, *args: Any, units: Choices, resources: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "unit", units)
        _choose(self, "resource", [("", _("不用现成的")), *resources])


class End(Form):
    done = forms.ChoiceField(
        label=_("做成了没有"),
        widget=forms.RadioSelect,
        choices=[("yes", _("做成了")), ("no", _("没做成"))],
    )
    result = _box(_("做成了什么，或者为什么没做成"))


class Buy(Form):
    provider = forms.ChoiceField(label=_("向谁买"))
    need = forms.ChoiceField(label=_("为哪个需求买"), required=False)
    what = _box(_("买什么服务"), 300)
    way = forms.CharField(
        label=_("怎么选的"), max_length=120, help_text=_("例如：询价三家、政府采购目录。")
    )
    paper = forms.CharField(label=_("依据"), max_length=200, help_text=_("哪份合同、哪次会定的。"))
    yuan = forms.DecimalField(label=_("一共多少元"), min_value=0, decimal_places=2)
    starts = _day(_("从哪天起"))
    ends = _day(_("到哪天止"))

    def __init__(self, *args: Any, providers: Choices, needs: Choices, **kwargs: Any) -> None:
        for n in PROMISES:
            first = n == PROMISES[0]
            label = _("交的成果%(n)s") % {"n": n}
            self.base_fields[f"what_{n}"] = forms.CharField(
                label=label, max_length=120, required=first
            )
            self.base_fields[f"due_{n}"] = _day(_("成果%(n)s哪天交") % {"n": n}, required=first)
        super().__init__(*args, **kwargs)
        _choose(self, "provider", providers)
        _choose(self, "need", [("", _("不是为哪个需求")), *needs])

    def promises(self) -> list[Promise]:
        """Those that were filled in; the day of the end where none was given."""
        said, found = self.cleaned_data, []
        for n in PROMISES:
            if said.get(f"what_{n}"):
                day: date = said.get(f"due_{n}") or said["ends"]
                found.append(Promise(said[f"what_{n}"], day))
        return found


class Deliver(Form):
    delivered = _box(_("交来了什么"), 300)


class Accept(Form):
    accepted = forms.ChoiceField(
        label=_("合不合约定"),
        widget=forms.RadioSelect,
        choices=[("yes", _("合，验收")), ("no", _("不合，退回重来"))],
    )
    words = _box(_("看到了什么"), 300)


class Enter(Form):
    place = forms.ChoiceField(label=_("在哪里"))
    entry = forms.ChoiceField(
        label=_("登记还是备案"),
        widget=forms.RadioSelect,
        choices=[(k.value, w) for k, w in ENTRY_WORDS.items()],
    )
    name = forms.CharField(label=_("名称"), max_length=60)
    number = forms.CharField(label=_("统一社会信用代码，或者备案号"), max_length=40)
    field = forms.CharField(label=_("做哪些事"), max_length=120)
    since = _day(_("从哪天起"))
    valid_until = _day(_("证书或者备案有效到哪天"), required=False)

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "place", places)


class Renew(Form):
    """换证, or 备案转登记."""

    entry = forms.ChoiceField(
        label=_("登记还是备案"), choices=[(k.value, w) for k, w in ENTRY_WORDS.items()]
    )
    number = forms.CharField(label=_("统一社会信用代码，或者备案号"), max_length=40)
    valid_until = _day(_("证书或者备案有效到哪天"), required=False)


class Strike(Form):
    paper = forms.CharField(label=_("注销的依据"), max_length=200)
