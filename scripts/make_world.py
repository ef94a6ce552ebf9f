"""Draws `themes/base/static/world.svg`, the outlines of land and borders under every map.

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python scripts/make_world.py package/countries-50m.json themes/base/static/world.svg

World Atlas holds Natural Earth's outlines (public domain) as TopoJSON. They are projected as `sitegen/render/maps.py` does places,
and simplified to what can be seen where a map shows a tenth of the world.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path

from sitegen.render.maps import HEIGHT, WIDTH, project

TOLERANCE = 0.9  # units of the drawing, each a tenth of a degree at the equator
SMALLEST = 6.0  # of an island, in square units

Point = tuple[float, float]


def arcs_of(topology: dict[str, object]) -> list[list[Point]]:
    """The arcs, projected."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]  # type: ignore[index]
    found = []
    for arc in topology["arcs"]:  # type: ignore[attr-defined]
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append(project(y * scale_y + shift_y, x * scale_x + shift_x))
        found.append(unbroken(points, points[0]))
    return found


def unbroken(points: list[Point], beside: Point) -> list[Point]:
    """A line that goes on past the edge of the map where it crosses 180°, and begins on the side of a point."""
    made, (last, _) = [], beside
    for x, y in points:
        last = x + WIDTH * round((last - x) / WIDTH)
        made.append((last, y))
    return made


def simplified(points: list[Point], tolerance: float) -> list[Point]:
    """By Douglas and Peucker's method: no point that is left out lies further than `tolerance` from the line."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    worst, place = 0.0, 0
    for at, (x, y) in enumerate(points[1:-1], 1):
        if length:
            distance = abs((by - ay) * x - (bx - ax) * y + bx * ay - by * ax) / length
        else:
            distance = ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
        if distance > worst:
            worst, place = distance, at
    if worst <= tolerance:
        return [points[0], points[-1]]
    return simplified(points[: place + 1], tolerance)[:-1] + simplified(points[place:], tolerance)


def ring_of(arcs: list[list[Point]], indices: list[int]) -> list[Point]:
    """A ring put together from its arcs; a negative index is an arc the other way."""
    ring: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += unbroken(arc, ring[-1])[1:] if ring else arc
    return ring


def area(ring: list[Point]) -> float:
    """Of a ring, by the shoelace formula."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def path(points: list[Point], closed: bool) -> str:
    """As SVG writes it, in whole units from point to point."""
    whole = [(round(x), round(y)) for x, y in points]
    kept = [whole[0]]
    for point in whole[1:]:
        if point != kept[-1]:
            kept.append(point)
    if len(kept) < (4 if closed else 2):
        return ""
    made = f"M{kept[0][0]} {kept[0][1]}l"
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(kept)]
    made += " ".join(f"{dx} {dy}" for dx, dy in (steps[:-1] if closed else steps)).replace(" -", "-")
    return made + ("z" if closed else "")


def inner(arc: list[Point]) -> bool:
    """Whether a line of the source is no border by the United Nations' resolution 68/262: that of Crimea to the rest of Ukraine."""
    left, top = project(46.4, 33.2)
    right, bottom = project(45.5, 35.2)
    return all(left <= x <= right and top <= y <= bottom for x, y in arc)


def main(source: str, target: str) -> None:
    """Draw the file `target` from the TopoJSON file `source`."""
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    arcs = [simplified(arc, TOLERANCE) for arc in arcs_of(topology)]
    countries = topology["objects"]["countries"]["geometries"]
    land, used = [], {}
    for place, country in enumerate(countries):
        polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
        for polygon in polygons:
            for ring in polygon:
                for index in ring:
                    used.setdefault(index if index >= 0 else ~index, set()).add(place)
    for shape in topology["objects"]["land"]["geometries"]:
        for polygon in [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]:
            for ring in polygon:
                points = ring_of(arcs, ring)
                if area(points) >= SMALLEST and max(y for _, y in points) > 0 and min(y for _, y in points) < HEIGHT:
                    for shift in (-WIDTH, 0, WIDTH):  # what goes past an edge comes in at the other
                        moved = [(x + shift, y) for x, y in points]
                        if max(x for x, _ in moved) > 0 and min(x for x, _ in moved) < WIDTH:
                            land.append(path(moved, closed=True))
    borders = [path(arcs[index], closed=False) for index, both in sorted(used.items()) if len(both) > 1 and not inner(arcs[index])]
    made = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" preserveAspectRatio="none">\n'
        f'<path fill="#8f8878" fill-opacity=".34" d="{"".join(land)}"/>\n'
        f'<path fill="none" stroke="#8f8878" stroke-opacity=".6" stroke-width="1.2" vector-effect="non-scaling-stroke" '
        f'd="{"".join(filter(None, borders))}"/>\n</svg>\n'
    )
    Path(target).write_text(made, encoding="utf-8")
    print(f"{target}: {len(made):,} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
