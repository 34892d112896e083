"""Why fields of matters are kept."""

from yuanba.base.personal import Basis, Class, Keep, holds, nobody
from yuanba.base.text import _

HANDLING = _("办这件事的人、本人")

holds(
    "matters.Matter",
    ["title", "text", "spot"],
    _("您说的话、具体位置"),
    purpose=_("办这件事"),
    basis=Basis.ASKED,
    kind=Class.INTERNAL,
    seen_by=HANDLING,
    mask=_("公开时遮去姓名、门牌、电话"),
    keep=Keep.REGISTER,
)
holds(
    "matters.Matter",
    [
        "reason", "extension_reason", "result", "guidance", "referred_to", "reply", "reopen_reason",
        "evidence",
    ],
    _("怎么分、怎么办、怎么答复的"),
    purpose=_("让您知道办得怎样，也让别人能监督"),
    basis=Basis.DUTY,
    kind=Class.INTERNAL,
    seen_by=HANDLING,
    mask=_("公开时遮去姓名、门牌、电话"),
    keep=Keep.REGISTER,
)  # fmt: skip
holds(
    "matters.Contact",
    ["name", "phone", "mark", "how"],
    _("姓名、电话、怎么回话"),
    purpose=_("告诉您办得怎样、问您办好没有"),
    basis=Basis.ASKED,
    kind=Class.PERSONAL,
    seen_by=_("查看要写理由，每次都记下，您看得到"),
    mask=_("平时只显示姓和后四位"),
    keep=Keep.CONTACT,
)
holds(
    "matters.Speaking",
    ["speaker", "speaker_phone", "language"],
    _("替人说事的人：姓名、电话"),
    purpose=_("知道是谁替谁说的、回话给谁"),
    basis=Basis.ASKED,
    kind=Class.PERSONAL,
    seen_by=_("查看要写理由，每次都记下，您看得到"),
    mask=_("平时只显示姓和后四位"),
    keep=Keep.CONTACT,
)
holds(
    "matters.Receipt",
    ["lookup", "hash"],
    _("匿名回执"),
    purpose=_("凭回执查自己的事"),
    basis=Basis.ASKED,
    kind=Class.SENSITIVE,
    seen_by=_("谁也看不到"),
    mask=_("只存不能还原的摘要"),
    keep=Keep.REGISTER,
)
holds(
    "matters.Photo",
    ["name", "digest"],
    _("照片"),
    purpose=_("看清是什么事、办成什么样"),
    basis=Basis.ASKED,
    kind=Class.INTERNAL,
    seen_by=HANDLING,
    mask=_("存的时候去掉位置和拍摄信息"),
    keep=Keep.PICTURE,
)
holds(
    "matters.Ask",
    ["why"],
    _("您催办或者有不同意见时写的话"),
    purpose=_("知道您急什么、哪里不同意"),
    basis=Basis.ASKED,
    kind=Class.INTERNAL,
    seen_by=HANDLING,
    keep=Keep.REGISTER,
)
nobody("matters.Matter", "number", "nature", "outside_number", "reply_how", "rated_by")
nobody("matters.Ask", "kept_lane")
holds(
    "matters.Question",
    ["text", "answer"],
    _("问您的话、您的回答"),
    purpose=_("把事情弄清楚，接着办"),
    basis=Basis.ASKED,
    kind=Class.INTERNAL,
    seen_by=HANDLING,
    keep=Keep.REGISTER,
)
nobody("matters.Matter", "pause_ground")
nobody("matters.Pause", "ground", "ground_name", "reason")
holds(
    "matters.Contest",
    ["why", "reply"],
    _("邻居在公开墙上说还没好的话，和答复"),
    purpose=_("知道哪里还没办好，给大家一个答复"),
    basis=Basis.ASKED,
    kind=Class.INTERNAL,
    seen_by=_("办这件事的人；答复大家都看得到"),
    mask=_("不留姓名，原话不上墙"),
    keep=Keep.REGISTER,
)
holds(
    "matters.Drawn",
    ["why"],
    _("抽查时您说的话"),
    purpose=_("核对销了号的事是不是真办好了"),
    basis=Basis.DUTY,
    kind=Class.INTERNAL,
    seen_by=HANDLING,
    keep=Keep.REGISTER,
)
holds(
    "matters.Exclusion",
    ["reason", "answer", "objection", "settled"],
    _("为什么不计入、怎么答复您、您的不同意见、怎么复核的"),
    purpose=_("不计入要有理由、有答复、能复核"),
    basis=Basis.DUTY,
    kind=Class.INTERNAL,
    seen_by=HANDLING,
    keep=Keep.REGISTER,
)
nobody("matters.Draw", "salt", "commitment", "source", "seed")
nobody("matters.Share", "source")
nobody("matters.Ground", "code", "text", "source")
nobody("matters.Ending", "outcome", "refusal", "rated_by")
nobody("matters.SavedView", "name", "query")
holds(
    "matters.VoiceNote",
    ["name", "digest", "words"],
    _("您说的录音、听写的文字"),
    purpose=_("听清是什么事"),
    basis=Basis.ASKED,
    kind=Class.SENSITIVE,
    seen_by=HANDLING,
    mask=_("存的时候去掉录音里写着的地点、时间、手机"),
    keep=Keep.PICTURE,
)
nobody("matters.VoiceNote", "kind")
holds(
    "matters.HelperTask",
    ["text", "answer", "withdrawn_why"],
    _("请别的单位协办时写的话、它的答复"),
    purpose=_("几家一起把事办成"),
    basis=Basis.DUTY,
    kind=Class.INTERNAL,
    seen_by=_("办这件事的人、协办的单位、本人"),
    keep=Keep.REGISTER,
)
holds(
    "matters.OutsideLink",
    ["name", "text", "answer"],
    _("问外单位的话、它的答复"),
    purpose=_("请供电、物业这些单位办它那一份"),
    basis=Basis.DUTY,
    kind=Class.INTERNAL,
    seen_by=_("办这件事的人、拿到链接的单位、本人"),
    keep=Keep.REGISTER,
)
holds(
    "matters.VoidRequest",
    ["reason", "why_not"],
    _("为什么作废、为什么不作废"),
    purpose=_("作废要两个人、有理由，谁都查得到"),
    basis=Basis.DUTY,
    kind=Class.INTERNAL,
    seen_by=HANDLING,
    keep=Keep.REGISTER,
)
nobody("matters.VoidRequest", "ground", "ground_name", "other_number")
nobody("matters.OutsideLink", "digest")
nobody("matters.Hop", "act", "item_code", "item_name", "reason")
nobody("matters.Convening", "reason")
nobody("matters.Arbiter", "source")
holds(
    "matters.Concern",
    ["said", "why", "lift_reason"],
    _("这件事反映的是谁、谁记的、怎么核实的"),
    purpose=_("不让被反映的人和他的下属看到"),
    basis=Basis.DUTY,
    kind=Class.SENSITIVE,
    seen_by=_("上一级的经办人、监督委员会"),
    keep=Keep.REGISTER,
)
nobody("matters.Alarm", "note", "reason")
