"""Who sits in a working group is published; those who spoke on a service day are not named there."""

from yuanba.base.personal import Basis, Class, Keep, holds, nobody
from yuanba.base.text import _

holds(
    "service.Member",
    ["name", "office"],
    _("工作组成员的姓名、职务"),
    purpose=_("大家知道谁来、找谁"),
    basis=Basis.DUTY,
    kind=Class.COMMUNITY,
    seen_by=_("大家"),
    keep=Keep.POST,
)
nobody("service.Schedule", "source")
nobody("service.Change", "reason")
nobody("service.Taskforce", "name")
nobody("service.ServiceDay", "venue", "reason", "summary")
nobody("service.Opinion", "text")
nobody("service.DeedDone", "text")
nobody("service.Checklist", "source")
nobody("service.ChecklistLine", "text")
nobody("service.Tick", "note", "came")
