"""开放数据: what was published, as rows for a program; a feed of it; the meetings to come as a calendar.
Only what hangs on the board leaves here: published issues, and meetings that are about nobody."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

from django.db.models import Q

from yuanba.catalogue.models import Issue, Part
from yuanba.catalogue.queries import words
from yuanba.catalogue.rules import figures
from yuanba.catalogue.rules.issues import OUT
from yuanba.councils.models import Meeting
from yuanba.councils.rules.kinds import MeetingState
from yuanba.places.models import Place

VERSION = "1"
MOST = 600
COLUMNS = (
    "issue", "cycle", "since", "until", "published", "item", "name", "figure", "value", "unit",
)  # fmt: skip
ATOM = "http://www.w3.org/2005/Atom"  # the name of the format, no address that is asked
LENGTH = timedelta(hours=2)  # a meeting says when it begins, not when it ends


def published(place: Place) -> list[Part]:
    """Two statements."""
    rows = Part.objects.filter(issue__place=place, issue__state__in=sorted(OUT))
    found = rows.select_related("issue__procedure", "item").prefetch_related("corrections")
    return list(found.order_by("-issue__until", "-issue_id", "item__code")[:MOST])


def lines(parts: Sequence[Part]) -> Iterator[list[Any]]:
    """A row for each figure. Money in fen; a count that is too small to be shown stays empty."""
    for part in parts:
        issue, told = part.issue, figures.of_plain(part.drawn)
        head = [
            str(issue.pk), issue.cycle, issue.since, issue.until, issue.published_at,
            part.item.code, part.item.name,
        ]  # fmt: skip
        for one in told.figures:
            yield [*head, one.key, one.n, "fen" if one.unit == "元" else one.unit]


def document(place: Place, parts: Sequence[Part]) -> dict[str, Any]:
    """The same with words, rows and corrections, and the dictionary of every key."""
    return {
        "version": VERSION,
        "place": {"id": str(place.pk), "name": place.name},
        "dictionary": {
            "figures": {
                key: {"name": str(name), "counted": str(how)}
                for key, (name, how) in figures.FIGURES.items()
            },
            "columns": {key: str(name) for key, name in figures.HEADS.items()},
            "money": "fen (0.01 yuan)",
            "null": f"a count below {figures.SMALLEST}",
        },
        "items": [_item(part) for part in parts],
    }


def _item(part: Part) -> dict[str, Any]:
    told = figures.of_plain(part.drawn)
    issue = part.issue
    return {
        "issue": str(issue.pk),
        "cycle": issue.cycle,
        "since": str(issue.since),
        "until": str(issue.until),
        "published": issue.published_at.isoformat() if issue.published_at else "",
        "item": part.item.code,
        "name": part.item.name,
        "words": part.words,
        "by_hand": bool(told.missing),
        "figures": {one.key: one.n for one in told.figures},
        "columns": told.heads,
        "rows": told.rows,
        "cut": told.cut,
        "corrections": [c.words for c in part.corrections.all()],
    }


def feed(place: Place, issues: Sequence[Issue], *, here: str, address: Any) -> bytes:
    """Atom 1.0 (RFC 4287), the newest first."""
    root = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "zh-CN"})
    newest = max((i.published_at for i in issues if i.published_at), default=None)
    ElementTree.SubElement(root, "id").text = here
    ElementTree.SubElement(root, "title").text = place.name
    ElementTree.SubElement(root, "updated").text = (
        newest or datetime(2026, 1, 1, tzinfo=UTC)
    ).isoformat()
    ElementTree.SubElement(root, "link", {"rel": "self", "href": here})
    author = ElementTree.SubElement(root, "author")
    ElementTree.SubElement(author, "name").text = place.name
    for issue in issues:
        entry = ElementTree.SubElement(root, "entry")
        link = address(issue)
        ElementTree.SubElement(entry, "id").text = link
        ElementTree.SubElement(entry, "title").text = words.title(issue)
        ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": link})
        at = issue.published_at or issue.drafted_at
        ElementTree.SubElement(entry, "updated").text = at.isoformat()
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def meetings(place: Place, since: datetime) -> list[Meeting]:
    """Called or held, about nobody. One statement."""
    rows = Meeting.objects.filter(
        Q(procedure=None) | Q(procedure__closed=False),
        place=place, starts_at__gte=since,
        state__in=[MeetingState.CALLED, MeetingState.OPEN, MeetingState.HELD],
    )  # fmt: skip
    return list(rows.order_by("starts_at")[:MOST])


def calendar(place: Place, found: Sequence[Meeting], *, host: str) -> bytes:
    """iCalendar (RFC 5545): lines end in CR LF and are folded at 75 octets."""
    told = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Yuanba//open//ZH", "CALSCALE:GREGORIAN"]
    for one in found:
        told += [
            "BEGIN:VEVENT",
            f"UID:meeting-{one.pk}@{host}",
            f"DTSTAMP:{_stamp(one.called_at)}",
            f"DTSTART:{_stamp(one.starts_at)}",
            f"DTEND:{_stamp(one.ended_at or one.starts_at + LENGTH)}",
            f"SUMMARY:{_escaped(one.title)}",
            f"LOCATION:{_escaped(f'{place.name} {one.venue}')}",
            "END:VEVENT",
        ]
    told.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in told).encode()


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """No line is longer than 75 octets, and no character is cut in two."""
    found, size = "", 0
    for sign in line:
        many = len(sign.encode())
        if size + many > 74:
            found, size = f"{found}\r\n ", 1
        found, size = found + sign, size + many
    return found
