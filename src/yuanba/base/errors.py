"""The two answers an act may give besides yes."""

from typing import Any

from django.core.exceptions import PermissionDenied


class Refused(Exception):
    """A rule says no. Foreseen, explained to the person, never logged as a fault."""

    def __init__(self, code: str, message: Any, *, field: str | None = None) -> None:
        super().__init__(code)
        self.code, self.message, self.field = code, message, field


class Denied(PermissionDenied):
    """This person may not do this here. Pages answer as if the thing did not exist."""
