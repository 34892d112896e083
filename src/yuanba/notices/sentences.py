"""What people are told, one sentence per act, in their language. Short, plain, polite.

A message holds the number of the matter and what was decided, never what was told or by whom:
a telephone is read by others too.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from yuanba.base.models import Record
from yuanba.base.text import _
from yuanba.matters import follow, rules
from yuanba.matters.models import LEFT_OUT, Matter
from yuanba.matters.queries import words
from yuanba.notices import sentences_waits
from yuanba.notices.rules import Kind

MOST = 160  # characters of an answer that fit into one message; the rest is behind the link

SENTENCES: dict[str, tuple[Kind, Any]] = {
    "matters.report": (
        Kind.RECEIVED,
        _(
            "您说的事收到了，编号%(number)s，查询码%(code)s。社区%(due)s前看过、分好，告诉您谁来办。"
            "查进度：%(link)s 不是您说的，也请点开告诉我们。"
        ),
    ),
    "matters.accept": (
        Kind.ACCEPTED,
        _("您说的事（%(number)s）社区看过，受理了。%(due)s前告诉您谁来办。查进度：%(link)s"),
    ),
    "matters.refuse": (
        Kind.REFUSED,
        _(
            "您说的事（%(number)s）这里不能受理：%(reason)s %(pointer)s 您有不同意见，点这里再说：%(link)s"
        ),
    ),
    "matters.triage": (
        Kind.TRIAGED,
        _("您说的事（%(number)s）由%(unit)s来办，%(due)s前办好、答复您。查进度：%(link)s"),
    ),
    "matters.transfer": (
        Kind.MOVED,
        _("您说的事（%(number)s）改由%(unit)s来办，期限不变，%(due)s前答复您。查进度：%(link)s"),
    ),
    "matters.assign": (
        Kind.ASSIGNED,
        _(
            "您说的事（%(number)s）由%(unit)s的%(owner)s负责，%(due)s前办好、答复您。查进度：%(link)s"
        ),
    ),
    "matters.grant_extension": (
        Kind.EXTENDED,
        _(
            "您说的事（%(number)s）还要多用些时间，改到%(due)s前办好。原因：%(reason)s 查进度：%(link)s"
        ),
    ),
    "matters.reply": (
        Kind.REPLIED,
        _("您说的事（%(number)s）有答复了：%(reply)s 办好了没有，请您评一评：%(judge)s"),
    ),
    "matters.merge": (
        Kind.MOVED,
        _(
            "您说的事（%(number)s）和%(into)s是同一件事，一起办。您的编号还在，办好了一样答复您、请您评。查进度：%(link)s"
        ),
    ),
    "matters.unmerge": (
        Kind.MOVED,
        _("您说的事（%(number)s）改为单独办，%(due)s前答复您。查进度：%(link)s"),
    ),
    "matters.exclude": (
        Kind.DENIED,
        _(
            "您说的事（%(number)s）经上级看过，不计入办理统计：%(reason)s "
            "您有不同意见，点这里说，由另外的人复核：%(link)s"
        ),
    ),
    "matters.uphold_exclusion": (
        Kind.DENIED,
        _("您对（%(number)s）的意见复核过了，维持原来的决定：%(reason)s 经过都在这里：%(link)s"),
    ),
    "matters.lift_exclusion": (
        Kind.DENIED,
        _(
            "您对（%(number)s）的意见复核过了，您说得对，照常计入：%(reason)s 经过都在这里：%(link)s"
        ),
    ),
    "matters.grant_reopen": (
        Kind.REOPENED,
        _("您说的事（%(number)s）重新办理，编号不变，%(due)s前答复您。查进度：%(link)s"),
    ),
    "matters.deny_reopen": (
        Kind.DENIED,
        _("您请求重办的事（%(number)s）看过了，这次不再重办：%(reason)s 经过都在这里：%(link)s"),
    ),
    "matters.keep_class": (
        Kind.KEPT,
        _("您觉得分得不对的事（%(number)s）看过了，还是这样分：%(reason)s 查进度：%(link)s"),
    ),
    "matters.close": (
        Kind.CLOSED,
        _("您说的事（%(number)s）办完，销号了。谢谢您告诉我们。要是又不好了，点这里再说：%(link)s"),
    ),
}
SENTENCES["matters.answer_duplicate"] = SENTENCES["matters.reply"]
SENTENCES["matters.grant_contest"] = SENTENCES["matters.grant_reopen"]
SENTENCES["matters.hand_up"] = SENTENCES["matters.hand_down"] = SENTENCES["matters.transfer"]

SENTENCES |= sentences_waits.SENTENCES

UNCONFIRMED = _(
    "您说的事（%(number)s）答复以后没联系上您，先按“未评”销号。还没办好的话，点这里再说：%(link)s"
)
DISPUTED = _(
    "您说的事（%(number)s）销号了，您不认可的意见已经记在册上，单独统计。经过都在这里：%(link)s"
)
NOT_ASKED = _("您说的事（%(number)s）有答复了：%(reply)s 经过都在这里：%(link)s")
WRITTEN = _("答复写好了，请点后面的链接看。")  # of a restricted matter not a word leaves the house
ASKED_INSIDE = _("要问的话请点后面的链接看。")
ASK = _("答复七天了还没有回音（%(number)s）。请打电话问一问办好没有，问过在这件事里记一笔。")


def sentence(record: Record, matter: Matter, language: str) -> tuple[Kind, str]:
    """The kind and the words of the message about this record, in the reader's language.

    Raises KeyError for other acts.
    """
    kind, said = SENTENCES[record.act]
    said = sentences_waits.other(record.act, record.facts) or said
    if kind is Kind.CLOSED and record.facts.get("confirmed") is not True:
        said = DISPUTED if matter.solved is False else UNCONFIRMED
    if record.facts.get("refused"):
        kind, said = SENTENCES["matters.refuse"]
    if kind is Kind.REPLIED and (matter.restricted or matter.exclusions.filter(LEFT_OUT).exists()):
        said = NOT_ASKED
    with translation.override(language):
        return kind, str(said) % _Known(record, matter)


def worth_telling(record: Record) -> bool:
    """Nobody is told twice: not the main matter's reporter that others joined, nor one who told the
    same thing under two numbers."""
    if record.act == "matters.merge":
        return "into" in record.facts
    return bool(record.facts.get("told", True))


def ask_by_phone(matter: Matter) -> str:
    """What the desk is asked to do when nobody answered."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(ASK) % {"number": matter.number}


