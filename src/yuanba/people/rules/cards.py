"""Household cards: who may have one, which PINs are none, when a card opens something."""

import re
from datetime import date, timedelta
from itertools import pairwise

from yuanba.base.errors import Refused
from yuanba.base.text import _

KEY_BYTES = 16  # 128 bits (trust.md rule 13)
KEY_SIGNS = 26  # of base32
FIRST_CODE_LASTS = timedelta(days=60)  # from the print: enough to carry it to the last house
PIN = re.compile(r"\d{6}")


def ask_card(*, lives_here: bool, works_here: bool, living_card: bool, ended: bool) -> None:
    if ended:
        raise Refused("household_over", _("这一户已经并走或销户，请选现在的户。"))
    if living_card:
        raise Refused("card_there", _("这一户已经有卡。卡丢了，先停用，再补。"))
    if not lives_here:
        raise Refused("not_a_member", _("请选现在住在这一户的人。"), field="person_id")
    if works_here:
        message = _("这个人在这里有工作岗位，用用户名和密码登录，请选家里别的人。")
        raise Refused("staff_by_password", message, field="person_id")


def agree_card(*, asked_it: bool, needed: bool, agreed: bool) -> None:
    if not needed or agreed:
        raise Refused("card_agreed", _("这张卡不用再同意。"))
    if asked_it:
        raise Refused("another_person", _("申请是您提的，要另一个人来同意。"))


def print_card(*, needs_another: bool, agreed: bool, opened: bool, ended: bool) -> None:
    if ended:
        raise Refused("card_over", _("这张卡停用了。"))
    if opened:
        raise Refused("card_in_use", _("这张卡已经在用，不能再印。丢了请停用，再补一张。"))
    if needs_another and not agreed:
        raise Refused("card_waits", _("补卡要另一个人同意以后才能印。"))


def new_pin(pin: str, again: str) -> str:
    """A PIN the household chose. Not one that a finder tries first."""
    if not PIN.fullmatch(pin):
        raise Refused("pin_six_digits", _("密码是六位数字。"), field="pin")
    if pin != again:
        raise Refused("pin_unlike", _("两遍写得不一样，请再写一遍。"), field="again")
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    halves = pin[:3] == pin[3:] or len(set(pin)) <= 2
    if len(steps) == 1 or halves or _a_day(pin):
        message = _("这个太好猜了，不要用生日、重复或者连着的数字，请换一个。")
        raise Refused("pin_weak", message, field="pin")
    return pin


def _a_day(pin: str) -> bool:
    """780213 and 130278 read as days: what people choose, and what others try."""
    for y, m, d in ((pin[:2], pin[2:4], pin[4:]), (pin[4:], pin[2:4], pin[:2])):
        try:
            date(2000 + int(y), int(m), int(d))
        except ValueError:
            continue
        return True
    return False


def card_number(text: str) -> str:
    """The number as printed, in groups; small letters, spaces and look-alikes are understood."""
    signs = re.sub(r"[^0-9A-Z]", "", text.upper()[:80])
    return signs.replace("0", "O").replace("1", "I").replace("8", "B")
