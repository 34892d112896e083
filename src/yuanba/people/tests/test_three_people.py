"""X-T21: system, security and audit administration are three people, whatever road is taken."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from yuanba.base import permits
from yuanba.base.errors import Refused
from yuanba.base.permits import Role
from yuanba.people import rules
from yuanba.people.models import Post
from yuanba.people.rules import THREE, Held
from yuanba.people.tests.village import Village
from yuanba.places.rules import Kind

DAY = date(2026, 1, 1)
PAIRS = list(permutations(sorted(THREE), 2))


def posts(village: Village, first: Role, second: Role, **when: date) -> tuple[Post, Post]:
    """Two posts of one person written past the acts, one over the county and one over a village."""
    person = village.resident
    one = Post(person=person, place=village.county, role=first, since=DAY, until=when.get("until"))
    one.save(force_insert=True)
    since = when.get("since", DAY)
    other = Post(person=person, place=village.village, role=second, since=since)
    other.save(force_insert=True)
    return one, other


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_the_database_refuses_a_second_of_the_three(village: Village, first: Role, second: Role):
    with pytest.raises(IntegrityError, match="three people"), transaction.atomic():
        posts(village, first, second)


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_and_turning_one_post_into_another(village: Village, first: Role, second: Role):
    one, other = posts(village, first, first)
    with pytest.raises(IntegrityError, match="three people"), transaction.atomic():
        Post.objects.filter(pk=other.pk).update(role=second)
    one.role = second
    with pytest.raises(IntegrityError, match="three people"), transaction.atomic():
        one.save()


def test_and_stretching_an_ended_post_over_the_new_one(village: Village):
    later = DAY + timedelta(days=30)
    one, _other = posts(village, Role.ADMIN, Role.AUDIT, until=later, since=later)
    with pytest.raises(IntegrityError, match="three people"), transaction.atomic():
        Post.objects.filter(pk=one.pk).update(until=None)


days = st.dates(DAY, DAY + timedelta(days=40))


@given(roles=st.sampled_from(PAIRS), begins=days, ends=st.none() | days, later=days)
def test_one_after_the_other_is_well_and_at_one_time_is_not(roles, begins, ends, later):
    if ends is not None and ends <= begins:
        ends = begins + timedelta(days=1)
    before = Held(roles[0], 1, None, begins, ends)
    new = Held(roles[1], 2, None, later)

    def appoint() -> None:
        rules.appoint(
            new=new,
            kind=Kind.VILLAGE,
            unit_place_id=None,
            others=[before] if ends is None or ends > later else [],
            oneself=False,
            active=True,
        )

    if ends is not None and ends <= later:
        appoint()
    else:
        with pytest.raises(Refused, match="three_people"):
            appoint()


def test_no_two_of_the_three_may_do_the_same_to_accounts():
    """The system administrator has no hand on accounts, the security administrator none on places;
    the auditor may do nothing at all that leaves a record."""
    accounts = {"add_person", "appoint", "end_post", "block", "unblock", "give_password"}
    for name, roles in permits.TABLE.items():
        context, _dot, act = name.partition(".")
        if act in accounts and context == "people":
            assert roles & THREE == {Role.SECURITY}, name
        if context in {"places", "duties"} and not act.startswith("see"):
            assert Role.SECURITY not in roles, name
        if Role.AUDIT in roles:
            assert act.startswith("see"), f"{name}: the auditor changes nothing"


def test_a_planted_fault_is_caught(village: Village, monkeypatch: pytest.MonkeyPatch):
    """With the rule taken out, the database still says no."""
    from yuanba.people.rules import posts as chapter

    monkeypatch.setattr(chapter, "THREE", frozenset())
    with pytest.raises(IntegrityError, match="three people"), transaction.atomic():
        village.appoint(village.admin, Role.SECURITY, village.village)
