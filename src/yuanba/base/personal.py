"""The field register (个人信息目录): every field that holds words about people says why it is kept.

Each context states its fields in `personal.py`; a test compares the register with the tables, so
that no field is added in silence (trust.md 25; PIPL art. 6, 17, 19, 51).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from yuanba.base.text import _


class Class(StrEnum):
    """How delicate it is (trust.md 11)."""

    COMMUNITY = "community"  # 本村本社区可见
    INTERNAL = "internal"  # 办事的人可见
    PERSONAL = "personal"  # 个人信息
    SENSITIVE = "sensitive"  # 敏感个人信息


class Basis(StrEnum):
    """Why it may be kept (PIPL art. 13, 34, 37)."""

    DUTY = "duty"  # 履行法定职责
    ASKED = "asked"  # 本人自愿提供，用来办本人的事
    CONTRACT = "contract"  # 工作人员履职
    CONSENT = "consent"  # 本人单独同意


class Keep(StrEnum):
    """How long it is kept; the days stand in the table of periods (rights.rules.PERIODS)."""

    CONTACT = "contact"  # 事情办完以后
    ANONYMOUS = "anonymous"  # 匿名说的事，办完以后
    PICTURE = "picture"  # 事情办完以后
    REGISTER = "register"  # 台账，长期
    ACCOUNT = "account"  # 账号还在用
    LIVING = "living"  # 住在这里
    POST = "post"  # 在岗，以及岗位记录
    SHORT = "short"  # 几天，自动清除
    RECORD = "record"  # 留痕，长期


CLASS_WORDS: dict[Class, Any] = {
    Class.COMMUNITY: _("本村本社区看得到"),
    Class.INTERNAL: _("经办的人看得到"),
    Class.PERSONAL: _("个人信息"),
    Class.SENSITIVE: _("敏感个人信息"),
}
BASIS_WORDS: dict[Basis, Any] = {
    Basis.DUTY: _("履行法定职责（个人信息保护法第十三条、第三十四条）"),
    Basis.ASKED: _("您为办自己的事提供的（个人信息保护法第十三条）"),
    Basis.CONTRACT: _("工作人员履职需要（个人信息保护法第十三条）"),
    Basis.CONSENT: _("您单独同意的，随时可以收回（个人信息保护法第十三条、第十五条、第二十五条）"),
}


@dataclass(frozen=True)
class Held:
    """One field and why it stands in the house."""

    model: str  # people.Person
    field: str
    what: Any  # as people call it
    purpose: Any
    basis: Basis
    kind: Class
    seen_by: Any  # in words
    mask: Any  # how it is shown to those who need only part of it
    keep: Keep


REGISTER: dict[tuple[str, str], Held] = {}
NOBODY: set[tuple[str, str]] = set()  # fields with words, none of them about a person


def holds(
    model: str,
    fields: Iterable[str],
    what: Any,
    *,
    purpose: Any,
    basis: Basis,
    kind: Class,
    seen_by: Any,
    keep: Keep,
    mask: Any = "",
) -> None:
    """State why these fields of a table are kept."""
    for field in fields:
        REGISTER[model, field] = Held(model, field, what, purpose, basis, kind, seen_by, mask, keep)


def nobody(model: str, *fields: str) -> None:
    """State that these fields say nothing about a person."""
    for field in fields:
        NOBODY.add((model, field))


# The floor's own tables. Records are kept because nobody may quietly change what was done; their
# facts are what the act said: reasons and dates, never a telephone number.
holds(
    "base.Record",
    ["facts"],
    _("谁在什么时候办了什么"),
    purpose=_("留痕：谁也不能悄悄改"),
    basis=Basis.DUTY,
    kind=Class.INTERNAL,
    seen_by=_("经办的人、监督的人"),
    keep=Keep.RECORD,
)
nobody("base.Record", "act", "subject_kind", "role")
nobody("base.Key", "key", "digest", "subject_kind")
nobody("base.Job", "kind", "data", "key", "locked_by", "error")
nobody("base.Counter", "name")
nobody("base.Tries", "what")

holds(
    "base.Leaf",
    ["body", "key", "opened"],
    _("存证：谁（化名）在什么时候办了什么"),
    purpose=_("留痕：谁也不能悄悄改"),
    basis=Basis.DUTY,
    kind=Class.INTERNAL,
    seen_by=_("只有化名和指纹；本人能看自己的"),
    mask=_("删除以后，化名对不回人"),
    keep=Keep.RECORD,
)
nobody("base.Tree", "origin", "key", "peaks", "broken", "unwitnessed")
nobody("base.Node", "hash")
nobody("base.Head", "root", "note")
nobody("base.Cosignature", "name", "line")
nobody("base.Verification", "found")
