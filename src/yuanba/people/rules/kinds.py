"""What kinds there are: units, how surely we know somebody, and their words."""

from enum import StrEnum
from typing import Any

from yuanba.base.permits import Role
from yuanba.base.text import _


class UnitKind(StrEnum):
    """Unit types (domain.md 12.1)."""

    COMMITTEE = "committee"  # 村(居)委会
    GRID = "grid"  # 网格
    COUNCIL = "council"  # 议事会
    JOINT = "joint"  # 联席会
    MEDIATION = "mediation"  # 调委会
    PROPERTY = "property"  # 物业
    OWNERS = "owners"  # 业委会
    SUPERVISION = "supervision"  # 监督委员会
    STREET = "street"  # 镇街
    WINDOW = "window"  # 便民服务窗口
    POLICE = "police"  # 公安
    FIRE = "fire"  # 消防
    URBAN = "urban"  # 城管
    HOUSING = "housing"  # 住建
    TRANSPORT = "transport"  # 交通
    RESOURCES = "resources"  # 规划自然资源
    ECOLOGY = "ecology"  # 生态环境
    WATER = "water"  # 水利
    AGRI = "agri"  # 农业农村
    FOREST = "forest"  # 林业
    MARKET = "market"  # 市场监管
    EMERGENCY = "emergency"  # 应急
    CIVIL = "civil"  # 民政
    HR = "hr"  # 人社
    HEALTH = "health"  # 卫健
    MEDICARE = "medicare"  # 医保
    EDU = "edu"  # 教育
    CULTURE = "culture"  # 文旅体
    JUSTICE = "justice"  # 司法
    PETITION = "petition"  # 信访
    UTILITY = "utility"  # 水电气信
    SELF = "self"  # 自行、互助、市场


# Bodies of the village or community itself: they lead communal matters, never government ones.
LOCAL = frozenset(
    {
        UnitKind.COMMITTEE,
        UnitKind.GRID,
        UnitKind.COUNCIL,
        UnitKind.JOINT,
        UnitKind.MEDIATION,
        UnitKind.PROPERTY,
        UnitKind.OWNERS,
        UnitKind.SUPERVISION,
    }
)


class Verified(StrEnum):
    """How surely we know who somebody is."""

    NONE = "none"  # 未核实
    PHONE = "phone"  # 手机已核
    SEEN = "seen"  # 当面核过


ROLE_WORDS: dict[Role, Any] = {
    Role.RESIDENT: _("居民"),
    Role.REPORTER: _("诉求人"),
    Role.GRID: _("网格员"),
    Role.GRIDLEAD: _("网格长"),
    Role.WORKER: _("社区工作者"),
    Role.TOWNSHIP: _("镇街协调员"),
    Role.COUNTY: _("区县协调员"),
    Role.HANDLER: _("部门经办人"),
    Role.MEDIATOR: _("调解员"),
    Role.SHOP: _("积分超市店员"),
    Role.SUPERVISOR: _("监督员"),
    Role.ADMIN: _("系统管理员"),
    Role.SECURITY: _("安全管理员"),
    Role.AUDIT: _("审计管理员"),
}

UNIT_WORDS: dict[UnitKind, Any] = {
    UnitKind.COMMITTEE: _("村（居）委会"),
    UnitKind.GRID: _("网格"),
    UnitKind.COUNCIL: _("议事会"),
    UnitKind.JOINT: _("联席会"),
    UnitKind.MEDIATION: _("调委会"),
    UnitKind.PROPERTY: _("物业"),
    UnitKind.OWNERS: _("业委会"),
    UnitKind.SUPERVISION: _("监督委员会"),
    UnitKind.STREET: _("镇街"),
    UnitKind.WINDOW: _("便民服务窗口"),
    UnitKind.POLICE: _("公安"),
    UnitKind.FIRE: _("消防"),
    UnitKind.URBAN: _("城管"),
    UnitKind.HOUSING: _("住建"),
    UnitKind.TRANSPORT: _("交通"),
    UnitKind.RESOURCES: _("规划自然资源"),
    UnitKind.ECOLOGY: _("生态环境"),
    UnitKind.WATER: _("水利"),
    UnitKind.AGRI: _("农业农村"),
    UnitKind.FOREST: _("林业"),
    UnitKind.MARKET: _("市场监管"),
    UnitKind.EMERGENCY: _("应急"),
    UnitKind.CIVIL: _("民政"),
    UnitKind.HR: _("人社"),
    UnitKind.HEALTH: _("卫健"),
    UnitKind.MEDICARE: _("医保"),
    UnitKind.EDU: _("教育"),
    UnitKind.CULTURE: _("文旅体"),
    UnitKind.JUSTICE: _("司法"),
    UnitKind.PETITION: _("信访"),
    UnitKind.UTILITY: _("水电气信"),
    UnitKind.SELF: _("自行、互助、市场"),
}

VERIFIED_WORDS: dict[Verified, Any] = {
    Verified.NONE: _("未核实"),
    Verified.PHONE: _("手机已核实"),
    Verified.SEEN: _("当面核实过"),
}
