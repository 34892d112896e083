"""One form of 说件事 on its way: what was typed, the photos so far, the place a photo proposed, and
for whom it is told."""

import secrets
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict

from yuanba.base import clock
from yuanba.base.text import _
from yuanba.duties.rules import LANE_WORDS, Lane
from yuanba.matters import acts
from yuanba.matters.forms.resident import KEY, Report
from yuanba.matters.forms.speaking import Anonymous, ReportFor, spoken_of
from yuanba.matters.pages import shots, sounds
from yuanba.matters.pages.around import around
from yuanba.matters.queries import concerns, where
from yuanba.matters.rules import Spoken, Who
from yuanba.people import door
from yuanba.people.models import Person
from yuanba.places.models import Place

# 长辈版: what is asked on which page.
SELF_STEPS = {
    "words": ("photos", "voice", "text"),
    "place": ("place", "spot"),
    "phone": ("contact_phone", "contact_name"),
    "check": ("happened_on", "contact_how", "own", "about", "about_said"),
}
OTHER_STEPS = {
    "who": ("contact_name", "spoke", "relation", "speaker"),
    "words": ("photos", "voice", "text"),
    "place": ("place", "spot"),
    "phone": ("contact_phone", "back", "speaker_phone"),
    "check": ("happened_on", "contact_how", "about", "about_said"),
}
FORMS: dict[str, type[Report]] = {"": Report, "other": ReportFor, "nobody": Anonymous}


class Telling:
    """What one sender has said so far. `whose` is "" (his own), "other" or "nobody" (anonymous)."""

    def __init__(self, request: HttpRequest, village: Place, whose: str = "") -> None:
        self.request, self.village = request, village
        self.data: QueryDict = request.POST.copy()
        asked = self.data.get("whose", "") or request.GET.get("for", "")
        self.whose = whose or ("other" if asked == "other" else "")
        self.corners = where.corners(village)
        self.listed = {pk for _kind, rows in self.corners for pk, _name in rows} | {village.pk}
        dropped = request.POST.getlist("drop")
        self.shots = shots.kept(request.POST.get("kept", ""), without=dropped)
        self.heard = sounds.kept(request.POST.get("heard", ""), drop="unheard" in request.POST)
        self.proposed: Place | None = None
        self.elsewhere: Place | None = None
        said = self.data.get("key", "")
        self.key = said if KEY.fullmatch(said) else secrets.token_hex(16)

    @property
    def steps(self) -> dict[str, tuple[str, ...]]:
        return OTHER_STEPS if self.whose == "other" else SELF_STEPS

    @property
    def person(self) -> Person | None:
        """The signed-in sender; of an anonymous report nobody is looked up."""
        return None if self.whose == "nobody" else door.signed_in(self.request)

    @property
    def at_work(self) -> bool:
        """Is a work account signed in? Then "mine" is asked for, not taken for granted."""
        return self.person is not None and bool(self.person.held())

    def take_files(self) -> None:
        """Look at the new photos and the spoken note; the first photo with a position proposes the
        place."""
        sounds.take(self.request.FILES.get("voice"), self.heard)
        shots.take(self.request.FILES.getlist("photos"), self.shots)
        if self.shots.position is not None and not self.data.get("place"):
            self.proposed = where.nearest(self.shots.position, self.village.county_id)
            if self.proposed is not None:
                self.data["place"] = str(self.proposed.pk)

    def empty(self, initial: dict[str, Any]) -> Report:
        form = FORMS[self.whose](
            initial=initial, corners=self.corners, whole=self.village.name, at_work=self.at_work
        )
        form.offer(partial(concerns.offered, self.village))
        return form

    def form(self) -> Report:
        """The bound form; a place of the county outside this village is looked up."""
        said = self.data.get("place", "")
        place = int(said) if said.isdecimal() and said.isascii() and len(said) < 20 else None
        if place is not None and place not in self.listed:
            self.elsewhere = where.in_county(place, self.village.county_id)
        other = (self.elsewhere.pk, self.elsewhere.name) if self.elsewhere else None
        form = FORMS[self.whose](
            self.data,
            self.request.FILES,
            corners=self.corners,
            whole=self.village.name,
            other=other,
            at_work=self.at_work,
            heard=bool(self.heard.sounds),
        )
        form.offer(partial(concerns.offered, self.village))
        form.is_valid()
        if place is not None and place not in self.listed and self.elsewhere is None:
            form.add_error("place", _("这个地方不在本区县，请从列出的地方里选一个。"))
        for error in self.shots.errors:
            form.add_error("photos", error)
        for error in self.heard.errors:
            form.add_error("voice", error)
        return form

    def send(self, form: Report) -> acts.Received:
        """Raises Refused."""
        told = form.cleaned_data
        return acts.report(
            actor=self.person or door.Guest(),
            place_id=told["place"] or self.village.pk,
            text=told["text"],
            spot=told["spot"],
            happened_on=told["happened_on"],
            contact_name=told.get("contact_name", ""),
            contact_phone=told.get("contact_phone", ""),
            contact_how=told.get("contact_how", ""),
            pictures=self.shots.pictures,
            sounds=self.heard.sounds,
            concern=told["concern"],
            chosen_lane=told["lane"],
            spoken=self.spoken(told),
            key=f"page{self.key}",
            now=clock.now(),
        )

    def spoken(self, told: dict[str, Any]) -> Spoken | None:
        """Who speaks, and in which language he reads; None for himself in Chinese."""
        language: str = self.request.look.language  # type: ignore[attr-defined]
        language = "" if language == settings.LANGUAGE_CODE else language
        if self.whose == "other":
            return spoken_of(told, language)
        said = Spoken(Who.ANONYMOUS if self.whose == "nobody" else Who.SELF, language=language)
        return said if said.worth_keeping else None

    def _chosen(self, form: Report) -> Any:
        """What the person's own choice is called here, if he came by the chart."""
        said = form["lane"].value()
        return LANE_WORDS[Lane(said)] if said in set(Lane) else ""

    def context(self, form: Report, **more: Any) -> dict[str, Any]:
        return {
            "form": form,
            "key": self.key,
            "whose": self.whose,
            "chosen": self._chosen(form),
            "at_work": self.at_work,
            "shots": self.shots,
            "heard": self.heard,
            "small": shots.smalls(self.shots),
            "proposed": self.proposed,
            **around(self.village, "report"),
            "tabs": [],
            **more,
        }
