"""What is kept about people. One chapter a file."""

from yuanba.people.models.card import Card
from yuanba.people.models.household import Household, HouseholdLink, HouseholdPast, Membership
from yuanba.people.models.person import People, Person, Post, Unit
from yuanba.people.models.reset import Reset
from yuanba.people.models.second import RecoveryCode, SecondFactor
from yuanba.people.models.sessions import Session
from yuanba.people.models.signing import PhoneCode

__all__ = [
    "Card",
    "Household",
    "HouseholdLink",
    "HouseholdPast",
    "Membership",
    "People",
    "Person",
    "PhoneCode",
    "Post",
    "RecoveryCode",
    "Reset",
    "SecondFactor",
    "Session",
    "Unit",
]
