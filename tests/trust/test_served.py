"""X-STATIC over the wire: headers on every kind of answer, flags of every cookie, as a site has them.

In-process tests cannot see this: the cookies' names and flags are chosen when the program starts, and
static files are served past Django.
"""

import http.client
from collections.abc import Iterator
from contextlib import closing
from http.cookies import Morsel, SimpleCookie

import pytest

from tests.trust.house import House
from tools.durable import DurableDatabase
from tools.testing import KIND

pytestmark = [pytest.mark.sqlite_only, pytest.mark.durable, pytest.mark.xdist_group("server")]
WANTED = {  # trust.md 4.3
    "content-security-policy": (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'",
        "connect-src 'self'", "manifest-src 'self'", "worker-src 'self'", "form-action 'self'",
        "base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'",
    ),
    "strict-transport-security": ("max-age=31536000", "includeSubDomains"),
    "x-content-type-options": ("nosniff",),
    "referrer-policy": ("same-origin",),
    "cross-origin-opener-policy": ("same-origin",),
    "cross-origin-resource-policy": ("same-origin",),
    "permissions-policy": ("camera=()", "microphone=()", "geolocation=(self)"),
}  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house behind TLS: the proxy in front says so in a header."""
    with DurableDatabase(KIND, tmp_path_factory.mktemp("tls")) as database:
        house = House(database)
        house.env |= {"YUANBA_TESTING": "0", "YUANBA_TLS": "1", "YUANBA_PROXY": "1"}
        house.village = house.fill()["grid"]  # type: ignore[attr-defined]
        house.start(workers=1)
        yield house
        house.kill()


def answer(house: House, method: str, path: str, body: str = "", **headers: str):
    with closing(http.client.HTTPConnection("127.0.0.1", house.port, timeout=20)) as line:
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        line.request(method, path, body, {"X-Forwarded-Proto": "https"} | kind | headers)
        said = line.getresponse()
        said.read()
        return said


def static_file(house: House) -> str:
    with closing(http.client.HTTPConnection("127.0.0.1", house.port, timeout=20)) as line:
        line.request("GET", "/follow", headers={"X-Forwarded-Proto": "https"})
        page = line.getresponse().read().decode()
    return next(part for part in page.split('"') if part.startswith("/static/"))


def test_every_kind_of_answer_carries_every_header(house: House):
    asked = {
        "a page": ("GET", "/follow", 200),
        "a static file": ("GET", static_file(house), 200),
        "a static file that is not there": ("GET", "/static/nothing.css", 404),
        "nothing": ("GET", "/nowhere", 404),
        "a door": ("GET", "/desk/", 302),
        "JSON": ("GET", "/api/duties/categories", 200),
        "JSON refused": ("POST", "/api/matters", 400),
        "JSON not there": ("GET", "/api/nowhere", 404),
        "the wrong method": ("GET", "/look", 405),
        "a form without its token": ("POST", "/signin/", 403),
    }
    for what, (method, path, status) in asked.items():
        said = answer(house, method, path, "a=1" if method == "POST" else "")
        assert said.status == status, what
        for header, parts in WANTED.items():
            value = said.headers[header] or ""
            assert all(part in value for part in parts), (what, header, value)
        assert "unsafe" not in said.headers["content-security-policy"], what
        if not path.startswith("/static/"):
            assert "no-store" in said.headers["cache-control"], what


def test_a_static_file_may_be_kept_and_answers_compressed(house: House):
    said = answer(house, "GET", static_file(house), **{"Accept-Encoding": "gzip"})
    assert "immutable" in said.headers["cache-control"]
    assert said.headers["content-encoding"] == "gzip"


def test_every_cookie_is_for_this_host_alone_and_out_of_reach_of_scripts(house: House):
    said = [answer(house, "GET", "/signin/"), answer(house, "GET", f"/c/{house.village}/")]  # type: ignore[attr-defined]
    found: dict[str, Morsel[str]] = {}
    for one in said:
        for line in one.headers.get_all("set-cookie") or []:
            found |= SimpleCookie(line)
    token = found["__Host-csrf"].value
    said = answer(
        house,
        "POST",
        "/look",
        f"csrfmiddlewaretoken={token}&language=en&mode=elder",
        Cookie=f"__Host-csrf={token}",
        Referer=f"https://127.0.0.1:{house.port}/",
    )
    for line in said.headers.get_all("set-cookie") or []:
        found |= SimpleCookie(line)
    assert {"__Host-csrf", "language", "mode", "place"} <= set(found)
    for name, cookie in found.items():
        assert cookie["secure"], name
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name
        assert cookie["path"] == "/", name
        assert not cookie["domain"], name
