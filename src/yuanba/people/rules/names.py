"""Names to sign in with, names of people, numbers that take a message."""

import re
import unicodedata

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _

_USERNAME = re.compile(r"[0-9a-z\u4e00-\u9fff][0-9a-z\u4e00-\u9fff._-]{1,39}")


def username(text: str) -> str:
    """The name to sign in with, as it is kept and compared: NFKC, small letters."""
    plain = unicodedata.normalize("NFKC", text[:200]).lower()
    return "".join(sign for sign in plain if sign.isprintable()).strip()


def new_username(text: str) -> str:
    name = username(text)
    if not _USERNAME.fullmatch(name):
        message = _("用户名用2到40个汉字、字母或数字，中间可以有点、横线。")
        raise Refused("username_wrong", message, field="username")
    return name


def person_name(text: str) -> str:
    return words_in.clean(text, most=40, field="name", ask=_("请填写姓名。"))


def mobile(text: str) -> str:
    """A number to which a short message can be sent."""
    number = words_in.phone(text)
    if len(number) != 11 or not number.startswith("1"):
        message = _("验证码只能发到手机，请填11位手机号码。")
        raise Refused("mobile_needed", message, field="phone")
    return number
