from collections import Counter
from dataclasses import fields

import numpy as np
import pytest
import shapely

from gridmap.checks.run import run_checks
from gridmap.errors import UsageError
from gridmap.model.catalogue import load_catalogue
from gridmap.model.document import Snapshot
from gridmap.model.features import (
    KINDS,
    Area,
    CareRecord,
    Feature,
    Grid,
    Household,
    Line,
    Measure,
    Place,
    Project,
    Township,
    Village,
    VillagerGroup,
    Visit,
)
from gridmap.model.relations import Relations
from gridmap.progress import Progress, run_job
from gridmap.synth.plan import AS_OF
from gridmap.synth.township import synthesize


@pytest.fixture(scope="module")
def features() -> list[Feature]:
    return run_job(synthesize("township", 1))


@pytest.fixture(scope="module")
def township(features: list[Feature]) -> Snapshot:
    return Snapshot.of(features)


def test_the_township_has_the_size_it_promises(township: Snapshot) -> None:
    assert township.count(Village) == 11
    assert township.count(Grid) == 13
    assert township.count(VillagerGroup) == 57
    assert township.count(Household) == 3_006
    assert township.count(CareRecord) == 270
    assert 85 <= township.count(Place) <= 100


def test_the_project_comes_first_and_parents_before_children(features: list[Feature]) -> None:
    assert isinstance(features[0], Project)
    order = [KINDS.index(type(feature)) for feature in features]
    assert order == sorted(order)


def test_it_says_that_it_is_invented(township: Snapshot) -> None:
    assert "虚构" in township.project.name
    assert "虚构" in township.project.issuer
    assert township.project.code.startswith("99")


def test_every_kind_of_place_and_of_care_occurs(township: Snapshot) -> None:
    catalogue = load_catalogue()
    assert {place.place_kind for place in township.all(Place)} == set(catalogue.places)
    assert {record.category for record in township.all(CareRecord)} == set(catalogue.care)


def test_every_place_has_a_name(township: Snapshot) -> None:
    assert all(place.name for place in township.all(Place))


def test_ids_are_unique(features: list[Feature]) -> None:
    assert len({feature.id for feature in features}) == len(features)


def test_every_reference_leads_somewhere(features: list[Feature]) -> None:
    known = {feature.id for feature in features}
    names = {
        "village", "group", "grid_override", "household", "record", "officer", "deputy", "leader",
        "scope", "township",
    }  # fmt: skip
    for feature in features:
        for field in fields(feature):
            if field.name in names:
                target = getattr(feature, field.name)
                assert target is None or target in known, (feature.kind, field.name)


def test_groups_and_villages_are_partitions(township: Snapshot) -> None:
    for kind in (VillagerGroup, Village):
        shapes = np.array([item.geometry for item in township.all(kind)], dtype=object)
        assert shapely.coverage_is_valid(shapes)
        assert shapely.is_valid(shapes).all()
    whole = next(iter(township.all(Township))).geometry
    parts = sum(village.geometry.area for village in township.all(Village) if village.geometry)
    assert whole is not None
    assert parts == pytest.approx(whole.area, abs=0.01)


def test_groups_and_grids_cover_their_village_but_for_one_piece(township: Snapshot) -> None:
    relations = Relations(township)
    gaps = []
    for village in township.all(Village):
        assert village.geometry is not None
        groups = [group.geometry for group in relations.groups_in_village[village.id]]
        assert shapely.union_all(groups).symmetric_difference(village.geometry).area < 1e-3
        grids = [grid.geometry for grid in relations.grids_in_village[village.id]]
        assert all(grid.geom_type == "Polygon" for grid in grids if grid is not None)
        assert shapely.union_all(grids).difference(village.geometry).area < 1e-3
        gap = village.geometry.area - shapely.area(grids).sum()
        if gap > 1e-3:
            gaps.append(gap)
    assert len(gaps) == 1
    assert 500.0 < gaps[0] < 40_000.0


def test_villages_are_two_to_six_square_kilometres(township: Snapshot) -> None:
    areas = [item.geometry.area / 1e6 for item in township.all(Village) if item.geometry]
    assert min(areas) > 1.5
    assert max(areas) < 7.0


def test_households_stand_inside_their_group(township: Snapshot) -> None:
    groups = township.table(VillagerGroup)
    for home in township.all(Household):
        if home.geometry is not None and home.group is not None:
            shape = groups[home.group].geometry
            assert shape is not None
            assert shape.contains(home.geometry)


