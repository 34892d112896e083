"""How people are told things: by which way, and when that is done. Plain Python, no database."""

from enum import StrEnum

from yuanba.base.errors import Refused
from yuanba.base.text import _


class Channel(StrEnum):
    SMS = "sms"  # 短信
    CALL = "call"  # 电话: somebody rings up
    VISIT = "visit"  # 上门
    PAPER = "paper"  # 纸条: printed and handed over
    INBOX = "inbox"  # 站内: read by the signed-in person
    NONE = "none"  # no way known: nobody was told, and the desk sees it


class State(StrEnum):
    WAITING = "waiting"  # 等着办
    SENT = "sent"  # 发出了
    FAILED = "failed"  # 没发出去
    CALLED = "called"  # 有人当面或电话说了
    PRINTED = "printed"  # 打印交了
    UNTOLD = "untold"  # 没法告知
    REPLACED = "replaced"  # 有了更新的: nobody is rung up five times about one matter


class Kind(StrEnum):
    RECEIVED = "received"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    TRIAGED = "triaged"
    MOVED = "moved"
    ASSIGNED = "assigned"
    EXTENDED = "extended"
    REPLIED = "replied"
    REOPENED = "reopened"
    DENIED = "denied"
    KEPT = "kept"  # the class stays, with a reason
    CLOSED = "closed"
    PAUSED = "paused"
    GOES_ON = "goes_on"
    ASKED = "asked"
    SETTLING = "settling"
    WAITING = "waiting"
    VOID = "void"
    SILENCE = "silence"  # a task for the desk: answered seven days ago, not a word since
    POINTS = "points"  # about a household's points: no matter
    TASK = "task"  # a task handed down, or its admission: to staff
    BOARD = "board"  # disclosure by the catalogue: to staff, and to who asked a question
    WATCH = "watch"  # supervision: to staff
    HONOUR = "honour"  # about a nomination, an honour, a line of the naming list
    CODE = "code"  # a sign-in code, kept only by the demo's outbox


class VisitState(StrEnum):
    WAITING = "waiting"  # 要去
    DONE = "done"  # 去过、说到了
    REPLACED = "replaced"  # 不用去了: a newer answer, or the person has judged


BY_MACHINE = frozenset({Channel.SMS, Channel.INBOX})
OPEN = frozenset({State.WAITING, State.FAILED, State.UNTOLD})
BY_HAND = frozenset({Channel.CALL, Channel.VISIT})


def channel_for(*, how: str, phone: str, account: bool, sms: bool, name: str = "") -> Channel:
    """The way to a person, by what he chose and what we have. `sms`: a gateway to telephones is on.

    Without a gateway a text message becomes a call: a village computer need not have one. Whom no
    message can reach, but who is known by name, somebody goes to see.
    """
    if how == Channel.PAPER:
        return Channel.PAPER
    if how == Channel.VISIT:
        return Channel.VISIT
    if how == Channel.CALL and phone:
        return Channel.CALL
    if how == Channel.SMS and phone:
        return Channel.SMS if sms else Channel.CALL
    if account:
        return Channel.INBOX
    return Channel.VISIT if name and not phone else Channel.NONE


# What a person must be told and asked by somebody, where no message reaches him.
AT_THE_DOOR = frozenset({Kind.REPLIED, Kind.SILENCE, Kind.REFUSED, Kind.DENIED})
TRIES = 6  # failures of a text message (half an hour) before somebody goes there


def needs_visit(*, kind: Kind, channel: Channel, failed: int = 0) -> bool:
    """Does somebody have to go and see the person about this?"""
    if kind not in AT_THE_DOOR:
        return False
    return channel in {Channel.VISIT, Channel.PAPER} or failed >= TRIES


def visited(state: VisitState, *, there: bool, said: str, solved: bool | None) -> VisitState:
    """Somebody went there. Raises Refused when that is no longer needed, or a word is missing."""
    if state is not VisitState.WAITING:
        raise Refused("visited_already", _("这一家不用再去了，请刷新再看。"))
    if not there and solved is not None:
        raise Refused("nobody_there", _("没见到人，就不能写他说办好没有。"), field="solved")
    if there and solved is False and len(said) < 2:
        raise Refused("why", _("没办好的，请写他怎么说的。"), field="said")
    return VisitState.DONE if there else VisitState.WAITING


def look(state: VisitState) -> None:
    """Whom to see is told to who has to go there, and no longer than that."""
    if state is not VisitState.WAITING:
        raise Refused("visited_already", _("这一家不用再去了，姓名电话不再显示。"))


def first_state(channel: Channel) -> State:
    """Where a new message stands: an inbox holds it at once, nobody's message is told to nobody."""
    if channel is Channel.INBOX:
        return State.SENT
    return State.UNTOLD if channel is Channel.NONE else State.WAITING


def read(*, upto: int, newest: int) -> int:
    """As far as the newest message of his own, no further. Raises Refused where there is none yet."""
    if not newest:
        raise Refused("nothing_to_read", _("还没有通知。"))
    return min(upto, newest)


def called(state: State) -> State:
    """Somebody told the person himself. Raises Refused when that is no longer needed."""
    _still_open(state)
    return State.CALLED


def printed(state: State) -> State:
    """The slip was printed and handed over. Raises Refused when that is no longer needed."""
    _still_open(state)
    return State.PRINTED


def _still_open(state: State) -> None:
    if state not in OPEN:
        raise Refused("told_already", _("这一条已经有人告知过了，请刷新再看。"))
