"""What neighbours write on a note, and who reads it."""

from yuanba.base.personal import Basis, Class, Keep, holds
from yuanba.base.text import _

holds(
    "neighbours.Favour",
    ["text", "name", "phone", "helper_name", "helper_phone", "thanks", "why"],
    _("邻里互助：要帮什么、能帮什么、称呼、电话、谁接的、感谢的话"),
    purpose=_("邻居之间找得到人"),
    basis=Basis.CONSENT,
    kind=Class.PERSONAL,
    seen_by=_("住在本村本社区、登录了的人；电话只有同意了才显示，对上以后双方互相看得到"),
    mask=_("存的时候姓名、电话是密封的；结束三十天后清除"),
    keep=Keep.SHORT,
)
