"""People over JSON: who is signed in, and what he holds today."""

from django.http import HttpRequest
from ninja import Router, Schema

from yuanba.people import door, queries
from yuanba.people.models import Person

router = Router(tags=["people"])


class PostOut(Schema):
    role: str
    place: str
    unit: str | None


class MeOut(Schema):
    id: str
    name: str
    phone: str  # masked
    verified: str
    posts: list[PostOut]

    @staticmethod
    def resolve_id(person: Person) -> str:
        return str(person.pk)

    @staticmethod
    def resolve_phone(person: Person) -> str:
        return queries.masked(person.phone)

    @staticmethod
    def resolve_posts(person: Person) -> list[PostOut]:
        return [
            PostOut(
                role=post.role,
                place=str(post.place_id),
                unit=str(post.unit_id) if post.unit_id else None,
            )
            for post in person.held()
        ]


@router.get("/me", response=MeOut)
def me(request: HttpRequest) -> Person:
    """The signed-in person. 403 where nobody is."""
    return door.actor(request)