class _Known(Mapping[str, str]):
    """The words a sentence may ask for, looked up only when it does."""

    def __init__(self, record: Record, matter: Matter) -> None:
        self.record, self.matter = record, matter

    def __getitem__(self, name: str) -> str:
        return WORDS[name](self.record, self.matter)

    def __iter__(self) -> Any:
        return iter(WORDS)

    def __len__(self) -> int:
        return len(WORDS)


def _due(record: Record, matter: Matter) -> str:
    said = record.facts.get("due")
    due = datetime.fromisoformat(said) if said else matter.due_at
    return words.day(due, timezone.localdate(record.at))


def _fact_day(record: Record, fact: str) -> str:
    return words.day(date.fromisoformat(record.facts[fact]), timezone.localdate(record.at))


def _reason(record: Record, matter: Matter) -> str:
    """Why; of an extension it stands in the record that asked for it (PET22 34: with notice)."""
    if record.act == "matters.grant_extension":
        asked = Record.objects.filter(
            subject_id=matter.pk, act="matters.ask_extension", id__lt=record.pk
        )
        found = asked.order_by("-id").first()
        return _short(str(found.facts.get("reason", ""))) if found else ""
    return _short(str(record.facts.get("reason", "")))


def _pointer(record: Record, matter: Matter) -> str:
    """The right door, in the reader's language."""
    kind = str(record.facts.get("kind", ""))
    return str(rules.POINTERS[rules.Refusal(kind)]) if kind else matter.result


def _reply(record: Record, matter: Matter) -> str:
    return str(WRITTEN) if matter.restricted else _short(str(record.facts.get("text", "")))


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= MOST else f"{plain[: MOST - 1]}…"


def link(matter: Matter, tail: str = "") -> str:
    """The address by which a person follows his matter without an account."""
    return f"{settings.PUBLIC_URL}/f/{follow.token(matter)}{tail}"


WORDS: dict[str, Callable[[Record, Matter], str]] = {
    "number": lambda record, matter: matter.number,
    "code": lambda record, matter: follow.code(matter),
    "link": lambda record, matter: link(matter),
    "judge": lambda record, matter: link(matter, "/evaluate"),
    "due": _due,
    "unit": lambda record, matter: str(
        record.facts.get("unit_name") or (matter.unit.name if matter.unit else "")
    ),
    "owner": lambda record, matter: str(record.facts.get("owner", "")),
    "reason": _reason,
    "pointer": _pointer,
    "reply": _reply,
    "until": lambda record, matter: _fact_day(record, "until"),
    "answer_by": lambda record, matter: _fact_day(record, "answer_by"),
    "question": lambda record, matter: (
        str(ASKED_INSIDE) if matter.restricted else _short(str(record.facts.get("text", "")))
    ),
    "answer": lambda record, matter: link(matter, "/answer"),
    "ways": lambda record, matter: link(matter, "/ways"),
    "into": lambda record, matter: str(record.facts.get("into", "")),
    "ground_name": lambda record, matter: str(record.facts.get("ground_name", "")),
    "checked": lambda record, matter: (
        "" if matter.restricted else _short(str(record.facts.get("text", "")))
    ),
}
