"""What somebody who told a matter sees: where it stands, in one sentence with a date.

Also his own matters, and the photo he may open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext, ngettext

from yuanba.base import clock, words_in
from yuanba.base.models import Record
from yuanba.base.text import _
from yuanba.duties.rules import Lane
from yuanba.matters import follow, rules
from yuanba.matters.models import Matter, Photo, Speaking
from yuanba.matters.queries import speaking, timeline, words
from yuanba.matters.queries.timeline import TOGETHER, Step
from yuanba.matters.rules import Channel, State
from yuanba.people.models import Person

MOST = 50  # matters in the list of one person


# ---- where it stands


@dataclass(frozen=True)
class Standing:
    """Where a matter stands. `say` names the day; `tag` who has it; `level` colours the tag."""

    tag: str
    say: str
    icon: str = "clock"
    kind: str = "big"
    left: str = ""
    late: bool = False
    more: str = ""
    asks: bool = False  # the person is asked to judge
    doing: bool = False  # a unit has it


def standing(matter: Matter, now: datetime) -> Standing:
    """In plain words where this matter stands. No statement; needs `unit` loaded."""
    state = State(matter.state)
    if matter.reopen_asked_at is not None:
        say = gettext("您请求重办，社区正在看，看过告诉您")
        return Standing(gettext("请求重办"), say, "undo", "warn")
    if matter.settling_since is not None:
        return _whose_is_it(matter, matter.settling_since, now)
    if matter.paused_until is not None and matter.due_at >= now:
        return _standing_still(matter, matter.paused_until)
    if state in rules.WAITING_STATES:
        say = gettext("%(day)s前看过、分好，告诉您谁来办") % {"day": words.day(matter.due_at)}
        tag = gettext("社区收到了") if state is State.REPORTED else gettext("社区受理了")
        if matter.concerned:
            tag = gettext("收到了，由上一级来看")
        return Standing(tag, say, left=_left(matter, now), late=matter.due_at < now)
    if state in rules.WORKING:
        tag = gettext("%(unit)s正在办") % {"unit": _unit(matter)}
        say = gettext("%(day)s前给您答复") % {"day": words.day(matter.due_at)}
        if matter.due_at < now:
            say = gettext("说好%(day)s前答复，已经晚了") % {"day": words.day(matter.due_at)}
            more = gettext("对不起。打电话问，或者写一句，社区都会看到。")
            return Standing(
                tag, say, "clock", "late", _left(matter, now), late=True, more=more, doing=True
            )
        return Standing(tag, say, left=_left(matter, now), doing=True)
    return _ended(matter, state)


def _whose_is_it(matter: Matter, since: datetime, now: datetime) -> Standing:
    """It was sent back: whose it is, is being settled. The limit runs on."""
    say = gettext("正在定由谁来办，从%(day)s起") % {"day": words.day(since)}
    more = gettext("期限不变，%(day)s前给您答复。") % {"day": words.day(matter.due_at)}
    late = matter.due_at < now
    if late:
        more = gettext("说好%(day)s前答复，已经晚了。对不起，打电话问社区都可以。") % {
            "day": words.day(matter.due_at)
        }
    left = _left(matter, now)
    kind = "late" if late else "warn"
    return Standing(gettext("正在定由谁来办"), say, "swap", kind, left, late=late, more=more)


def _standing_still(matter: Matter, until: date) -> Standing:
    """The clock stands: until when, and what is waited for."""
    more = gettext("停着的时候不计时。接着办以后，%(day)s前给您答复。") % {
        "day": words.day(matter.due_at)
    }
    if matter.pause_ground == rules.ASKED:
        say = gettext("想请您补充一句，%(day)s前") % {"day": words.day(until - timedelta(days=1))}
        return Standing(gettext("等您补充"), say, "speak", "warn", more=more)
    say = gettext("先停一下，到%(day)s再看") % {"day": words.day(until)}
    return Standing(gettext("先停一下"), say, "clock", "", more=more)


def please_by(day: date) -> str:
    """Until when an answer is waited for, and that a later one is taken too."""
    said = {"day": words.day(day)}
    return gettext("请在%(day)s前说一句。这几天不计时；过了这天就先接着办，晚说也收。") % said


def _ended(matter: Matter, state: State) -> Standing:
    if state is State.MERGED:
        more = gettext("编号还是您的。办好了一样答复您、请您评。")
        say = gettext("和一样的事一起办")
        return Standing(gettext("一起办"), say, "clock", "", more=more, doing=True)
    if state is State.FINISHED:
        return Standing(gettext("办完了"), gettext("办完了，马上给您答复"), "check", "ok")
    if state is State.REPLIED:
        until = words.day((matter.replied_at or matter.reported_at) + rules.SILENCE)
        more = gettext("%(day)s前不评，社区会打电话问，不会自动算满意。") % {"day": until}
        say = gettext("办完了，请您评一评")
        return Standing(gettext("等您评"), say, "check", "ok", more=more, asks=True)
    if state is State.EVALUATED:
        if matter.solved:
            say = gettext("您说办好了，谢谢您。社区核对后销号")
            return Standing(gettext("您评过了"), say, "check", "ok")
        say = gettext("您说还没办好。社区看过，这次没有重办，理由写在下面")
        return Standing(gettext("您评过了"), say, "info", "")
    if matter.refusal == rules.Refusal.VOID:
        said = matter.reason.rstrip("。")
        return Standing(gettext("作废了"), said, "info", "", more=matter.result)
    if state is State.REFUSED:
        return Standing(
            gettext("没有受理"), matter.reason.rstrip("。"), "info", "", more=matter.result
        )
    return Standing(gettext("已销号"), _closing_words(matter), "check", "ok")


def _closing_words(matter: Matter) -> str:
    day = words.day(matter.closed_at) if matter.closed_at else ""
    if matter.confirmed:
        return gettext("%(day)s销号了，您说办好了") % {"day": day}
    if matter.confirmed is None:
        return gettext("%(day)s在原来的系统里办结了") % {"day": day}
    if matter.solved is False:
        return gettext("%(day)s销号了，您不认可的意见记在册上") % {"day": day}
    return gettext("%(day)s销号了，没有等到您的评价，记为“未评”") % {"day": day}


def _unit(matter: Matter) -> str:
    return matter.unit.name if matter.unit else gettext("社区")


def _left(matter: Matter, now: datetime) -> str:
    """Days of the calendar to the day of the answer, or since it."""
    days = (clock.day_of(matter.due_at) - clock.day_of(now)).days
    if matter.due_at < now:
        over = max(1, -days)
        return ngettext("晚了 %(n)d 天", "晚了 %(n)d 天", over) % {"n": over}
    if days == 0:
        return gettext("就在今天")
    return ngettext("还有 %(n)d 天", "还有 %(n)d 天", days) % {"n": days}


JUDGE = _("办完了，请您评")
YOURS = _("您不认可，就不算办完")


TOLD: dict[str, Any] = {
    Channel.PHONE: _("您用手机说的"),
    Channel.WINDOW: _("您在窗口说的"),
    Channel.CALL: _("您打电话说的"),
    Channel.VISIT: _("上门时您说的"),
    Channel.SERVICE: _("服务日您说的"),
    Channel.PATROL: _("巡查时看到的"),
    Channel.HOTLINE: _("您打热线说的"),
    Channel.PAPER: _("您写纸条说的"),
    Channel.IMPORT: _("从别的系统转来的"),
}


def told_how(matter: Matter) -> str:
    """石桥村第一网格村口 · 11月12日 · 您用手机说的。 No statement."""
    where = f"{matter.place.name} {matter.spot}".strip()
    day = words.day(matter.reported_at)
    return " · ".join([where, day, str(TOLD.get(matter.channel, ""))])


def whole_way(matter: Matter) -> list[Step]:
    """The steps so far and those still to come. Two statements."""
    way = timeline.steps(matter, inside=False)
    if State(matter.state) is State.REPLIED:
        way[-1].state = "done"
    return [*way, *_ahead(matter)]


def _ahead(matter: Matter) -> list[Step]:
    state = State(matter.state)
    sort = Step(_("看过、分好"), text=_("告诉您谁来办、哪天答复"))
    judge = Step(JUDGE, text=YOURS)
    if state in rules.WAITING_STATES:
        return [sort, judge]
    if state is State.REPLIED:
        judge.state = "now"
        return [judge]
    return [judge] if state in rules.WORKING | {State.FINISHED, State.MERGED} else []


def was_shown_a_way(matter: Matter, way: Sequence[Step]) -> bool:
    """Whether the community thought of a way to help (lanes.show_way), so that he is asked whether it
    did. No statement where the whole way was read; in 长辈版 one, for a personal matter."""
    if way:
        return any(step.act == "show_way" for step in way)
    if matter.lane != Lane.PERSONAL and matter.hardship != rules.Hardship.AID:
        return False
    return Record.objects.filter(subject_id=matter.pk, act="lanes.show_way").exists()


def short_way(matter: Matter) -> list[Step]:
    """长辈版: three steps, no more. No statement."""
    state = State(matter.state)
    day = words.day(matter.reported_at)
    owner = gettext("经办人 %(name)s") % {"name": matter.owner.name} if matter.owner else ""
    doing = gettext("%(unit)s正在办") % {"unit": _unit(matter)}
    if matter.settling_since is not None:
        middle = Step(gettext("正在定由谁来办"), state="now")
    elif matter.paused_until is not None:
        until = {"until": words.day(matter.paused_until)}
        middle = Step(gettext("先停一下，到%(until)s再看") % until, state="now")
    elif state in rules.WAITING_STATES:
        middle = Step(gettext("社区正在看"), state="now")
    elif state is State.MERGED:
        middle = Step(gettext("和一样的事一起办"), state="now")
    elif state in rules.WORKING:
        middle = Step(doing, meta=owner, state="now")
    elif state is State.REFUSED:
        return [Step(_("社区收到了"), meta=day, state="done"), Step(_("没有受理"), state="done")]
    else:
        middle = Step(gettext("%(unit)s办完了") % {"unit": _unit(matter)}, meta=owner, state="done")
    judged = state in {State.EVALUATED, State.CLOSED}
    last = Step(JUDGE, text=YOURS, state="now" if state is State.REPLIED else "")
    if judged:
        last = Step(_("您评过了") if matter.solved is not None else _("没有等到您评"), state="done")
    return [Step(_("社区收到了"), meta=day, state="done"), middle, last]


# ---- his own matters


@dataclass(frozen=True)
class Line:
    """One of the person's matters in a list. A restricted one shows its number, not its words."""

    title: str
    standing: Standing
    url_token: str
    number: str
    thumb: str = ""
    proxy: bool = False  # told for somebody else: marked 代


