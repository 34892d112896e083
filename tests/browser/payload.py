"""Write what means harm into every free text that the house keeps; prints which fields.

Run by tests/browser/test_web.py in a process of its own: `python -m tests.browser.payload WORDS`.
"""

import json
import sys
from typing import Any

from yuanba.cli.begin import begin

begin()

from django.apps import apps  # noqa: E402  Django must be ready first
from django.db import DatabaseError, models, transaction  # noqa: E402

from yuanba.base.fields import Sealed  # noqa: E402

# Not words that somebody types: what the house finds things by, and records, which nobody changes.
MADE_BY_US = {
    "token", "digest", "sha256", "lookup", "hash", "password", "username", "name_of_file", "code",
    "number", "language", "mapping", "key", "short",
    "commitment", "salt", "first_half",
}  # fmt: skip

NOT_WORDS = {"Record", "Session", "Job"}


def said(model: type[models.Model]) -> list[Any]:
    """The fields of this model into which people write."""
    return [
        field
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField | Sealed)
        and not (field.choices or field.unique or field.name in MADE_BY_US)
        and (field.max_length or 1000) >= 40  # a shorter one holds no tag that does harm
    ]


def main(words: str) -> list[str]:
    written = set[str]()
    for model in apps.get_models():
        if not model.__module__.startswith("yuanba.") or model.__name__ in NOT_WORDS:
            continue
        for field in said(model):
            rows = model._default_manager.exclude(**{field.name: ""}).values_list("pk", flat=True)
            for n, pk in enumerate(rows):
                harm = f"{n}{words}"[: field.max_length]  # a number: two places bear no one name
                try:
                    with transaction.atomic():
                        model._default_manager.filter(pk=pk).update(**{field.name: harm})
                except DatabaseError:
                    break  # a constraint or a trigger: nobody can write that there
                written.add(f"{model._meta.label}.{field.name}")
    return sorted(written)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1])))
