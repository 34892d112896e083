"""What is kept about somebody, who looked at it, and what waits to be forgotten."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q

from yuanba.base import words_in
from yuanba.base.log.models import Leaf
from yuanba.base.models import Record
from yuanba.base.permits import Reach
from yuanba.base.personal import BASIS_WORDS, CLASS_WORDS, REGISTER, Held, Keep
from yuanba.base.text import _, ngettext_lazy
from yuanba.matters import sight
from yuanba.matters.models import Contact, Matter
from yuanba.matters.queries import labels
from yuanba.matters.rules import OVER
from yuanba.notices.models import Message
from yuanba.people import queries as people
from yuanba.people.models import Person
from yuanba.people.rules import ROLE_WORDS
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.rights import rules
from yuanba.rights.models import Batch, Period, Wish
from yuanba.rights.rules import KIND_WORDS, PERIODS, BatchState, Erasable

OWN_LEAVES = 20
MOST = 200  # matters and messages in one export; more are said to be more

KEEP_WORDS: dict[Keep, Any] = {
    Keep.REGISTER: _("台账长期保存"),
    Keep.ACCOUNT: _("账号注销就删"),
    Keep.LIVING: _("住在这里期间"),
    Keep.POST: _("在岗期间，离岗后留作岗位记录"),
    Keep.SHORT: _("一天后自动清除"),
    Keep.RECORD: _("留痕长期保存，不含电话"),
}


def house() -> Reach:
    """Every county of this house: what is forgotten is one job for all of it."""
    return frozenset(places.counties().values_list("pk", flat=True))


def first_county() -> Place:
    return places.counties()[0]


# ---- periods


def days_of(kind: Erasable) -> int:
    """How many days it is kept; the house's default until somebody sets another."""
    row = Period.objects.filter(kind=kind).order_by("-since", "-id").first()
    return row.days if row else PERIODS[kind].days


@dataclass(frozen=True)
class Kept:
    """One kind with its period, as people read it."""

    kind: Erasable
    words: Any
    days: int
    floor: int
    source: str


def periods() -> list[Kept]:
    """One statement."""
    set_: dict[str, Period] = {}
    for row in Period.objects.order_by("since", "id"):
        set_[row.kind] = row
    return [
        Kept(
            kind,
            KIND_WORDS[kind],
            set_[kind].days if kind in set_ else usual.days,
            usual.floor,
            set_[kind].source if kind in set_ else usual.source,
        )
        for kind, usual in PERIODS.items()
    ]


# ---- the register of fields, for everybody


@dataclass(frozen=True)
class Line:
    what: Any
    purpose: Any
    basis: Any
    kind: Any
    seen_by: Any
    mask: Any
    keep: Any


def register() -> list[Line]:
    """The field register in plain words, each purpose once. One statement."""
    days = {kept.kind.value: kept.days for kept in periods()}
    lines: dict[tuple[str, str], Line] = {}
    for held in REGISTER.values():
        lines.setdefault((held.model, str(held.what)), _line(held, days))
    return list(lines.values())


def _line(held: Held, days: dict[str, int]) -> Line:
    if held.keep.value in days:
        keep: Any = ngettext_lazy("办完后留 %(days)s 天", "办完后留 %(days)s 天", "days") % {
            "days": days[held.keep.value]
        }
    else:
        keep = KEEP_WORDS[held.keep]
    return Line(
        held.what,
        held.purpose,
        BASIS_WORDS[held.basis],
        CLASS_WORDS[held.kind],
        held.seen_by,
        held.mask,
        keep,
    )


# ---- batches and wishes


def batches(most: int = 50) -> list[Batch]:
    """The open ones and the last that were done. One statement."""
    rows = Batch.objects.select_related("agreed_by", "carried_out_by")
    return list(rows.order_by("-id")[:most])


def batches_for(reader: Person) -> list[Batch]:
    """The same, counted without what is kept from this reader; a batch of nothing else is not there
    for him. Two statements."""
    found = batches()
    hidden = sight.kept_of(sight.stand_of(reader), {pk for b in found for pk in b.about})
    shown = []
    for batch in found:
        kept = hidden.intersection(batch.about)
        over = sum(pk <= batch.last or batch.state == BatchState.DONE for pk in kept)
        batch.found, batch.erased = batch.found - len(kept), max(0, batch.erased - over)
        if batch.found or not kept:
            shown.append(batch)
    return shown


def running() -> list[Batch]:
    return list(Batch.objects.filter(state="running").order_by("id"))


def wishes(most: int = 50) -> list[Wish]:
    """Those that wait first. One statement."""
    rows = Wish.objects.select_related("person", "answered_by", "person__home")
    return list(rows.order_by(F("answered_at").desc(nulls_first=True), "id")[:most])


def wish_of(person: Person) -> Wish | None:
    """The last wish of this person. One statement."""
    return Wish.objects.filter(person=person).order_by("-id").first()


