"""Forms of the exchange: which file, which mapping."""

from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.exchange import mapping


class Upload(Form):
    """A table of matters from another system."""

    file = forms.FileField(
        label=_("表格文件"), help_text=_("可以传电子表格，或者用逗号分开的文本表格。")
    )
    mapping = forms.ChoiceField(label=_("对应表"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["mapping"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("看列名自己认")), *((m.key, m.name) for m in mapping.shipped())]
