"""Maps: where a place stands on `world.svg`, and how much of the world a map shows.

Miller's cylindrical projection (1942): angles are nearly right from the equator to 60°, and the far north is not blown up as
Mercator does it. A unit is a tenth of a degree at the equator, counted from 180° W and 84° N.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.model.cards import EntityCard

NORTH, SOUTH = 84.0, -58.0
WIDTH = 3600.0
MOST = 400  # places drawn on the map of the world; a script shows the others
NEAR = 260.0  # units shown around a place: 26 degrees at the equator


def _down(lat: float) -> float:
    return -1.25 * math.log(math.tan(math.pi / 4 + 0.4 * math.radians(lat))) * 1800 / math.pi


HEIGHT = round(_down(SOUTH) - _down(NORTH), 1)


def project(lat: float, lon: float) -> tuple[float, float]:
    """Units from the left and from above; what lies beyond the map stands at its edge."""
    x = (lon + 180) * 10
    y = _down(max(min(lat, 89.0), -89.0)) - _down(NORTH)
    return round(x, 1), round(max(-50.0, min(y, HEIGHT + 50)), 1)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a map."""

    entity: EntityCard
    x: float
    y: float
    radius: float
    """In units of the map; by its area the number of articles."""


@dataclass(frozen=True, slots=True)
class Map:
    """A part of the world with places in it."""

    left: float
    top: float
    width: float
    height: float
    spots: tuple[Spot, ...]

    @property
    def view(self) -> str:
        """For the drawing's `viewBox`."""
        return f"{self.left:g} {self.top:g} {self.width:g} {self.height:g}"


def locate(entity: EntityCard) -> tuple[float, float] | None:
    """Where a place stands; None where that is not known."""
    record = entity.record
    return None if record.lat is None or record.lon is None else project(record.lat, record.lon)


def near(entity: EntityCard) -> Map | None:
    """A place and what lies around it: more around a country than around a town."""
    at = locate(entity)
    if at is None:
        return None
    width = NEAR * {"country": 3.0, "region": 1.6, "area": 4.0}.get(entity.record.kind, 1.0)
    height = width * 0.62
    left = max(0.0, min(at[0] - width / 2, WIDTH - width))
    top = max(0.0, min(at[1] - height / 2, HEIGHT - height))
    return Map(round(left, 1), round(top, 1), width, round(height, 1), (Spot(entity, *at, round(width / 55, 1)),))


def world(places: Sequence[EntityCard]) -> Map:
    """The places on one map, as far out as they lie; the largest first, so that small ones stand upon them."""
    found = [(each, at) for each in places if (at := locate(each))]
    if not found:
        return Map(0, 0, WIDTH, HEIGHT, ())
    xs, ys = [at[0] for _, at in found], [at[1] for _, at in found]
    width = min(WIDTH, max(max(xs) - min(xs) + 300, (max(ys) - min(ys) + 200) * 1.7, 700.0))
    height = min(HEIGHT, width / 1.7)
    left = max(0.0, min((min(xs) + max(xs)) / 2 - width / 2, WIDTH - width))
    top = max(0.0, min((min(ys) + max(ys)) / 2 - height / 2, HEIGHT - height))
    most = max(each.count for each, _ in found)
    unit = width / 70

    def spot(entity: EntityCard, at: tuple[float, float]) -> Spot:
        return Spot(entity, *at, round(unit * (0.28 + 0.72 * math.sqrt(entity.count / most)), 1))

    spots = sorted((spot(each, at) for each, at in found), key=lambda each: (-each.radius, each.entity.slug))
    return Map(round(left, 1), round(top, 1), round(width, 1), round(height, 1), tuple(spots))
