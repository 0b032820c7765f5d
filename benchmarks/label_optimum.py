"""The exact maximum: how many labels can stand at all, over the places the engine knows.

A maximum independent set with one place a label, solved by branch and cut (HiGHS through scipy,
which is an optional package: `pip install scipy`).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np

from gridmap.layers.label_candidates import (
    FINE,
    SIXTEEN,
    Candidates,
    Ints,
    around,
    joined,
    ladder,
)
from gridmap.layers.label_conflicts import blocked, candidate_pairs
from gridmap.layers.labels import Box, LabelBox, LabelRequest, LabelRules, place_labels

FRAME: Box = (0.0, 0.0, 130.0, 130.0)
GRID_MM = 0.35
RULES = LabelRules(gap_mm=0.2, clearance_mm=0.0, leader_mm=0.0)


def small_crowd(seed: int) -> list[LabelRequest]:
    """Return 10 to 25 labels in a place too small for all or nearly all of them."""
    dice = random.Random(seed)
    count = dice.randint(10, 25)
    side_mm = dice.uniform(12.0, 22.0) * (count / 17.0) ** 0.5
    return [
        LabelRequest(
            key=str(index),
            x_mm=50.0 + dice.uniform(0.0, side_mm),
            y_mm=50.0 + dice.uniform(0.0, side_mm),
            half_mm=0.6,
            variants=(LabelBox("name", dice.choice([4.2, 6.3, 6.3]), 4.9),),
        )
        for index in range(count)
    ]


def places_beside(
    requests: Sequence[LabelRequest], frame: Box = FRAME, rules: LabelRules = RULES
) -> Candidates:
    """Return all places beside the symbols that the engine may use, those on symbols left out."""
    steps = ladder(requests)
    points = np.array([(item.x_mm, item.y_mm, item.half_mm) for item in requests])
    rows = np.arange(len(steps.owner))
    places, _ = joined(
        [around(points, steps, rows, rules.gap_mm, table) for table in (SIXTEEN, FINE)]
    )
    inside = (places.box[:, :2] >= np.array(frame[:2])).all(axis=1)
    inside &= (places.box[:, 2:] <= np.array(frame[2:])).all(axis=1)
    places = places.take(inside)
    half = points[:, 2:]
    symbols = np.concatenate([points[:, :2] - half, points[:, :2] + half], axis=1)
    owner = np.arange(len(requests), dtype=np.intp)
    touching, _ = blocked(places, symbols, owner, rules.clearance_mm, 0.0)
    return places.take(~touching)


def most_labels(places: Candidates, clearance_mm: float = 0.0, *, seconds: float = 30.0) -> int:
    """Return the greatest number of labels that can stand at once, one place each.

    Raises: RuntimeError if it is not proven within `seconds`, ImportError without scipy.
    """
    count, is_proven = bound_on_labels(places, clearance_mm, seconds=seconds)
    if not is_proven:
        raise RuntimeError(f"the greatest number of labels is not proven within {seconds} s")
    return count


def bound_on_labels(
    places: Candidates, clearance_mm: float = 0.0, *, seconds: float = 30.0
) -> tuple[int, bool]:
    """Return a number of labels that no choice of places can exceed, and whether one reaches it.

    Crowds that have nothing to do with one another are solved apart, each for at most `seconds`;
    where that is too short, what branch and cut has ruled out so far counts.

    Raises: ImportError without scipy.
    """
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    if not len(places.owner):
        return 0, True
    labels = int(places.owner.max()) + 1
    left, right = candidate_pairs(places, None, clearance_mm)
    links = coo_matrix(
        (np.ones(len(left)), (places.owner[left], places.owner[right])), (labels, labels)
    )
    _, crowd = connected_components(links, directed=False)
    total, is_proven = 0, True
    for number in np.unique(crowd[places.owner]).tolist():
        part = places.take(crowd[places.owner] == number)
        found, is_exact = _crowd_bound(part, clearance_mm, seconds)
        total, is_proven = total + found, is_proven and is_exact
    return total, is_proven


def _crowd_bound(places: Candidates, clearance_mm: float, seconds: float) -> tuple[int, bool]:
    """Return the same for one crowd."""
    from scipy.optimize import LinearConstraint, milp
    from scipy.sparse import coo_matrix

    count = len(places.owner)
    rows, columns = (
        np.concatenate(part) for part in zip(*_rows(places, clearance_mm), strict=True)
    )
    matrix = coo_matrix((np.ones(len(rows)), (rows, columns))).tocsr()
    solution = milp(
        -np.ones(count),
        integrality=np.ones(count),
        bounds=(0, 1),
        constraints=LinearConstraint(matrix, -np.inf, 1.0),
        options={"time_limit": seconds},
    )
    everyone = len(np.unique(places.owner))
    bound = -solution.mip_dual_bound if solution.mip_dual_bound is not None else everyone
    return min(everyone, int(np.floor(bound + 1e-6))), solution.status == 0


def _rows(places: Candidates, clearance_mm: float) -> Iterator[tuple[Ints, Ints]]:
    """Yield the places, as rows and columns of a matrix, of which at most one can be chosen.

    A row for each label; a row for each place and label in its way; a row for each point of a fine
    grid and the labels upon it, which brings the bound near to the maximum.
    """
    labels = int(places.owner.max()) + 1
    left, right = candidate_pairs(places, None, clearance_mm)
    one, other = np.concatenate([left, right]), np.concatenate([right, left])
    keys, row = np.unique(one * labels + places.owner[other], return_inverse=True)
    yield places.owner, np.arange(len(places.owner))
    yield labels + row, other
    yield labels + np.arange(len(keys)), keys // labels
    first = labels + len(keys)
    for number, upon in enumerate(_on_points(places)):
        yield np.full(len(upon), first + number), np.array(upon)


def _on_points(places: Candidates) -> set[tuple[int, ...]]:
    """Return the sets of three or more labels that stand upon one point of a grid."""
    upon: dict[tuple[int, int], list[int]] = {}
    cells = places.box / GRID_MM + np.array([1e-6, 1e-6, -1e-6, -1e-6])
    for place, (left, top, right, bottom) in enumerate(np.ceil(cells).astype(int).tolist()):
        for x in range(left, right):
            for y in range(top, bottom):
                upon.setdefault((x, y), []).append(place)
    return {tuple(found) for found in upon.values() if len(found) > 2}


def compare(cases: int) -> None:
    """Print how near the engine comes to the maximum in random small crowds."""
    shares, lost, unproven = [], 0, 0
    for seed in range(cases):
        crowd = small_crowd(seed)
        try:
            most = most_labels(places_beside(crowd))
        except ImportError:
            print("exact maximum: skipped, scipy is not installed")
            return
        except RuntimeError:
            unproven += 1
            continue
        placed = len(place_labels(crowd, frame=FRAME, rules=RULES).placed)
        shares.append(placed / most)
        lost += placed < most
    print(
        f"exact maximum, {len(shares)} crowds of 10-25 labels ({unproven} unproven): reached "
        f"{100 * float(np.mean(shares)):.2f} % on average, all of it in {len(shares) - lost}, "
        f"at least {100 * min(shares):.1f} %"
    )
