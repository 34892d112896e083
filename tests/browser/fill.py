"""Fill the house that the browser will visit, and print as JSON what there is to see.

Run by tests/browser/conftest.py in a process of its own: `python -m tests.browser.fill`.
"""

import json
import sys
from typing import Any

from yuanba.cli.begin import begin

begin()

from django.conf import settings  # noqa: E402  Django must be ready first

from tests.addresses import addresses  # noqa: E402
from tests.ground import Ground  # noqa: E402
from tests.trust.asking import client_of, path_of  # noqa: E402
from yuanba.base import clock  # noqa: E402
from yuanba.matters.pages.tasks import BY_SLUG  # noqa: E402
from yuanba.people.models import Person  # noqa: E402


def pages(ground: Ground) -> list[tuple[str, str]]:
    """(who, path) of every page that somebody looks at; an act of the desk where it can be done."""
    found = []
    for route, address in addresses().items():
        for who in address.looks:
            path = path_of(route, address, ground, who)
            slug = route.rstrip("/").split("/")[-1]
            if route.startswith("desk/matters/") and slug in BY_SLUG:
                path = f"/desk/matters/{ground.open_matter(slug, who).pk}/{slug}/"
            found.append((who, path))
    return found


def main() -> dict[str, Any]:
    ground = Ground()
    shown = pages(ground)
    for name in ("大院子", "河坝水塘", "庙坡井盖"):
        ground.hills.point(name)
    names = Person.objects.filter(is_active=True).values_list("username", flat=True)
    cookie = settings.SESSION_COOKIE_NAME
    return {
        "pages": shown,
        "sessions": {n: client_of(ground.person(n))().cookies[cookie].value for n in names},
        "service_day": str(ground.thursdays.opened(now=clock.now(), reason="补上周四的").pk),
        "village": ground.value("place_id"),
        "lamp": str(ground.world.lamp.pk),
        "lamps": str(ground.world.lamps.pk),
        "handler": str(ground.world.handler.pk),
        "supervisor": str(ground.world.supervisor.pk),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main()))
