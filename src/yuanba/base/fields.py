"""One field of ours."""

from typing import Any

from django.db import models


class Facts(models.JSONField):
    """JSON without Django's JSON_VALID check: SQLite 3.40 refuses that function in a schema when
    trusted_schema is off, and we want it off. Only our own acts write it."""

    def db_check(self, connection: Any) -> None:
        return None
