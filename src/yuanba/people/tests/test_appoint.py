"""任职、离任: rights come and go with posts, at the very next request."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Role
from yuanba.people import acts
from yuanba.people.models import Person, Post
from yuanba.people.tests.village import FOUNDED, THURSDAY, Village

TODAY = date(2026, 9, 24)


def newcomer(village: Village) -> Person:
    return acts.add_person(
        actor=village.security,
        place_id=village.village.pk,
        username="newcomer",
        name="周文",
        now=THURSDAY,
    )


def test_a_post_gives_its_role_there_and_below_only(village: Village):
    person = newcomer(village)
    acts.appoint(
        actor=village.security,
        person_id=person.pk,
        role=Role.WORKER,
        place_id=village.village.pk,
        title="民政专干",
        since=FOUNDED,
        now=THURSDAY,
    )
    person = village.now(person)
    assert Role.WORKER in person.roles_in(village.grid.reach)
    assert Role.WORKER not in person.roles_in(village.elsewhere.reach)
    assert Role.WORKER not in person.roles_in(village.town.reach)


def test_a_handler_reaches_his_unit_and_no_place(village: Village):
    person = newcomer(village)
    acts.appoint(
        actor=village.security,
        person_id=person.pk,
        role=Role.HANDLER,
        place_id=village.county.pk,
        unit_id=village.lamps.pk,
        since=FOUNDED,
        now=THURSDAY,
    )
    person = village.now(person)
    assert Role.HANDLER in person.roles_in(frozenset({village.lamps.pk}))
    assert Role.HANDLER not in person.roles_in(village.county.reach)


def test_an_ended_post_gives_nothing_at_the_next_request(village: Village):
    post = village.worker.posts.get()
    acts.end_post(actor=village.security, post_id=post.pk, reason="调走。", now=THURSDAY)
    post.refresh_from_db()
    assert post.until == TODAY
    assert not post.held_on(TODAY)
    assert post.held_on(TODAY - timedelta(days=1))
    assert [r.act for r in records.about(post)] == ["people.appoint", "people.end_post"]
    with pytest.raises(Refused, match="post_over"):
        acts.end_post(actor=village.security, post_id=post.pk, reason="再来。", now=THURSDAY)


@pytest.mark.parametrize(
    "who", ["worker", "supervisor", "coordinator", "other_security", "resident"]
)
def test_only_the_administrator_there_or_above_appoints(village: Village, who: str):
    person, someone = newcomer(village), getattr(village, who)
    with pytest.raises(Denied):
        acts.appoint(
            actor=someone,
            person_id=person.pk,
            role=Role.WORKER,
            place_id=village.village.pk,
            now=THURSDAY,
        )
    with pytest.raises(Denied):
        acts.end_post(
            actor=someone, post_id=village.worker.posts.get().pk, reason="不行。", now=THURSDAY
        )
    assert not person.posts.exists()


def test_a_village_securityistrator_appoints_nobody_above_himself(village: Village):
    person = newcomer(village)
    for role, place in ((Role.TOWNSHIP, village.town), (Role.COUNTY, village.county)):
        with pytest.raises(Denied):
            acts.appoint(
                actor=village.village_security,
                person_id=person.pk,
                role=role,
                place_id=place.pk,
                now=THURSDAY,
            )


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"role": Role.COUNTY}, "role_not_here"),
        ({"role": Role.RESIDENT}, "role_not_here"),
        ({"role": Role.HANDLER}, "unit_needed"),
        ({"until": TODAY}, "ends_too_soon"),
        ({"unit_id": 1}, "unit_gone"),
        ({"unit_id": "lamps"}, "unit_elsewhere"),
        ({"person_id": "security"}, "not_yourself"),
        ({"person_id": "admin", "role": Role.SECURITY}, "three_people"),
        ({"person_id": "audit", "role": Role.ADMIN}, "three_people"),
        ({"person_id": "worker"}, "post_held"),
        ({"person_id": "supervisor"}, "supervisor_alone"),
        ({"person_id": "worker", "role": Role.SUPERVISOR}, "supervisor_alone"),
    ],
)
def test_a_post_that_cannot_be_is_refused(village: Village, said: dict, code: str):
    asked = {
        "person_id": newcomer(village).pk,
        "role": Role.WORKER,
        "place_id": village.village.pk,
        "since": TODAY,
    } | {
        key: getattr(village, value).pk if key.endswith("_id") and value != 1 else value
        for key, value in said.items()
    }
    before = Post.objects.count()
    with pytest.raises(Refused, match=f"^{code}$"):
        acts.appoint(actor=village.security, now=THURSDAY, **asked)
    assert Post.objects.count() == before


def test_one_who_watches_may_act_after_he_stopped_watching(village: Village):
    post = village.supervisor.posts.get()
    acts.end_post(actor=village.security, post_id=post.pk, reason="期满。", now=THURSDAY)
    acts.appoint(
        actor=village.security,
        person_id=village.supervisor.pk,
        role=Role.WORKER,
        place_id=village.village.pk,
        now=THURSDAY,
    )


def test_nobody_ends_his_own_post(village: Village):
    with pytest.raises(Refused, match="not_yourself"):
        acts.end_post(
            actor=village.security,
            post_id=village.security.posts.get().pk,
            reason="不干了。",
            now=THURSDAY,
        )


def test_the_database_refuses_a_handler_without_a_unit(village: Village):
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(
            person=village.worker, place=village.county, role=Role.HANDLER, since=TODAY
        )
