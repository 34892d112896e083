"""For those who live here: where they are named and what they say to it, naming others, the red list."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.honours import acts
from yuanba.honours.forms import campaigns as forms
from yuanba.honours.models import Campaign, Nominee
from yuanba.honours.pages.desk import TONES, row
from yuanba.honours.queries import campaigns as queries
from yuanba.honours.queries import naming
from yuanba.honours.rules import campaigns as rules
from yuanba.honours.rules.campaigns import CampaignState, NomineeState
from yuanba.matters.pages.around import around
from yuanba.matters.queries import where
from yuanba.people import door
from yuanba.people.models import Household, Person
from yuanba.points.pages.resident import at_home


@require_safe
def place(request: HttpRequest, place_id: int) -> HttpResponse:
    """红榜: what is being judged, what is listed, who was honoured and wants to stand here."""
    village = where.village_of(place_id)
    if village is None:
        raise Http404
    today = clock.day_of(clock.now())
    rows = [
        {
            "told": one,
            "state": rules.STATE_WORDS[CampaignState(one.campaign.state)],
            "tone": TONES.get(CampaignState(one.campaign.state), ""),
            "naming": one.campaign.state == CampaignState.OPEN and today <= one.campaign.until,
            "nominators": rules.NOMINATORS_WORDS[rules.Nominators(one.campaign.nominators)],
            "judge": rules.JUDGE_WORDS[rules.Judge(one.campaign.judge)],
        }
        for one in queries.told(village.pk)
    ]
    context = {**around(village), "tabs": [], "rows": rows}
    return answer(request, "honours/place.html", context)


@require_http_methods(["GET", "POST"])
def award(request: HttpRequest, nominee_id: int) -> HttpResponse:
    """一项荣誉: what the code on a certificate leads to; while it is listed, the place to object."""
    found = queries.nominee(nominee_id)
    if found is None or found.state not in {*queries.PUBLIC, NomineeState.REVOKED}:
        raise Http404
    person, objections = door.signed_in(request), queries.objections(found)
    listed = found.state == NomineeState.CHOSEN
    asking = listed and person is not None and all(o.answered_at for o in objections)
    form = forms.ObjectToAward(request.POST or None) if asking else None
    run = partial(acts.object_to_award, actor=person, nominee_id=nominee_id, now=clock.now())
    if form is not None and carried_out(request, form, run):
        messages.success(request, _("记下了。评议组会看，答复写在这里。"))
        return redirect("honours:award", nominee_id)
    village = where.village_of(found.place_id)
    revoked = found.state == NomineeState.REVOKED
    context = {
        **around(village),
        "tabs": [],
        "one": found,
        "campaign": found.campaign,
        "name": "" if revoked else queries.public_name(found),
        "state": rules.NOMINEE_WORDS[NomineeState(found.state)],
        "tone": TONES.get(NomineeState(found.state), ""),
        "listed": listed,
        "form": form,
        "person": person,
        "answered": [o for o in objections if o.answered_at] if listed else [],
    }
    return answer(request, "honours/award.html", context)


# ── signed in ──


@door.required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """我家的荣誉: where we are named; what is being judged here."""
    person, home, village = at_home(request)
    if home is None or village is None:
        return answer(request, "points/no_home.html", around(None))
    context = {
        **around(village),
        "tabs": [],
        "rows": [row(one) for one in queries.mine(person, home)],
        "campaigns": queries.open_campaigns(village.pk),
        "today": clock.day_of(clock.now()),
        "named": naming.mine(person),
    }
    return answer(request, "honours/mine.html", context)


@door.required
@require_http_methods(["GET", "POST"])
def nomination(request: HttpRequest, nominee_id: int) -> HttpResponse:
    """我被提名了: yes or no, and how the name is shown; the second also after the honour, on any day."""
    person, home, village = at_home(request)
    found = _own(person, home, nominee_id)
    early = found.state in {NomineeState.NAMED, NomineeState.AGREED, NomineeState.DECLINED}
    open_ = early and found.campaign.state == CampaignState.OPEN
    form: forms.Consent | None = None
    if open_ or found.state in {NomineeState.CHOSEN, NomineeState.AWARDED}:
        first = {"shown": found.shown or None}
        form = forms.Consent(request.POST or None, may_decline=open_, initial=first)
    run = partial(acts.consent, actor=person, nominee_id=nominee_id, now=clock.now())
    if form is not None and carried_out(request, form, run):
        messages.success(request, _("记下了，马上照这样公开。"))
        return redirect("honours:mine")
    context = {
        **around(village),
        "tabs": [],
        **row(found),
        "campaign": found.campaign,
        "form": form,
        "objections": queries.objections(found),
    }
    return answer(request, "honours/nomination.html", context)


def _own(person: Person, home: Household | None, nominee_id: int) -> Nominee:
    """Raises Http404 alike for "none" and "not yours"."""
    found = queries.nominee(nominee_id)
    if found is None or home is None:
        raise Http404
    mine = found.person_id == person.pk if found.person_id else found.household_id == home.pk
    if not mine:
        raise Http404
    return found


@door.required
@require_http_methods(["GET", "POST"])
def nominate(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """提名, on a phone."""
    person, home, village = at_home(request)
    found = queries.campaign(campaign_id)
    if home is None or village is None or found is None or found.place_id != village.pk:
        raise Http404
    one = found.whom == rules.Whom.PERSON
    own = found.nominators == rules.Nominators.ANYBODY
    form = forms.Nominate(request.POST or None, person=one, own=own)
    made: list[Nominee] = []

    def run(*, address: str, name: str, why: str, whose: str = forms.OTHER) -> object:
        home_id, person_id = _meant(found, home, person, whose, address, name)
        go = partial(acts.nominate, actor=person, campaign_id=found.pk, now=clock.now())
        made.append(go(household_id=home_id, person_id=person_id, why=why))
        return made[0]

    if carried_out(request, form, run):
        messages.success(request, _("提名了。先问本人同不同意，再评。"))
        mine = made and made[0].household_id == home.pk
        return redirect("honours:nomination", made[0].pk) if mine else redirect("honours:mine")
    context = {**around(village), "tabs": [], "form": form, "campaign": found}
    return answer(request, "honours/nominate.html", context)


def _meant(
    found: Campaign, home: Household, person: Person, whose: str, address: str, name: str
) -> tuple[int, int | None]:
    """The household and person meant. Address and name have to fit together: neither is looked up alone."""
    one = found.whom == rules.Whom.PERSON
    if whose == forms.OWN and not (one and name.strip()):
        return home.pk, person.pk if one else None
    stay = queries.living_at(found.place_id, home.address if whose == forms.OWN else address, name)
    if stay is None:
        say = _("住址和姓名没有对上。请照门牌写全，姓名写全名，或者请网格员帮您提。")
        raise Refused("no_home", say, field="address")
    return stay.household_id, stay.person_id if one else None
