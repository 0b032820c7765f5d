import numpy as np
import pytest

from gridmap.synth.plan import PRESETS, make_plan


@pytest.mark.parametrize("seed", range(20))
def test_a_township_is_shared_out_the_same_way_whatever_the_seed(seed: int) -> None:
    plan = make_plan("township", np.random.default_rng(seed))
    assert len(plan.villages) == 11
    assert sum(village.grids for village in plan.villages) == 13
    assert sum(len(village.group_sizes) for village in plan.villages) == 57
    assert sum(village.households for village in plan.villages) == 3_006


@pytest.mark.parametrize("seed", range(20))
def test_no_village_has_too_many_households_for_its_grids(seed: int) -> None:
    for preset in PRESETS:
        plan = make_plan(preset, np.random.default_rng(seed))
        assert max(village.households / village.grids for village in plan.villages) < 300


def test_a_county_has_the_size_it_promises() -> None:
    plan = make_plan("county", np.random.default_rng(1))
    assert len(plan.villages) == 323
    assert sum(village.grids for village in plan.villages) == 400
    assert sum(village.households for village in plan.villages) == 100_000
    assert plan.care_records == 8_000
    assert {village.township for village in plan.villages} == set(range(29))
