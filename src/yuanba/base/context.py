"""What every template may use without asking."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from yuanba.base.language import look_of


def look(request: HttpRequest) -> dict[str, Any]:
    """`look` (language, lang, mode, elder, largest), `version`, and the number to call for help."""
    return {
        "look": getattr(request, "look", None) or look_of(request),
        "version": getattr(settings, "VERSION", ""),
        "help_phone": getattr(settings, "HELP_PHONE", ""),
    }
