"""A house more, less or elsewhere changes few other labels, and none far away.

Sheets of 50 households along lanes, 10 mm apart, door over head: as legible as the atlas makes its
sheets. One random edit each; what counts is how many other labels have another place or shape.
"""

import math
import random
from dataclasses import replace
from statistics import median

import pytest

from gridmap.layers.labels import LabelBox, LabelRequest, place_labels
from tests.layers.label_builders import request

SHEET = (0.0, 0.0, 162.0, 190.0)
EDITS = 90
FARTHEST_MM = 60.0


def street_village(seed: int) -> list[LabelRequest]:
    """Return 50 households on both sides of lanes, each with an identity of its own."""
    dice = random.Random(seed)
    found: list[LabelRequest] = []
    while len(found) < 50:
        x, y, way = dice.uniform(25, 135), dice.uniform(25, 165), dice.uniform(0, 2 * math.pi)
        for _ in range(dice.randint(6, 14)):
            way += dice.gauss(0, 0.12)
            x, y = x + 10.0 * math.cos(way), y + 10.0 * math.sin(way)
            for side in (-5.8, 5.8):
                at = (
                    x - side * math.sin(way) + dice.gauss(0, 0.8),
                    y + side * math.cos(way) + dice.gauss(0, 0.8),
                )
                is_inside = 8 < at[0] < 154 and 8 < at[1] < 182
                is_free = all(math.dist(at, (item.x_mm, item.y_mm)) > 7.5 for item in found)
                if is_inside and is_free and len(found) < 50:
                    found.append(house(f"{dice.getrandbits(64):x}", *at, dice))
    return found


def house(key: str, x_mm: float, y_mm: float, dice: random.Random) -> LabelRequest:
    """Return a household whose door has one to three digits and whose head two or three signs."""
    door_mm, head_mm = 1.6 * dice.randint(1, 3), dice.choice([6.0, 9.0, 9.0])
    boxes = (
        LabelBox("door_head", max(door_mm, head_mm), 5.35),
        LabelBox("door_head", door_mm + 0.9 + head_mm, 2.75),
        LabelBox("door", door_mm, 2.75),
        LabelBox("number", 4.4, 2.75),
    )
    return request(key, x_mm, y_mm, boxes)


def edited(seed: int) -> tuple[list[LabelRequest], list[LabelRequest], LabelRequest]:
    """Return a village before and after an edit, and the house it is about."""
    dice = random.Random(1000 + seed)
    village = street_village(seed % 30)
    changed = dice.choice(village)
    without = [item for item in village if item is not changed]
    if seed % 3 == 0:
        return village, without, changed
    if seed % 3 == 1:
        return without, village, changed
    moved = replace(
        changed,
        x_mm=changed.x_mm + dice.uniform(-4, 4),
        y_mm=changed.y_mm + dice.uniform(-4, 4),
    )
    return village, [*without, moved], changed


def shifts(seed: int) -> list[float]:
    """Return how far from the edited house each other label is that changed."""
    before, after, changed = edited(seed)
    old = {label.key: label for label in place_labels(before, frame=SHEET).placed}
    new = {label.key: label for label in place_labels(after, frame=SHEET).placed}
    at = {item.key: (item.x_mm, item.y_mm) for item in before}
    return [
        math.dist(at[key], (changed.x_mm, changed.y_mm))
        for key in old
        if key != changed.key
        and (old[key].shape, old[key].offset_mm)
        != (new[key].shape, pytest.approx(new[key].offset_mm, abs=1e-6))
    ]


def test_an_edit_changes_few_other_labels_and_none_far_away():
    changes = [shifts(seed) for seed in range(EDITS)]
    counts = sorted(len(far) for far in changes)
    assert median(counts) <= 2
    assert counts[int(0.9 * EDITS)] <= 4
    assert max(counts) <= 15
    assert max(max(far, default=0.0) for far in changes) <= FARTHEST_MM
    assert sum(max(far, default=0.0) > 30.0 for far in changes) <= 0.1 * EDITS


def test_the_sheets_tried_are_as_full_as_the_atlas_makes_them():
    for seed in range(5):
        village = street_village(seed)
        placed = place_labels(village, frame=SHEET).placed
        assert len(placed) == 50
        assert sum(label.variant == "door_head" for label in placed) >= 49
