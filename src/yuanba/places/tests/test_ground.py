"""画边界、定位置: what is accepted, what is refused and why, what is told before it counts; GCJ-02 at the edge."""

import json
import math
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Role
from yuanba.places import acts, outlines, pick
from yuanba.places.models import Place
from yuanba.places.rules import datum, ground
from yuanba.places.tests.test_pages import Site, site
from yuanba.places.tests.tree import NOW, Holder, Tree

__all__ = ["site"]
pytestmark = pytest.mark.urls("yuanba.places.tests.urls")


def square(west: float, south: float, side: float = 0.02) -> list[list[float]]:
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def said(ring: list[list[float]], kind: str = "Polygon") -> str:
    shape = {"type": kind, "coordinates": [ring] if kind == "Polygon" else [[ring]]}
    return json.dumps({"type": "Feature", "properties": {}, "geometry": shape})


OUT = square(106.5, 29.5)


@pytest.mark.parametrize("kind", ["Polygon", "MultiPolygon"])
def test_an_outline_is_read_measured_and_knows_what_lies_inside(kind: str):
    shape = ground.read(said(OUT, kind))
    assert shape.corners == 5
    # 0.02° of latitude by 0.02° of longitude at 29.51° north
    assert shape.area == pytest.approx(
        (0.02 * 111.195) ** 2 * math.cos(math.radians(29.51)), rel=0.01
    )
    assert shape.holds(106.51, 29.51)
    assert not shape.holds(106.53, 29.51)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "json"),
        ("[" * 100_000, "json"),
        ("1", "kind"),
        ('{"type": "Point", "coordinates": [106.5, 29.5]}', "kind"),
        ('{"type": "FeatureCollection", "features": []}', "several"),
        ('{"type": "Polygon", "coordinates": []}', "empty"),
        ('{"type": "Polygon"}', "empty"),
        (said(OUT[:3]), "few"),
        (said(OUT[:4]), "open"),
        (said([OUT[0]] * 5), "few"),
        (said([[y, x] for x, y in OUT]), "turned"),
        (said([[x * 1e5, y * 1e5] for x, y in OUT]), "far"),
        (said([["106.5", "29.5"], *OUT[1:]]), "corner"),
        (said([[True, 29.5], *OUT[1:]]), "corner"),
        (said([OUT[0], OUT[2], OUT[1], OUT[3], OUT[0]]), "crossed"),
        (" " * (ground.MOST_SIGNS + 1), "long"),
    ],
)
def test_what_is_no_outline_is_refused_in_words(text: str, code: str):
    with pytest.raises(Refused, match=code):
        ground.read(text)


def test_five_thousand_corners_are_read_in_a_moment_and_one_more_is_too_many():
    def ring(n: int) -> list[list[float]]:
        turns = [2 * math.pi * k / n for k in range(n)]
        round_ = [[106.5 + math.cos(t) / 50, 29.5 + math.sin(t) / 50] for t in turns]
        return [*round_, round_[0]]

    assert ground.read(said(ring(4_999))).corners == 5_000
    with pytest.raises(Refused, match="corners"):
        ground.read(said(ring(5_000)))


@pytest.mark.parametrize(
    ("at", "code"),
    [
        ((29.5, None), "half"),
        ((None, 106.5), "half"),
        ((106.5, 29.5), "turned"),
        ((0.0, 0.0), "far"),
    ],
)
def test_half_a_position_or_one_elsewhere_is_refused(at: tuple[Any, Any], code: str):
    with pytest.raises(Refused, match=code):
        ground.position(*at)


def test_the_shift_is_the_public_one():
    """天安门: WGS 84 39.90733 N 116.39107 E is drawn at 39.90873 N 116.39731 E, within a few metres."""
    lat, lng = datum.to_gcj(39.90733, 116.39107)
    assert (lat, lng) == (pytest.approx(39.90873, abs=5e-5), pytest.approx(116.39731, abs=5e-5))
    assert datum.to_gcj(48.85, 2.35) == (48.85, 2.35)  # nothing is shifted in Paris


@given(st.floats(ground.SOUTH + 1, ground.NORTH - 1), st.floats(ground.WEST + 1, ground.EAST - 1))
def test_there_and_back_is_the_same_place(lat: float, lng: float):
    drawn = datum.to_gcj(lat, lng)
    assert math.dist(drawn, (lat, lng)) * 111_195 < 1_500  # metres
    assert datum.from_gcj(*drawn) == (pytest.approx(lat, abs=1e-6), pytest.approx(lng, abs=1e-6))


