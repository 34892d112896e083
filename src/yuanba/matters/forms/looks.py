"""What came of an alarm."""

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.matters.forms.desk import Said


class NoteAlarm(Form):
    alarm_id = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)
    note = Said(label=_("核实的情况"), rows=2, help_text=_("问过谁、为什么看这么多、对不对。"))
