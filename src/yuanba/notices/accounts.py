"""Messages about accounts, to their owner: he must know even if nobody asked him (trust.md T20)."""

from datetime import datetime

from yuanba.base.models import Record
from yuanba.base.text import _
from yuanba.notices import gateways
from yuanba.people.models import Reset


def tell_reset(*, now: datetime, record: str) -> None:
    """Somebody's password and second factor were reset. Raises OSError when the gateway is away.

    Without a telephone or a gateway he reads it on his own page at the next sign-in (people.me).
    """
    about = Record.objects.get(pk=int(record))
    reset = Reset.objects.select_related("person", "asked_by", "agreed_by").get(pk=about.subject_id)
    if not reset.person.phone or not gateways.reaches_phones():
        return
    words = {
        "name": reset.person.name,
        "asked": reset.asked_by.name if reset.asked_by else str(_("服务器命令行")),
        "agreed": reset.agreed_by.name if reset.agreed_by else "",
    }
    text = _(
        "%(name)s，您的密码和手机验证被重置：%(asked)s申请，%(agreed)s同意。"
        "不是您要的，请马上告诉审计管理员或者上一级。"
    )
    gateways.current().send(phone=reset.person.phone, text=text % words, ref=record)
