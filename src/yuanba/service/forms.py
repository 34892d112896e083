"""What the pages of service days accept. Shape only."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.duties import queries as duties
from yuanba.duties.rules import LANE_WORDS, Lane
from yuanba.matters.forms.desk import NOTHING, Said
from yuanba.matters.queries import labels
from yuanba.places.models import Place
from yuanba.service import rules
from yuanba.service.models import ChecklistLine, Member
from yuanba.service.rules import Deed, Holiday, Question, Seat, Series, checklists

PHONE = re.compile(r"1\d{10}|0\d{9,11}")


class Entry(Form):
    """快速记一件: who, where, the words; then which of the three, or answered at once."""

    who = Said(label=_("谁"), most=40, rows=1, required=False)
    where = Said(label=_("电话后 4 位或住址"), most=120, rows=1, required=False)
    text = Said(
        label=_("说的事（照原话记，不用选类别）"),
        most=2000,
        rows=1,
        ask=_("请照原话记下说的事。"),
    )
    lane = forms.ChoiceField(
        label=_("先分"),
        choices=[(x.value, LANE_WORDS[x]) for x in Lane],
        widget=forms.RadioSelect,
        required=False,
    )
    answer = Said(label=_("当场怎么办的、怎么答的"), most=2000, rows=2, required=False)
    category = forms.ChoiceField(label=_("类别"), required=False)
    how = forms.ChoiceField(
        label=_("以后怎么给他回话"),
        choices=[("", _("有电话就发短信"))]
        + [x for x in labels.REPLY_HOW.items() if x[0] not in {"", "face"}],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("who", "where"):  # no draft of it lies in a browser that others use too
            self.fields[name].widget.attrs["data-nodraft"] = ""
        groups: list[Any] = [
            (b.category.label, [(str(c.pk), f"{c.code} {c.label}") for c in b.leaves])
            for b in duties.tree()
        ]
        category = self.fields["category"]
        assert isinstance(category, forms.ChoiceField)
        category.choices = [NOTHING, *groups]

    def clean_lane(self) -> Lane | None:
        said = self.cleaned_data["lane"]
        return Lane(said) if said else None

    def clean_category(self) -> int | None:
        said = self.cleaned_data["category"]
        return int(said) if said else None


def phone_in(where: str) -> str:
    """The whole telephone number among these words, or nothing."""
    plain = words_in.match_form(where).replace(" ", "").replace("-", "")
    found = PHONE.search(plain)
    if found is None:
        return ""
    try:
        return words_in.phone(found.group())
    except Refused:
        return ""


class Begin(Form):
    """开始今天的."""

    series = forms.ChoiceField(
        label=_("今天是"), choices=list(rules.SERIES_WORDS.items()), widget=forms.RadioSelect,
        initial=Series.SERVICE,
    )  # fmt: skip
    place = forms.ChoiceField(label=_("在哪里"))
    venue = Said(label=_("具体地点"), most=60, rows=1, required=False)
    reason = Said(
        label=_("为什么今天办"),
        most=200,
        rows=1,
        help_text=_("今天不在安排里，写一句大家看得懂。"),
    )
    members = forms.MultipleChoiceField(
        label=_("谁来了"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self, *args: Any, places: list[Place], group: list[Member], planned: bool, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["reason"].required = not planned
        self.fields["place"].choices = [(str(p.pk), p.name) for p in places]  # type: ignore[attr-defined]
        tick_members(self, group)

    def clean_series(self) -> Series:
        return Series(self.cleaned_data["series"])

    def clean_place(self) -> int:
        return int(self.cleaned_data["place"])

    def clean_members(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["members"]]


class Came(Form):
    members = forms.MultipleChoiceField(
        label=_("谁来了"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, group: list[Member], **kw: Any) -> None:
        super().__init__(*args, **kw)
        tick_members(self, group)

    def clean_members(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["members"]]


def tick_members(form: forms.Form, group: list[Member]) -> None:
    field = form.fields["members"]
    assert isinstance(field, forms.MultipleChoiceField)
    field.choices = [(str(m.pk), f"{m.name} {m.office}".strip()) for m in group]


class Heard(Form):
    """五问: one answer."""

    question = forms.ChoiceField(label=_("问的是"), choices=list(rules.QUESTION_WORDS.items()))
    text = Said(label=_("大家怎么说"), most=500, rows=2, help_text=_("只记意见，不记姓名。"))
    upward = forms.BooleanField(label=_("作为意见建议报区县"), required=False)

    def clean_question(self) -> Question:
        return Question(self.cleaned_data["question"])


class Did(Form):
    """做了什么."""

    deed = forms.ChoiceField(label=_("哪一项"), choices=list(rules.DEED_WORDS.items()))
    text = Said(label=_("做了什么"), most=300, rows=2)

    def clean_deed(self) -> Deed:
        return Deed(self.cleaned_data["deed"])


class End(Form):
    summary = Said(label=_("小结"), most=500, rows=2, required=False)


class Arrange(Form):
    series = forms.ChoiceField(label=_("安排的是"), choices=list(rules.SERIES_WORDS.items()))
    weekday = forms.TypedChoiceField(
        label=_("每周哪天"), coerce=int, choices=list(enumerate(rules.WEEKDAY_WORDS)), initial=3
    )
    opens = forms.TimeField(
        label=_("几点开始"), initial="09:00", widget=forms.TimeInput(attrs={"type": "time"})
    )
    closes = forms.TimeField(
        label=_("几点结束"), initial="17:00", widget=forms.TimeInput(attrs={"type": "time"})
    )
    holiday = forms.ChoiceField(
        label=_("碰上放假"), choices=list(rules.HOLIDAY_WORDS.items()), widget=forms.RadioSelect,
        initial=Holiday.SKIP,
    )  # fmt: skip
    source = Said(label=_("依据"), most=200, rows=1, help_text=_("比如哪一份文件。"))

    def clean_series(self) -> Series:
        return Series(self.cleaned_data["series"])

    def clean_holiday(self) -> Holiday:
        return Holiday(self.cleaned_data["holiday"])


class ChangeDay(Form):
    moved_to = forms.DateField(
        label=_("改到哪天"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("不填就是停一次。"),
    )
    reason = Said(label=_("为什么"), most=200, rows=1)


class Group(Form):
    name = Said(label=_("工作组名称"), most=60, rows=1)


class Seating(Form):
    seat = forms.ChoiceField(label=_("什么身份"), choices=list(rules.SEAT_WORDS.items()))
    name = Said(label=_("姓名"), most=40, rows=1)
    office = Said(label=_("职务"), most=60, rows=1, required=False)

    def clean_seat(self) -> Seat:
        return Seat(self.cleaned_data["seat"])


class Dissolve(Form):
    reason = Said(label=_("为什么结束"), most=200, rows=1)


class Ticks(Form):
    """打勾: a sentence beside each line that was done. The fields are made of the lines."""

    note = Said(label=_("做了什么"), most=checklists.NOTE, rows=1, required=False)

    def __init__(self, *args: Any, lines: list[ChecklistLine], **kw: Any) -> None:
        super().__init__(*args, **kw)
        del self.fields["note"]
        for line in lines:
            self.fields[f"note_{line.pk}"] = Said(
                label=line.text, most=checklists.NOTE, rows=1, required=False
            )

    def notes(self) -> dict[int, str]:
        said = self.cleaned_data.items()
        return {int(name.removeprefix("note_")): note for name, note in said if note}


class Settle(Form):
    came = Said(label=_("后来怎么样了"), most=checklists.NOTE, rows=2)


class Revise(Form):
    """定清单: the lines in their order, and the paper they come from."""

    line = Said(label=_("写什么"), most=checklists.LONGEST, rows=1)
    follow = forms.BooleanField(label=_("要跟进"), required=False)
    source = Said(
        label=_("依据"), most=200, rows=1, help_text=_("哪一份文件定的这几条，大家也看得到。")
    )

    def __init__(self, *args: Any, lines: Sequence[checklists.Line] = (), **kw: Any) -> None:
        first: dict[str, object] = {}
        for n, line in enumerate(lines, 1):
            first |= {f"line_{n}": line.text, f"follow_{n}": line.follow}
        super().__init__(*args, initial=first | (kw.pop("initial", None) or {}), **kw)
        del self.fields["line"], self.fields["follow"]
        for n in range(1, checklists.MOST + 1):
            label = _("第 %(n)s 条") % {"n": n}
            self.fields[f"line_{n}"] = Said(
                label=label, most=checklists.LONGEST, rows=1, required=False
            )
            self.fields[f"follow_{n}"] = forms.BooleanField(label=_("要跟进"), required=False)

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"line_{n}"], self[f"follow_{n}"]) for n in range(1, checklists.MOST + 1)]

    def lines(self) -> list[checklists.Line]:
        said = self.cleaned_data
        return [
            checklists.Line(said[f"line_{n}"], said[f"follow_{n}"])
            for n in range(1, checklists.MOST + 1)
        ]


class Retire(Form):
    reason = Said(label=_("为什么停用"), most=200, rows=1)
