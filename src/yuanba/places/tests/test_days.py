from datetime import date

import pytest
from django.db import transaction

from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Role
from yuanba.places import acts, official, queries, rules
from yuanba.places.models import CalendarYear, Day
from yuanba.places.rules import DayKind
from yuanba.places.tests.tree import NOW, Holder, Tree

NEW_YEAR = date(2027, 1, 1)
NOTICE = [(day, DayKind.OFF, "") for day in rules.fixed_holidays(2027)]


def test_the_package_brings_a_year_with_its_names(tree: Tree):
    acts.load_calendar_year(actor=tree.admin, year=2026, now=NOW)
    calendar = queries.calendar()
    assert calendar.works(date(2026, 1, 4))  # a Sunday, worked for the new year
    assert not calendar.works(date(2026, 2, 20))
    assert calendar.settled == {2026}
    assert queries.days_of(2026)[date(2026, 2, 17)].name == "春节"
    assert queries.settled(2026).source == official.SOURCE


def test_a_year_the_package_does_not_know_is_refused(tree: Tree):
    with pytest.raises(Refused, match="unknown_year"):
        acts.load_calendar_year(actor=tree.admin, year=2031, now=NOW)
    assert not CalendarYear.objects.exists()


def test_a_day_set_by_hand_survives_the_package(tree: Tree):
    day = date(2026, 1, 4)
    acts.set_day(day=day, kind=DayKind.OFF, name="雪灾", **tree.paper())
    acts.load_calendar_year(actor=tree.admin, year=2026, now=NOW)
    acts.load_calendar_year(actor=tree.admin, year=2026, now=NOW)
    assert Day.objects.get(day=day).name == "雪灾"


def test_a_changed_day_says_what_it_was(tree: Tree):
    acts.set_day(day=NEW_YEAR, kind=DayKind.OFF, name="元旦", **tree.paper())
    acts.set_day(day=NEW_YEAR, kind=DayKind.WORKED, **tree.paper())
    assert records.about(CalendarYear(year=2027))[-1].facts == {
        "day": "2027-01-01", "kind": ["off", "worked"], "name": "", "source": "县政府〔2026〕8号",
    }  # fmt: skip
    assert queries.calendar().works(NEW_YEAR)
    acts.set_day(day=NEW_YEAR, kind=None, **tree.paper())
    assert not queries.calendar().works(NEW_YEAR)  # no notice: the fixed holiday rests
    with pytest.raises(Refused, match="same_day"):
        acts.set_day(day=NEW_YEAR, kind=None, **tree.paper())


def test_a_notice_settles_a_year(tree: Tree):
    assert 2027 not in queries.calendar().settled
    acts.settle_year(year=2027, days=NOTICE, **tree.paper())
    assert queries.calendar().settled == {2027}
    assert not queries.calendar().works(NEW_YEAR)


def test_half_a_notice_settles_nothing(tree: Tree):
    for days, code in [
        (NOTICE[1:], "incomplete"),
        ([(date(2026, 1, 1), DayKind.OFF, "")], "other"),
    ]:
        with pytest.raises(Refused, match=code):
            acts.settle_year(year=2027, days=days, **tree.paper())
    assert not Day.objects.exists()
    assert not CalendarYear.objects.exists()


def test_only_an_administrator_of_a_county_changes_days(tree: Tree):
    paper = tree.paper(actor=Holder({tree.east.pk: Role.ADMIN, tree.county.pk: Role.COUNTY}))
    with pytest.raises(Denied):
        acts.set_day(day=NEW_YEAR, kind=DayKind.OFF, **paper)
    with pytest.raises(Denied):
        acts.settle_year(year=2027, **paper)
    with pytest.raises(Denied):
        acts.load_calendar_year(year=2026, actor=paper["actor"], now=NOW)


def test_the_calendar_costs_one_statement_until_it_changes(tree: Tree, django_assert_num_queries):
    queries.calendar()
    with django_assert_num_queries(1):
        queries.calendar()
    acts.set_day(day=NEW_YEAR, kind=DayKind.OFF, **tree.paper())
    with django_assert_num_queries(3):
        assert NEW_YEAR in queries.calendar().off
    with django_assert_num_queries(1):
        queries.calendar()


def test_an_undone_change_leaves_no_trace_in_the_kept_calendar(tree: Tree):
    with transaction.atomic():
        acts.set_day(day=NEW_YEAR, kind=DayKind.WORKED, **tree.paper())
        assert queries.calendar().works(NEW_YEAR)
        transaction.set_rollback(True)
    assert not queries.calendar().works(NEW_YEAR)
