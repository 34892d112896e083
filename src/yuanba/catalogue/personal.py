"""What disclosure keeps about people: a question as it was written; all else hangs on the board."""

from yuanba.base.personal import Basis, Class, Keep, holds, nobody
from yuanba.base.text import _

holds(
    "catalogue.Asked",
    ["words"],
    _("您对公开内容的疑问，按您写的原话"),
    purpose=_("答复您的疑问；公开栏上只贴遮过的"),
    basis=Basis.ASKED,
    kind=Class.INTERNAL,
    seen_by=_("村里经办的人、镇街、监督的人"),
    keep=Keep.REGISTER,
)
holds(
    "catalogue.Asked",
    ["phone"],
    _("您留的电话，有了答复好告诉您"),
    purpose=_("告诉您答复"),
    basis=Basis.ASKED,
    kind=Class.PERSONAL,
    seen_by=_("送信的工作人员"),
    mask=_("只显示前三位和后四位"),
    keep=Keep.CONTACT,
)
holds(
    "catalogue.Voucher",
    ["name", "what"],
    _("发票、收据的照片，上面可能有您的名字"),
    purpose=_("监督委员会核对手工填写的钱有没有凭据；不上公开栏"),
    basis=Basis.DUTY,
    kind=Class.INTERNAL,
    seen_by=_("村里经办的人、镇街、区县、监督委员会"),
    keep=Keep.REGISTER,
)
nobody("catalogue.Voucher", "digest", "remark")
nobody("catalogue.Reminder", "what", "about")
nobody("catalogue.Asked", "language", "shown", "answer", "above_answer")
nobody("catalogue.Catalogue", "source")
nobody("catalogue.Item", "code", "name", "basis", "content", "who", "channel", "level")
nobody("catalogue.Issue", "where", "archive")
nobody("catalogue.Part", "drawn", "words")
nobody("catalogue.Review", "words", "answer")
nobody("catalogue.Correction", "words", "why")
