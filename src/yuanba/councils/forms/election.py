"""Elections and recalls: lists, objections, candidates."""

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.councils.forms.common import day
from yuanba.councils.rules.electing import CHANGE_WORDS, Change
from yuanba.matters.forms.desk import Said


class PostList(Form):
    """公布名单."""

    on = day(_("哪天贴的"))
    where = Said(label=_("贴在哪里"), most=120, rows=1)


class ObjectToRoll(Form):
    who = Said(label=_("谁提的"), most=40, rows=1)
    text = Said(label=_("说名单哪里不对"), most=300, rows=2)
    on = day(_("哪天提的"))


class DecideObjection(Form):
    upheld = forms.TypedChoiceField(
        label=_("对不对"),
        choices=[("yes", _("提得对，改名单")), ("no", _("不改"))],
        coerce=lambda said: said == "yes",
    )
    change = forms.TypedChoiceField(
        label=_("怎么改"), choices=list(CHANGE_WORDS.items()), coerce=Change, initial=Change.ADD
    )
    name = Said(label=_("补谁"), most=40, rows=1, required=False)
    where = Said(label=_("他住哪里"), most=120, rows=1, required=False)
    n = forms.IntegerField(
        label=_("去掉名册上的几号"), min_value=1, max_value=99_999, required=False
    )
    why = Said(label=_("为什么"), most=300, rows=2, help_text=_("要告诉本人的。"))


class Nominate(Form):
    name = Said(label=_("提谁"), most=40, rows=1)
    named_by = Said(label=_("谁提的，多少人"), most=120, rows=1)


class JudgeCandidate(Form):
    accepted = forms.TypedChoiceField(
        label=_("能不能当候选人"),
        choices=[("yes", _("可以")), ("no", _("不可以"))],
        coerce=lambda said: said == "yes",
    )
    why = Said(label=_("不可以的，为什么"), most=300, rows=2, required=False)
