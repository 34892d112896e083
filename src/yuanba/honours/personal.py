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

holds(
    "honours.Listing",
    ["deed", "one", "two", "basis_text", "notice_how", "reply", "words", "doubt", "answer"],
    _("点名单：提的是什么事、证据、您的答复和异议"),
    purpose=_("点名要有证据、先告知、听本人说，贴错了要更正"),
    basis=Basis.CONSENT,
    kind=Class.PERSONAL,
    seen_by=_("您本人、村里经办的人、评议组、监督的人；撤下以后只有监督的人和镇街"),
    keep=Keep.REGISTER,
)
nobody("honours.NamingRule", "source", "grounds", "filed_note", "ended_why")
