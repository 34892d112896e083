"""The saved views of a person."""

from dataclasses import asdict
from urllib.parse import parse_qsl, urlencode

from yuanba.matters.models import SavedView
from yuanba.matters.queries import lists, register
from yuanba.matters.rules.views import ViewOf
from yuanba.people.models import Person


def of(person: Person, page: ViewOf = ViewOf.REGISTER) -> list[SavedView]:
    """Those of one list, in the order in which they were saved. One statement."""
    return list(SavedView.objects.filter(person=person, page=page).order_by("id"))


def every(person: Person) -> list[SavedView]:
    """Those of both lists. One statement."""
    return list(SavedView.objects.filter(person=person).order_by("page", "id"))


def plain(query: str, page: ViewOf = ViewOf.REGISTER) -> str:
    """The filters in an address, in one order; what is not known is left out."""
    said = dict(parse_qsl(query[:600]))
    if page is ViewOf.QUEUE:
        narrow = register.narrow_of(said)
        view = {"view": said["view"]} if said.get("view") in LISTED else {}
        # a view alone is a tab of the house already
        return urlencode(view | narrow) if narrow else ""
    asked = register.read(said)
    return urlencode({name: value for name, value in asdict(asked).items() if value})


LISTED = {*lists.VIEWS, *lists.ASKED}
