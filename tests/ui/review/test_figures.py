"""What the review page is told, worked out without a window."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from gridmap.checks.run import run_checks
from gridmap.model.duties import RESPONSIBLE
from gridmap.model.features import Duty, Feature, Grid, Household
from gridmap.ui.review.figures import ReviewFigures, make_figures
from gridmap.ui.review.map_model import PALE_COUNT, ColorBy, apart
from gridmap.ui.review.scope import WHOLE, Scope, scope_choices
from tests.helpers.build import TODAY, Tiny, at, fid, rectangle
from tests.review.helpers import review_of


def figures_of(tiny: Tiny, *changed: Feature, scope: Scope = WHOLE) -> ReviewFigures:
    review = review_of(tiny, *changed)
    return make_figures(review, run_checks(review.snapshot, on=TODAY), scope)


def test_every_scope_can_be_chosen_from_the_whole_down_to_an_officer(tiny: Tiny) -> None:
    scopes = [scope for _, scope in scope_choices(review_of(tiny))]
    assert scopes[0] == WHOLE
    assert Scope("village", fid("v2")) in scopes
    assert Scope("grid", fid("w12")) in scopes
    assert Scope("officer", fid("o4")) in scopes


@pytest.mark.parametrize(
    ("scope", "households", "people"),
    [
        (WHOLE, "20 households", 4),
        (Scope("village", fid("v1")), "12 households", 4),
        (Scope("grid", fid("w11")), "4 households", 3),
        (Scope("officer", fid("o4")), "0 households", 1),
    ],
)
def test_a_scope_counts_what_lies_in_it(
    tiny: Tiny, scope: Scope, households: str, people: int
) -> None:
    found = figures_of(tiny, scope=scope)
    assert found.note.startswith(households)
    assert found.service.people == people


def test_gaps_of_a_scope_are_its_own_and_the_widest_is_first(tiny: Tiny) -> None:
    found = figures_of(tiny, scope=Scope("village", fid("v2")))
    widths = [row.gaps.households for row in found.gaps]
    assert widths == sorted(widths, reverse=True)
    head = next(row for row in found.gaps if row.gaps.kind == "grid_without_head")
    assert head.title == "第3网格 of 石桥村 has no grid head"
    assert head.amount == "7 households"


def test_land_of_nobody_is_open_and_has_no_entry_in_the_legend(tiny: Tiny) -> None:
    model = figures_of(tiny).map
    open_land = {piece.grid for piece in model.pieces if piece.is_open}
    assert open_land == {fid("w21")}
    assert {entry.key for entry in model.legends[ColorBy.OFFICER]} == {"吴秀英", "赵一鸣"}
    assert {entry.key for entry in model.legends[ColorBy.LEADER]} == {"周建国", "孙丽"}


def test_a_grid_that_somebody_of_a_wider_area_stands_in_for_is_marked_as_headless(
    tiny: Tiny,
) -> None:
    stand_in = Duty(id=fid("liaison"), role=RESPONSIBLE, scope=fid("v2"), officer=fid("o4"))
    model = figures_of(tiny, stand_in).map
    headless = {piece.grid for piece in model.pieces if piece.is_headless}
    assert headless == {fid("w21")}
    assert not any(piece.is_open for piece in model.pieces)
    (label,) = [item for item in model.labels if item.is_open]
    assert label.title == "No grid head"


def test_neighbours_have_different_colours_as_long_as_there_are_some() -> None:
    strips = [(f"officer {at}", rectangle(at * 10, 0, at * 10 + 10, 10)) for at in range(25)]
    keys = [key for key, _ in strips]
    numbers = apart(keys, strips)
    assert len({numbers[key] for key in keys[:PALE_COUNT]}) == PALE_COUNT
    assert all(numbers[one] != numbers[other] for one, other in pairwise(keys))


def test_houses_that_nobody_looks_after_stand_out(tiny: Tiny) -> None:
    model = figures_of(tiny).map
    assert (len(model.houses_m), len(model.orphans_m)) == (19, 7)


def test_land_in_no_grid_says_how_much_it_is(tiny: Tiny) -> None:
    narrow = replace(tiny.get("w12", Grid), geometry=rectangle(200, 0, 300, 400))
    labels = figures_of(tiny, narrow).map.labels
    (free,) = [item for item in labels if item.title == "In no grid"]
    assert (free.note, free.is_open) == ("about 4.0 ha", True)


def test_pointing_at_land_says_who_and_why(tiny: Tiny) -> None:
    model = figures_of(tiny).map
    spot = at(20, 20)
    piece = model.piece_at(spot.x, spot.y)
    assert piece is not None
    assert piece.words.splitlines()[:2] == ["第1网格", "Officer: 吴秀英"]
    assert "Deputy: 赵一鸣" in piece.words
    assert model.piece_at(0.0, 0.0) is None


def test_what_can_be_passed_on_names_who_answers_for_most_of_it(tiny: Tiny) -> None:
    transfers = {item.scope: item.giver for item in figures_of(tiny).transfers}
    assert transfers[fid("w11")] == "o2"
    assert transfers[fid("g11")] == "o3"
    assert fid("w21") not in transfers


def test_a_project_without_land_has_a_page_too(tiny: Tiny) -> None:
    bare = [
        replace(item, geometry=None)
        for item in tiny.features
        if isinstance(item, Household) or (hasattr(item, "geometry") and item.geometry is not None)
    ]
    found = figures_of(tiny, *bare)
    assert found.map.bounds_m is None
    assert found.map.pieces == ()
