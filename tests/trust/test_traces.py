"""X-CONFLICT, what stood before: a matter went its way, left its trace in figures, files and lists, and
only then was it named whom it is about. From then on all that is shown to those it is kept from is as
if it had never been told; and whoever hears it still finds it.
"""

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock, jobs
from yuanba.base.errors import Refused
from yuanba.base.permits import Role
from yuanba.disclosure.models import Voided
from yuanba.exchange import acts as exchange
from yuanba.exchange import keeping
from yuanba.exchange.models import TableOut
from yuanba.exchange.rules import OutKind, OutState
from yuanba.insight import burden
from yuanba.insight import jobs as forms
from yuanba.insight import queries as insight
from yuanba.matters import acts, sight
from yuanba.matters.models import Matter
from yuanba.matters.queries import lists, sampling, settling
from yuanba.matters.rules import Relation, Spoken, Who
from yuanba.matters.tests.test_sampling import MONDAY, drawn_week
from yuanba.matters.tests.test_settling import send_back, twice
from yuanba.matters.tests.test_voiding import ask, grant, typed
from yuanba.people.models import Person
from yuanba.rights import jobs as keep
from yuanba.rights import queries as rights

PHRASE = "穿山甲巷里有人收钱"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + 3 * DAY)


def again(person: Person) -> Person:
    """As the next request sees him."""
    return Person.objects.get(pk=person.pk)


def stand(person: Person) -> sight.Stand:
    return sight.stand_of(again(person))


def scope(person: Person) -> lists.Scope:
    found = lists.scope_of(again(person).held()[0])
    assert found is not None
    return found


def name(world: World, matter: Matter, whom: Person, now: Any = None) -> None:
    """The supervisor writes down whom it is about."""
    acts.name_concern(
        actor=again(world.supervisor), matter_id=matter.pk, about=f"person:{whom.pk}",
        why="说的就是他。", now=now or clock.now(),
    )  # fmt: skip


def run(now: Any = None) -> None:
    while jobs.run_due(now or clock.now(), most=100):
        pass


# ── figures ──


def test_the_weekly_draw_counts_it_for_nobody_it_is_kept_from(world: World, client: Client):
    draw = drawn_week(world, 3)
    drawn = Matter.objects.get(pk=draw.rows.get(state="waiting").matter_id)
    shown = lambda reader: [  # noqa: E731  a figure of one line
        (d.closed, d.wanted, d.n_waiting)
        for d in sampling.draws(world.county.pk, reader)
        if d.drawn_at
    ]
    assert shown(stand(world.worker)) == shown(None) == [(3, 1, 1)]
    name(world, drawn, world.township, now=MONDAY)
    assert shown(stand(world.worker)) == [(2, 0, 0)]
    assert shown(stand(world.township)) == [(2, 0, 0)]
    assert shown(None) == [(2, 0, 0)], "the public page tells nobody"
    assert shown(stand(world.coordinator)) == [(3, 1, 1)]
    other = sampling.again(draw, stand(world.worker))
    assert (other.same, other.shown) == (True, []), "the draw itself stays what it was"
    listed = {row["id"] for row in sampling.whole(draw, stand(world.worker))}
    assert drawn.pk not in listed
    assert len(listed) == 2
    client.force_login(world.coordinator)
    csv = client.get(reverse("desk_matters:draw_list", args=[draw.pk])).content.decode()
    assert str(drawn.pk) in csv
    client.force_login(world.worker)
    page = client.get(reverse("desk_matters:draw", args=[draw.pk])).content.decode()
    assert str(drawn.pk) not in page


def test_returns_and_convened_units_are_counted_without_it(world: World):
    matter, plain = twice(world), world.sorted()
    send_back(world, plain)
    figures = lambda who: settling.figures(scope(who), THURSDAY - DAY)  # noqa: E731
    assert (figures(world.township).returns, figures(world.township).matters) == (3, 2)
    called = lambda: [c.matter_id for c in settling.convened(again(world.handler).held()[0])]  # noqa: E731
    assert called() == [matter.pk]
    name(world, matter, world.coordinator, now=THURSDAY + 3 * DAY)
    found = figures(world.township)
    assert (found.returns, found.matters, sum(line.returns for line in found.units)) == (1, 1, 1)
    assert called() == []
    assert figures(world.coordinator).returns == 1
    watching = world.person("watching", "罗公", Role.SUPERVISOR, world.county)
    assert figures(watching).returns == 3, "the county's supervisors are nobody's subordinates"


def test_the_figures_of_a_place_say_nothing_of_who_told_it(world: World, today: None):
    spoken = Spoken(who=Who.PROXY, relation=Relation.NEIGHBOUR, speaker="王大姐")
    matter = world.told(spoken=spoken, contact_name="罗大娘")
    world.told("村口的灯也坏了。", spoken=spoken, contact_name="罗二娘")
    since, until = date(2026, 9, 1), date(2026, 10, 1)
    figures = lambda: insight.rates(world.village.pk, since=since, until=until)  # noqa: E731
    assert figures().told_by["proxy"] == 2
    name(world, matter, world.worker)
    assert figures().told_by["proxy"] == 1


