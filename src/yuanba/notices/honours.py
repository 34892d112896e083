"""Messages about honours: to the household, or the person, whom it is about. Of the naming list nothing is said but
that there is something to read and until when: what was seen stands on the notice and on his own page."""

from datetime import datetime
from typing import Any

from yuanba.base.models import Record
from yuanba.base.text import _
from yuanba.honours.models import Listing, Nominee
from yuanba.honours.rules.campaigns import NomineeState
from yuanba.honours.rules.naming import State
from yuanba.matters.queries.words import day
from yuanba.notices.homes import tell
from yuanba.notices.rules import Kind
from yuanba.people.models import Membership

HONOURS: dict[str, Any] = {
    "honours.nominate": _(
        "有人提名%(who)s参加“%(name)s”评选。参不参加、公开时写不写名字，由您定：请在%(until)s以前到“我家的荣誉”里说，"
        "或者告诉村（居）委会。不说就不评。"
    ),
    "honours.post_chosen": _(
        "“%(name)s”评上了%(who)s，公示到%(listed)s，%(object)s以前大家可以提异议。"
        "名字照您定的写法，随时可以到“我家的荣誉”里改。"
    ),
    "honours.present": _(
        "“%(name)s”给了%(who)s，第%(number)s号，登上红榜。名字照您定的写法，随时可以到“我家的荣誉”里改。"
    ),
    "honours.answer_award_objection": _(
        "“%(name)s”有人提异议，评议组认为有理，这次不表彰%(who)s。原因：%(words)s。"
    ),
    "honours.revoke": _(
        "评议组收回给%(who)s的“%(name)s”。原因：%(words)s。有不同意见请告诉村（居）委会。"
    ),
}
NAMING: dict[str, Any] = {
    "honours.notify_named": _(
        "村里有一份告知书给您，请看纸上的，或者到“我家的荣誉”里看。%(until)s以前请说说您的意见，评的时候先听您的。"
    ),
    "honours.hang_naming": _(
        "告知书里说的事，今天起在村里公布到%(until)s，写姓不写名。不对的、改好了的，随时到“我家的荣誉”里说，"
        "或者告诉村（居）委会。"
    ),
}
TOLD = (
    *NAMING,
    "honours.judge_naming",
    "honours.check_naming",
    "honours.drop_naming",
    "honours.answer_doubt",
    "honours.tell_mended",
    "honours.take_down",
    "honours.end_naming",
    "honours.turn_off_naming",
)
ANSWERED = _("您提的异议有了答复，请到“我家的荣誉”里看，或者问村（居）委会。")
OVER = _("告知书里说的事，不公布了。")
DOWN = _("村里公布的和您有关的那一条，已经撤下。")


def tell_nominee(*, now: datetime, record: str) -> None:
    """Named, on the list, honoured, struck, revoked."""
    about = Record.objects.get(pk=int(record))
    if about.subject_kind != "honours.nominee":
        return  # of the campaign as a whole
    rows = Nominee.objects.select_related("campaign", "household__place", "person")
    one = rows.get(pk=about.subject_id)
    if not _news(about, one):
        return
    campaign = one.campaign
    said = {
        "who": _("您家") if one.person is None else _("您"),
        "name": campaign.name,
        "until": day(campaign.until),
        "listed": day(campaign.listed_until) if campaign.listed_until else "",
        "object": day(campaign.object_until) if campaign.object_until else "",
        "number": f"{one.year}-{one.number}",
        "words": one.words.rstrip("。"),
    }
    text = HONOURS[about.act] % said
    tell(one.household, text, kind=Kind.HONOUR, record=record, now=now, person=one.person)


def _news(about: Record, one: Nominee) -> bool:
    """Whether they do not know it already: who names his own household does, and an objection that was not
    right changes nothing for them."""
    if about.act == "honours.nominate":
        own = Membership.objects.filter(household=one.household_id, person=one.named_by_id)
        return not own.filter(until=None).exists()
    return about.act != "honours.answer_award_objection" or one.state == NomineeState.STRUCK


def tell_named(*, now: datetime, record: str) -> None:
    """To the person alone: each step from the notice on, and the end of it, whatever it was."""
    about = Record.objects.get(pk=int(record))
    if about.subject_kind != "honours.listing":
        return  # of the rule as a whole
    rows = Listing.objects.select_related("household__place", "person")
    one = rows.get(pk=about.subject_id)
    text = _naming(about.act, one)
    if one.noticed_on is not None and text is not None:
        tell(one.household, text, kind=Kind.HONOUR, record=record, now=now, person=one.person)


def _naming(act: str, one: Listing) -> Any:
    if act in NAMING:
        until = one.reply_until if act == "honours.notify_named" else one.until
        return NAMING[act] % {"until": day(until) if until else ""}
    if one.state == State.DOWN:
        return DOWN
    if one.state in {State.REFUSED, State.DROPPED}:
        return OVER
    return ANSWERED if act == "honours.answer_doubt" else None
