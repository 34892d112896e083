"""Photos in a form: up to six at once, made safe before the act that keeps them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from yuanba.base import photos
from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.matters.acts.common import Picture

MOST = 6


class Several(forms.FileInput):
    allow_multiple_selected = True


class Photos(forms.FileField):
    """None, one or several photos; what they hold is looked at in `kept`."""

    def __init__(self, **kwargs: Any) -> None:
        widget = Several(attrs={"accept": "image/*"})
        said: dict[str, Any] = {"required": False, "widget": widget, "label": _("照片")}
        super().__init__(**said | kwargs)

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        files = [f for f in (data or []) if f] if isinstance(data, list | tuple) else [data]
        if len([f for f in files if f]) > MOST:
            raise forms.ValidationError(
                _("照片最多 %(most)s 张，请去掉几张。"), params={"most": MOST}
            )
        return [f for f in files if f]


def kept(files: "Sequence[UploadedFile[Any]]") -> list[Picture]:
    """Look at each photo and store it. Raises Refused beside the field `photos`."""
    found = []
    for file in files:
        if file.size is not None and file.size > photos.MOST_BYTES:
            raise Refused("photo_heavy", photos.SAY["heavy"], field=photos.FIELD)
        safe = photos.look(file.read())
        found.append(Picture(photos.store(safe), safe.sha256, safe.width, safe.height))
    return found
