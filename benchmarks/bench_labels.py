"""How many labels find a place and how long it takes; bench_label_peers compares with others.

Four invented villages of 300 houses along lanes, door over name in 6 pt, symbols never covered; the
villages are laid out so that the greedy placement with eight positions reaches what it reached when
the other engines were measured (docs: 39 % at 1:8000, 92 % at 1:4000). Then sheets of 50
households in 7.5 pt, as the atlas makes them.
"""

from __future__ import annotations

import math
import time
from statistics import median

import numpy as np

from gridmap.layers.labels import Box, LabelBox, LabelRequest, LabelRules, place_labels

EM_MM_PER_PT = 0.3528
LINE_EM = 1.15
SPACING = 2.1
MEASURED = {8000: ("39", "44.6"), 5000: ("-", "70.4"), 4000: ("92", "90.6")}
TOUCHING = LabelRules(gap_mm=0.2, clearance_mm=0.0)


def village_m(seed: int, houses: int = 300) -> np.ndarray:
    """Return house points in metres: both sides of bent lanes, about 12 m apart."""
    dice = np.random.default_rng(seed)
    points: list[tuple[float, float]] = []
    while len(points) < houses:
        x, y, way = dice.uniform(0, 480), dice.uniform(0, 360), dice.uniform(0, 2 * math.pi)
        for _ in range(dice.integers(8, 22)):
            way += dice.normal(0, 0.12)
            x, y = x + 12 * math.cos(way), y + 12 * math.sin(way)
            for side in (-7, 7):
                if dice.random() >= 0.85:
                    continue
                at_x = x - side * math.sin(way) + dice.normal(0, 1.2)
                at_y = y + side * math.cos(way) + dice.normal(0, 1.2)
                inside = 0 < at_x < 520 and 0 < at_y < 400 and len(points) < houses
                if inside and all(math.dist((at_x, at_y), point) > 9 for point in points):
                    points.append((at_x, at_y))
    return np.array(points)


def requests_for(
    points_m: np.ndarray, scale: int, *, size_pt: float, symbol_mm: float, fallbacks: bool
) -> tuple[list[LabelRequest], Box]:
    """Return label requests for houses at a scale, and a frame 20 mm around them."""
    em_mm = size_pt * EM_MM_PER_PT
    dice = np.random.default_rng(7)
    at_mm = points_m * 1000.0 / scale
    at_mm = at_mm - at_mm.min(axis=0) + 20.0
    requests = []
    for index, (x_mm, y_mm) in enumerate(at_mm.tolist()):
        door_mm = 0.56 * em_mm * len(str(index + 1))
        name_mm = em_mm * float(dice.choice([2, 3, 3, 3, 3]))
        line_mm = LINE_EM * em_mm
        variants = [LabelBox("door_head", max(door_mm, name_mm), 2 * line_mm)]
        if fallbacks:
            variants.append(LabelBox("door_head", door_mm + 0.3 * em_mm + name_mm, line_mm))
            variants.append(LabelBox("door", door_mm, line_mm))
        requests.append(
            LabelRequest(
                key=str(index),
                x_mm=x_mm,
                y_mm=y_mm,
                half_mm=symbol_mm / 2,
                variants=tuple(variants),
            )
        )
    right_mm, bottom_mm = (at_mm.max(axis=0) + 20.0).tolist()
    return requests, (0.0, 0.0, right_mm, bottom_mm)


def greedy_share(requests: list[LabelRequest], gap_mm: float) -> float:
    """Return the share that the first free of eight positions, taken in order, would place."""
    corners = [(item.x_mm, item.y_mm, item.half_mm) for item in requests]
    taken = np.array([(x - half, y - half, x + half, y + half) for x, y, half in corners])
    placed = 0
    for item in requests:
        box = item.variants[0]
        away_x = item.half_mm + gap_mm + box.width_mm / 2
        away_y = item.half_mm + gap_mm + box.height_mm / 2
        for across, down in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (1, 1), (-1, -1), (-1, 1)):
            left = item.x_mm + across * away_x - box.width_mm / 2
            top = item.y_mm + down * away_y - box.height_mm / 2
            spot = np.array([left, top, left + box.width_mm, top + box.height_mm])
            meets = (taken[:, :2] < spot[2:]).all(axis=1) & (taken[:, 2:] > spot[:2]).all(axis=1)
            if not meets.any():
                taken = np.vstack([taken, spot])
                placed += 1
                break
    return placed / len(requests)


def villages() -> None:
    """Print the shares placed in the four villages and the time a call takes."""
    print("share of labels placed, %        here: greedy  engine  + leaders  ms a call")
    for scale, (greedy, qgis) in MEASURED.items():
        shares: list[list[float]] = [[], [], []]
        spent = []
        for seed in range(4):
            points = village_m(seed) * SPACING
            wanted, frame = requests_for(points, scale, size_pt=6, symbol_mm=1.2, fallbacks=False)
            shares[0].append(greedy_share(wanted, TOUCHING.gap_mm))
            for column, leader_mm in ((1, 0.0), (2, 8.0)):
                rules = LabelRules(gap_mm=0.2, clearance_mm=0.0, leader_mm=leader_mm)
                start = time.perf_counter()
                result = place_labels(wanted, frame=frame, rules=rules)
                spent.append((column, (time.perf_counter() - start) * 1000.0))
                shares[column].append(len(result.placed) / len(wanted))
        here = "  ".join(f"{100 * float(np.mean(share)):7.1f}" for share in shares)
        times = " / ".join(
            f"{median(ms for at, ms in spent if at == column):.0f}" for column in (1, 2)
        )
        print(f"1:{scale}  (greedy {greedy:>2}, QGIS {qgis})   {here}     {times}")


def sheets() -> None:
    """Print what twelve sheets of 50 households at each scale get and the time a call takes."""
    for scale in (1000, 1500, 2000):
        placing, names = [], 0
        for seed in range(12):
            points = village_m(seed)
            far = np.hypot(*(points - points[seed * 7]).T)
            wanted, frame = requests_for(
                points[np.argsort(far)[:50]], scale, size_pt=7.5, symbol_mm=2.2, fallbacks=True
            )
            start = time.perf_counter()
            result = place_labels(wanted, frame=frame)
            placing.append((time.perf_counter() - start) * 1000.0)
            names += sum(label.variant == "door_head" for label in result.placed)
        print(
            f"sheets of 50 at 1:{scale}: {names / 6:.1f} % with names; "
            f"median {median(placing):.1f} ms, most {max(placing):.1f}"
        )


if __name__ == "__main__":
    villages()
    sheets()
