"""What is said once for several matters."""

from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.matters.forms.desk import NOTHING, Said
from yuanba.matters.queries import labels
from yuanba.matters.rules import Method


class Together(Form):
    """A form for several matters; `said` are the arguments of the act."""

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField) and not field.choices:
                field.choices = [NOTHING, *choices]

    def said(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class Assign(Together):
    owner = forms.ChoiceField(label=_("谁来办"))
    method = forms.ChoiceField(label=_("怎么办"), choices=list(labels.METHODS.items()))

    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"owner_id": int(data["owner"]), "method": Method(data["method"])}


class Transfer(Together):
    unit = forms.ChoiceField(label=_("转给哪个单位"))
    reason = Said(label=_("为什么转"), rows=2, help_text=_("居民会看到。"))

    def said(self) -> dict[str, Any]:
        return {"unit_id": int(self.cleaned_data["unit"]), "reason": self.cleaned_data["reason"]}


class Note(Together):
    text = Said(label=_("做了什么"), rows=3, help_text=_("每一件都记上这一句，居民会看到。"))


FORMS: dict[str, type[Together]] = {"assign": Assign, "transfer": Transfer, "note": Note}
