"""Who is signed in where."""

from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models

from yuanba.people.models.person import Person


class Session(AbstractBaseSession):
    """A session that knows whose it is, so that a person sees his own and ends the others.

    Loading it is the same one statement as Django's; the column is written when it is saved.
    """

    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="sessions")

    objects = BaseSessionManager()  # type: ignore[misc]

    @classmethod
    def get_session_store_class(cls) -> type:
        from yuanba.people.sessions import SessionStore  # it imports this module

        return SessionStore