def test_the_burden_of_forms_does_not_tell_that_somebody_was_named(world: World, today: None):
    matter = world.told(contact_phone="13800000126")
    world.told("村口的灯也坏了。", contact_phone="13800000127")
    name(world, matter, world.worker)
    forms.count_forms(now=clock.now())
    found = {line.asks.act: line.filled for line in burden.burden(date(2026, 9, 1)).lines}
    assert found["matters.report"] == 1


def test_what_is_to_be_forgotten_is_counted_without_it(world: World, client: Client):
    matter, _plain = world.closed(contact_name="罗大娘"), world.closed(contact_name="罗二娘")
    late = THURSDAY + timedelta(days=400)
    name(
        world, matter, world.coordinator, now=THURSDAY + 4 * DAY
    )  # the county's administrator is his
    keep.draft_batches(now=late + timedelta(days=400))
    counted = lambda who: [b.found for b in rights.batches_for(again(who)) if b.kind == "contact"]  # noqa: E731
    assert counted(world.admin) == [1]
    assert counted(world.supervisor) == [2]
    client.force_login(world.admin)
    assert client.get(reverse("rights:keeping")).status_code == 200
    only = rights.batches()[0]
    assert only.about == [matter.pk]


def test_a_number_struck_out_leaves_the_wall_and_comes_back_when_it_was_not_him(
    world: World, today: None
):
    matter = typed(world)
    ask(world, matter)
    grant(world, matter)
    hung = Voided.objects.values("number", "ground", "voided", "restored").get()
    name(world, matter, world.worker)
    assert not Voided.objects.exists()
    concern = Matter.objects.get(pk=matter.pk).concerns.get()
    acts.lift_concern(
        actor=again(world.township), matter_id=matter.pk, concern_id=concern.pk, reason="不是他。",
        now=clock.now(),
    )  # fmt: skip
    assert Voided.objects.values("number", "ground", "voided", "restored").get() == hung


# ── files ──


def written(world: World, who: Person, kind: OutKind = OutKind.REGISTER) -> TableOut:
    post = again(who).held()[0]
    go: dict[str, Any] = {"actor": again(who), "post_id": post.pk, "now": clock.now()}
    if kind is OutKind.HOTLINE:
        table = exchange.answer_hotline(language="zh-hans", **go)
    else:
        table = exchange.ask_export(kind=kind, filters={}, rows=2, language="zh-hans", **go)
    run()
    table.refresh_from_db()
    assert table.state == OutState.READY
    return table


def said_in(table: TableOut) -> str:
    with zipfile.ZipFile(io.BytesIO(keeping.file(table.token, "xlsx").read_bytes())) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist())


def test_a_file_that_waits_is_written_anew_before_it_is_handed_over(world: World):
    matter = world.told(PHRASE)
    world.told("村口的灯也坏了。")
    mine, above = written(world, world.worker), written(world, world.coordinator)
    assert PHRASE in said_in(mine)
    name(world, matter, world.worker)
    with pytest.raises(Refused, match="writing"):
        exchange.fetch_export(actor=again(world.worker), table_id=mine.pk, now=clock.now())
    run()
    mine.refresh_from_db()
    assert PHRASE not in said_in(mine)
    assert mine.rows == 1
    exchange.fetch_export(actor=again(world.worker), table_id=mine.pk, now=clock.now())
    assert PHRASE in said_in(above), "who hears it keeps it"
    exchange.fetch_export(actor=again(world.coordinator), table_id=above.pk, now=clock.now())


def test_a_receipt_of_the_hotline_forgets_it(world: World, client: Client):
    matter, plain = world.replied(text=PHRASE), world.replied()
    for n, one in enumerate((matter, plain)):
        Matter.objects.filter(pk=one.pk).update(outside_number=f"hotline-2026030500012{n}")
    table = written(world, world.worker, OutKind.HOTLINE)
    here = reverse("exchange:receipt", args=[table.pk])
    client.force_login(world.worker)
    assert matter.number in client.get(here).content.decode()
    name(world, matter, world.worker)
    run()
    page = client.get(here).content.decode()
    assert matter.number not in page
    assert plain.number in page
    assert '<dd class="num">1</dd>' in page
    listed = client.get(reverse("exchange:hotline")).content.decode()
    assert '<td class="r num" data-label="件">1</td>' in listed
    assert matter.number not in said_in(table)


def test_without_the_wall_the_traces_are_found(world: World, monkeypatch: pytest.MonkeyPatch):
    """Control: the exclusion switched off, a draw and a count of returns tell of it again."""
    draw = drawn_week(world, 3)
    drawn = Matter.objects.get(pk=draw.rows.get(state="waiting").matter_id)
    back = world.sorted()
    send_back(world, back)
    for matter in (drawn, back):
        name(world, matter, world.township, now=MONDAY)

    def told() -> tuple[int | None, int]:
        (last,) = [d for d in sampling.draws(world.county.pk, stand(world.township)) if d.drawn_at]
        return last.closed, settling.figures(scope(world.township), THURSDAY - DAY).returns

    assert told() == (2, 0)
    monkeypatch.setattr(sight, "open_to", lambda stand, prefix="": Q())
    monkeypatch.setattr(sight, "kept", lambda stand, county_id: [])
    assert told() == (3, 1)
