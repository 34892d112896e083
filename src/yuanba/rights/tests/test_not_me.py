"""不是我说的: whoever's number was given for another's words says so, and is left in peace (trust.md T7)."""

import pytest
from django.test import Client
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
    said = {"contact_name": NAME, "contact_phone": PHONE, "contact_how": "sms"} | more
    return world.told(**said)


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
    assert matter.number not in done.content.decode()
    again = client.post(here, {"once": "a" * 32})  # the same press again
    assert (again.status_code, again.url) == (302, reverse("rights:disowned"))
    json = f"/api/rights/follow/{follow.token(other.pk)}/disown"
    assert client.post(json).status_code == 204
    assert client.post(json).status_code == 403  # the link itself is gone
    left = Matter.objects.get(pk=told(world, contact_phone="", contact_name="").pk)
    nothing = client.post(reverse("rights:disown", args=[follow.token(left)]))
    assert (nothing.status_code, "没有留电话" in nothing.content.decode()) == (422, True)
    client.force_login(world.worker)
    file = client.get(reverse("desk_matters:one", args=[matter.pk])).content.decode()
    assert file.count("号码的主人说不是他说的") == 2  # among the facts, and in the way so far


DOORS = ("", "received", "add", "slip", "data", "data/file", "evaluate", "answer")


def opens(token: str, tail: str = "") -> int:
    return Client().get(f"/f/{token}/{tail}").status_code


def test_the_link_that_went_to_the_wrong_person_opens_nothing_any_more(world: World):
    """By no door: link, code, JSON, or a phone that looked it up; the right one gets his at the desk."""
    matter = told(world, text="楼道堆了纸箱。")
    old, code = follow.token(matter), follow.code(matter)
    wrong, teller = Client(), Client()
    lookup = {"number": matter.number, "code": code}
    assert wrong.post("/follow", lookup).status_code == 303
    assert "楼道堆了纸箱" in wrong.get("/mine").content.decode()
    wrong.post(f"/f/{old}/data/disown")
    for door in DOORS:
        page = Client().get(f"/f/{old}/{door}")
        assert page.status_code == 410, door
        assert matter.number not in page.content.decode()
        assert "楼道" not in page.content.decode()
    assert wrong.post("/follow", lookup).status_code == 422
    assert "楼道堆了纸箱" not in wrong.get("/mine").content.decode()
    assert Client().get(f"/api/follow/{old}").status_code == 403
    assert Client().get(f"/api/rights/follow/{old}").status_code == 403
    assert opens(old[:-1] + ("2" if old[-1] != "2" else "3")) == 404  # a guess is no link that was

    teller.force_login(world.worker)
    here = f"/desk/matters/{matter.pk}/"
    assert teller.post(f"{here}renew-link/", {"reason": ""}).status_code == 422
    renew = {"reason": "看了身份证，说得出原话"}
    assert teller.post(f"{here}renew-link/", renew).status_code == 302
    now = Matter.objects.get(pk=matter.pk)
    slip = f"/f/{follow.token(now)}/slip"
    assert slip in teller.get(here).content.decode()
    assert follow.code(now)[:4] in Client().get(slip).content.decode()
    assert opens(follow.token(now)) == 200
    assert opens(old) == 410
    assert Client().post("/follow", lookup | {"code": follow.code(now)}).status_code == 303
    assert [r.act for r in records.about(now)][-1] == "matters.renew_link"


def test_what_was_told_on_this_phone_stays_there(world: World):
    """A number typed wrong: the one who told it keeps it where he told it."""
    phone = Client()
    said = {"text": "楼道堆了纸箱。", "key": "a" * 32, "contact_phone": PHONE}
    assert phone.post(f"/c/{world.village.pk}/report", said).status_code == 303
    matter = Matter.objects.get()
    disown(matter)
    assert "楼道堆了纸箱" in phone.get("/mine").content.decode()
    assert opens(follow.token(matter)) == 410  # as it was before


@pytest.mark.parametrize("who", ["resident", "neighbour_worker", "handler", "supervisor", "guest"])
def test_only_the_desk_gives_a_new_link(world: World, who: str):
    matter = world.assigned(contact_phone=PHONE)
    with pytest.raises(Denied):
        matters.renew_link(
            actor=getattr(world, who), matter_id=matter.pk, reason="本人来的", now=THURSDAY
        )


def test_what_was_told_without_a_name_has_no_link_to_renew(world: World, client):
    matter = world.told(spoken=Spoken(Who.ANONYMOUS))
    client.force_login(world.worker)
    said = {"reason": "他说是他"}
    answer = client.post(f"/api/matters/{matter.pk}/renew_link", said, "application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "anonymous")
