"""What lies on a desk besides the matters: pictures before and after, a spoken note, household cards, a
saved view, files with contacts that two persons let out, a decoy. Through the acts people use."""

import random
from datetime import datetime, timedelta
from typing import Any

from yuanba.base.permits import Role
from yuanba.duties.models import Category
from yuanba.duties.rules import Lane
from yuanba.exchange import acts as exchange
from yuanba.exchange.demo import pictures
from yuanba.exchange.demo.around import tell
from yuanba.exchange.demo.county import County, Village
from yuanba.exchange.demo.data import read
from yuanba.exchange.rules import OutKind
from yuanba.matters import acts
from yuanba.matters.acts import Picture
from yuanba.matters.models import Matter
from yuanba.matters.queries import lists, register
from yuanba.matters.rules import Outcome
from yuanba.people import acts as people
from yuanba.people.models import Household, Person
from yuanba.people.rules import UnitKind

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
CARDS = 3


def add(rng: random.Random, county: County, now: datetime) -> list[Matter]:
    """Returns the matters told here, each with its contact."""
    said, village = read("desk"), county.villages[0]
    told = [
        _mended(county, village, said["pictures"], now),
        _cleared(village, said["pictures"], now),
        _spoken(rng, village, said["voice"]["words"], now),
    ]
    _cards(village, now)
    _papers(county, village, said, now)
    security = Person.objects.filter(posts__role=Role.SECURITY).first()
    if security is not None:
        acts.plant_decoy(
            actor=security, place_id=village.place.pk, now=now - 20 * DAY, **said["decoy"]
        )
    return list(Matter.objects.filter(pk__in=told).select_related("contact"))


def _done(go: dict[str, Any], result: str, after: Picture, at: datetime) -> None:
    acts.finish(outcome=Outcome.SOLVED, result=result, pictures=[after], now=at, **go)
    acts.reply(text=result, now=at + HOUR, **go)


def _mended(county: County, village: Village, said: dict[str, str], now: datetime) -> int:
    """A lamp, dark and lit; the answer waits to be judged."""
    at = now - 4 * DAY
    before, after = (pictures.take(pictures.street(lit=lit)) for lit in (False, True))
    matter = tell(village, said["lamp"], at, pictures=[before])
    unit = county.units[UnitKind.URBAN]
    leaf = Category.objects.get(code="B01")
    acts.triage(
        actor=village.workers[0], matter_id=matter.pk, lane=Lane.GOVERNMENT, category_id=leaf.pk,
        unit_id=unit.pk, reason="公共路灯，由城管负责。", now=at + HOUR,
    )  # fmt: skip
    go: dict[str, Any] = {"actor": county.handlers[unit.pk], "matter_id": matter.pk}
    acts.assign(owner_id=go["actor"].pk, now=at + 2 * HOUR, **go)
    _done(go, said["lamp_done"], after, now - 2 * DAY)
    return matter.pk


def _cleared(village: Village, said: dict[str, str], now: datetime) -> int:
    """A landing, full and cleared, by the community itself."""
    at = now - 3 * DAY
    before, after = (pictures.take(pictures.stairs(cluttered=full)) for full in (True, False))
    matter = tell(village, said["stairs"], at, pictures=[before])
    worker = village.workers[0]
    go: dict[str, Any] = {"actor": worker, "matter_id": matter.pk}
    leaf = Category.objects.get(code="A06")
    acts.triage(
        lane=Lane.COMMUNAL, category_id=leaf.pk, unit_id=village.units[UnitKind.COMMITTEE].pk,
        reason="楼里自己能商量好。", now=at + HOUR, **go,
    )  # fmt: skip
    acts.assign(owner_id=worker.pk, now=at + 2 * HOUR, **go)
    _done(go, said["stairs_done"], after, now - DAY)
    return matter.pk


def _spoken(rng: random.Random, village: Village, words: str, now: datetime) -> int:
    """Told aloud; a worker listened and wrote it down."""
    at = now - 5 * HOUR
    matter = tell(village, "", at, sounds=[pictures.murmur(rng)])
    note = matter.voices.get()
    acts.write_down(
        actor=village.workers[0], matter_id=matter.pk, voice_id=note.pk, text=words, now=at + HOUR
    )
    return matter.pk


def _cards(village: Village, now: datetime) -> None:
    """户卡: some printed; one household has asked and waits."""
    homes = Household.objects.filter(place__village_id=village.place.pk, until=None, cards=None)
    worker = village.workers[0]
    for n, home in enumerate(homes.order_by("id")[: CARDS + 1]):
        head = home.members.get(head=True, until=None)
        at = now - (CARDS + 1 - n) * DAY
        card = people.ask_card(actor=worker, household_id=home.pk, person_id=head.person_id, now=at)
        if n < CARDS:
            people.print_card(actor=worker, card_id=card.pk, told=lambda *_said: None, now=at)


def _papers(county: County, village: Village, said: dict[str, Any], now: datetime) -> None:
    """A view under a name; two files with contacts: one that a colleague let out, one that waits."""
    worker, colleague = village.workers[:2]
    post = worker.posts.get(role=Role.WORKER)
    view = said["view"]
    acts.save_view(
        actor=worker, post_id=post.pk, name=view["name"], query=view["query"], now=now - DAY
    )
    scope = lists.scope_of(post)
    assert scope is not None
    rows = register.matching(scope, register.read({"q": "路灯"})).count()
    for what, at in (("agreed", now - 3 * HOUR), ("waiting", now - HOUR)):
        table = exchange.ask_export(
            actor=worker, post_id=post.pk, kind=OutKind.CONTACTS, filters={"q": "路灯"}, rows=rows,
            language="zh-hans", reason=said["export"][what], now=at,
        )  # fmt: skip
        if what == "agreed":
            exchange.agree_export(actor=colleague, table_id=table.pk, now=at + HOUR)
