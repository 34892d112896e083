"""不是我说的: whoever's number was given for another's words says so, and is left in peace (trust.md T7)."""

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import jobs as base_jobs
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.matters import acts as matters
from yuanba.matters import follow
from yuanba.matters.models import Contact, Matter, Speaking
from yuanba.matters.queries import speaking
from yuanba.matters.rules import Relation, Spoken, Who
from yuanba.notices.models import Message
from yuanba.people.door import Guest
from yuanba.rights import acts

pytestmark = pytest.mark.django_db
NAME, PHONE = "罗桂英", "13800000321"


def told(world: World, **more: object) -> Matter:
    return world.told(contact_name=NAME, contact_phone=PHONE, contact_how="sms", **more)


def disown(matter: Matter) -> Matter:
    return acts.disown(actor=Guest(holds=matter.pk), matter_id=matter.pk, now=THURSDAY)


def run_all() -> None:
    while base_jobs.run_due(THURSDAY, most=100):
        pass


def test_the_first_message_says_how_to_say_it(world: World):
    told(world)
    run_all()
    assert "不是您说的，也请点开告诉我们" in Message.objects.get().text


def test_the_number_goes_and_nobody_writes_there_again_but_the_matter_is_looked_at(world: World):
    matter = told(world)
    run_all()
    disown(matter)
    contact = Contact.objects.get(matter=matter)
    assert (contact.name, contact.phone, contact.mark, contact.how) == ("", "", None, "")
    assert contact.disowned_at == THURSDAY
    assert not Message.objects.exclude(to_phone="").exists()
    matters.accept(actor=world.worker, matter_id=matter.pk, now=THURSDAY)
    run_all()
    assert not Message.objects.exclude(to_phone="").exists()
    left = [r for r in records.about(matter) if r.act == "rights.disown"]
    assert len(left) == 1
    assert PHONE not in str(left[0].facts)


def test_who_spoke_for_another_is_forgotten_too(world: World):
    spoken = Spoken(
        who=Who.PROXY, relation=Relation.NEIGHBOUR, speaker="王大姐", speaker_phone="13900000001"
    )
    matter = told(world, spoken=spoken)
    disown(matter)
    row = Speaking.objects.get(matter=matter)
    assert (row.speaker, row.speaker_phone, row.gone) == ("", "", True)


def test_it_is_said_once_and_not_by_an_account_and_by_nobody_else(world: World):
    matter = told(world)
    disown(matter)
    with pytest.raises(Refused, match=r"^nothing_left$"):
        disown(matter)
    own = told(world, actor=world.resident)
    with pytest.raises(Refused, match=r"^own_account$"):
        disown(own)
    assert Contact.objects.get(matter=own).phone == PHONE
    other = told(world)
    for actor in (Guest(holds=matter.pk), Guest(), world.worker):
        with pytest.raises(Denied):
            acts.disown(actor=actor, matter_id=other.pk, now=THURSDAY)


def test_the_desk_sees_how_sure_it_is(world: World):
    unsure, own = told(world), told(world, actor=world.resident)
    assert speaking.vouched(unsure) == "没有登录，号码没有核实"
    assert speaking.vouched(own) == "登录了自己的账号说的"
    disown(unsure)
    assert "没有人认这件事" in speaking.vouched(Matter.objects.get(pk=unsure.pk))
    acts.correct_contact(
        actor=Guest(holds=unsure.pk), matter_id=unsure.pk, name=NAME, phone=PHONE, now=THURSDAY
    )
    assert speaking.vouched(Matter.objects.get(pk=unsure.pk)) == "没有登录，号码没有核实"


def test_page_and_api_do_the_same(world: World, client):
    matter, other = told(world), told(world)
    token, at = follow.token(matter.pk), "follow:progress"
    here = reverse("rights:disown", args=[token])
    assert here in client.get(reverse(at, args=[token])).content.decode()
    page = client.get(here).content.decode()
    assert "138****0321" in page
    assert (PHONE in page, NAME in page) == (False, False)
    done = client.post(here, {"once": "a" * 32}, follow=True)
    assert "不会再发消息" in done.content.decode()
    assert client.post(here, {"once": "a" * 32}).status_code == 302  # the same press again
    again = client.post(here)
    assert (again.status_code, "没有留电话" in again.content.decode()) == (422, True)
    assert here not in client.get(reverse(at, args=[token])).content.decode()
    json = f"/api/rights/follow/{follow.token(other.pk)}/disown"
    assert client.post(json).status_code == 204
    answer = client.post(json)
    assert (answer.status_code, answer.json()["code"]) == (409, "nothing_left")
    client.force_login(world.worker)
    file = client.get(reverse("desk_matters:one", args=[matter.pk])).content.decode()
    assert file.count("号码的主人说不是他说的") == 2  # among the facts, and in the way so far
