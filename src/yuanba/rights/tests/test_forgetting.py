"""What is forgotten: not a day early, by two people, the children with the parent; the record stays."""

from datetime import timedelta

import pytest

from tests.world import THURSDAY, World
from yuanba.base import jobs as base_jobs
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.base.models import Record
from yuanba.matters import acts as matters
from yuanba.matters.models import Contact, Matter, Photo, Speaking
from yuanba.matters.rules import Relation, Spoken, State, Who
from yuanba.notices.models import Message
from yuanba.people.door import FOUNDER, Guest
from yuanba.people.models import Person
from yuanba.problems import following
from yuanba.problems.models import Text
from yuanba.rights import acts, jobs, queries, store
from yuanba.rights.models import Batch, Wish
from yuanba.rights.rules import GONE_NAME, BatchState, Erasable

pytestmark = pytest.mark.django_db
CLOSED = THURSDAY + timedelta(days=3)  # when World.closed strikes it off
YEAR = timedelta(days=365)


@pytest.fixture
def security(world: World) -> Person:
    return world.security


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def closed(world: World, **said: object) -> Matter:
    return world.closed(contact_name="罗桂英", contact_phone="13800000321", **said)


def drafted(now) -> Batch:
    jobs.draft_batches(now=now)
    return Batch.objects.get(kind=Erasable.CONTACT)


def carried_out(world: World, security: Person, batch: Batch, now) -> None:
    acts.agree(actor=world.admin, batch_id=batch.pk, now=now)
    acts.carry_out(actor=security, batch_id=batch.pk, now=now)
    while base_jobs.run_due(now, most=100):
        pass


def test_nothing_is_forgotten_a_day_early(world: World):
    closed(world)
    jobs.draft_batches(now=CLOSED + YEAR - timedelta(seconds=1))
    assert not Batch.objects.exists()
    assert drafted(CLOSED + YEAR + timedelta(seconds=1)).found == 1


def test_who_spoke_for_another_is_forgotten_with_the_contact_and_only_once(
    world: World, security: Person, settings
):
    spoken = Spoken(
        who=Who.PROXY, relation=Relation.NEIGHBOUR, speaker="王大姐", speaker_phone="13900000001"
    )
    matter, now = closed(world, spoken=spoken), CLOSED + YEAR + timedelta(days=1)
    settings.SECRET_KEY = "another secret, as after a restore without the right one"
    carried_out(world, security, drafted(now), now)
    row = Speaking.objects.get(matter=matter)
    assert (row.speaker, row.speaker_phone, row.gone, row.relation) == ("", "", True, "neighbour")
    jobs.draft_batches(now=now)
    assert not Batch.objects.filter(state=BatchState.DRAFT).exists(), "nothing is left to forget"


def test_two_people_and_then_the_contact_and_the_messages_are_gone(world: World, security: Person):
    matter, now = closed(world), CLOSED + YEAR + timedelta(days=1)
    while base_jobs.run_due(CLOSED, most=100):  # the messages of its way
        pass
    assert Message.objects.filter(matter=matter).exclude(to_phone="").exists()
    before = Record.objects.filter(subject_id=matter.pk).count()
    batch = drafted(now)
    with refused("not_agreed"):
        acts.carry_out(actor=world.admin, batch_id=batch.pk, now=now)
    acts.agree(actor=world.admin, batch_id=batch.pk, now=now)
    with refused("second_person"):
        acts.carry_out(actor=world.admin, batch_id=batch.pk, now=now)
    acts.carry_out(actor=security, batch_id=batch.pk, now=now)
    while base_jobs.run_due(now, most=100):
        pass
    batch.refresh_from_db()
    assert (batch.state, batch.erased) == (BatchState.DONE, 1)
    contact = Contact.objects.get(matter=matter)
    assert (contact.name, contact.phone) == ("", "")
    assert not Message.objects.filter(matter=matter).exclude(text=store.GONE_TEXT).exists()
    matter.refresh_from_db()
    assert (matter.state, matter.number[:2]) == (State.CLOSED, "石桥")  # the row itself stays
    assert Record.objects.filter(subject_id=matter.pk).count() == before


