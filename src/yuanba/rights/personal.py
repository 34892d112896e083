"""What stands here about forgetting names nobody who was forgotten."""

from yuanba.base.personal import Basis, Class, Keep, holds, nobody
from yuanba.base.text import _

holds(
    "rights.Wish",
    ["why", "reason"],
    _("您请求删除时写的话、我们的答复"),
    purpose=_("答复您的请求"),
    basis=Basis.DUTY,
    kind=Class.PERSONAL,
    seen_by=_("安全管理员、本人"),
    keep=Keep.RECORD,
)
nobody("rights.Period", "source")
nobody("rights.Batch", "reason", "about")
