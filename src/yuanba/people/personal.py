"""Why fields about people are kept."""

from yuanba.base.personal import Basis, Class, Keep, holds, nobody
from yuanba.base.text import _

DESK = _("登记的工作人员、本人")

holds(
    "people.Person",
    ["name", "phone"],
    _("姓名、电话"),
    purpose=_("知道是谁、找得到人、用手机号登录"),
    basis=Basis.ASKED,
    kind=Class.PERSONAL,
    seen_by=DESK,
    mask=_("电话只显示前三位和后四位"),
    keep=Keep.ACCOUNT,
)
holds(
    "people.Person",
    ["username", "password"],
    _("用户名、密码"),
    purpose=_("工作人员登录"),
    basis=Basis.CONTRACT,
    kind=Class.SENSITIVE,
    seen_by=_("谁也看不到密码"),
    mask=_("只存不能还原的摘要"),
    keep=Keep.ACCOUNT,
)
holds(
    "people.Person",
    ["log_key"],
    _("存证里的化名密钥"),
    purpose=_("存证里只写化名；删除以后谁也对不回来"),
    basis=Basis.DUTY,
    kind=Class.INTERNAL,
    seen_by=_("谁也看不到"),
    keep=Keep.ACCOUNT,
)
holds(
    "people.Household",
    ["address", "code"],
    _("住址、户号"),
    purpose=_("按户走访、按户议事"),
    basis=Basis.DUTY,
    kind=Class.PERSONAL,
    seen_by=_("本村本社区和上级的工作人员"),
    keep=Keep.LIVING,
)
holds(
    "people.HouseholdPast",
    ["address"],
    _("原住址"),
    purpose=_("搬过家的户，以前的事还对得上"),
    basis=Basis.DUTY,
    kind=Class.PERSONAL,
    seen_by=_("本村本社区和上级的工作人员"),
    keep=Keep.LIVING,
)
holds(
    "people.PhoneCode",
    ["phone", "digest"],
    _("发过验证码的手机号"),
    purpose=_("核对验证码、防止乱发"),
    basis=Basis.ASKED,
    kind=Class.PERSONAL,
    seen_by=_("谁也看不到"),
    mask=_("验证码只存不能还原的摘要"),
    keep=Keep.SHORT,
)
holds(
    "people.Post",
    ["title"],
    _("岗位名称"),
    purpose=_("知道谁在什么岗位"),
    basis=Basis.CONTRACT,
    kind=Class.COMMUNITY,
    seen_by=_("大家"),
    keep=Keep.POST,
)
nobody("people.Unit", "name", "phone")
holds(
    "people.SecondFactor",
    ["sealed"],
    _("手机验证的密钥"),
    purpose=_("工作人员登录时再验一次"),
    basis=Basis.CONTRACT,
    kind=Class.SENSITIVE,
    seen_by=_("谁也看不到"),
    mask=_("加密存放"),
    keep=Keep.ACCOUNT,
)
holds(
    "people.RecoveryCode",
    ["digest"],
    _("备用码"),
    purpose=_("手机不在身边时登录"),
    basis=Basis.CONTRACT,
    kind=Class.SENSITIVE,
    seen_by=_("谁也看不到"),
    mask=_("只存不能还原的摘要"),
    keep=Keep.ACCOUNT,
)
holds(
    "people.Session",
    ["session_key", "session_data"],
    _("登录状态、用的什么设备"),
    purpose=_("保持登录、看看在哪里登录着"),
    basis=Basis.ASKED,
    kind=Class.PERSONAL,
    seen_by=_("本人"),
    keep=Keep.SHORT,
)
holds(
    "people.Reset",
    ["reason"],
    _("为什么重置"),
    purpose=_("两个管理员商量能不能重置"),
    basis=Basis.CONTRACT,
    kind=Class.INTERNAL,
    seen_by=_("管理员、本人"),
    keep=Keep.RECORD,
)
holds(
    "people.Reset",
    ["first_half", "second_half"],
    _("重置码"),
    purpose=_("本人重新设密码"),
    basis=Basis.CONTRACT,
    kind=Class.SENSITIVE,
    seen_by=_("谁也看不到"),
    mask=_("只存不能还原的摘要"),
    keep=Keep.RECORD,
)
holds(
    "people.Card",
    ["key", "first_code", "pin"],
    _("户卡的号码和密码"),
    purpose=_("没有手机的家庭用卡登录"),
    basis=Basis.ASKED,
    kind=Class.SENSITIVE,
    seen_by=_("谁也看不到"),
    mask=_("只存不能还原的摘要"),
    keep=Keep.LIVING,
)
