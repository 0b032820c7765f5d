from __future__ import annotations

import numpy as np
import pytest

from gridmap.layers.style import load_styles
from gridmap.layers.symbols import Symbol, symbol, symbol_ids
from gridmap.model.catalogue import load_catalogue


def reach(drawn: Symbol) -> float:
    return max(
        float(np.abs(run).max()) + part.width / 2 for part in drawn.parts for run in part.path.runs
    )


@pytest.mark.parametrize("symbol_id", symbol_ids())
def test_every_symbol_is_drawn_inside_its_box_and_rim(symbol_id: str) -> None:
    drawn = symbol(symbol_id)
    assert drawn.id == symbol_id
    assert drawn.parts
    assert 0.2 < reach(drawn) <= 0.72


@pytest.mark.parametrize("name", ["occupied", "seasonal", "vacant", "ruin", "other"])
def test_houses_stay_exactly_in_their_square(name: str) -> None:
    assert reach(symbol(f"household-{name}")) == pytest.approx(0.5, abs=0.02)


def test_an_unknown_symbol_is_our_bug() -> None:
    for wrong in ("household-castle", "place-P99", "care-C99", "nothing"):
        with pytest.raises(KeyError):
            symbol(wrong)


def test_statuses_differ_in_the_share_of_ink() -> None:
    ink = load_styles().color("ink")
    filled = {
        name: [part.fill == ink for part in symbol(f"household-{name}").parts]
        for name in ("occupied", "seasonal", "vacant")
    }
    assert filled == {"occupied": [True], "seasonal": [False, True], "vacant": [False]}


def test_light_care_symbols_have_a_black_outline_and_a_black_character() -> None:
    for code, category in load_catalogue().care.items():
        drawn = symbol(f"care-{code}")
        black = [part for part in drawn.parts if "#000000" in (part.fill, part.stroke)]
        assert bool(black) == (category.color in "HK")


def test_restricted_categories_look_all_the_same() -> None:
    shapes = {
        tuple(part.path.runs[0].tobytes() for part in symbol(f"care-{code}").parts)
        for code, category in load_catalogue().care.items()
        if category.is_restricted
    }
    assert len(shapes) == 1


def test_places_of_one_family_share_a_ground_but_no_pictogram() -> None:
    places = load_catalogue().places
    pictograms = {
        code: tuple(
            run.tobytes() for part in symbol(f"place-{code}").parts[2:] for run in part.path.runs
        )
        for code in places
    }
    assert len(set(pictograms.values())) == len(places)
    assert symbol("place-P02").parts[1].fill == load_styles().color("learning")
