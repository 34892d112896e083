"""What the desk's pages about waiting accept: pauses, questions. Shape only."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext

from yuanba.base.text import _
from yuanba.duties import queries as duties
from yuanba.duties.rules import ListKind
from yuanba.matters.forms.desk import Said, Work
from yuanba.matters.forms.photos import Photos
from yuanba.matters.rules import ASKED


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