@dataclass(frozen=True)
class Mine:
    """The matters of one person, or of one phone, open ones first."""

    lines: list[Line] = field(default_factory=list)
    doing: int = 0
    asking: int = 0

    @property
    def count(self) -> int:
        return len(self.lines)


def mine(person: Person | None, held: Mapping[int, int | None], now: datetime) -> Mine:
    """What this person told for himself or for others, and what this phone told or looked up (how often
    the link had been taken back by then; None where it was told here). At most three statements; none
    for neither."""
    wanted = Q(pk__in=list(held))
    if person is not None:
        helped = Speaking.objects.filter(helper=person).values_list("matter_id", flat=True)
        wanted = Q(pk__in=[*held, *helped[:MOST]]) | Q(reporter=person)
    elif not held:
        return Mine()
    rows: QuerySet[Matter] = Matter.objects.filter(wanted).select_related("unit", "speaking")
    matters = [m for m in rows.order_by("-reported_at", "-pk")[:MOST] if _open_to(m, person, held)]
    thumbs = first_photos(matters)
    matters.sort(key=lambda m: (State(m.state) in rules.DONE, State(m.state) is not State.REPLIED))
    lines = [_line(matter, thumbs, now) for matter in matters]
    asking = sum(line.standing.asks for line in lines)
    doing = sum(State(m.state) not in rules.DONE for m in matters) - asking
    return Mine(lines, doing, asking)


