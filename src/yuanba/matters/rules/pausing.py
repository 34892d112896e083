"""The clock stops and goes on: a reason from the list, a day to look again, what may not be done
meanwhile; and asking the person, for whose answer the clock waits."""

from datetime import date, timedelta

from yuanba.base.errors import Refused
from yuanba.base.text import _, ngettext
from yuanba.matters.rules.states import State, say_why, step

ASKED = "asked"  # the ground on which a clock stands while the person is asked
# What cannot be done to a matter whose clock stands: first let it go on.
STOPPED = frozenset(
    {
        "ask_extension",
        "ask_reporter",
        "finish",
        "hand_down",
        "hand_up",
        "merge",
        "pause",
        "refuse",
        "send_back",
        "transfer",
        "triage",
    }
)


def runs(act: str, *, paused: bool) -> None:
    """Raises Refused ("paused") for an act that needs a running clock."""
    if paused and act.rpartition(".")[2] in STOPPED:
        raise Refused("paused", _("这件事正停着。先按“接着办”，再办这一步。"))


def pause(
    *, state: State, reason: str, review_on: date, today: date, longest: int, pending: bool
) -> bool:
    """May the clock stop until that day? False when another person has to give leave first.

    `longest` is what the list allows one person to decide alone, in natural days.
    """
    say_why(reason)
    step(state, "pause")
    if pending:
        raise Refused("already_asked", _("已经申请过暂停，还没有批。"))
    look_again(review_on, today=today)
    return (review_on - today).days <= longest


FARTHEST = timedelta(days=180)  # nobody plans to look again later than half a year from now [P]


def look_again(review_on: date, *, today: date) -> None:
    """A day on which the matter comes up again by itself."""
    if review_on <= today:
        raise Refused("review", _("请定一个再看的日子，要在今天以后。"), field="review_on")
    if review_on - today > FARTHEST:
        raise Refused("review_far", _("再看的日子最多定到半年以后。"), field="review_on")


def leave(*, pending: bool) -> None:
    if not pending:
        raise Refused("not_asked", _("没有等待批准的暂停，请刷新再看。"))


def goes_on(*, paused: bool) -> None:
    if not paused:
        raise Refused("not_paused", _("这件事没有停着，请刷新再看。"))


def ask_reporter(
    *, state: State, text: str, answer_by: date, today: date, longest: int, asked: bool
) -> None:
    """补充: one question at a time, with a day; nobody has to answer on the day he is asked."""
    say_why(text, field="text")
    step(state, "ask_reporter")
    if asked:
        raise Refused("asked_already", _("上一个问题还没有回音，先等一等，或者先接着办。"))
    if answer_by <= today:
        raise Refused("answer_by", _("请给居民留出时间，日子要在今天以后。"), field="answer_by")
    if (answer_by - today).days > longest:
        message = ngettext(
            "等居民补充最多等%(n)s天，请把日子定近一点。",
            "等居民补充最多等%(n)s天，请把日子定近一点。",
            longest,
        )
        raise Refused("answer_late", message % {"n": longest}, field="answer_by")


def answer(*, text: str, asked: bool) -> str:
    """The answer is kept at any time: in time, late, or when the matter has moved on."""
    said = say_why(text, field="text", least=1)
    if not asked:
        raise Refused("not_asked", _("现在没有问您的话。您想说的可以写在“补充一句”里。"))
    return said
