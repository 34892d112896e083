"""Fields of our own."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models import Lookup
from django.db.models.lookups import Exact

from yuanba.base.at_rest import mark, seal, unseal

if TYPE_CHECKING:
    _Field = models.Field[str, str]
    _Digest = models.Field[bytes | None, bytes | None]
    _Lookup = Lookup[bool]
else:
    _Field = _Digest = models.Field
    _Lookup = Lookup


def choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """What a column of this kind may hold, as plain words: a migration then names no code of ours."""
    return [(x.value, x.value) for x in kind]


class Facts(models.JSONField):
    """JSON without Django's JSON_VALID check: SQLite 3.40 refuses that function in a schema when
    trusted_schema is off, and we want it off. Only our own acts write it."""

    def db_check(self, connection: Any) -> None:
        return None


class Sealed(_Field):
    """Words that lie sealed on the disk and are plain in Python. Cannot be searched: every sealing
    of the same words is another. Raises at_rest.Unreadable when the secret is not here."""

    empty_strings_allowed = True

    def get_internal_type(self) -> str:
        return "BinaryField"

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> str | None:
        return None if value is None else unseal(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        sealed = seal(value) if isinstance(value, str) else value
        return None if sealed is None else connection.Database.Binary(sealed)


class _OnlyEmpty(Exact):
    """Sealed words can be compared with nothing at all, and with nothing else."""

    def get_prep_lookup(self) -> Any:
        if self.rhs != "":
            raise FieldError("sealed words cannot be searched: ask for their mark")
        return self.rhs


class _Nowhere(_Lookup):
    """No other way of searching either."""

    def __init__(self, *_args: Any) -> None:
        raise FieldError("sealed words cannot be searched: ask for their mark")


Sealed.register_lookup(_OnlyEmpty, "exact")
for _name in ("in", "contains", "icontains", "startswith", "endswith", "iexact", "regex"):
    Sealed.register_lookup(_Nowhere, _name)


class Mark(_Digest):
    """The keyed mark of a sealed field beside it, so that its words can be found (base.at_rest)."""

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def get_internal_type(self) -> str:
        return "BinaryField"

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        return mark(getattr(model_instance, self.of))
