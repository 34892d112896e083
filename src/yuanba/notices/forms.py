"""What the outbox page accepts."""

from typing import Any

from django import forms

from yuanba.base.asked import LARGEST
from yuanba.base.forms import Form
from yuanba.base.text import _


class Called(Form):
    """How it went, in a word; may stay empty."""

    note = forms.CharField(label=_("怎么说的"), max_length=200, required=False)


class Language(Form):
    """In which language messages come."""

    language = forms.ChoiceField(
        label=_("用什么话告诉您"), choices=[("zh-hans", "中文"), ("en", "English")],
        widget=forms.RadioSelect,
    )  # fmt: skip


class Read(Form):
    """Pressing the button says it: as far as the newest message that was shown."""

    upto = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=LARGEST)


class Visited(Form):
    """What came of going there."""

    there = forms.ChoiceField(
        label=_("见到人了吗"),
        choices=[("yes", _("说到了")), ("no", _("没有人在家"))],
        widget=forms.RadioSelect,
    )
    solved = forms.ChoiceField(
        label=_("他说办好了吗"),
        choices=[("yes", _("办好了")), ("no", _("还没办好")), ("", _("没有说"))],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("经办的人不能自己问；是您办的，就选“没有说”，请别人来问。"),
    )
    satisfied = forms.ChoiceField(
        label=_("满意吗"),
        choices=[("yes", _("满意")), ("no", _("不满意")), ("", _("没有说"))],
        required=False,
        widget=forms.RadioSelect,
    )
    said = forms.CharField(
        label=_("他怎么说的"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("照原话记。"),
    )

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["solved"], self.fields["satisfied"]

    def clean_there(self) -> bool:
        return bool(self.cleaned_data["there"] == "yes")

    def clean_solved(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["solved"])

    def clean_satisfied(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["satisfied"])


class Look(Form):
    """Why somebody has to see the name and the number."""

    reason = forms.CharField(
        label=_("为什么要看"),
        max_length=100,
        help_text=_("谁看过、为什么看，都会记下来，他本人看得到。"),
    )


class Printed(Form):
    """Nothing to fill in: pressing the button says it."""
