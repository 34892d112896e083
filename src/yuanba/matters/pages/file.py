"""The whole file of one matter as ready words, for the page and for the panel beside the queue."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, ngettext

from yuanba.base import clock, permits, words_in
from yuanba.base.look import Due
from yuanba.base.text import _
from yuanba.duties.rules import LANE_WORDS, Lane, limit_words
from yuanba.matters import follow, rules
from yuanba.matters.models import Contact, Matter, Photo
from yuanba.matters.pages import waits
from yuanba.matters.pages.posts import Here
from yuanba.matters.pages.tasks import Offers, offers
from yuanba.matters.queries import concerns, exclusion, labels, speaking, timeline
from yuanba.matters.queries.voice import Note, notes
from yuanba.matters.queries.words import day as day_words
from yuanba.matters.queries.words import moment as moment_words
from yuanba.matters.rules import Outcome, Refusal, State
from yuanba.matters.rules.exclusion import Stage
from yuanba.people.rules import ROLE_WORDS
from yuanba.places.rules import Limit, Unit


@dataclass(frozen=True)
class Shot:
    """A picture and its small copy."""

    url: str
    full: str
    alt: str


@dataclass(frozen=True)
class Clock:
    """The ring: how much of the limit is used, and what that means in words."""

    part: float
    level: str
    first: str
    second: str


@dataclass(frozen=True)
class File:
    """Everything the page of a matter shows."""

    matter: Matter
    url: str
    kind: str
    state: str
    due: Due
    clock: Clock
    told: str
    where: str
    who: str
    phone: str
    revealed: bool
    may_reveal: bool
    owner: str
    facts: list[tuple[Any, str]]
    ending: list[tuple[Any, str]]
    before: list[Shot]
    after: list[Shot]
    steps: list[timeline.Step]
    offers: Offers
    note: str
    helpers: list[dict[str, Any]]
    outside: list[dict[str, Any]]
    slip_url: str
    instruction_url: str
    proxy: bool
    anonymous: bool
    main: Matter | None  # it goes along with this one
    along: list[Matter]  # these go along with it
    voices: list[Note]

    @property
    def primary(self) -> Any:
        return self.offers.mine[0] if self.offers.mine else None


def file_of(matter: Matter, here: Here, *, contact: Contact | None = None) -> File:
    """The file for this reader; `contact` is given once the number was asked for. Two statements."""
    steps = timeline.steps(matter, inside=True)
    photos = [photo for step in steps for photo in step.photos]
    kind, state = labels.STATES[matter.state]
    due = labels.due_view(
        state=matter.state,
        due_at=matter.due_at,
        clock_at=matter.clock_at,
        replied_at=matter.replied_at,
        now=here.now,
        waits=matter.reopen_asked_at is not None,
        paused_until=matter.paused_until,
        review_on=matter.review_on if matter.outcome == Outcome.WAITING else None,
    )
    if matter.refusal == Refusal.VOID:
        kind, state = "", labels.ASKS["void"]
    elif matter.settling_since is not None:
        kind, state = "warn", labels.ASKS["settle"]
    elif matter.pause_since is not None:
        kind, state = labels.pause_tag(matter.paused_until, matter.pause_ground)
    known = contact or getattr(matter, "contact", None)
    return File(
        matter=matter,
        url=reverse("desk_matters:one", args=[matter.pk]),
        kind=kind,
        state=str(state),
        due=due,
        clock=_clock(matter, due, here.now),
        told=_told(matter),
        where=" ".join(filter(None, [matter.place.name, matter.spot])),
        who=speaking.body_name(matter) or _who(known, contact is not None),
        phone=_phone(known, contact is not None),
        revealed=contact is not None,
        may_reveal=contact is None
        and (bool(known and known.phone) or speaking.speaker_phone(matter))
        and permits.may(here.person, "matters.reveal", reach=matter.reach) is not None,
        owner=" ".join(filter(None, [matter.owner.name if matter.owner else "", _unit(matter)])),
        facts=_facts(matter, contact is not None) + _about(matter),
        ending=_ending(matter),
        before=[shot(matter, p) for p in photos if not p.done],
        after=[shot(matter, p) for p in photos if p.done],
        steps=steps[::-1],
        offers=offers(matter, here.person, here.now),
        note=_note(matter),
        helpers=waits.helpers(matter, here),
        outside=waits.outside(matter, here),
        proxy=speaking.is_for_another(matter),
        anonymous=speaking.is_anonymous(matter),
        voices=_voices(matter, here),
        slip_url="" if speaking.is_anonymous(matter) else slip(matter),
        main=main_of(matter),
        along=exclusion.together(matter) if getattr(matter, "leads", False) else [],
        instruction_url=_instruction(matter, here),
    )


def main_of(matter: Matter) -> Matter | None:
    """The matter this one goes along with. No statement where queries.one read it."""
    link = getattr(matter, "goes_with", None)
    return link.into if link else None


def _voices(matter: Matter, here: Here) -> list[Note]:
    """The spoken notes, and where they are written down. One statement."""
    may = permits.may(here.person, "matters.write_down", reach=matter.reach) is not None

    def at(name: str) -> Callable[[str], str]:
        return lambda voice: reverse(f"desk_matters:{name}", args=[matter.pk, voice])

    return notes(matter, at("voice"), at("write_down") if may else None)


def slip(matter: Matter | int) -> str:
    """The printed slip with number and code, where that page stands. An id alone will do for a matter
    told a moment ago."""
    try:
        return reverse("follow:slip", args=[follow.token(matter)])
    except NoReverseMatch:
        return ""


def _instruction(matter: Matter, here: Here) -> str:
    """The sheet for a unit without an account, for those who may give the matter to somebody."""
    working = State(matter.state) not in rules.OVER
    if not working or permits.may(here.person, "matters.assign", reach=matter.reach) is None:
        return ""
    return reverse("desk_matters:instruction", args=[matter.pk])


def shot(matter: Matter, photo: Photo) -> Shot:
    """The addresses of a picture for staff, and what it is."""
    full = reverse("desk_matters:photo", args=[matter.pk, photo.name])
    alt = gettext("办好的照片") if photo.done else gettext("居民拍的照片")
    return Shot(f"{full}?small=1", full, alt)


def _unit(matter: Matter) -> str:
    return matter.unit.name if matter.unit else ""


def _told(matter: Matter) -> str:
    said = [str(labels.CHANNELS[matter.channel][1]), moment_words(matter.reported_at)]
    if matter.recorder:
        said.append(gettext("%(name)s 代记") % {"name": matter.recorder.name})
    return " · ".join(said)


def _who(contact: Contact | None, open_to_me: bool) -> str:
    if contact is None or not contact.name:
        return gettext("没有留名")
    return contact.name if open_to_me else words_in.mask_name(contact.name)


def _phone(contact: Contact | None, open_to_me: bool) -> str:
    if contact is None or not contact.phone:
        return ""
    return contact.phone if open_to_me else words_in.mask_phone(contact.phone)


def _clock(matter: Matter, due: Due, now: datetime) -> Clock:
    """Days left and the date, never a formula."""
    promised = limit_words(Limit(matter.amount, Unit(matter.limit_unit)))
    day = day_words(matter.due_at, clock.day_of(now))
    second = gettext("时限 %(limit)s") % {"limit": promised}
    if matter.extra_days:
        n = matter.extra_days
        second += " · " + ngettext("延过 %(n)d 天", "延过 %(n)d 天", n) % {"n": n}
    if stood := waits.stood(matter, now):
        second += " · " + stood
    if matter.provisional:
        second += " · " + gettext("放假安排还没公布，日期可能变")
    if matter.paused_until is not None and now <= matter.due_at:
        until = {"day": day_words(matter.paused_until, clock.day_of(now))}
        second += " · " + gettext("%(day)s前答复") % {"day": day}
        return Clock((due.percent or 0) / 100, "none", gettext("停着，%(day)s再看") % until, second)
    if matter.state in labels.RUNNING:
        return Clock((due.percent or 0) / 100, due.level, _left(due, matter, now), second)
    if matter.finished_at is None:
        return Clock(1, "", str(labels.STATES[matter.state][1]), second)
    said = {"day": day_words(matter.finished_at, clock.day_of(now)), "due": day}
    first = gettext("%(day)s 办结，比期限晚") if matter.late else gettext("%(day)s 办结，没有超期")
    if due.text:
        second = f"{due.text} · {second}"
    return Clock(1, "late" if matter.late else "ok", first % said, second)


def _left(due: Due, matter: Matter, now: datetime) -> str:
    """剩 3 天（11月27日）, 今天 17:00 到期, 超 2 天（11月22日到期）."""
    today = clock.day_of(now)
    said = {"left": due.text, "day": day_words(matter.due_at, today)}
    if due.level == "late":
        return gettext("%(left)s（%(day)s到期）") % said
    if clock.day_of(matter.due_at) == today:
        return gettext("%(left)s 到期") % said
    return gettext("剩 %(left)s（%(day)s）") % said


def _facts(matter: Matter, clear: bool) -> list[tuple[Any, str]]:
    """The small print: how it was sorted, on which level, who watches."""
    found: list[tuple[Any, str]] = []
    if spoken := speaking.said(matter, names="clear" if clear else "masked"):
        found.append((labels.FACTS["spoken"], spoken))
    if vouched := speaking.vouched(matter):
        found.append((labels.FACTS["vouched"], vouched))
    if matter.happened_on:
        found.append((labels.FACTS["happened"], _happened(matter, matter.happened_on)))
    if matter.category:
        found.append((labels.FACTS["category"], f"{matter.category.code} {matter.category.label}"))
    if matter.lane:
        said = f"{LANE_WORDS[Lane(matter.lane)]}：{matter.reason}"
        found.append((labels.FACTS["reason"], said))
    if matter.supervisor:
        found.append((labels.FACTS["supervisor"], matter.supervisor.name))
    if matter.method:
        found.append((labels.FACTS["method"], str(labels.METHODS[matter.method])))
    found.append((labels.FACTS["level"], str(labels.LEVELS[matter.level])))
    if matter.hardship:
        found.append((labels.FACTS["hardship"], str(labels.HARDSHIPS[matter.hardship])))
    if matter.outside_number:
        found.append((labels.FACTS["outside"], matter.outside_number))
    return found


def _happened(matter: Matter, day: date) -> str:
    """补录: what was written down later than it happened says so (trust.md T1)."""
    said = {"day": day_words(day)}
    if day >= clock.day_of(matter.reported_at):
        return said["day"]
    return gettext("%(day)s，后来补录的") % said


def _about(matter: Matter) -> list[tuple[Any, str]]:
    """Whom it is about. No statement for an ordinary matter."""
    rows = concerns.standing(matter)
    return [(labels.FACTS["about"], f"{row.whom} · {row.hearing}") for row in rows]


def _ending(matter: Matter) -> list[tuple[Any, str]]:
    """What came of it."""
    found: list[tuple[Any, str]] = []
    if matter.refusal:
        found.append((labels.FACTS["refusal"], str(labels.REFUSALS[matter.refusal])))
        found.append((labels.FACTS["said"], matter.reason))
    if matter.outcome:
        found.append((labels.FACTS["outcome"], str(labels.OUTCOMES[matter.outcome])))
        found.append((labels.FACTS["result"], matter.result))
    if matter.guidance:
        found.append((labels.FACTS["guidance"], matter.guidance))
    if matter.referred_to:
        found.append((labels.FACTS["referred"], matter.referred_to))
    if matter.review_on:
        found.append((labels.FACTS["review"], day_words(matter.review_on)))
    if matter.replied_at:
        how = labels.REPLY_HOW.get(matter.reply_how, "")
        found.append((labels.FACTS["reply"], f"{matter.reply}（{how}）"))
    if matter.evaluated_at:
        found.append((labels.FACTS["judged"], _judged(matter)))
    if matter.closed_at:
        found.append((labels.FACTS["evidence"], matter.evidence))
    return found


def _judged(matter: Matter) -> str:
    said = [gettext("办好了") if matter.solved else gettext("还没办好")]
    if matter.satisfied is not None:
        said.append(gettext("满意") if matter.satisfied else gettext("不满意"))
    said.append(gettext("回访时说的") if matter.rated_by == "callback" else gettext("居民自己评的"))
    return " · ".join(said)


def _note(matter: Matter) -> str:
    """What waits for a decision, in one sentence."""
    if matter.reopen_asked_at:
        said = {"why": matter.reopen_reason}
        return gettext("居民要求重办：%(why)s") % said
    if matter.extension_days:
        n = matter.extension_days
        asked = {"n": n, "why": matter.extension_reason}
        return (
            ngettext(
                "申请延期 %(n)d 天，等别人批：%(why)s", "申请延期 %(n)d 天，等别人批：%(why)s", n
            )
            % asked
        )
    if getattr(matter, "contested", False):
        return gettext("有邻居在公开墙上说还没好，请没经过手的人去看一看。")
    if why := EXCLUSIONS.get(getattr(matter, "exclusion", None)):
        return str(why)
    if matter.state == State.EVALUATED and matter.disputed:
        return gettext("居民不认可，已说明不重办的理由。")
    return waits.note(matter)


EXCLUSIONS: dict[str | None, Any] = {
    Stage.ASKED: _("有人申请不计入，等上级没经手的人来定。"),
    Stage.EXCLUDED: _("不计入办理统计。本人可以提不同意见。"),
    Stage.OBJECTED: _("本人对不计入有不同意见，等另外的人复核；复核以前照常计入。"),
    Stage.UPHELD: _("复核过了，维持不计入。"),
}


def role_words(here: Here) -> str:
    """The role on which somebody sits here."""
    return str(ROLE_WORDS[here.role]) if here.role else ""