def test_houses_keep_their_distance(township: Snapshot) -> None:
    points = np.array([h.geometry for h in township.all(Household) if h.geometry], dtype=object)
    tree = shapely.STRtree(points)
    pairs = tree.query(points, predicate="dwithin", distance=6.5)
    assert (pairs[0] == pairs[1]).all()
    near = tree.query_nearest(points, exclusive=True, return_distance=True, all_matches=False)[1]
    assert 9.0 < float(np.median(near)) < 16.0


def test_houses_do_not_stand_in_each_other_or_on_the_road(township: Snapshot) -> None:
    houses = np.array(
        [a.geometry for a in township.all(Area) if a.area_kind == "building"], dtype=object
    )
    tree = shapely.STRtree(houses)
    left, right = tree.query(houses, predicate="intersects")
    overlap = shapely.area(shapely.intersection(houses[left], houses[right]))[left != right]
    assert overlap.max(initial=0.0) == 0.0
    for line in township.all(Line):
        assert line.width_m is not None
        if line.line_kind in {"road", "lane"}:
            near = tree.query(line.geometry, predicate="dwithin", distance=line.width_m / 2)
            assert near.size == 0


def test_roster_numbers_are_unique_in_a_village_and_keep_their_zeros(township: Snapshot) -> None:
    numbers = [(home.village, home.number) for home in township.all(Household)]
    assert len(set(numbers)) == len(numbers)
    assert "001" in {number for _, number in numbers}


def test_doors_are_unique_in_a_group_and_of_the_odd_kinds_too(township: Snapshot) -> None:
    doors = [(home.group, home.door) for home in township.all(Household)]
    assert len(set(doors)) == len(doors)
    assert any(door.endswith("-1") for _, door in doors)
    assert any(door.endswith("号附1") for _, door in doors)
    assert any("巷" in door for _, door in doors)


def test_names_include_compound_and_rare_ones(township: Snapshot) -> None:
    heads = "\n".join(home.head for home in township.all(Household))
    assert any(surname in heads for surname in ("尉迟", "欧阳", "万俟", "诸葛"))
    assert any(char in heads for char in "䶮㛃𬭎龑屲")
    common = Counter(name[0] for name in heads.split("\n"))
    assert common.most_common(1)[0][0] in {"王", "李", "张"}


def test_phones_are_plainly_made_up(features: list[Feature]) -> None:
    phones = {getattr(feature, "phone", "") for feature in features} - {""}
    assert phones
    assert all(phone.startswith("138-0000-") and len(phone) == 13 for phone in phones)


def test_about_one_house_in_eight_is_not_lived_in(township: Snapshot) -> None:
    status = Counter(home.status for home in township.all(Household))
    assert 0.08 < 1 - status["occupied"] / status.total() < 0.16
    assert all(h.living == 0 for h in township.all(Household) if h.status != "occupied")


def test_the_deliberate_gaps_are_found_and_nothing_else(township: Snapshot) -> None:
    problems = run_checks(township, on=AS_OF)
    assert Counter(problem.rule for problem in problems) == {
        "care_overdue": 22,
        "household_without_position": 18,
        "officer_without_deputy": 5,
        "care_without_measure": 4,
        "place_without_contact": 3,
        "grid_without_head": 2,
        "care_review_lapsed": 2,
        "grid_gap": 1,
        "household_outside_grid": 1,
        "group_without_auxiliary": 1,
    }


def test_one_household_belongs_to_another_grid_than_its_place_says(township: Snapshot) -> None:
    relations = Relations(township)
    overridden = [home for home in township.all(Household) if home.grid_override is not None]
    (home,) = overridden
    assert home.grid_override_reason
    assert relations.grid_by_position[home.id] not in {None, home.grid_override}


def test_no_text_holds_a_forbidden_word(features: list[Feature]) -> None:
    catalogue = load_catalogue()
    for feature in features:
        texts = [getattr(feature, field.name) for field in fields(feature)]
        measures = [m for text in texts if isinstance(text, tuple) for m in text]
        texts += [m.what for m in measures if isinstance(m, Measure)]
        for text in texts:
            assert not isinstance(text, str) or not catalogue.forbidden_field(text), text


def test_visits_are_past_and_their_notes_short(township: Snapshot) -> None:
    assert all(visit.day <= AS_OF and len(visit.note) <= 100 for visit in township.all(Visit))


def test_the_same_seed_makes_the_same_township(features: list[Feature]) -> None:
    assert run_job(synthesize("township", 1)) == features


def test_it_tells_how_far_it_is() -> None:
    job = synthesize("township", 1)
    first = next(job)
    assert isinstance(first, Progress)
    assert first.done == 0 < first.total
    job.close()


def test_an_unknown_preset_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match="hamlet") as caught:
        run_job(synthesize("hamlet", 1))
    assert "county" in caught.value.hint
