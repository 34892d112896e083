"""Who speaks: the fields for telling on behalf of another, for residents and for the desk."""

from typing import Any

from django import forms

from yuanba.base import words_in
from yuanba.base.text import _
from yuanba.matters.forms.resident import Report, beside
from yuanba.matters.queries.speaking import RELATIONS as RELATION_WORDS
from yuanba.matters.rules import Relation, Spoken, Who

RELATIONS = list(RELATION_WORDS.items())
# Who spoke, and whether the person was there: one question instead of three.
TYPED, PRESENT, ABSENT = "typed", "present", "absent"
SPOKE: list[tuple[str, Any]] = [
    (TYPED, _("他自己说，我帮着打字")),
    (PRESENT, _("我替他说，他在旁边")),
    (ABSENT, _("我替他说，他不在")),
]
BACK: list[tuple[str, Any]] = [
    ("person", _("回话给他本人")),
    ("speaker", _("他没法接，回话给我")),
]


def spoken_of(said: dict[str, Any], language: str = "") -> Spoken:
    """The chain these answers describe."""
    how = said.get("spoke", "")
    relation = said.get("relation")
    return Spoken(
        who=Who.TYPED if how == TYPED else Who.PROXY,
        relation=Relation(relation) if relation else None,
        speaker=said.get("speaker", ""),
        speaker_phone=said.get("speaker_phone", ""),
        present=how != ABSENT,
        to_speaker=said.get("back") == "speaker",
        language=language,
    )


def tel(label: Any, help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "inputmode": "tel"})
    return forms.CharField(label=label, help_text=help_text, required=False, widget=widget)


class ReportFor(Report):
    """替别人说一件事: the person first, then the one who speaks; answers go to the person."""

    spoke = forms.ChoiceField(label=_("是谁说的话？"), choices=SPOKE, widget=forms.RadioSelect)
    relation = forms.ChoiceField(
        label=_("您是他的什么人？"), choices=RELATIONS, widget=forms.RadioSelect
    )
    speaker = forms.CharField(label=_("怎么称呼您自己？"))
    back = forms.ChoiceField(
        label=_("办得怎样，回话给谁？"), choices=BACK, initial="person", required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    speaker_phone = tel(_("您自己的电话"), _("要回话给您，就留一个"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("own", "show"):  # consent is the person's own: on the page of his matter
            self.fields.pop(name, None)
        self.fields["contact_name"].label = _("这是谁的事？怎么称呼他")
        self.fields["contact_name"].required = True
        self.fields["contact_name"].widget.attrs.pop("autocomplete", None)
        self.fields["contact_phone"].label = _("他本人的电话")
        self.fields["contact_phone"].help_text = _("没有就空着，别写您自己的")
        self.fields["contact_phone"].widget.attrs["autocomplete"] = "off"
        self.fields["contact_how"].label = _("怎么回他本人的话？")

    def clean_speaker(self) -> str:
        ask = _("请用字写写怎么称呼您。")
        said = self.cleaned_data["speaker"]
        return beside(words_in.clean, said, most=40, field="speaker", ask=ask)

    def clean_speaker_phone(self) -> str:
        said = str(self.cleaned_data["speaker_phone"]).strip()
        return beside(words_in.phone, said, field="speaker_phone") if said else ""

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("back") == "speaker" and not told.get("speaker_phone"):
            self.add_error("speaker_phone", _("回话给您，请留您的电话。"))
        return told


class Anonymous(Report):
    """匿名说: words, photos and a place; nothing that says who."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("contact_name", "contact_phone", "contact_how", "own", "show"):
            self.fields.pop(name, None)
