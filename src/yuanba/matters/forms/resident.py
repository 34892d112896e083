"""What the pages for residents accept. Shape and plain words only; the rules stand in rules.py."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.utils import translation

from yuanba.base import clock, words_in
from yuanba.base.errors import Refused
from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.duties.rules import Lane
from yuanba.matters.forms.about import About

T = TypeVar("T")
KEY = re.compile(r"[0-9a-f]{32}")
WAYS = [
    ("call", _("打电话给我")),
    ("sms", _("发短信给我")),
    ("visit", _("上门来说")),
    ("paper", _("给我一张纸条")),
]
WHY = [
    ("nobody", _("没有人来过")),
    ("part", _("只办了一部分")),
    ("broken", _("修过又坏了")),
    ("same", _("和原来一样")),
    ("other", _("别的")),
]


def beside(make: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """What `make` makes of it; its refusal becomes the field's own error."""
    try:
        return make(*args, **kwargs)
    except Refused as no:
        raise forms.ValidationError(no.message, code=no.code) from no


class Several(forms.ClearableFileInput):
    """A plain file field that takes several photos, with and without script."""

    allow_multiple_selected = True


class Photos(forms.FileField):
    """Photos as they came; they are looked at and stored before the act (pages/shots.py)."""

    widget = Several

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [file for file in (data if isinstance(data, (list, tuple)) else [data]) if file]


def photos(label: Any, help_text: Any = "") -> Photos:
    widget = Several(attrs={"accept": "image/*", "multiple": True})
    return Photos(label=label, help_text=help_text, required=False, widget=widget)


def words(label: Any, *, rows: int = 4, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "class": "say-area"})
    missing = {"required": words_in.SAY_WHAT}
    # Length is judged by words_in.clean, which counts as people do and says how many are too many.
    return forms.CharField(label=label, required=required, widget=widget, error_messages=missing)


class Object(Form):
    """我有不同意见."""

    why = words(_("您的意见"), rows=4)

    def clean_why(self) -> str:
        return beside(words_in.clean, self.cleaned_data["why"], most=300, field="why")