def test_an_outline_is_dated_and_says_what_does_not_fit(tree: Tree):
    by = tree.paper()
    acts.draw_outline(place_id=tree.village.pk, text=said(OUT), **by)
    acts.draw_outline(place_id=tree.other.pk, text=said(square(106.51, 29.5)), **by)
    told = records.about(tree.other)[-1].facts
    assert (told["outside"], told["over"]) == (0, [["柳湾村", 50]])
    Place.objects.filter(pk=tree.group.pk).update(lat=29.9, lng=106.51)
    acts.draw_outline(place_id=tree.grid.pk, text=said(square(106.515, 29.505)), **by)
    assert records.about(tree.grid)[-1].facts["outside"] == pytest.approx(81, abs=3)
    acts.draw_outline(place_id=tree.village.pk, text=said(OUT), **by)  # a better one
    assert records.about(tree.village)[-1].facts["without"] == ["一组"]
    assert tree.village.outlines.count() == 2
    assert outlines.of([tree.village.pk])[tree.village.pk].corners == 5
    acts.wipe_outline(actor=tree.admin, place_id=tree.village.pk, now=NOW)
    assert not outlines.of([tree.village.pk])
    with pytest.raises(Refused, match="none"):
        acts.wipe_outline(actor=tree.admin, place_id=tree.village.pk, now=NOW)
    worker = Holder({tree.village.pk: Role.WORKER})
    with pytest.raises(Denied):
        acts.draw_outline(place_id=tree.village.pk, text=said(OUT), **by | {"actor": worker})
    acts.locate(actor=worker, place_id=tree.grid.pk, lat=29.512345678, lng=106.5, now=NOW)
    assert Place.objects.get(pk=tree.grid.pk).lat == 29.512346


def test_what_came_from_a_chinese_map_is_shifted_back(tree: Tree):
    drawn = [list(reversed(datum.to_gcj(y, x))) for x, y in OUT]
    text = said(drawn)
    acts.draw_outline(place_id=tree.village.pk, text=text, datum=datum.Datum.GCJ02, **tree.paper())
    ring = outlines.of([tree.village.pk])[tree.village.pk].pieces[0][0]
    assert ring[1] == (pytest.approx(106.52, abs=2e-6), pytest.approx(29.5, abs=2e-6))


def test_a_map_app_gets_shifted_numbers(settings):
    settings.MAP_APP = "https://map.example/?at={lng},{lat}&as={name}"
    lat, lng = datum.to_gcj(29.5, 106.5)
    assert pick.app_url("老槐 院", 29.5, 106.5) == (
        f"https://map.example/?at={lng:.6f},{lat:.6f}&as=%E8%80%81%E6%A7%90%20%E9%99%A2"
    )
    assert pick.app_url("老槐院", None, None) == ""
    settings.MAP_APP = ""
    assert pick.app_url("老槐院", 29.5, 106.5) == ""


def test_an_outline_is_looked_at_before_it_counts(site: Site):
    village = site.tree.village
    assert "还没画" in site.get("place", village.pk)
    empty = site.post("draw_outline", village.pk, source="勘界图")
    assert (empty.status_code, "请选一个文件" in empty.content.decode()) == (422, True)
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("柳湾.geojson", said(OUT).encode())
    first = site.post("draw_outline", village.pk, file=file, source="勘界图", datum="wgs84")
    page = first.content.decode()
    assert "约 4.3" in page
    assert "106.52" in page  # the words of the file stay in the field
    assert not outlines.of([village.pk])
    bad = site.post(
        "draw_outline", village.pk, text=said(OUT[:4]), source="勘界图", datum="wgs84", sure="1"
    )
    assert (bad.status_code, "边界没有接上" in bad.content.decode()) == (422, True)
    sure = {"text": said(OUT), "source": "勘界图", "datum": "wgs84", "sure": "1"}
    assert site.post("draw_outline", village.pk, **sure).status_code == 302
    assert "勘界图" in site.get("place", village.pk)
    assert site.post("wipe_outline", village.pk).status_code == 302
    site.sign_in(Role.SUPERVISOR, site.tree.county)
    assert site.post("draw_outline", village.pk, **sure).status_code == 403


def test_a_position_is_typed_and_tiles_open_one_page_only(site: Site, settings):
    grid = site.tree.grid
    url = reverse("places:locate", args=[grid.pk])
    assert "img-src 'self'" in site.client.get(url).headers["Content-Security-Policy"]
    settings.MAP_TILES = "https://{s}.tiles.example/{z}/{x}/{y}.png"
    opened = site.client.get(url).headers["Content-Security-Policy"]
    assert "img-src https://*.tiles.example 'self' data: blob:" in opened
    assert "script-src 'self';" in opened
    shut = site.client.get(reverse("places:place", args=[grid.pk]))
    assert "tiles.example" not in shut.headers["Content-Security-Policy"]
    for typed, words in [
        ({"lat": "106.5", "lng": "29.5"}, "好像填反了"),
        ({"lat": "29.5"}, "还没填"),
        ({"lat": "nan", "lng": "106"}, "这里只填数字"),
    ]:
        wrong = site.post("locate", grid.pk, **typed)
        assert (wrong.status_code, words in wrong.content.decode()) == (422, True)
    assert site.post("locate", grid.pk, lat="29.5", lng="106.5").url == "/desk/"
    assert "29.500000" in site.get("place", grid.pk)
