"""What points keep about people."""

from yuanba.base.personal import Basis, Class, Keep, holds, nobody
from yuanba.base.text import _

HOME = _("这户的人、村里经办的人、评议组、监督的人")
for model, fields, what in (
    ("points.Claim", ["note", "words"], _("您家申报的积分：做了什么、核实的人怎么说")),
    ("points.Claim", ["reply"], _("扣分以前您家的答复")),
    ("points.Objection", ["words", "answer"], _("不同意见和答复")),
    ("points.Dispute", ["words", "answer"], _("对兑换的不同意见和答复")),
):
    holds(
        model,
        fields,
        what,
        purpose=_("积分笔笔有据，谁也查得到怎么来的"),
        basis=Basis.DUTY,
        kind=Class.PERSONAL,
        seen_by=HOME,
        keep=Keep.REGISTER,
    )
nobody("points.Book", "source", "unratified")
holds(
    "points.Roster",
    ["left"],
    _("签到表上没有得分的是哪几户、为什么"),
    purpose=_("积分笔笔有据，谁也查得到怎么来的"),
    basis=Basis.DUTY,
    kind=Class.PERSONAL,
    seen_by=HOME,
    keep=Keep.REGISTER,
)
nobody("points.Roster", "code", "what")
nobody("points.Line", "code", "name", "source")
nobody("points.Panel", "source")
nobody("points.Claim", "code", "source_kind")
nobody("points.Picture", "name", "digest", "look")
nobody("points.Budget", "source")
nobody("points.Opening", "digest", "source")
nobody("points.Item", "name", "unit", "note", "supplier")
holds(
    "points.SlipDay",
    ["left"],
    _("纸券没有录上的是哪几户、为什么"),
    purpose=_("积分笔笔有据，谁也查得到怎么来的"),
    basis=Basis.DUTY,
    kind=Class.PERSONAL,
    seen_by=HOME,
    keep=Keep.REGISTER,
)
nobody("points.Redemption", "code", "undone_why")
nobody("points.Shop", "where", "days", "note")
nobody("points.Shot", "name", "digest")
nobody("points.Slip", "sign")
nobody("points.Stocktake", "why")
