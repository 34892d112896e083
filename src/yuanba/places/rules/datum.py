"""GCJ-02, the shifted positions of Chinese map services, and WGS 84. Only at the edge: what we keep is
WGS 84. The formula has been public for years and is within a few metres; the way back is found by trying.
"""

import math
from enum import StrEnum

from yuanba.places.rules.ground import DIGITS, Outline, in_china


class Datum(StrEnum):
    WGS84 = "wgs84"  # satellite receivers, surveys, most files
    GCJ02 = "gcj02"  # maps of Chinese services


A, EE = 6378245.0, 0.00669342162296594323  # the ellipsoid of Krasovsky
CLOSE, TRIES = 1e-7, 12


def to_gcj(lat: float, lng: float) -> tuple[float, float]:
    """Where a Chinese map service draws this position of WGS 84. Outside China nothing is shifted."""
    if not in_china(lat, lng):
        return lat, lng
    x, y = lng - 105.0, lat - 35.0
    wave = (20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + wave
    north += (20.0 * math.sin(y * math.pi) + 40.0 * math.sin(y / 3.0 * math.pi)) * 2.0 / 3.0
    north += (160.0 * math.sin(y / 12.0 * math.pi) + 320 * math.sin(y * math.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + wave
    east += (20.0 * math.sin(x * math.pi) + 40.0 * math.sin(x / 3.0 * math.pi)) * 2.0 / 3.0
    east += (
        (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) * 2.0 / 3.0
    )
    rad = math.radians(lat)
    magic = 1 - EE * math.sin(rad) ** 2
    up = north * 180.0 / (A * (1 - EE) / (magic * math.sqrt(magic)) * math.pi)
    right = east * 180.0 / (A / math.sqrt(magic) * math.cos(rad) * math.pi)
    return lat + up, lng + right


def from_gcj(lat: float, lng: float) -> tuple[float, float]:
    """The position of WGS 84 that is drawn here."""
    guess = lat, lng
    for _try in range(TRIES):
        drawn = to_gcj(*guess)
        off = drawn[0] - lat, drawn[1] - lng
        guess = guess[0] - off[0], guess[1] - off[1]
        if max(map(abs, off)) < CLOSE:
            break
    return guess


def outline_from_gcj(shape: Outline) -> Outline:
    def back(lng: float, lat: float) -> tuple[float, float]:
        lat, lng = from_gcj(lat, lng)
        return round(lng, DIGITS), round(lat, DIGITS)

    return Outline([[[back(*at) for at in ring] for ring in piece] for piece in shape.pieces])
