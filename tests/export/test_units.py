"""The codes of a village's units begin the ids of their sheets: they stay when others come in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gridmap.export.spec import By
from gridmap.export.units import units_of
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.model.features import Feature, Grid, Village, VillagerGroup
from tests.export.atlas_helpers import plan_of, spec
from tests.helpers.build import Tiny, fid


def codes_by_name(features: list[Feature], by: By) -> dict[str, str]:
    view = plan_of(Snapshot.of(features), spec(Edition.HOUSEHOLD)).stage.view
    village = view.features.get(fid("v1"), Village)
    return {unit.name: unit.code for unit in units_of(view, village, by) if unit.scope}


def with_grid_codes(tiny: Tiny, endings: list[str]) -> list[Feature]:
    """The tiny township, its grids with these endings behind their village's code."""
    found: list[Feature] = list(tiny.features)
    grids = sorted(
        (item for item in found if isinstance(item, Grid) and item.village == fid("v1")),
        key=lambda item: item.name,
    )
    village = next(item for item in found if isinstance(item, Village) and item.id == fid("v1"))
    fresh = {
        item.id: replace(item, code=village.code + ending if ending else "")
        for item, ending in zip(grids, endings, strict=True)
    }
    return [fresh.get(item.id, item) for item in found]


def test_a_grid_between_two_others_leaves_them_their_codes(tiny: Tiny) -> None:
    before = codes_by_name(with_grid_codes(tiny, ["001", "003"]), "grid")
    assert sorted(before.values()) == ["01", "03"]
    features = with_grid_codes(tiny, ["001", "003"])
    old = next(item for item in features if isinstance(item, Grid) and item.code.endswith("003"))
    between = replace(old, id=fid("between"), name="夹在中间的网格", code=old.code[:-1] + "2")
    after = codes_by_name([*features, between], "grid")
    assert after == {**before, between.name: "02"}


@pytest.mark.parametrize("endings", [["", ""], ["001", ""], ["001", "x"]])
def test_where_a_grid_has_no_number_they_are_counted(tiny: Tiny, endings: list[str]) -> None:
    codes = codes_by_name(with_grid_codes(tiny, endings), "grid")
    assert sorted(codes.values()) == ["01", "02"]


def test_groups_have_their_own_numbers(tiny: Tiny) -> None:
    features: list[Feature] = [
        replace(item, number=item.number * 7) if isinstance(item, VillagerGroup) else item
        for item in tiny.features
    ]
    numbers = {item.name: f"{item.number:02d}" for item in features
               if isinstance(item, VillagerGroup) and item.village == fid("v1")}  # fmt: skip
    assert codes_by_name(features, "group") == numbers
