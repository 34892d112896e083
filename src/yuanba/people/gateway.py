"""The way to a telephone: the class named in settings.SMS_GATEWAY sends, whatever it is."""

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from yuanba.base.errors import Refused
from yuanba.base.text import _


class Gateway(Protocol):
    def send(self, *, phone: str, text: str) -> None:
        """Hand one message over. Raises OSError when that fails."""
        ...


def send(phone: str, text: str) -> None:
    """Send now, and say so if it did not go: nobody should wait for a code that never left."""
    gateway: Gateway = import_string(settings.SMS_GATEWAY)()
    try:
        gateway.send(phone=phone, text=text)
    except OSError as fault:
        message = _("短信没有发出去，请过一会儿再试，或者打电话给社区。")
        raise Refused("sms_not_sent", message, field="phone") from fault
