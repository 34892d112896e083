"""What goes in and out of the JSON of points."""

from datetime import date
from typing import Any

from ninja import Schema

from yuanba.base.asked import Id
from yuanba.points.queries import books
from yuanba.points.rules import book as rules


class RuleLineOut(Schema):
    code: str
    name: str
    points: int
    cap: int | None
    period: rules.Period
    evidence: rules.Evidence
    checker: rules.Checker
    source: str
    event: rules.Occasion


class RuleBookOut(Schema):
    id: Id
    n: int
    since: date
    source: str
    lines: list[RuleLineOut]

    @staticmethod
    def resolve_id(row: Any) -> str:
        return str(row.pk)

    @staticmethod
    def resolve_lines(row: Any) -> list[Any]:
        return books.lines(row)


class RuleLineIn(Schema):
    code: str
    name: str
    points: int
    cap: int | None = None
    period: rules.Period
    evidence: rules.Evidence
    checker: rules.Checker
    source: str = ""
    event: rules.Occasion = rules.Occasion.NONE


class RuleBookIn(Schema):
    source: str = ""
    since: date
    procedure_id: Id | None = None
    unratified: str = ""
    lines: list[RuleLineIn]


class PointsSeatIn(Schema):
    person_id: Id
    supervision: bool = False
    woman: bool = False
    group: bool = False


class PanelIn(Schema):
    source: str = ""
    members: list[PointsSeatIn]


class KinIn(Schema):
    one_id: Id
    other_id: Id


class ClaimIn(Schema):
    item: str
    on: date
    note: str = ""


class ChooseNameIn(Schema):
    named: bool


class CheckIn(Schema):
    true: bool
    words: str = ""


class PointsWordsIn(Schema):
    words: str = ""


class PointsObjectIn(PointsWordsIn):
    for_home: bool = False


class MemberVoteIn(Schema):
    member_id: Id
    yes: bool


class PointsDecideIn(Schema):
    votes: list[MemberVoteIn]
    words: str = ""


class AnswerObjectionIn(Schema):
    upheld: bool
    answer: str = ""
    votes: list[MemberVoteIn]


class PointsIdOut(Schema):
    id: Id

    @staticmethod
    def resolve_id(row: Any) -> str:
        return str(row.pk)


class ClaimOut(Schema):
    id: Id
    code: str
    points: int
    on: date
    state: str
    note: str
    words: str
    check_by: date | None
    object_until: date | None

    @staticmethod
    def resolve_id(row: Any) -> str:
        return str(row.pk)


class ListedOut(Schema):
    who: str
    name: str
    points: int
    until: date | None


class WaitingOut(Schema):
    told: list[ClaimOut]
    checked: list[ClaimOut]
    noticed: list[ClaimOut]
    ready: list[ClaimOut]
    objections: list[PointsIdOut]
    listed: int


class RosterIn(Schema):
    item: str
    on: date
    what: str = ""
    households: list[Id]


class RosterLeftOut(Schema):
    home: Id
    why: str


class RosterOut(PointsIdOut):
    code: str
    on: date
    what: str
    left: list[RosterLeftOut]