def open_matters(person: Person) -> int:
    """How many of his matters are not over. One statement."""
    return Matter.objects.filter(reporter=person).exclude(state__in=sorted(OVER)).count()


# ---- what is kept about me


@dataclass(frozen=True)
class Look:
    """Somebody opened my name and number: when, who, why (trust.md P8)."""

    at: datetime
    who: str
    why: str
    number: str


def looks(matter_ids: list[int]) -> list[Look]:
    """Who looked at the contacts of these matters, the last first. Two statements."""
    found = Record.objects.filter(
        subject_id__in=matter_ids, subject_kind="matters.matter", act="matters.reveal"
    )
    numbers = dict(Matter.objects.filter(pk__in=matter_ids).values_list("pk", "number"))
    return [
        Look(
            row.at,
            f"{ROLE_WORDS.get(row.role, '')} {row.actor.name if row.actor else ''}".strip(),  # type: ignore[call-overload]
            str(row.facts.get("reason", "")),
            numbers.get(row.subject_id, ""),
        )
        for row in found.select_related("actor").order_by("-id")[:MOST]
    ]


def own_matters(person: Person) -> list[Matter]:
    """The matters he told by his account, the newest first. One statement."""
    return list(Matter.objects.filter(reporter=person).order_by("-id")[:MOST])


def about_me(person: Person) -> dict[str, Any]:
    """Everything kept about a person, as data he can take with him (PIPL 45). Nine statements."""
    mine = people.mine(person)
    matters = own_matters(person)
    ids = [m.pk for m in matters]
    wish = wish_of(person)
    return {
        "name": person.name,
        "phone": person.phone,
        "verified": person.verified,
        "home": mine.home,
        "household": mine.household,
        "posts": mine.posts,
        "matters": _matters(matters),
        "messages": _messages(Q(matter_id__in=ids)),
        "who_looked": [
            {"at": look.at.isoformat(), "who": look.who, "why": look.why, "number": look.number}
            for look in looks(ids)
        ],
        "asked_to_be_forgotten": wish.asked_at.isoformat() if wish else None,
    }


def about_matter(matter: Matter) -> dict[str, Any]:
    """The same for somebody who holds the link of one matter, name and number masked: a link can be
    printed by the desk. Four statements."""
    told = _matters([matter])
    told[0]["contact"] = masked_contact(matter)
    return {
        "matters": told,
        "messages": _messages(Q(matter=matter)),
        "who_looked": [
            {"at": look.at.isoformat(), "who": look.who, "why": look.why}
            for look in looks([matter.pk])
        ],
    }


def _matters(matters: list[Matter]) -> list[dict[str, Any]]:
    contacts = {c.matter_id: c for c in Contact.objects.filter(matter__in=matters)}
    return [
        {
            "number": m.number,
            "reported_at": m.reported_at.isoformat(),
            "text": m.text,
            "spot": m.spot,
            "state": str(labels.STATES[m.state][1]),
            "result": m.result,
            "reply": m.reply,
            "contact": _contact(contacts.get(m.pk)),
        }
        for m in matters
    ]


def masked_contact(matter: Matter) -> dict[str, str]:
    """罗** 138****0321: enough to see whether it is right."""
    contact = getattr(matter, "contact", None)
    if contact is None:
        return {"name": "", "phone": ""}
    return {
        "name": words_in.mask_name(contact.name) if contact.name else "",
        "phone": words_in.mask_phone(contact.phone) if contact.phone else "",
    }


def _contact(contact: Contact | None) -> dict[str, str]:
    if contact is None:
        return {}
    return {"name": contact.name, "phone": contact.phone, "how": contact.how}


def _messages(which: Q) -> list[dict[str, str]]:
    rows = Message.objects.filter(which).order_by("id")[:MOST]
    return [{"at": m.made_at.isoformat(), "text": m.text} for m in rows]


def waits(wish: Wish, today: date) -> bool:
    return rules.late(wish.due, today) and wish.state == "asked"


@dataclass(frozen=True)
class OwnLeaf:
    """One line of the record that speaks of a person, by a pseudonym: what he did, or what was done to
    his account."""

    tree_id: int
    n: int
    at: datetime


def leaves(person: Person) -> list[OwnLeaf]:
    """The newest twenty leaves of a person's own. Two statements."""
    about = Q(actor=person) | Q(subject_id=person.pk, subject_kind="people.person")
    rows = list(Record.objects.filter(about).order_by("-id").values("pk", "at")[:OWN_LEAVES])
    found = Leaf.objects.filter(record__in=[row["pk"] for row in rows])
    seats = {record: (tree, n) for record, tree, n in found.values_list("record", "tree_id", "n")}
    return [OwnLeaf(*seats[r["pk"]], r["at"]) for r in rows if r["pk"] in seats]
