"""Label requests for tests and a slow, independent check of a result by shapely."""

from itertools import combinations

import numpy as np
from shapely import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from gridmap.layers.label_candidates import Candidates
from gridmap.layers.label_search import Search
from gridmap.layers.labels import LabelBox, LabelRequest, LabelResult, PlacedLabel

FULL = (LabelBox("door_head", 6.0, 5.0), LabelBox("door_head", 9.0, 2.6))
ALL = (*FULL, LabelBox("door", 3.0, 2.6), LabelBox("number", 1.6, 2.2))
FRAME = (0.0, 0.0, 100.0, 100.0)


def request(key, x_mm, y_mm, variants=ALL, **more):
    more.setdefault("half_mm", 1.1)
    return LabelRequest(key=key, x_mm=x_mm, y_mm=y_mm, variants=variants, **more)


def places(owners, costs=None):
    """Return candidates of which only the label and the cost matter."""
    count = len(owners)
    cost = np.arange(count, dtype=np.float64) if costs is None else np.array(costs, dtype=float)
    zero = np.zeros(count, dtype=np.intp)
    boxes = np.zeros((count, 4))
    return Candidates(np.array(owners, dtype=np.intp), zero, zero, zero, cost, boxes, boxes)


def search(owners, conflicts, labels, costs=None):
    """Return a search over such candidates, sorted by label, with pairs in conflict."""
    pairs = np.array(conflicts, dtype=np.intp).reshape(-1, 2)
    return Search(places(owners, costs), pairs[:, 0], pairs[:, 1], labels)


def symbol(wanted: LabelRequest) -> BaseGeometry:
    return Point(wanted.x_mm, wanted.y_mm).buffer(wanted.half_mm, cap_style="square")


def problems(requests, result: LabelResult, *, frame=FRAME, obstacles=(), clearance_mm=0.2):
    """Return what is wrong with a result, as text; nothing is taken from the engine."""
    by_key = {wanted.key: wanted for wanted in requests}
    found = []
    keys = [label.key for label in result.placed] + list(result.missing)
    if sorted(keys) != sorted(by_key):
        found.append("not every key exactly once")
    parts = []
    for label in result.placed:
        found += _alone(label, by_key[label.key], box(*frame).buffer(1e-6))
        parts.append((label.key, box(*label.box_mm)))
        if label.leader is not None:
            parts.append((label.key, LineString(label.leader)))
    fixed = [(wanted.key, symbol(wanted)) for wanted in requests if wanted.half_mm]
    fixed += [("obstacle", box(*bounds)) for bounds in obstacles]
    pairs = [*combinations(parts, 2), *((part, other) for part in parts for other in fixed)]
    for (key, some), (other_key, other) in pairs:
        if key != other_key and _too_near(some, other, clearance_mm - 1e-5):
            found.append(f"{key} touches {other_key}")
    return found


def _alone(label: PlacedLabel, wanted: LabelRequest, frame: BaseGeometry):
    """Return what is wrong with one label by itself."""
    area, variant = box(*label.box_mm), wanted.variants[label.shape]
    found = []
    same = (variant.name, variant.width_mm, variant.height_mm)
    if same != (label.variant, label.width_mm, label.height_mm):
        found.append(f"{label.key} is not its variant")
    if not frame.covers(area):
        found.append(f"{label.key} leaves the frame")
    if wanted.half_mm and symbol(wanted).distance(area) < 1e-3:
        found.append(f"{label.key} covers its own symbol")
    if label.leader is not None:
        line = LineString(label.leader)
        if line.length > 8.0 + 1e-6 or not frame.covers(line):
            found.append(f"{label.key} has a leader too long or out of the frame")
        if line.distance(area) > 1e-6 or line.distance(symbol(wanted)) > 1e-6:
            found.append(f"{label.key} has a leader that does not reach")
    return found


def _too_near(some: BaseGeometry, other: BaseGeometry, near: float) -> bool:
    """Boxes keep their distance along an axis (Chebyshev), lines must not cross what is grown."""
    if some.geom_type == other.geom_type == "LineString":
        return some.intersects(other)
    if some.geom_type == "LineString":
        some, other = other, some
    left, top, right, bottom = some.bounds
    return (
        box(left - near, top - near, right + near, bottom + near).intersection(other).length > 1e-4
    )
