"""Who holds a post of the network is posted where people gather, with a telephone to call."""

from yuanba.base.personal import Basis, Class, Keep, holds, nobody
from yuanba.base.text import _

holds(
    "grids.Seat",
    ["name", "phone"],
    _("网格长、网格员、院坝长等的姓名、公开电话"),
    purpose=_("大家知道有事找谁"),
    basis=Basis.DUTY,
    kind=Class.COMMUNITY,
    seen_by=_("大家"),
    keep=Keep.POST,
)
holds(
    "grids.Venue",
    ["keeper", "phone"],
    _("管场所的人、公开电话"),
    purpose=_("大家知道去哪里、找谁"),
    basis=Basis.DUTY,
    kind=Class.COMMUNITY,
    seen_by=_("大家"),
    keep=Keep.POST,
)
nobody("grids.Venue", "name", "spot", "functions", "hours")
nobody("grids.Team", "template", "name", "source")
nobody("grids.Seat", "post")
nobody("grids.DutyList", "lines", "source")
nobody("grids.Plan", "size", "trouble", "source")
nobody("grids.PlanPart", "name")
