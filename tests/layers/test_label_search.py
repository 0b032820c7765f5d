import random

import pytest

from gridmap.layers.labels import LabelBox, LabelRules, place_labels
from tests.helpers.shared_data import shared_data
from tests.layers.label_builders import problems, request, search


def test_polish_swaps_two_labels_when_both_together_gain():
    # Label 1 sits where label 0 would cost much less, and has another place nearly as good.
    swapped = search([0, 0, 1, 1], [(0, 2)], 2, costs=[0.0, 5.0, 0.0, 1.0])
    swapped.put(1)
    swapped.put(2)
    swapped.polish()
    assert swapped.chosen == [0, 3]


def test_polish_leaves_a_neighbour_whose_loss_is_greater():
    kept = search([0, 0, 1, 1], [(0, 2)], 2, costs=[0.0, 1.0, 0.0, 5.0])
    kept.put(1)
    kept.put(2)
    kept.polish()
    assert kept.chosen == [1, 2]


def test_polish_waits_for_no_place_that_the_first_label_takes_itself():
    # The only other place of label 1 conflicts with the place label 0 would move to.
    kept = search([0, 0, 1, 1], [(0, 2), (0, 3)], 2, costs=[0.0, 5.0, 0.0, 1.0])
    kept.put(1)
    kept.put(2)
    kept.polish()
    assert kept.chosen == [1, 2]


def test_polish_uses_a_place_that_becomes_free_by_the_swap():
    # Label 1 can go where label 0 stands in its way until it moves.
    swapped = search([0, 0, 1, 1], [(0, 2), (1, 3)], 2, costs=[0.0, 5.0, 0.0, 1.0])
    swapped.put(1)
    swapped.put(2)
    swapped.polish()
    assert swapped.chosen == [0, 3]


def most_placeable(requests, rules):
    """Return the greatest number of labels that can stand among the sixteen places, by trying."""
    options = [[None, *_sixteen(wanted, rules)] for wanted in requests]
    symbols = [_square(wanted) for wanted in requests]
    options = [
        [
            place
            for place in own
            if place is None
            or not any(_hits(place, symbols[k]) for k in range(len(requests)) if k != index)
        ]
        for index, own in enumerate(options)
    ]
    best = 0

    def extend(index, chosen):
        nonlocal best
        best = max(best, len(chosen))
        if index == len(options) or len(chosen) + len(options) - index <= best:
            return
        for place in options[index][1:]:
            if not any(_hits(place, other) for other in chosen):
                extend(index + 1, [*chosen, place])
        extend(index + 1, chosen)

    extend(0, [])
    return best


def _square(wanted):
    x_mm, y_mm, half_mm = wanted.x_mm, wanted.y_mm, wanted.half_mm
    return (x_mm - half_mm, y_mm - half_mm, x_mm + half_mm, y_mm + half_mm)


def _sixteen(wanted, rules):
    """Return the places right, left, below, above (each also slid half way) and at corners."""
    width, height = wanted.variants[0].width_mm, wanted.variants[0].height_mm
    for across, down in [(a / 2, d / 2) for a in range(-2, 3) for d in range(-2, 3)]:
        if max(abs(across), abs(down)) < 1 or {abs(across), abs(down)} == {0.25}:
            continue
        gap = rules.gap_mm * (0.7 if abs(across) == abs(down) == 1 else 1.0)
        x_mm = wanted.x_mm + across * (wanted.half_mm + width / 2)
        y_mm = wanted.y_mm + down * (wanted.half_mm + height / 2)
        x_mm += gap * across if abs(across) == 1 else 0.0
        y_mm += gap * down if abs(down) == 1 else 0.0
        yield (x_mm - width / 2, y_mm - height / 2, x_mm + width / 2, y_mm + height / 2)


def _hits(some, other):
    return (
        min(some[2], other[2]) - max(some[0], other[0]) > 1e-6
        and min(some[3], other[3]) - max(some[1], other[1]) > 1e-6
    )


@pytest.mark.parametrize("seed", range(40))
def test_small_crowds_are_labelled_as_well_as_is_possible(seed):
    dice = random.Random(seed)
    rules = LabelRules(gap_mm=0.2, clearance_mm=0.0, leader_mm=0.0)
    variants = (LabelBox("name", 6.0, 4.0),)
    crowd = [
        request(f"{n}", 50 + dice.uniform(0, 11), 50 + dice.uniform(0, 9), variants, half_mm=0.6)
        for n in range(dice.randint(3, 7))
    ]
    result = place_labels(crowd, frame=(0.0, 0.0, 120.0, 120.0), rules=rules)
    assert len(result.placed) >= most_placeable(crowd, rules)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("MunichDrillholes/MunichDrillholes_0250_01.txt", 1.0),
        ("RandomMap/RandomMap_0250_01.txt", 0.82),
        ("DenseMap/DenseMap_0250_01.txt", 0.98),
        ("HardGrid/HardGrid_0250_01.txt", 0.98),
        ("VariableDensity/VariableDensity_0250_01.txt", 1.0),
    ],
)
def test_the_benchmark_sets_of_the_literature_are_labelled_without_overlap(name, least):
    lines = shared_data(f"labels/{name}").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines if line.strip()]
    unit = min(float(row[3]) for row in rows) / 2.0
    wanted = [
        request(
            f"{index}",
            float(row[0]) / unit,
            float(row[1]) / unit,
            (LabelBox("name", float(row[2]) / unit, float(row[3]) / unit),),
            half_mm=0.0,
        )
        for index, row in enumerate(rows)
    ]
    frame = (
        min(item.x_mm for item in wanted) - 1e3,
        min(item.y_mm for item in wanted) - 1e3,
        max(item.x_mm for item in wanted) + 1e3,
        max(item.y_mm for item in wanted) + 1e3,
    )
    rules = LabelRules(gap_mm=0.0, clearance_mm=0.0, leader_mm=0.0)
    result = place_labels(wanted, frame=frame, rules=rules)
    assert problems(wanted, result, frame=frame, clearance_mm=0.0) == []
    assert len(result.placed) >= least * len(wanted)
