"""The kit's small parts for templates. Escaped by the engine; drawings come from base/look.py."""

import secrets
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yuanba.base import lanes, look
from yuanba.base.text import _

register = template.Library()

SEAL_WORDS = {
    "government": ("大", lanes.USUAL["government"]),
    "communal": ("小", lanes.USUAL["communal"]),
    "personal": ("私", lanes.USUAL["personal"]),
}
UNSORTED = ("？", _("还没分"))


@register.simple_tag
@cache  # a page shows a dozen, and each is always the same
def icon(name: str, size: str = "") -> SafeString:
    """{% icon "bean" %}, {% icon "bean" "l" %}: hidden from readers; words stand beside it."""
    kind = f"i i--{size}" if size else "i"
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#i-{}"></use></svg>',
        kind,
        static("yuanba/icons.svg"),
        name,
    )


@register.simple_tag
def once() -> SafeString:
    """A key of its own for each form shown: sent twice, done once (base.middleware.Once)."""
    key = secrets.token_hex(16)
    return format_html('<input type="hidden" name="once" value="{}">', key)


@register.simple_tag
@cache
def sprite() -> str:
    """The address of the icon sprite, for <use> in a larger drawing."""
    return static("yuanba/icons.svg")


@register.simple_tag
def lane_word(lane: str) -> str:
    """What this county calls a lane (government, communal, personal), inside a sentence."""
    return lanes.word(lane, lanes.USUAL[lane])


@register.inclusion_tag("base/seal.html")
def seal(lane: str | None = "") -> dict[str, Any]:
    """The 三事 seal of a lane (government, communal, personal; anything else: not sorted yet)."""
    said = str(lane or "")
    letter, words = SEAL_WORDS.get(said, UNSORTED)
    called = {"letter": lanes.letter(said, letter), "words": lanes.word(said, words)}
    return {"kind": look.SEALS.get(said, "none"), **called}


@register.inclusion_tag("base/due.html")
def due(
    view: look.Due | Mapping[str, Any] | str | None = None,
    *,
    text: str = "",
    level: str = "none",
    percent: int | None = None,
) -> dict[str, Any]:
    """Time left: {% due matter.due %} (a look.Due or the same keys), or text, level and percent."""
    if isinstance(view, look.Due):
        view = {"text": view.text, "level": view.level, "percent": view.percent}
    elif isinstance(view, str):
        view = {"text": view}
    given = {"text": text, "level": level, "percent": percent, **(view or {})}
    given["level"] = given["level"] if given["level"] in look.LEVELS else "none"
    return given


@register.inclusion_tag("base/tag.html")
def tag(kind: str, text: Any, icon: str = "") -> dict[str, Any]:
    """A status: {% tag "ok" "已装好" %}; kinds big small own ok warn late bean plum, "" is grey."""
    return {"kind": kind, "text": text, "icon": icon}


@register.inclusion_tag("base/bar.html")
def bar(percent: float, label: str = "", fill: str = "tile") -> dict[str, Any]:
    """A line for a part of 100. Give a label unless the figure stands next to it."""
    return {"bar": look.bar(percent, label, fill=fill)}


@register.inclusion_tag("base/ring.html")
def ring(part: float, size: int = 44, level: str = "") -> dict[str, Any]:
    """A ring for a share between 0 and 1; the figure stands next to it."""
    return {"ring": look.ring(part, size=size, level=level)}


@register.inclusion_tag("base/stack.html")
def stack(parts: look.Stack | Sequence[tuple[str, float, str]], label: str = "") -> dict[str, Any]:
    """A stacked bar of (words, amount, fill), or of a look.Stack."""
    return {"stack": parts if isinstance(parts, look.Stack) else look.stack(parts, label=label)}


@register.inclusion_tag("base/spark.html")
def spark(values: Sequence[float], label: str) -> dict[str, Any]:
    """The last few counts as a line; the label says them in words."""
    return {"spark": look.spark(values, label)}


@register.inclusion_tag("base/sketch.html")
def sketch(places: Sequence[tuple[str, int, float, float]], label: str) -> dict[str, Any]:
    """Places with numbers as they lie to one another; the list with the same stands next to it."""
    return {"sketch": look.sketch(places), "label": label}


@register.inclusion_tag("base/squares.html")
def squares(units: Sequence[look.Unit], label: str, columns: int = 12) -> dict[str, Any]:
    """Unit squares in fixed order."""
    return {"board": look.squares(units, label, columns=columns)}


@register.filter
def kind(field: BoundField) -> str:
    """How base/field.html lays a field out: hidden, rows (choices), tick, file, or line."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "rows"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    return "file" if isinstance(widget, forms.FileInput) else "line"


@register.filter
def control(field: BoundField) -> SafeString:
    """The input itself, dressed in the kit's class for its kind."""
    widget = field.field.widget
    dress = "input"
    if isinstance(widget, forms.Textarea):
        dress = "textarea"
    elif isinstance(widget, forms.Select):
        dress = "select"
    elif isinstance(widget, (forms.CheckboxInput, forms.FileInput)):
        dress = ""
    own = str(widget.attrs.get("class", ""))
    worn = " ".join(filter(None, [dress, own]))
    return field.as_widget(attrs={"class": worn} if worn else {})


@register.filter
def first_id(field: BoundField) -> str:
    """The id a line of the error summary jumps to: the input, or the first of its choices."""
    return field.id_for_label or (f"{field.auto_id}_0" if kind(field) == "rows" else field.auto_id)
