"""Persons, units, and who holds which role where."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from yuanba.base import clock, ids
from yuanba.base.log.leaf import new_key
from yuanba.base.permits import Reach, Role
from yuanba.people.rules import UnitKind, Verified
from yuanba.places.models import Place


class People(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username=username)


class Person(AbstractBaseUser):
    """Somebody we know by name: staff who sign in, residents whose phone was confirmed."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=40)
    phone = models.CharField(max_length=20, blank=True)
    verified = models.CharField(
        max_length=8, choices=[(v, v) for v in Verified], default=Verified.NONE
    )
    is_active = models.BooleanField(default=True)
    staff = models.BooleanField(default=False)  # works here: stands in the list of staff
    # Where he lives; for staff the place that entered him here.
    home = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    # Under it the leaves of the record name him; without it nobody can tell which were his.
    log_key = models.BinaryField(null=True, default=new_key)
    # The records tell when somebody signed in; a second account of it would only be a second write.
    last_login: Any = None

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = People()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phone"], condition=~Q(phone=""), name="person_phone_once"
            )
        ]
        indexes = [
            models.Index(fields=["name"], name="person_name"),
            models.Index(fields=["-id"], name="person_staff", condition=Q(staff=True)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_id(self) -> int | None:
        return self.home_id

    def held(self) -> list["Post"]:
        """The posts held today (door.with_posts has loaded them already)."""
        today = clock.day_of(clock.now())
        return [post for post in self.posts.all() if post.held_on(today)]

    def roles_in(self, reach: Reach) -> set[Role]:
        """Roles held over any of these ids; everyone is a resident, and reporter of his own."""
        roles = {Role.RESIDENT}
        if self.pk in reach:
            roles.add(Role.REPORTER)
        roles |= {Role(post.role) for post in self.held() if post.over in reach}
        return roles


class Unit(models.Model):
    """A department, committee, property firm … that can be given a matter (责任单位)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    kind = models.CharField(max_length=12, choices=[(k, k) for k in UnitKind])
    name = models.CharField(max_length=80)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="units")
    phone = models.CharField(max_length=20, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "name"], name="unit_name_once_per_place")
        ]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A person holds a role at a place, or in a unit, for a time (岗位)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=12, choices=[(r, r) for r in Role])
    title = models.CharField(max_length=40, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)  # first day on which it is no longer held

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="post_handler_has_a_unit",
                condition=~Q(role=Role.HANDLER) | Q(unit__isnull=False),
            ),
            models.CheckConstraint(
                name="post_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"

    def held_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    @property
    def over(self) -> int:
        """The id this post reaches: the unit for handlers, the place for all others."""
        return self.unit_id if self.role == Role.HANDLER and self.unit_id else self.place_id
