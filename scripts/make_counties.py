"""Make sitegen/infra/data/us-counties.csv.gz: the middle of every county of the United States.

Outlines: us-atlas (npm, ISC licence), made from the Census Bureau's cartographic boundaries, which are in the public domain.
Run with the folder of the unpacked package:

    npm pack us-atlas && tar xzf us-atlas-*.tgz && python scripts/make_counties.py package
"""

from __future__ import annotations

import gzip
import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "sitegen/infra/data/us-counties.csv.gz"
Point = tuple[float, float]


def main() -> None:
    """Read the outlines, write the table."""
    topology = json.loads((Path(sys.argv[1]) / "counties-10m.json").read_text(encoding="utf-8"))
    arcs = _arcs(topology)
    rows = []
    for county in topology["objects"]["counties"]["geometries"]:
        rings = county["arcs"] if county["type"] == "Polygon" else [ring for polygon in county["arcs"] for ring in polygon[:1]]
        _, lon, lat = max(_centroid(_ring(ring, arcs)) for ring in rings)
        rows.append(f"{county['id']},{lat:.3f},{lon:.3f}\n")
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(gzip.compress("".join(sorted(rows)).encode(), mtime=0))


def _arcs(topology: Any) -> list[list[Point]]:
    """The arcs in degrees; TopoJSON stores each point as its difference from the one before."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    out = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * kx + dx, y * ky + dy))
        out.append(points)
    return out


def _ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The points of a ring; a negative number is an arc that runs the other way."""
    points: list[Point] = []
    for number in numbers:
        points += arcs[number] if number >= 0 else arcs[~number][::-1]
    return points


def _centroid(ring: list[Point]) -> tuple[float, float, float]:
    """(area, lon, lat) of a ring's middle, on a plane, which is near enough for a county."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return (abs(area) / 2, x / (3 * area), y / (3 * area)) if area else (0.0, *ring[0])


main()
