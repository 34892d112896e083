"""填报负担: every form is in the table, is measured as it is, and nobody is measured."""

from datetime import date, timedelta

import pytest
from django import forms
from django.db import models

import yuanba.urls  # noqa: F401  every page, and so every form, is loaded
from tests.world import THURSDAY, World
from yuanba.base import act
from yuanba.base.forms import Form
from yuanba.insight import jobs
from yuanba.insight.burden import BUILT_ON, burden, every_form, month_of, path
from yuanba.insight.models import Filled
from yuanba.insight.owned import OWNED, For
from yuanba.matters import acts
from yuanba.notices.models import Message

SEPTEMBER = date(2026, 9, 1)


def test_nobody_adds_a_form_in_silence():
    every = {path(form) for form in every_form()}
    assert every - OWNED.keys() == set(), "state it in insight/owned.py"
    assert OWNED.keys() - every == set(), "this form is gone"
    ours = {path(form) for form in Form.__subclasses__() if ".tests." not in form.__module__}
    assert ours - every <= BUILT_ON


def test_a_form_in_silence_is_caught():
    """The planted fault."""

    class Extra(Form):
        step = forms.CharField(label="步数")

    Extra.__module__ = "yuanba.matters.forms.desk"
    try:
        assert path(Extra) in {path(form) for form in every_form()} - OWNED.keys()
    finally:
        Extra.__module__ = "tests"


def test_every_form_is_counted_by_an_act_that_exists():
    named = {asks.act for asks in OWNED.values()} - {""}
    assert named <= set(act.ACTS)


@pytest.mark.django_db
def test_no_photo_is_demanded_anywhere():
    assert sum(line.photos for line in burden(SEPTEMBER).lines) == 0


@pytest.mark.django_db
def test_what_was_filled_in_is_counted_in_sum_and_again(world: World):
    matter = world.sorted()
    acts.triage(
        actor=world.worker,
        matter_id=matter.pk,
        lane="government",
        category_id=world.lamp.pk,
        unit_id=world.housing.pk,
        reason="看过以后改交住建。",
        now=THURSDAY,
    )
    jobs.count_forms(now=THURSDAY)
    jobs.count_forms(now=THURSDAY)  # counted anew, not twice
    lines = {line.path: line for line in burden(SEPTEMBER).lines}
    sorting = lines["matters.forms.desk.Triage"]
    assert (sorting.filled, sorting.again) == (2, 1)
    assert sorting.total == 2 * sorting.required


def test_nobody_is_named_in_what_is_counted():
    kinds = {type(field) for field in Filled._meta.get_fields()}
    assert models.ForeignKey not in kinds


@pytest.mark.django_db
def test_everybody_reads_it_on_the_page_and_as_data(
    world: World, client, django_assert_num_queries
):
    jobs.count_forms(now=THURSDAY)
    with django_assert_num_queries(1):
        page = client.get("/burden/?month=2026-09").content.decode()
    assert "说件事" in page  # residents' forms first; those of the others one press away
    assert "分流" not in page
    page = client.get("/burden/?month=2026-09&who=work").content.decode()
    assert "分流" in page
    data = client.get("/api/insight/burden?month=2026-09").json()
    assert len(data["forms"]) == len(OWNED)
    assert client.get("/burden/?month=nonsense&who=nobody").status_code == 200


@pytest.mark.parametrize(
    ("said", "month"),
    [("2026-08", date(2026, 8, 1)), ("", SEPTEMBER), ("2031-01", SEPTEMBER), ("x", SEPTEMBER)],
)
def test_a_month_to_come_is_this_one(said: str, month: date):
    assert month_of(said, THURSDAY.date()) == month


@pytest.mark.django_db
def test_a_field_that_two_forms_ask_is_named():
    lines = burden(SEPTEMBER).of(For.WORK)
    assert any(line.shared for line in lines)
    assert all(line.fields >= line.required for line in lines)


@pytest.mark.django_db
def test_messages_of_the_evening_stand_beside(world: World):
    at = THURSDAY + timedelta(hours=11)  # 21:00 in Shanghai
    Message.objects.create(
        kind="code", channel="sms", text="x", state="sent", made_at=at, sent_at=at
    )
    jobs.count_forms(now=at)
    found = burden(SEPTEMBER)
    assert (found.sent, found.evening) == (1, 1)
