"""试探件 (trust.md T10): what is planted so that a look at it by somebody curious is seen."""

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.places.rules import BOTTOM, Kind

MOST = 20  # standing in one county: few enough to be remembered by who planted them [P]


def plant(*, kind: Kind, ended: bool, known: bool, standing: int) -> None:
    """It lies in a village, and its number is nobody's: nobody must be written to or looked up."""
    if ended or kind not in BOTTOM:
        raise Refused("wrong_place", _("请选一个村或者社区。"), field="place")
    if known:
        raise Refused("known", _("这个号码有人在用，请换一个打不通的。"), field="phone")
    if standing >= MOST:
        message = _("本县已经有 %(most)s 件，先停用几件再放。") % {"most": MOST}
        raise Refused("many", message)


def end(*, ended: bool, reason: str) -> str:
    if ended:
        raise Refused("ended", _("这一件已经停用了。"))
    if len(reason.strip()) < 2:
        raise Refused("reason_needed", _("请写一句为什么停用。"), field="reason")
    return reason.strip()[:300]
