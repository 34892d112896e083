"""Who sits in a body is published; who came to a meeting is known there; how somebody voted is not."""

from yuanba.base.personal import Basis, Class, Keep, holds, nobody
from yuanba.base.text import _

holds(
    "councils.Member",
    ["name"],
    _("议事组织成员的姓名"),
    purpose=_("大家知道谁在里面，人数和组成合不合规定"),
    basis=Basis.DUTY,
    kind=Class.COMMUNITY,
    seen_by=_("大家"),
    keep=Keep.POST,
)
holds(
    "councils.Entry",
    ["name", "where", "group", "who", "second", "out", "kin", "affected_why"],
    _("会议名册：哪一户、谁来的、谁代签、为什么不计入"),
    purpose=_("证明会议人数够不够，谁有权投票"),
    basis=Basis.DUTY,
    kind=Class.INTERNAL,
    seen_by=_("主持会议的人、监督的人"),
    keep=Keep.RECORD,
)
holds(
    "councils.Objection",
    ["who", "text", "why"],
    _("谁对选民名单有异议，怎么处理的"),
    purpose=_("名单错了能改，每条异议都有回音"),
    basis=Basis.DUTY,
    kind=Class.INTERNAL,
    seen_by=_("主持选举的人、监督的人"),
    keep=Keep.RECORD,
)
holds(
    "councils.Candidate",
    ["name", "named_by", "why"],
    _("候选人的姓名、谁提的名、审查的理由"),
    purpose=_("选民知道可以选谁"),
    basis=Basis.DUTY,
    kind=Class.COMMUNITY,
    seen_by=_("大家"),
    keep=Keep.RECORD,
)
holds(
    "councils.Stance",
    ["voice"],
    _("听意见时答了什么，不写是谁答的，写一个换不回姓名的代号"),
    purpose=_("一人一句只算最后一次；听完就没有了"),
    basis=Basis.ASKED,
    kind=Class.SENSITIVE,
    seen_by=_("没有人"),
    keep=Keep.SHORT,
)
holds(
    "councils.Slip",
    ["chosen"],
    _("手机上投的票，密封着"),
    purpose=_("停止投票时清点，清点完就没有了"),
    basis=Basis.ASKED,
    kind=Class.SENSITIVE,
    seen_by=_("没有人"),
    keep=Keep.SHORT,
)
holds(
    "councils.Envelope",
    ["sealed"],
    _("密封票的信封，服务器上打不开"),
    purpose=_("停止投票时和名册分开，放进票箱"),
    basis=Basis.ASKED,
    kind=Class.SENSITIVE,
    seen_by=_("没有人"),
    keep=Keep.SHORT,
)
holds(
    "councils.Ballot",
    ["keepers"],
    _("密封票的口令由谁保管"),
    purpose=_("大家知道谁能开箱"),
    basis=Basis.DUTY,
    kind=Class.COMMUNITY,
    seen_by=_("大家"),
    keep=Keep.RECORD,
)
holds(
    "councils.Statement",
    ["text", "why", "voice"],
    _("听意见时大家写的一句话"),
    purpose=_("让大家答；写的人是谁，听完就不留了"),
    basis=Basis.ASKED,
    kind=Class.COMMUNITY,
    seen_by=_("大家"),
    keep=Keep.RECORD,
)
holds(
    "councils.Suggestion",
    ["who", "text", "why"],
    _("会上谁提了什么意见，采纳没有"),
    purpose=_("每条意见都有回音"),
    basis=Basis.DUTY,
    kind=Class.INTERNAL,
    seen_by=_("主持会议的人、监督的人"),
    keep=Keep.RECORD,
)
holds(
    "councils.Task",
    ["owner"],
    _("决议交给谁办"),
    purpose=_("每项有人负责"),
    basis=Basis.DUTY,
    kind=Class.COMMUNITY,
    seen_by=_("大家"),
    keep=Keep.RECORD,
)
holds(
    "councils.Meeting",
    ["minutes"],
    _("会议记录"),
    purpose=_("记录会议"),
    basis=Basis.DUTY,
    kind=Class.INTERNAL,
    seen_by=_("主持会议的人、监督的人"),
    keep=Keep.RECORD,
)
holds(
    "councils.Meeting",
    ["host"],
    _("会议由谁主持"),
    purpose=_("记录会议"),
    basis=Basis.DUTY,
    kind=Class.COMMUNITY,
    seen_by=_("大家"),
    keep=Keep.RECORD,
)
nobody(
    "councils.RuleRow",
    *(
        "code",
        "name",
        "valid",
        "decides",
        "initiative",
        "composition",
        "numbers",
        "source",
        "article",
        "note",
    ),
)
holds(
    "councils.Exemption",
    ["name", "note", "why"],
    _("一事一议减免了谁、为什么"),
    purpose=_("该免的不出钱不出工；名单公示，原因不公示"),
    basis=Basis.DUTY,
    kind=Class.SENSITIVE,
    seen_by=_("主持议事的人、监督的人"),
    keep=Keep.RECORD,
)
nobody("councils.Standard", "items", "source")
holds(
    "councils.Ceremony",
    ["plan", "was"],
    _("一家办红白事打算办多大、办完怎样"),
    purpose=_("对照本村标准，上门说说；不公开是谁家"),
    basis=Basis.ASKED,
    kind=Class.INTERNAL,
    seen_by=_("红白理事会、主持议事的人"),
    keep=Keep.RECORD,
)
holds(
    "councils.Appraisal",
    ["words"],
    _("对办的结果说了什么"),
    purpose=_("知道办得好不好；公开的只有数目"),
    basis=Basis.ASKED,
    kind=Class.INTERNAL,
    seen_by=_("主持议事的人、监督的人"),
    keep=Keep.RECORD,
)
nobody("councils.ListPosted", "where")
nobody("councils.Confirmed", "read")
nobody("councils.CountyFlow", "code", "text")
nobody("councils.Body", "name", "rule")
nobody("councils.Procedure", "flow", "name", "source", "steps", "title", "text", "reason", "levy")
nobody("councils.StepDone", "who", "note", "checks")
nobody("councils.Posting", "text", "where")
nobody("councils.Task", "text", "result")
nobody("councils.Meeting", "title", "agenda", "venue", "checks", "touches")
nobody("councils.Told", "how", "whom")
nobody("councils.Ballot", "title", "note", "key", "bases", "phone", "result")
nobody("councils.Box", "content", "digest")
nobody("councils.Choice", "text", "note")
nobody("councils.Tally", "counts")
nobody("councils.SheetPhoto", "name", "digest")
nobody("councils.Hearing", "question", "result")
nobody("councils.HearingKey", "secret")