class Report(About, Form):
    """说件事: photos, words, where, when, how to find the person. Only the words are needed."""

    photos = photos(_("照片"))
    voice = forms.FileField(label=_("说一段"), required=False)
    text = words(_("发生了什么？"))
    place = forms.CharField(label=_("在哪里？"), required=False, widget=forms.Select())
    spot = forms.CharField(
        label=_("具体在哪儿"), required=False, help_text=_("比如：3号楼2单元，村口小卖部旁边")
    )
    happened_on = forms.CharField(
        label=_("哪一天的事？"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    contact_name = forms.CharField(label=_("怎么称呼您？"), required=False)
    contact_phone = forms.CharField(
        label=_("您的电话"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    contact_how = forms.ChoiceField(
        label=_("怎么回您话？"), choices=WAYS, required=False, widget=forms.RadioSelect
    )

    show = forms.BooleanField(
        label=_("办的时候让邻居看到，可以跟着一起办"),
        required=False,
        help_text=_("公共的事才用。社区看过才公开，不写是谁说的，只写到网格或院坝，随时可以收回。"),
    )
    # which lane the chart led to; a value of nobody's making counts as none
    lane = forms.CharField(required=False, widget=forms.HiddenInput, max_length=10)
    own = forms.BooleanField(
        label=_("这是我自己的事"),
        required=False,
        help_text=_("您登录着工作账号。替居民记，请用工作台的“记一件”。"),
    )

    def __init__(
        self,
        *args: Any,
        corners: Sequence[tuple[Any, list[tuple[int, str]]]] = (),
        whole: str = "",
        other: tuple[int, str] | None = None,
        at_work: bool = False,
        heard: bool = False,
        **kwargs: Any,
    ) -> None:
        """`corners` are the places to choose from, `whole` the name of the village, `other` a place
        elsewhere in the county that a photo proposed. `at_work`: a work account is signed in, so
        that the sender says whether it is his own matter."""
        super().__init__(*args, **kwargs)
        if heard:  # it was spoken: somebody writes it down
            self.fields["text"].required = False
        if at_work:
            self.fields["own"].required = True
            missing = _("是您自己的事，请打勾；替居民记，请用工作台的“记一件”。")
            self.fields["own"].error_messages["required"] = missing
        else:
            del self.fields["own"]
        listed: list[Any] = [("", _("说不准，就在%(place)s") % {"place": whole})]
        listed += [(kind, [(str(pk), name) for pk, name in rows]) for kind, rows in corners]
        if other is not None:
            listed.append((str(other[0]), other[1]))
        select = self.fields["place"].widget
        assert isinstance(select, forms.Select)
        select.choices = listed
        self.fields["contact_name"].widget.attrs["autocomplete"] = "name"
        self.fields["happened_on"].widget.attrs["max"] = clock.day_of(clock.now()).isoformat()

    def clean_lane(self) -> Lane | None:
        said = self.cleaned_data["lane"]
        return Lane(said) if said in set(Lane) else None

    def clean_text(self) -> str:
        least = 1 if self.fields["text"].required else 0
        return beside(words_in.clean, self.cleaned_data["text"], least=least)

    def clean_place(self) -> int | None:
        said = str(self.cleaned_data["place"])
        if not said:
            return None
        if not said.isdecimal() or len(said) > 19:
            raise forms.ValidationError(_("请从列出的地方里选一个。"))
        return int(said)

    def clean_spot(self) -> str:
        ask = _("请用字写写在哪儿。")
        said = self.cleaned_data["spot"]
        return beside(words_in.clean, said, most=120, least=0, field="spot", ask=ask)

    def clean_happened_on(self) -> date | None:
        said = self.cleaned_data["happened_on"]
        if not said:
            return None
        founded, today = date.fromisoformat(settings.FOUNDED), clock.day_of(clock.now())
        return beside(words_in.day, said, founded=founded, today=today, field="happened_on")

    def clean_contact_name(self) -> str:
        ask = _("请用字写写怎么称呼您。")
        said = self.cleaned_data["contact_name"]
        return beside(words_in.clean, said, most=40, least=0, field="contact_name", ask=ask)

    def clean_contact_phone(self) -> str:
        said = str(self.cleaned_data["contact_phone"]).strip()
        return beside(words_in.phone, said, field="contact_phone") if said else ""

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        called = told.get("contact_how") in {"call", "sms"}
        if called and not told.get("contact_phone") and "contact_phone" not in self.errors:
            self.add_error("contact_phone", _("要打电话、发短信，请留个号码。"))
        return told


class Lookup(Form):
    """查进度: the number and the query code of the slip."""

    number = forms.CharField(label=_("编号"), help_text=_("比如：石桥-2026-0001"), max_length=60)
    code = forms.CharField(
        label=_("查询码"),
        help_text=_("8位数字，和编号写在一起"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class ReceiptIs(Form):
    """凭回执: the 16 digits, however they were typed."""

    receipt = forms.CharField(
        label=_("回执"),
        help_text=_("16位数字，四个一组"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_receipt(self) -> str:
        said = str(self.cleaned_data["receipt"])
        if sum(sign.isdecimal() for sign in said) != 16:
            raise forms.ValidationError(_("回执是16位数字，请再核对一遍。"))
        return said


class Add(Form):
    """补充: more words, more photos."""

    photos = photos(_("照片"))
    text = words(_("想补充什么？"))

    def clean_text(self) -> str:
        return beside(words_in.clean, self.cleaned_data["text"])


class Objection(Form):
    """我觉得分得不对: a word of why."""

    why = words(_("您觉得该怎么分，为什么？"), rows=3)

    def clean_why(self) -> str:
        ask = _("请用字写写为什么分得不对。")
        return beside(words_in.clean, self.cleaned_data["why"], most=300, field="why", ask=ask)


class Answer(Form):
    """回答: what the person says to the question."""

    photos = photos(_("照片"))
    text = words(_("您的回答"))

    def clean_text(self) -> str:
        return beside(words_in.clean, self.cleaned_data["text"], least=1)


class NotYet(Form):
    """还没办好: one word why, or one's own words."""

    quick = forms.ChoiceField(
        label=_("选一个最像的"), choices=WHY, required=False, widget=forms.RadioSelect
    )
    words = words(_("或者说一句"), rows=3, required=False)

    def clean_words(self) -> str:
        ask = _("请用字写写怎么没办好。")
        said = self.cleaned_data["words"]
        return beside(words_in.clean, said, most=200, least=0, field="words", ask=ask)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        quick, said = told.get("quick", ""), told.get("words", "")
        if not said and quick in {"", "other"} and not self.errors:
            self.add_error("words", _("请说一句哪里还没办好，我们接着办。"))
        return told


def why_of(form: NotYet) -> str:
    """The reason as the desk reads it: always in Chinese, whatever the reader's language."""
    quick = form.cleaned_data["quick"]
    with translation.override(settings.LANGUAGE_CODE):
        chosen = str(dict(WHY)[quick]) if quick and quick != "other" else ""
    return "；".join(filter(None, [chosen, form.cleaned_data["words"]]))
