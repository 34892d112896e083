"""What the desk's pages about waiting accept: pauses, questions. Shape only."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.duties import queries as duties
from yuanba.duties.rules import Lane, ListKind
from yuanba.lists import queries as lists
from yuanba.matters.forms.desk import Said, Work
from yuanba.matters.forms.photos import Photos
from yuanba.matters.queries import pick
from yuanba.matters.rules import ASKED, LONGEST_LINK
from yuanba.people.rules import UNIT_WORDS, UnitKind


def day_field(label: Any, help_text: Any) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"})
    )


class Pause(Work):
    ground = forms.ChoiceField(
        label=_("为什么要停"),
        widget=forms.RadioSelect,
        help_text=_("后面写着一个人能定的天数，更长的要别人同意才停。"),
    )
    reason = Said(
        label=_("跟居民怎么说"),
        rows=2,
        help_text=_("居民会看到：“先停一下，到哪天再看，因为……”。"),
    )
    review_on = day_field(_("哪天再看"), _("到那天自己接着计时，回到您的列表里。"))

    def prepare(self) -> None:
        items = [i for i in duties.items(ListKind.PAUSE, self.today) if i.code != ASKED]
        self.choose_plain("ground", [(i.code, _with_days(i.label, i.days)) for i in items])

    def choose_plain(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def _with_days(label: str, days: int) -> str:
    said = ngettext("最多 %(n)d 天", "最多 %(n)d 天", days) % {"n": days}
    return gettext("%(label)s（%(days)s）") % {"label": label, "days": said}


class SendBack(Work):
    """退回: by which item of the duty list another unit leads."""

    item = forms.ChoiceField(
        label=_("职责清单上的哪一条"),
        help_text=_("选写明由别的单位牵头的那一条。选不出来，就是没有退回的依据。"),
    )
    reason = Said(label=_("为什么不归你们办"), help_text=_("居民和别的单位都会看到。"))

    def prepare(self) -> None:
        own = self.matter.unit.kind if self.matter.unit else ""
        groups: dict[Any, list[tuple[str, str]]] = {}
        for item in duties.items(ListKind.DUTY, self.today):
            if item.unit_kind != own:
                group = UNIT_WORDS[UnitKind(item.unit_kind)]
                groups.setdefault(group, []).append((item.code, f"{item.code} {item.label}"))
        if self.matter.unit:
            for line in lists.returning(self.matter.county_id, self.matter.unit, self.today):
                said = (f"line:{line.pk}", f"{line.code} {line.label}")
                groups.setdefault(line.edition.words, []).append(said)
        self.choose("item", list(groups.items()))


class DecideUnit(Work):
    unit = forms.ChoiceField(label=_("由哪个单位办"))
    reason = Said(label=_("为什么由它办"), help_text=_("居民和各单位都会看到。"))

    def prepare(self) -> None:
        lane = Lane(self.matter.lane) if self.matter.lane else None
        units = pick.units(self.matter)
        found = pick.leading(units, lane) if lane else units
        self.choose("unit", pick.as_choices(found))


class AskVoid(Work):
    """申请作废: a reason from the list; a double typing names the other number."""

    ground = forms.ChoiceField(label=_("为什么作废"), widget=forms.RadioSelect)
    other_number = Said(
        label=_("另一件的编号"), most=40, rows=1, required=False, help_text=_("录了两遍的要填。")
    )
    reason = Said(label=_("怎么回事"), rows=2, help_text=_("居民会看到；上墙的只有编号和理由。"))

    def prepare(self) -> None:
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(i.code, i.label) for i in duties.items(ListKind.VOID, self.today)]


class KeepWaiting(Work):
    text = Said(
        label=_("看了什么、为什么还要等"),
        rows=3,
        help_text=_("居民会看到。写清看过哪些、还差什么。"),
    )
    review_on = day_field(_("哪天再看"), _("到那天又回到列表里。"))


class TakeUp(Work):
    text = Said(label=_("条件怎么够的"), rows=3, help_text=_("居民会看到。"))


class AskHelp(Work):
    unit = forms.ChoiceField(label=_("请哪个单位协办"))
    text = Said(
        label=_("请它做什么"), most=500, rows=3, help_text=_("它只看得到这些话、事情和地点。")
    )
    due_on = day_field(_("哪天前答复"), _("主办的期限不变。"))

    def prepare(self) -> None:
        units = [u for u in pick.units(self.matter) if u.pk != self.matter.unit_id]
        self.choose("unit", pick.as_choices(units))


class AskOutside(Work):
    name = Said(label=_("哪家单位"), most=60, rows=1, help_text=_("比如：桂溪供电所、某某物业。"))
    text = Said(
        label=_("想请它做什么、问它什么"),
        most=500,
        rows=3,
        help_text=_("它只看得到这些话、事情和地点，看不到是谁说的。"),
    )
    days = forms.IntegerField(
        label=_("链接开几天"), min_value=1, max_value=LONGEST_LINK, initial=7,
        help_text=_("到期自动失效，随时可以收回。"),
    )  # fmt: skip


class HelpAnswer(Form):
    """协办答复: done or cannot, in words, with photos."""

    done = forms.ChoiceField(
        label=_("办成了吗"),
        choices=[("yes", _("办好了")), ("no", _("办不了"))],
        widget=forms.RadioSelect,
    )
    text = Said(label=_("做了什么，或者为什么办不了"), most=2000, rows=4)
    photos = Photos()

    def clean_done(self) -> bool:
        return bool(self.cleaned_data["done"] == "yes")


class Why(Form):
    reason = Said(label=_("为什么"), rows=2)


class AskReporter(Work):
    text = Said(
        label=_("想问居民什么"), most=500, rows=3, help_text=_("一次问清楚，用大白话，不用术语。")
    )
    answer_by = day_field(_("等到哪一天"), _("那天过完还没有回音，就先接着办；晚来的回答也收。"))

    def prepare(self) -> None:
        self.initial.setdefault("answer_by", self.today + timedelta(days=3))


class Answer(Work):
    text = Said(label=_("居民怎么说"), most=2000, rows=4, help_text=_("照原话记。"))
    photos = Photos()
