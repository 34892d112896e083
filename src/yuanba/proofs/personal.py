"""What a proof keeps about a person."""

from yuanba.base.personal import Basis, Class, Keep, holds, nobody
from yuanba.base.text import _

holds(
    "proofs.Proof",
    ["holder", "text", "to_whom"],
    _("给您开的证明：名字、写了什么、给哪里用"),
    purpose=_("证明有登记，谁也查得到真假"),
    basis=Basis.ASKED,
    kind=Class.SENSITIVE,
    seen_by=_("开证明的村社区、上级和监督的人"),
    keep=Keep.REGISTER,
)
nobody("proofs.Proof", "code", "reason")
