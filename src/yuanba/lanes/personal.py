"""What the three lanes keep about people."""

from yuanba.base.personal import Basis, Class, Keep, holds, nobody
from yuanba.base.text import _

HANDLING = _("办这件事的人、牵头的组织、本人")
for model, fields, what in (
    ("lanes.Topic", ["question", "words"], _("大家商量的议题和结果")),
    ("lanes.Order", ["what", "who", "text"], _("工单：谁去做什么，做成没有")),
    ("lanes.Doubt", ["question"], _("这件事为什么拿不准怎么分")),
    ("lanes.View", ["who", "words"], _("会商的三家谁说了什么")),
):
    holds(
        model,
        fields,
        what,
        purpose=_("把事办成，谁也查得到怎么办的"),
        basis=Basis.DUTY,
        kind=Class.INTERNAL,
        seen_by=HANDLING,
        keep=Keep.REGISTER,
    )
holds(
    "lanes.Way",
    ["text", "contact", "said"],
    _("给您想的办法、您说帮到没有"),
    purpose=_("真有困难的不落下"),
    basis=Basis.DUTY,
    kind=Class.SENSITIVE,
    seen_by=HANDLING,
    keep=Keep.REGISTER,
)
holds(
    "lanes.Signup",
    ["name"],
    _("您报名当志愿者时的称呼"),
    purpose=_("知道谁来、来了多久，开志愿服务证明（志愿服务条例第十九条）"),
    basis=Basis.ASKED,
    kind=Class.PERSONAL,
    seen_by=_("召集的组织"),
    keep=Keep.REGISTER,
)
nobody("lanes.Topic", "meeting")
nobody("lanes.Call", "what", "where", "text")
nobody("lanes.Way", "said_by")
