"""What comes next from a village, or from all below a township or county: the issues as a feed, the meetings
as a calendar. Only what hangs on the board leaves here, and meetings that are about nobody."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

from django.db.models import Max, Q
from django.utils.translation import get_language

from yuanba.base.masking import mask
from yuanba.catalogue.models import Issue
from yuanba.catalogue.queries import words
from yuanba.catalogue.queries.over import column
from yuanba.catalogue.rules.issues import OUT
from yuanba.councils.models import Meeting
from yuanba.councils.rules.kinds import MeetingState
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM

ENTRIES, MEETINGS = 60, 600
ATOM = "http://www.w3.org/2005/Atom"  # the name of the format, no address that is asked
LENGTH = timedelta(hours=2)  # a meeting says when it begins, not when it ends
# What XML 1.0 cannot hold, and what would break a line of a calendar.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def _within(place: Place) -> Q:
    return Q(place=place) if place.kind in BOTTOM else Q(**{f"place__{column(place)}": place.pk})


# ---- Atom


def issues(place: Place) -> list[Issue]:
    """The newest first, with the moment of the last correction. One statement."""
    rows = Issue.objects.filter(_within(place), state__in=sorted(OUT), published_at__isnull=False)
    rows = rows.annotate(corrected=Max("parts__corrections__at"))
    return list(
        rows.select_related("procedure", "place").order_by("-published_at", "-pk")[:ENTRIES]
    )


def feed(
    place: Place,
    found: Sequence[Issue],
    *,
    here: str,
    address: Callable[[Issue], str],
    now: datetime,
) -> bytes:
    """Atom 1.0 (RFC 4287), the newest first; an issue that was corrected is updated."""
    language = "en" if get_language() == "en" else "zh-CN"
    root = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": language})
    moments = {issue.pk: _updated(issue) for issue in found}
    _text(root, "id", here)
    _text(root, "title", place.name)
    _text(root, "updated", max(moments.values(), default=now).isoformat())
    ElementTree.SubElement(root, "link", {"rel": "self", "href": here})
    _text(ElementTree.SubElement(root, "author"), "name", place.name)
    for issue in found:
        entry, link = ElementTree.SubElement(root, "entry"), address(issue)
        _text(entry, "id", link)
        _text(entry, "title", f"{issue.place.name} {words.title(issue)}")
        ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": link})
        _text(entry, "updated", moments[issue.pk].isoformat())
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _updated(issue: Issue) -> datetime:
    moments = [issue.published_at, getattr(issue, "corrected", None)]
    return max(at for at in moments if at is not None)


def _text(under: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(under, name).text = CONTROLS.sub("", text)


# ---- iCalendar


def meetings(place: Place, since: datetime) -> list[Meeting]:
    """Called or held, about nobody; the latest, in order. One statement."""
    rows = Meeting.objects.filter(
        _within(place), Q(procedure=None) | Q(procedure__closed=False), starts_at__gte=since,
        state__in=[MeetingState.CALLED, MeetingState.OPEN, MeetingState.HELD],
    )  # fmt: skip
    return list(rows.select_related("place").order_by("-starts_at", "-pk")[:MEETINGS])[::-1]


def calendar(place: Place, found: Sequence[Meeting], *, host: str) -> bytes:
    """iCalendar (RFC 5545): lines end in CR LF and are folded at 75 octets."""
    told = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Yuanba//open//ZH", "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(place.name)}",
    ]  # fmt: skip
    for one in found:
        told += [
            "BEGIN:VEVENT",
            f"UID:meeting-{one.pk}@{host}",
            f"DTSTAMP:{_stamp(one.called_at)}",
            f"DTSTART:{_stamp(one.starts_at)}",
            f"DTEND:{_stamp(one.ended_at or one.starts_at + LENGTH)}",
            f"SUMMARY:{_escaped(mask(one.title))}",
            f"LOCATION:{_escaped(f'{one.place.name} {mask(one.venue)}')}",
            "END:VEVENT",
        ]
    told.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in told).encode()


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return CONTROLS.sub("", re.sub(r"\r\n?|\n", r"\\n", text))


def _folded(line: str) -> str:
    """No line is longer than 75 octets, and no character is cut in two."""
    found, size = "", 0
    for sign in line:
        many = len(sign.encode())
        if size + many > 75:
            found, size = f"{found}\r\n ", 1
        found, size = found + sign, size + many
    return found
