"""The saved views of a person."""

from dataclasses import asdict
from urllib.parse import parse_qsl, urlencode

from yuanba.matters.models import SavedView
from yuanba.matters.queries import register
from yuanba.people.models import Person


def of(person: Person) -> list[SavedView]:
    """In the order in which they were saved. One statement."""
    return list(SavedView.objects.filter(person=person).order_by("id"))


def plain(query: str) -> str:
    """The filters in an address, in one order; what is not known is left out."""
    asked = register.read(dict(parse_qsl(query[:600])))
    return urlencode({name: value for name, value in asdict(asked).items() if value})
