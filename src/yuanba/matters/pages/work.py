"""The file of one matter, and the acts on it: each form on a small page of its own."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock, permits
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, carried_out, own_path, with_sound
from yuanba.matters import acts, queries
from yuanba.matters.models import Contact, Matter
from yuanba.matters.pages import shots, together
from yuanba.matters.pages.file import file_of
from yuanba.matters.pages.helping import outside_made
from yuanba.matters.pages.posts import Here, desk
from yuanba.matters.pages.task import Task
from yuanba.matters.pages.tasks import BY_SLUG, REVEAL, open_to, runner


@desk
@require_safe
def one(request: HttpRequest, here: Here, matter_id: int) -> HttpResponse:
    """The whole file. Seven statements with the session, the person, the posts and the badges."""
    return _file(request, here, queries.one(here.person, matter_id))


def _file(
    request: HttpRequest, here: Here, matter: Matter, contact: Contact | None = None, **more: Any
) -> HttpResponse:
    file = file_of(matter, here, contact=contact)
    context = {"file": file, "forms": quick_forms(file.offers.mine, matter, here), **more}
    context["undo"] = together.last(request, here.now)
    return with_sound(answer(request, "matters/desk/one.html", context))


def quick_forms(tasks: list[Task], matter: Matter, here: Here) -> dict[str, Any]:
    """One key for each button that acts at once: pressed twice, done once."""
    today = clock.day_of(here.now)
    return {
        task.slug: task.form(matter=matter, person=here.person, today=today)
        for task in tasks
        if task.quick
    }


def _left(here: Here, matter: Matter) -> bool:
    """Not his any more: sent back by his unit, or about somebody above him."""
    reached = permits.may(here.person, "matters.see", reach=matter.reach) is not None
    return not (reached and queries.sees(here.person, matter))


@desk
@require_http_methods(["GET", "POST"])
def work(request: HttpRequest, here: Here, matter_id: int, slug: str) -> HttpResponse:
    """One act on one matter: the form, and what comes of it."""
    task = BY_SLUG.get(slug)
    if task is None:
        raise Http404
    matter = queries.one(here.person, matter_id)
    if permits.may(here.person, task.permit, reach=matter.reach) is None:
        raise PermissionDenied(task.permit)
    back = own_path(request, request.POST.get("next") or request.GET.get("next"), otherwise="")
    form = form_for(task, matter, here, request)
    seen = Watch(runner(task, here.person, matter_id, here.now))
    with together.for_a_minute(task.act):
        done = carried_out(request, form, seen)
    if done:
        together.remember_one(request, task.act, seen.result, here.now)
        if task is REVEAL:
            matter = queries.one(here.person, matter_id)
            # a form sent twice is one look: the second time the act gives back the matter
            contact = seen.result if isinstance(seen.result, Contact) else matter.contact
            return _file(request, here, matter, contact)
        if isinstance(seen.result, acts.Made):
            return outside_made(request, here, seen.result)
        messages.success(request, task.done)
        if isinstance(seen.result, Matter) and _left(here, seen.result):
            return redirect("desk_matters:queue")
        return redirect(back or reverse("desk_matters:one", args=[matter_id]))
    stale = seen.code == "changed"
    if request.method == "POST":
        matter = queries.one(here.person, matter_id)
        see_again(form, matter)
    context = {
        "form": form,
        "task": task,
        "stale": stale,
        "over": not open_to(task, matter, here.person),
        "file": file_of(matter, here),
        "next": back,
    }
    return with_sound(answer(request, "matters/desk/work.html", context))


class Watch:
    """Runs an act and remembers what it gave back, or why it was refused."""

    def __init__(self, run: Any) -> None:
        self.run, self.result, self.code = run, None, ""

    def __call__(self, **said: Any) -> object:
        try:
            self.result = self.run(**said)
        except Refused as refusal:
            self.code = refusal.code
            raise
        return self.result


def form_for(task: Task, matter: Matter, here: Here, request: HttpRequest) -> Any:
    """The form of an act, filled with what was posted."""
    sent = request.method == "POST" or request.POST  # or put back (people.resume)
    posted = (request.POST, request.FILES) if sent else (None, None)
    today = clock.day_of(here.now)
    chosen = {"like": request.GET["like"][:40]} if "like" in request.GET else None
    return task.form(*posted, matter=matter, person=here.person, today=today, initial=chosen)


def see_again(form: Any, matter: Matter) -> None:
    """After a refusal: what was typed stays, the state shown is today's, the key is a new one."""
    form.data = form.data.copy()
    form.data["version"] = matter.version


@desk
@require_safe
def photo(request: HttpRequest, here: Here, matter_id: int, name: str) -> HttpResponse:
    """A picture of a matter, for those who may see the matter."""
    matter = queries.one(here.person, matter_id)
    if not queries.has_photo(matter, name):
        raise Http404
    try:
        return shots.served(name, small="small" in request.GET)
    except FileNotFoundError as gone:
        raise Http404 from gone
