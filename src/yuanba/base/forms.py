"""Forms that speak to people: the same plain words for what is missing or too long, on every page."""

from typing import Any

from django import forms

from yuanba.base.text import _

MISSING = _("“%(label)s”还没填。")
PLAIN: dict[str, Any] = {
    "invalid_choice": _("请从列出的里面选一个。"),
    "max_length": _("太长了：最多 %(limit_value)d 个字，现在有 %(show_value)d 个字。"),
    "min_length": _("太短了：至少要 %(limit_value)d 个字。"),
    "min_value": _("不能小于 %(limit_value)s。"),
    "max_value": _("不能大于 %(limit_value)s。"),
    "null_characters_not_allowed": _("里面有看不见的怪字符，请重新打一遍。"),
}
INVALID: list[tuple[type[forms.Field], Any]] = [
    (forms.DateField, _("日期没看懂，请写成 2026-11-27 这样。")),
    (forms.IntegerField, _("这里只填数字。")),
    (forms.FileField, _("文件没收到，请再选一次。")),
]


class Form(forms.Form):
    """A Django form whose fields complain in plain words; a field's own error_messages win."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            words = {**PLAIN, "required": MISSING % {"label": field.label or name}}
            words.update(("invalid", text) for kind, text in INVALID if isinstance(field, kind))
            usual = usual_words(field)
            for code, text in words.items():
                if field.error_messages.get(code) == usual.get(code):
                    field.error_messages[code] = text


def usual_words(field: forms.Field) -> dict[str, Any]:
    """What Django says for this kind of field when nobody chose other words."""
    usual: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        usual.update(getattr(kind, "default_error_messages", {}))
    return usual