def _open_to(matter: Matter, person: Person | None, held: Mapping[int, int | None]) -> bool:
    """Not what was looked up on this phone with a code that has been taken back since."""
    own = matter.pk not in held or (person is not None and matter.reporter_id == person.pk)
    return own or held[matter.pk] in {None, matter.links}


def _line(matter: Matter, thumbs: dict[int, str], now: datetime) -> Line:
    token = follow.token(matter)
    if matter.restricted:
        return Line(gettext("编号 %(n)s") % {"n": matter.number}, standing(matter, now), token, "")
    return Line(
        matter.title,
        standing(matter, now),
        token,
        matter.number,
        thumbs.get(matter.pk, ""),
        speaking.is_for_another(matter),
    )


def first_photos(matters: Sequence[Matter]) -> dict[int, str]:
    """The first picture that came with the telling, by matter id. One statement, none for none."""
    if not matters:
        return {}
    rows = Photo.objects.filter(
        matter__in=[m.pk for m in matters],
        at__gte=F("matter__reported_at"),
        at__lt=F("matter__reported_at") + TOGETHER,
    )
    found: dict[int, str] = {}
    for matter_id, name in rows.order_by("at", "id").values_list("matter_id", "name"):
        found.setdefault(matter_id, name)
    return found


def photo(matter: Matter, name: str) -> Photo | None:
    """A picture of the matter that its reporter may open: never one of an inside note."""
    shown = timeline.steps(matter, inside=False)
    return next((p for step in shown for p in step.photos if p.name == name), None)


def numbered(number: str) -> list[tuple[int, int]]:
    """The matters with this number, however its dashes and digits were typed, and how often the link of
    each was taken back."""
    forms = {number.strip(), tidy_number(number)}
    return list(Matter.objects.filter(number__in=forms).values_list("pk", "links")[:5])


def tidy_number(said: str) -> str:
    """石桥－２０２６—１ and 石桥 2026 0001 are 石桥-2026-0001."""
    plain = words_in.match_form(said).upper()
    for dash in "－–—‐-―−_/. ":
        plain = plain.replace(dash, "-")
    parts = [part for part in plain.split("-") if part]
    if len(parts) == 3 and parts[2].isdecimal():
        parts[2] = parts[2].zfill(4)
    return "-".join(parts)


def digits(said: str) -> str:
    """１２３４ ５６７８ is 12345678."""
    return "".join(sign for sign in words_in.match_form(said) if sign.isdecimal())
