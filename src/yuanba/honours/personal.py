"""What honours keep about people."""

from yuanba.base.personal import Basis, Class, Keep, holds, nobody
from yuanba.base.text import _

for model, fields, what in (
    (
        "honours.Nominee",
        ["why", "words"],
        _("评选提名：为什么提名您或您家，为什么没有表彰或者收回"),
    ),
    ("honours.HonourObjection", ["words", "answer"], _("对评选的异议和答复")),
):
    holds(
        model,
        fields,
        what,
        purpose=_("评选有依据、有公示、有异议"),
        basis=Basis.CONSENT,
        kind=Class.PERSONAL,
        seen_by=_("被提名的人、村里经办的人、评议组、监督的人"),
        keep=Keep.REGISTER,
    )
nobody("honours.Campaign", "name", "criteria", "source", "reason")
