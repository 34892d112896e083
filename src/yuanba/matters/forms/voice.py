"""What the page of a spoken note accepts."""

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.matters.acts.voice import LISTEN
from yuanba.matters.forms.desk import Said


class Heard(Form):
    """记成文字: what somebody heard."""

    text = Said(label=_("听到的话"), most=2000, rows=6, ask=LISTEN, help_text=_("照原话写。"))
