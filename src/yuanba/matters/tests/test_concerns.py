"""What is about an official, a unit or a neighbour is kept from them and theirs (trust.md P7, T9)."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.world import THURSDAY, World
from yuanba.base import permits, records
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Role
from yuanba.disclosure import queries as wall
from yuanba.disclosure import recounting
from yuanba.disclosure.models import DayTally, Row
from yuanba.exchange import register_out
from yuanba.matters import acts, queries, rules
from yuanba.matters.acts import Named
from yuanba.matters.models import Concern, Matter
from yuanba.matters.queries import lists, pick, register, stuck
from yuanba.matters.rules import Level, State
from yuanba.matters.rules.concerns import ConcernKind, Hearing, above_unit, after_naming
from yuanba.notices import jobs as notices
from yuanba.notices import queries as outbox
from yuanba.notices.models import Message
from yuanba.people.door import Guest
from yuanba.people.models import Household, Membership, Person, Post
from yuanba.people.rules import UnitKind
from yuanba.places.rules import Kind

K = ConcernKind
ALL = ("worker", "colleague", "gridworker", "township", "coordinator", "supervisor")


def about(world: World, named: Named, **said: Any) -> Matter:
    """Told by a resident who names somebody at once."""
    told = acts.report(
        actor=world.guest, place_id=world.grid.pk, text="有人收了钱不办事。",
        contact_phone="13800000999", contact_name="举报人", concern=named, now=THURSDAY, **said,
    )  # fmt: skip
    return Matter.objects.get(pk=told.pk)


def person(who: Person) -> Named:
    return Named(K.PERSON, who.pk, why="居民说的。")


def fresh(who: Person) -> Person:
    return Person.objects.get(pk=who.pk)


def sees(world: World, who: Any, matter: Matter) -> bool:
    """Whether this person finds the matter in a list, and can open it: always both or neither."""
    reader = fresh(getattr(world, who) if isinstance(who, str) else who)
    scopes = [lists.scope_of(post) for post in reader.held()]
    found = {m.pk for scope in scopes if scope for m in scope.rows()}
    try:
        queries.one(reader, matter.pk)
        opened = True
    except Denied:
        opened = False
    assert opened == (matter.pk in found)
    return opened


def seen_by(world: World, matter: Matter) -> set[str]:
    return {who for who in ALL if sees(world, who, matter)}


def test_a_list_leaves_out_the_same_by_ids_and_by_asking(world: World, monkeypatch):
    """Lists.kept: up to MANY by their ids, beyond that each list asks for itself."""
    for named in (world.worker, world.township, world.coordinator):
        about(world, person(named))
    own = acts.report(
        actor=world.worker, place_id=world.grid.pk, text="镇里的人不理。",
        concern=person(world.township), now=THURSDAY,
    )  # fmt: skip
    about(world, Named(K.PERSON, world.worker.pk, why="听说的。"))

    def found(who: str) -> set[int]:
        scopes = [lists.scope_of(post) for post in fresh(getattr(world, who)).held()]
        return {m.pk for scope in scopes if scope for m in scope.rows()}

    by_ids = {who: found(who) for who in ALL}
    monkeypatch.setattr(lists, "MANY", 0)
    assert by_ids == {who: found(who) for who in ALL}
    assert own.pk in by_ids["worker"]
    assert own.pk not in by_ids["colleague"]
    assert len({len(rows) for rows in by_ids.values()}) > 1  # somebody sees less than another


# ── who hears it ──


@pytest.mark.parametrize(
    ("kind", "place", "hearing"),
    [
        (UnitKind.COMMITTEE, Kind.VILLAGE, Hearing.TOWNSHIP),
        (UnitKind.STREET, Kind.TOWNSHIP, Hearing.COUNTY),
        (UnitKind.URBAN, Kind.COUNTY, Hearing.COUNTY),
        (UnitKind.PROPERTY, Kind.VILLAGE, Hearing.HERE),
        (UnitKind.SUPERVISION, Kind.VILLAGE, Hearing.TOWNSHIP),
        (UnitKind.STREET, Kind.COUNTY, Hearing.WATCH),
    ],
)
def test_a_unit_is_heard_one_level_above_it(kind: UnitKind, place: Kind, hearing: Hearing):
    assert above_unit(kind, place) is hearing


@pytest.mark.parametrize("state", list(State))
def test_who_may_not_see_it_does_not_go_on_with_it(state: State):
    after = after_naming(state, unit_shut=True, owner_shut=True)
    assert after is (State.ACCEPTED if state in rules.WORKING else state)


def test_a_worker_is_reported_and_the_township_and_the_supervisors_see_it(world: World):
    matter = about(world, person(world.worker))
    assert seen_by(world, matter) == {"township", "coordinator", "supervisor"}
    assert (matter.level, matter.concerned) == (Level.TOWNSHIP, True)


def test_a_township_official_is_reported_and_the_county_sees_it(world: World):
    matter = about(world, person(world.township))
    assert seen_by(world, matter) == {"coordinator", "supervisor"}
    assert matter.level == Level.COUNTY


def test_a_county_official_is_reported_and_only_the_supervisors_see_it(world: World):
    matter = about(world, person(world.coordinator))
    assert seen_by(world, matter) == {"supervisor"}


def test_a_grid_workers_superiors_in_the_village_do_see_it(world: World):
    matter = about(world, person(world.gridworker))
    assert seen_by(world, matter) == set(ALL) - {"gridworker"}


def test_the_members_of_a_department_do_not_see_what_is_about_it(world: World):
    matter = world.assigned()
    acts.name_concern(
        actor=world.worker, matter_id=matter.pk, about=f"unit:{world.lamps.pk}",
        why="反映城管收费不办事。", now=THURSDAY,
    )  # fmt: skip
    matter.refresh_from_db()
    assert not sees(world, "handler", matter)
    assert (matter.state, matter.unit, matter.owner) == (State.ACCEPTED, None, None)
    assert sees(world, "worker", matter)
    assert sees(world, "coordinator", matter)


def test_a_committee_means_everybody_who_serves_there(world: World):
    matter = about(world, Named(K.UNIT, world.committee.pk, why="居民说的。"))
    assert seen_by(world, matter) == {"township", "coordinator", "supervisor"}


def test_the_officials_of_the_village_without_a_name(world: World):
    matter = about(world, Named(K.PLACE, world.village.pk, why="居民说的。"))
    assert seen_by(world, matter) == {"township", "coordinator", "supervisor"}


def test_one_of_the_supervisors_and_his_colleagues_there_do_not_see_it(world: World):
    other = world.person("supervisor2", "何正", Role.SUPERVISOR, world.village)
    matter = about(world, person(other))
    assert not sees(world, "supervisor", matter)
    assert not sees(world, other, matter)
    assert sees(world, "township", matter)


def test_a_household_means_those_who_live_there_and_theirs(world: World):
    home = Household.objects.create(
        place=world.grid, code="9001", address="3组8号", since=date(2020, 1, 1)
    )
    Membership.objects.create(household=home, person=world.gridworker, since=date(2020, 1, 1))
    matter = about(world, Named(K.HOUSEHOLD, home.pk, why="邻居占道。"))
    assert not sees(world, "gridworker", matter)
    assert sees(world, "worker", matter)
    plain = about(world, Named(K.OTHER, said="隔壁老张", why="邻居占道。"))
    assert seen_by(world, plain) == set(ALL)


def test_the_reporter_sees_his_own_whoever_is_named(world: World):
    told = acts.report(
        actor=world.gridworker, place_id=world.village.pk, text="村里的账不对。",
        concern=Named(K.PLACE, world.village.pk, why="自己说的。"), now=THURSDAY,
    )  # fmt: skip
    matter = Matter.objects.get(pk=told.pk)
    assert queries.one(fresh(world.gridworker), matter.pk) == matter
    assert queries.one(Guest(holds=matter.pk), matter.pk) == matter
    assert not sees(world, "worker", matter)


# ── it moves with the posts ──


def test_a_changed_post_counts_from_the_next_request_on(world: World):
    matter = about(world, person(world.worker))
    Post.objects.filter(person=world.colleague).update(until=date(2020, 1, 2))
    newcomer = world.person("newcomer", "新来的", Role.WORKER, world.elsewhere)
    assert not sees(world, newcomer, matter)  # another village: no reach at all
    Post.objects.filter(person=world.worker).update(until=THURSDAY.date())
    again = world.person("again", "钱来", Role.WORKER, world.village)
    assert sees(world, again, matter), "nobody's subordinate any more"
    assert not sees(world, "worker", matter), "himself never"
    Post.objects.create(
        person=world.worker, place=world.village, role=Role.WORKER, since=date(2020, 1, 1)
    )
    assert not sees(world, again, matter)


# ── numbers, counts, lists, files ──


def test_the_row_of_numbers_in_the_village_has_no_hole(world: World):
    first, hidden, second = world.told(), about(world, person(world.worker)), world.told()
    assert second.seq == first.seq + 1
    assert (hidden.register_id, hidden.seq) == (world.town.pk, 1)
    assert hidden.number.startswith("桂溪镇-")
    above = about(world, person(world.coordinator))
    assert (above.register_id, above.number) == (-world.county.pk, "云岭县监督-2026-0001")


def test_no_list_no_count_and_no_file_of_those_kept_from_it(world: World):
    hidden, shown = about(world, person(world.worker)), world.told("村口路灯不亮")
    (post,) = fresh(world.colleague).held()
    scope = lists.scope_of(post)
    assert scope is not None
    assert lists.counts(scope, ["open", "sort"], THURSDAY) == {"open": 1, "sort": 1}
    assert lists.firsts(scope, ["open"], THURSDAY) == {"open": [shown.pk]}
    for q in ("收了钱", hidden.number, str(hidden.seq)):
        found = register.register(scope, register.Filters(q=q), THURSDAY).rows
        assert hidden.pk not in {row.id for row in found}
    lines, _more = stuck.by_place(scope, THURSDAY)
    assert sum(line.open for line in lines) == 1
    everything = register.matching(scope, register.Filters())
    assert [row[0] for row in register_out.rows(everything)] == [shown.number]
    assert lists.earlier(scope, shown, THURSDAY + timedelta(days=1)) == []


def test_the_public_counts_leave_it_out_until_it_is_lifted(world: World):
    matter = world.told()
    recounting.recount_all()
    assert DayTally.objects.get().received == 1
    name(world, matter, world.worker, by=world.supervisor)
    recounting.recount_day(world.village.pk, date(2026, 9, 24))
    recounting.recount_standing(THURSDAY)
    assert not DayTally.objects.exists()
    lift(world, matter, by=world.township)
    recounting.recount_day(world.village.pk, date(2026, 9, 24))
    assert DayTally.objects.get().received == 1


def test_its_row_leaves_the_wall_and_the_desk_and_comes_back_as_a_draft(world: World):
    matter = world.closed()
    row = Row.objects.get(matter_id=matter.pk)
    name(world, matter, world.handler, by=world.supervisor)
    for reader in (world.worker, world.supervisor, world.township):
        assert wall.to_read(fresh(reader), row.state.__class__("held")) == []
        with pytest.raises(Denied):
            wall.row(fresh(reader), row.pk)
    lift(world, matter, by=world.coordinator)
    assert [r.state for r in Row.objects.filter(matter_id=matter.pk)] == ["draft"]


def test_who_is_kept_from_it_tells_nobody_about_it(world: World):
    told = acts.report(
        actor=world.guest, place_id=world.village.pk, text="村里的账不对。", contact_how="visit",
        contact_phone="13800000999", concern=person(world.worker), now=THURSDAY,
    )  # fmt: skip
    record = records.about(Matter.objects.get(pk=told.pk))[0]
    notices.tell(now=THURSDAY, record=str(record.pk))
    assert outbox.tasks(fresh(world.colleague), "call") == []
    assert outbox.counts(fresh(world.colleague))["call"] == 0
    (line,) = outbox.tasks(fresh(world.township), "call")
    assert "举报" not in line.text
    from yuanba.notices import acts as by_hand

    with pytest.raises(Denied):
        by_hand.mark_called(actor=fresh(world.colleague), message_id=line.id, now=THURSDAY)


def test_the_telephone_of_the_person_named_gets_no_word(world: World):
    Person.objects.filter(pk=world.worker.pk).update(phone="13800000999")
    matter = about(world, person(world.worker))
    notices.tell(now=THURSDAY, record=str(records.about(matter)[0].pk))
    message = Message.objects.get(matter=matter)
    assert (message.channel, message.state) == ("none", "untold")


# ── the acts ──


def name(world: World, matter: Matter, whom: Person, *, by: Person) -> Matter:
    return acts.name_concern(
        actor=fresh(by), matter_id=matter.pk, about=f"person:{whom.pk}", why="反映的就是他。",
        now=THURSDAY,
    )  # fmt: skip


def lift(
    world: World, matter: Matter, *, by: Person, reason: str = "核实过，同名的另一个人。"
) -> Matter:
    concern = Concern.objects.filter(matter=matter, lifted_at=None).first()
    assert concern is not None
    return acts.lift_concern(
        actor=fresh(by), matter_id=matter.pk, concern_id=concern.pk, reason=reason,
        now=THURSDAY + timedelta(hours=1),
    )  # fmt: skip


@pytest.mark.parametrize(
    "attempt",
    [
        lambda w, m: acts.accept(actor=fresh(w.worker), matter_id=m.pk, now=THURSDAY),
        lambda w, m: acts.note(actor=fresh(w.colleague), matter_id=m.pk, text="看看", now=THURSDAY),
        lambda w, m: acts.reveal(actor=fresh(w.worker), matter_id=m.pk, reason="查", now=THURSDAY),
        lambda w, m: name(w, m, w.colleague, by=w.worker),
        lambda w, m: lift(w, m, by=w.worker),
    ],
)
def test_who_is_kept_from_it_can_do_nothing_with_it(world: World, attempt: Any):
    matter = about(world, person(world.worker))
    with pytest.raises(Denied):
        attempt(world, matter)
    assert len(records.about(matter)) == 1


def test_it_cannot_be_given_to_those_it_is_about(world: World):
    matter = about(world, person(world.worker))
    named = name(world, matter, world.handler, by=world.township)
    with pytest.raises(Refused, match="concerned"):
        acts.triage(
            actor=world.township, matter_id=named.pk, lane="government",
            category_id=world.lamp.pk, unit_id=world.lamps.pk, reason="城管的事。", now=THURSDAY,
        )  # fmt: skip
    with pytest.raises(Refused, match="concerned"):
        acts.triage(
            actor=world.township, matter_id=named.pk, lane="communal",
            category_id=world.clutter.pk, unit_id=world.committee.pk, reason="村里的事。",
            now=THURSDAY,
        )  # fmt: skip
    acts.triage(
        actor=world.township, matter_id=named.pk, lane="government", category_id=world.lamp.pk,
        unit_id=world.street.pk, reason="镇里来查。", now=THURSDAY,
    )  # fmt: skip
    with pytest.raises(Refused, match="concerned"):
        acts.assign(
            actor=world.township, matter_id=named.pk, owner_id=world.colleague.pk, now=THURSDAY
        )
    named.refresh_from_db()
    owners, _watchers = pick.people(named, THURSDAY.date())
    offered = {int(pk) for pk, _words in owners}
    assert offered == {world.township.pk, world.coordinator.pk}
    assert {world.committee, world.lamps} & set(pick.units(named)) == set()


def test_naming_takes_it_from_who_had_it_and_leaves_a_record(world: World):
    matter = world.assigned()
    name(world, matter, world.handler, by=world.supervisor)
    matter.refresh_from_db()
    assert (matter.owner, matter.state) == (None, State.ACCEPTED)
    assert records.about(matter)[-1].act == "matters.name_concern"
    assert Concern.objects.get().by == world.supervisor


def test_the_same_person_is_named_once(world: World):
    matter = about(world, person(world.worker))
    with pytest.raises(Refused, match="named"):
        name(world, matter, world.worker, by=world.township)


def test_somebody_of_another_county_is_nobody_here(world: World):
    far = world.place(Kind.COUNTY, "远县", None)
    stranger = world.person("far", "远人", Role.WORKER, far)
    stranger.posts.all().delete()
    matter = world.told()
    for whom in (stranger.pk, 1):
        with pytest.raises(Refused, match="whom"):
            acts.name_concern(
                actor=world.worker, matter_id=matter.pk, about=f"person:{whom}",
                why="是他。", now=THURSDAY,
            )  # fmt: skip
    assert not Matter.objects.get(pk=matter.pk).concerned


def test_only_an_uninvolved_person_one_level_up_lifts_it(world: World):
    matter = world.told()
    name(world, matter, world.handler, by=world.worker)  # a department: the county hears it
    with pytest.raises(Refused, match="level"):
        lift(world, matter, by=world.township)
    with pytest.raises(Refused, match="reason_needed"):
        lift(world, matter, by=world.coordinator, reason=" ")
    assert Matter.objects.get(pk=matter.pk).concerned
    lifted = lift(world, matter, by=world.coordinator)
    assert not lifted.concerned
    assert sees(world, "worker", lifted)


def test_who_named_it_does_not_lift_it(world: World):
    matter = world.told()
    name(world, matter, world.worker, by=world.township)
    with pytest.raises(Refused, match="uninvolved"):
        lift(world, matter, by=world.township)
    assert not lift(world, matter, by=world.coordinator).concerned


def test_two_concerns_are_lifted_one_by_one(world: World):
    matter = about(world, person(world.worker))
    name(world, matter, world.gridworker, by=world.supervisor)
    lift(world, matter, by=world.township)
    assert Matter.objects.get(pk=matter.pk).concerned
    lift(world, matter, by=world.coordinator)
    assert not Matter.objects.get(pk=matter.pk).concerned


def test_the_rights_are_the_ones_signed():
    may = permits.TABLE["matters.lift_concern"]
    assert may == {Role.TOWNSHIP, Role.COUNTY, Role.SUPERVISOR}
