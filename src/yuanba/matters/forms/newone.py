"""记一件: what somebody tells at the window, on the telephone or at the door, and who it is that speaks."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings

from yuanba.base import clock, words_in
from yuanba.base.errors import Refused
from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.matters.forms.about import About
from yuanba.matters.forms.desk import Said
from yuanba.matters.forms.photos import Photos
from yuanba.matters.queries import labels
from yuanba.matters.queries.speaking import RELATIONS
from yuanba.matters.rules import Channel, Relation, Spoken, Who
from yuanba.people.models import Unit

TAKEN_BY = (
    Channel.WINDOW,
    Channel.VISIT,
    Channel.CALL,
    Channel.SERVICE,
    Channel.PATROL,
    Channel.HOTLINE,
    Channel.PAPER,
)
SELF, PRESENT, ABSENT, BODY, NAMELESS = "self", "present", "absent", "body", "nameless"
WHOSE: list[tuple[str, Any]] = [
    (SELF, _("本人说的")),
    (PRESENT, _("别人替他说，他在旁边")),
    (ABSENT, _("别人替他说，他不在")),
    (BODY, _("村社、单位自己的事")),
    (NAMELESS, _("不愿留名，给一张回执")),
]
BACK: list[tuple[str, Any]] = [("person", _("本人")), ("speaker", _("代说的人"))]


class Tel(forms.CharField):
    """A number in any way of writing, or nothing."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})
        said: dict[str, Any] = {"required": False, "max_length": 40, "widget": widget}
        super().__init__(**said | kwargs)

    def clean(self, value: Any) -> str:
        said = str(super().clean(value)).strip()
        try:
            return words_in.phone(said) if said else ""
        except Refused as refusal:
            raise forms.ValidationError(refusal.message, code=refusal.code) from None


class NewOne(About, Form):
    """Somebody tells it, we write it down as it is said. The one who writes is never the reporter."""

    text = Said(
        label=_("说的事"), most=2000, rows=3, help_text=_("照原话记，不用选类别。"),
        ask=_("请照原话记下说的事。"),
    )  # fmt: skip
    place = forms.CharField(label=_("在哪里"), max_length=80)
    spot = Said(label=_("具体位置"), most=120, rows=1, required=False)
    happened_on = forms.CharField(
        label=_("哪一天的事？"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    contact_name = Said(label=_("谁的事"), most=40, rows=1, required=False)
    contact_phone = Tel(label=_("电话"))
    how = forms.ChoiceField(
        label=_("怎么给他回话"),
        choices=[x for x in labels.REPLY_HOW.items() if x[0]],
        initial="call",
    )
    channel = forms.ChoiceField(
        label=_("怎么来的"),
        choices=[(c.value, labels.CHANNELS[c][1]) for c in TAKEN_BY],
        widget=forms.RadioSelect,
        initial=Channel.WINDOW,
    )
    whose = forms.ChoiceField(
        label=_("谁说的"), choices=WHOSE, initial=SELF, required=False, widget=forms.RadioSelect
    )
    speaker = Said(label=_("代说的人"), most=40, rows=1, required=False)
    relation = forms.ChoiceField(
        label=_("是他的什么人"), choices=[("", _("请选择")), *RELATIONS.items()], required=False
    )
    speaker_phone = Tel(label=_("代说的人的电话"))
    back = forms.ChoiceField(label=_("回话给谁"), choices=BACK, initial="person", required=False)
    unit = forms.ChoiceField(label=_("哪个单位"), choices=[], required=False)
    photos = Photos()
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("请选择")), *((str(u.pk), u.name) for u in units)]

    def clean_happened_on(self) -> date | None:
        """A day in the past, however it is written; empty: today."""
        said = self.cleaned_data["happened_on"]
        if not said:
            return None
        founded, today = date.fromisoformat(settings.FOUNDED), clock.day_of(clock.now())
        try:
            return words_in.day(said, founded=founded, today=today, field="happened_on")
        except Refused as refusal:
            raise forms.ValidationError(refusal.message, code=refusal.code) from None

    def clean_channel(self) -> Channel:
        return Channel(self.cleaned_data["channel"])

    def clean(self) -> dict[str, Any]:
        """`spoken` stands for the six fields that say who speaks."""
        told = super().clean() or self.cleaned_data
        whose = told.pop("whose", "") or SELF
        told["spoken"] = _spoken(whose, told)
        for name in ("speaker", "relation", "speaker_phone", "back", "unit"):
            told.pop(name, None)
        if whose == NAMELESS:
            told["how"] = ""
        return told

    @property
    def opened(self) -> bool:
        """Is there anything to see among the fields that say who speaks?"""
        names = ("whose", "speaker", "relation", "speaker_phone", "unit")
        return self.is_bound and (
            (self["whose"].value() or SELF) != SELF or any(n in self.errors for n in names)
        )


def _spoken(whose: str, told: dict[str, Any]) -> Spoken | None:
    if whose == BODY:
        return Spoken(Who.BODY, unit_id=int(told["unit"]) if told.get("unit") else None)
    if whose == NAMELESS:
        return Spoken(Who.ANONYMOUS)
    if whose not in {PRESENT, ABSENT}:
        return None
    return Spoken(
        Who.PROXY,
        relation=Relation(told["relation"]) if told.get("relation") else None,
        speaker=told.get("speaker", ""),
        speaker_phone=told.get("speaker_phone", ""),
        present=whose == PRESENT,
        to_speaker=told.get("back") == "speaker",
    )
