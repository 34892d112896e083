"""Why words sent to people are kept."""

from yuanba.base.personal import Basis, Class, Keep, holds, nobody
from yuanba.base.text import _

holds(
    "notices.Message",
    ["to_name", "to_phone", "text"],
    _("发给您的话"),
    purpose=_("告诉您办得怎样，知道话带到了没有"),
    basis=Basis.ASKED,
    kind=Class.PERSONAL,
    seen_by=_("送信的工作人员、本人"),
    mask=_("电话只显示前三位和后四位"),
    keep=Keep.CONTACT,
)
holds(
    "notices.Visit",
    ["said"],
    _("上门时您说的话"),
    purpose=_("知道办好没有、还要办什么"),
    basis=Basis.ASKED,
    kind=Class.INTERNAL,
    seen_by=_("办这件事的人、本人"),
    keep=Keep.REGISTER,
)
nobody("notices.Message", "link")  # the address of a page: no word in it
