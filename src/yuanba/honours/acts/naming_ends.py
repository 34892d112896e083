"""点名单上的一条公布以后: doubted, answered, put right, and taken down, by somebody or by the clock."""

from collections.abc import Mapping
from datetime import datetime

from yuanba.base import clock, permits, words_in
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.honours.acts import common
from yuanba.honours.acts.naming import record, sit, the_listing
from yuanba.honours.models import Listing
from yuanba.honours.queries import naming as queries
from yuanba.honours.rules import naming as rules
from yuanba.honours.rules.naming import Down, State
from yuanba.places import queries as places


@act
def doubt_naming(*, actor: Actor, listing_id: int, words: str, now: datetime) -> Listing:
    """本人有异议: marked on the list at once; decided in five working days, or the line comes down."""
    found = the_listing(actor, listing_id, "honours.doubt_naming")
    rules.expect(State(found.state), State.HUNG)
    if found.doubted_at is not None:
        raise Refused("doubted", _("异议记过了，正在等答复，或者已经答复了。"))
    ask = _("请写哪里不对。")
    found.doubt = words_in.clean(words, most=500, field="words", ask=ask)
    found.doubted_at = now
    found.answer_by = places.calendar().after(clock.day_of(now), rules.ANSWER_WORKDAYS)
    found.save(update_fields=["doubt", "doubted_at", "answer_by"])
    entered = actor.pk != found.person_id
    record("doubt_naming", found, actor, now, entered=entered)
    return found


@act
def answer_doubt(
    *,
    actor: Actor,
    listing_id: int,
    upheld: bool,
    answer: str,
    votes: Mapping[int, bool],
    now: datetime,
) -> Listing:
    """答复异议: by the panel. If he is right the line comes down, is corrected in public without a name, and
    its words are deleted."""
    found = the_listing(actor, listing_id, "honours.answer_doubt")
    rules.expect(State(found.state), State.HUNG)
    if found.doubted_at is None or found.answered_at is not None:
        raise Refused("no_doubt", _("没有等着答复的异议。"))
    said = words_in.clean(answer, most=500, field="answer", ask=_("请写答复，本人会看到。"))
    decision = sit(common.person(actor, "honours.answer_doubt"), found, votes, found.person_id)
    if decision.passed != upheld:
        say = _("评议组 %(yes)s 票认为意见有理、%(no)s 票认为没理，和填的结果不一样。")
        raise Refused(
            "votes_differ", say % {"yes": decision.yes, "no": decision.no}, field="upheld"
        )
    found.answer, found.answered_at = said, now
    found.save(update_fields=["answer", "answered_at", "round"])
    if upheld:
        bring_down(found, Down.WRONG, now)
    record("answer_doubt", found, actor, now, upheld=upheld)
    return found


@act
def tell_mended(*, actor: Actor, listing_id: int, now: datetime) -> Listing:
    """改好了: said by the person, or seen by whoever works there, who takes it down at once. Said by himself
    it stands on the list, and comes down after one working day unless somebody was there before."""
    found = the_listing(actor, listing_id, "honours.tell_mended")
    rules.expect(State(found.state), State.HUNG)
    if found.mended_at is None:
        found.mended_at = now
        found.mended_by = places.calendar().after(clock.day_of(now), rules.MEND_WORKDAYS)
        found.save(update_fields=["mended_at", "mended_by"])
    elif actor.pk == found.person_id:
        raise Refused("told", _("您说过了，最晚过一个工作日就撤下。"))
    if actor.pk != found.person_id:
        bring_down(found, Down.MENDED, now)
    record("tell_mended", found, actor, now, seen=actor.pk != found.person_id)
    return found


@act
def take_down(*, actor: Actor, listing_id: int, why: str, now: datetime) -> Listing:
    """提前撤下."""
    found = the_listing(actor, listing_id, "honours.take_down")
    rules.expect(State(found.state), State.HUNG)
    ask = _("请写为什么提前撤下。")
    found.words = words_in.clean(why, most=300, least=2, field="why", ask=ask)
    found.save(update_fields=["words"])
    bring_down(found, Down.EARLY, now)
    record("take_down", found, actor, now)
    return found


@act
def end_naming(*, actor: Actor, listing_id: int, now: datetime) -> Listing:
    """自动撤下: by the clock."""
    permits.require(actor, "honours.end_naming", reach=frozenset())
    rows = Listing.objects.select_for_update(of=("self",)).select_related("rule", "procedure")
    found = rows.get(pk=listing_id)
    rules.expect(State(found.state), State.HUNG)
    why = queries.due(found, clock.day_of(now))
    if why is None:
        raise Refused("not_due", _("还没有到撤下的时候。"))
    bring_down(found, why, now)
    record("end_naming", found, actor, now, why=why)
    return found


WORDS = ("deed", "one", "two", "reply", "doubt", "words")


def bring_down(found: Listing, why: Down, now: datetime) -> None:
    """Off the list. What was wrong, or was never answered, leaves no words behind."""
    found.state, found.down, found.down_on = State.DOWN, why, clock.day_of(now)
    fields = ["state", "down", "down_on"]
    if why in {Down.WRONG, Down.SILENT}:
        for name in WORDS:
            setattr(found, name, "")
        fields += WORDS
    found.save(update_fields=fields)