def test_what_came_back_since_is_left_alone(world: World, security: Person):
    matter, now = closed(world), CLOSED + YEAR + timedelta(days=1)
    batch = drafted(now)
    matters.ask_reopen(actor=Guest(holds=matter.pk), matter_id=matter.pk, why="又不亮了", now=now)
    carried_out(world, security, batch, now)
    assert Contact.objects.get(matter=matter).phone == "13800000321"
    batch.refresh_from_db()
    assert (batch.state, batch.erased) == (BatchState.DONE, 0)


def test_an_open_matter_is_never_due(world: World):
    world.assigned(contact_phone="13800000321")
    assert not store.due(Erasable.CONTACT, THURSDAY + 10 * YEAR).exists()


def test_pictures_go_with_their_files(world: World, security: Person, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    matter, now = closed(world), CLOSED + YEAR + timedelta(days=1)
    name = "ab" + "0" * 30
    Photo.objects.create(matter=matter, name=name, digest="d", width=1, height=1, at=THURSDAY)
    file = store.photos.path(name)
    file.parent.mkdir(parents=True)
    file.write_bytes(b"x")
    jobs.draft_batches(now=now)
    carried_out(world, security, Batch.objects.get(kind=Erasable.PICTURE), now)
    assert not file.exists()
    assert not Photo.objects.exists()


def test_a_batch_that_is_not_wanted_says_why_and_is_drafted_again(world: World):
    closed(world)
    now = CLOSED + YEAR + timedelta(days=1)
    batch = drafted(now)
    with refused("reason_needed"):
        acts.drop(actor=world.admin, batch_id=batch.pk, reason=" ", now=now)
    acts.drop(actor=world.admin, batch_id=batch.pk, reason="纪委正在查", now=now)
    jobs.draft_batches(now=now + timedelta(days=1))
    assert Batch.objects.filter(state=BatchState.DRAFT).count() == 1


def test_a_period_is_never_below_its_floor(world: World, security: Person):
    go = {"actor": security, "kind": Erasable.CONTACT, "source": "县里规定", "now": THURSDAY}
    with refused("too_short"):
        acts.set_period(days=89, **go)
    acts.set_period(days=90, **go)
    closed(world)
    assert queries.days_of(Erasable.CONTACT) == 90
    assert drafted(CLOSED + timedelta(days=91)).found == 1


@pytest.mark.parametrize("who", ["worker", "resident", "supervisor", "coordinator"])
def test_only_the_two_administrators_erase(world: World, who: str):
    closed(world)
    batch = drafted(CLOSED + YEAR + timedelta(days=1))
    with pytest.raises(Denied):
        acts.agree(actor=getattr(world, who), batch_id=batch.pk, now=THURSDAY)
    with pytest.raises(Denied):
        acts.draft_batch(
            actor=getattr(world, who), kind=Erasable.CONTACT, before=CLOSED, found=1, now=THURSDAY
        )


# ---- a person's own


def told_by(world: World) -> Matter:
    return world.told(actor=world.resident, contact_name="罗大娘", contact_phone="13800000126")


def test_a_person_is_forgotten_by_somebody_else_and_his_matters_stay(
    world: World, security: Person
):
    matter = told_by(world)
    wish = acts.ask_erasure(actor=world.resident, now=THURSDAY, why="搬走了")
    go = {"actor": security, "wish_id": wish.pk, "now": THURSDAY}
    with refused("open_matters"):
        acts.grant_erasure(**go)
    matters.refuse(
        actor=world.worker, matter_id=matter.pk, kind="outside", reason="不归这里办", now=THURSDAY
    )
    acts.grant_erasure(**go)
    world.resident.refresh_from_db()
    assert (world.resident.name, world.resident.phone) == (GONE_NAME, "")
    assert not world.resident.is_active
    contact = Contact.objects.get(matter=matter)
    assert (contact.name, contact.phone) == ("", "")
    with refused("answered"):
        acts.grant_erasure(**go)


def test_a_refusal_names_the_law_and_a_wish_can_be_taken_back(world: World, security: Person):
    wish = acts.ask_erasure(actor=world.resident, now=THURSDAY)
    with refused("asked_already"):
        acts.ask_erasure(actor=world.resident, now=THURSDAY)
    with refused("reason_needed"):
        acts.refuse_erasure(actor=security, wish_id=wish.pk, reason="不", now=THURSDAY)
    acts.refuse_erasure(
        actor=security, wish_id=wish.pk, reason="案件在办，依法留存。", now=THURSDAY
    )
    again = acts.ask_erasure(actor=world.resident, now=THURSDAY)
    acts.withdraw(actor=world.resident, wish_id=again.pk, now=THURSDAY)
    assert [w.state for w in Wish.objects.order_by("id")] == ["refused", "withdrawn"]


def test_who_holds_a_post_leaves_it_first(world: World):
    with refused("holds_a_post"):
        acts.ask_erasure(actor=world.worker, now=THURSDAY)


def test_nobody_answers_his_own_wish(world: World, security: Person):
    wish = Wish.objects.create(
        person=security, state="asked", asked_at=THURSDAY, due=THURSDAY.date()
    )
    with refused("second_person"):
        acts.grant_erasure(actor=security, wish_id=wish.pk, now=THURSDAY)


def test_a_reporter_corrects_and_erases_his_number_without_an_account(world: World):
    matter = world.told(contact_name="罗桂英", contact_phone="13800000321")
    go = {"actor": Guest(holds=matter.pk), "matter_id": matter.pk, "now": THURSDAY}
    acts.correct_contact(name="罗桂英", phone="１３８ ００００ ０３２２", **go)
    assert Contact.objects.get(matter=matter).phone == "13800000322"
    with refused("not_sure"):
        acts.erase_contact(**go)
    acts.erase_contact(sure=True, **go)
    assert Contact.objects.get(matter=matter).phone == ""
    left = [r.facts for r in records.about(matter) if r.act.startswith("rights.")]
    assert "13800000322" not in str(left)
    with pytest.raises(Denied):
        acts.erase_contact(
            actor=Guest(holds=matter.pk + 1), matter_id=matter.pk, now=THURSDAY, sure=True
        )


def test_what_is_kept_about_me_holds_my_words_and_who_looked(world: World):
    matter = told_by(world)
    matters.reveal(actor=world.worker, matter_id=matter.pk, reason="约上门时间", now=THURSDAY)
    mine = queries.about_me(world.resident)
    assert mine["matters"][0]["contact"]["phone"] == "13800000126"
    assert [(look["who"], look["why"]) for look in mine["who_looked"]] == [
        ("社区工作者 王小芹", "约上门时间")
    ]


# ---- a restored backup


def test_nobody_comes_back_by_a_restored_backup(world: World, security: Person, settings, tmp_path):
    settings.HOME = str(tmp_path)
    matter = told_by(world)
    following.place([matter.pk], THURSDAY)
    matters.refuse(
        actor=world.worker, matter_id=matter.pk, kind="outside", reason="不归这里办", now=THURSDAY
    )
    kept = Person.objects.filter(pk=world.resident.pk).values("name", "username", "phone").get()
    wish = acts.ask_erasure(actor=world.resident, now=THURSDAY)
    acts.grant_erasure(actor=security, wish_id=wish.pk, now=THURSDAY)
    while base_jobs.run_due(THURSDAY, most=100):
        pass
    # the backup of the day before is put back
    Person.objects.filter(pk=world.resident.pk).update(is_active=True, **kept)
    Contact.objects.filter(matter=matter).delete()
    Contact.objects.create(matter=matter, name="罗大娘", phone="13800000126")
    assert jobs.replay(now=THURSDAY) > 0
    world.resident.refresh_from_db()
    assert (world.resident.name, world.resident.is_active) == (GONE_NAME, False)
    assert Contact.objects.get(matter=matter).phone == ""
    record = Record.objects.get(act="rights.erase_again")
    assert record.facts["matters"] == [str(matter.pk)]
    Text.objects.filter(matter=matter).update(words="路灯、桥头")  # as the backup brought them back
    while base_jobs.run_due(THURSDAY, most=100):
        pass
    assert not Text.objects.filter(matter=matter).exclude(words="").exists()


def test_without_a_journal_nothing_is_replayed(world: World, settings, tmp_path):
    settings.HOME = str(tmp_path)
    assert jobs.replay(now=THURSDAY) == 0


def test_the_founder_alone_replays(world: World):
    with pytest.raises(Denied):
        acts.erase_again(actor=world.worker, people=[], matters={}, now=THURSDAY)
    acts.erase_again(actor=FOUNDER, people=[], matters={}, now=THURSDAY)
