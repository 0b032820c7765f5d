"""The real places in the folder of shared files: what comes in, and nothing twice."""

import time

import pytest
import shapely

from gridmap.importers.run import Outcome
from gridmap.model.features import Area, Household, Line, Place, Project, Township, Village
from tests.helpers.shared_data import shared_data
from tests.importers.helpers import document, take


def kinds(items: object, name: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for item in items:  # type: ignore[attr-defined]
        value = getattr(item, name)
        counts[value] = counts.get(value, 0) + 1
    return counts


def test_the_dense_ward_comes_in_whole_and_only_once() -> None:
    page = shared_data("osm/kathmandu_ward7.gpkg")
    doc = document(epsg=None)
    begin = time.perf_counter()
    report = take(doc, page).report
    assert time.perf_counter() - begin < 15.0
    assert next(iter(doc.all(Project))).epsg == 4537
    assert [item.name for item in doc.all(Village)] == ["Ward 7"]
    assert (doc.count(Area), doc.count(Household), doc.count(Place)) == (3544, 3544, 75)
    assert kinds(doc.all(Place), "place_kind") == {
        "P01": 2,
        "P02": 38,
        "P03": 18,
        "P04": 10,
        "P05": 7,
    }
    homes = list(doc.all(Household))
    assert {item.village for item in homes} == {next(iter(doc.all(Village))).id}
    assert sorted(int(item.number) for item in homes) == list(range(1, 3545))
    assert not [item for item in homes if item.door or item.head]
    assert report.total(Outcome.DROPPED) == 0
    area_m2 = next(iter(doc.all(Village))).geometry.area
    assert area_m2 / 1e6 == pytest.approx(1.546, rel=0.01)
    assert not take(doc, page).changeset


def test_the_islands_come_in_with_every_layer_accounted_for() -> None:
    page = shared_data("osm/maldives_north.gpkg")
    doc = document(epsg=None)
    report = take(doc, page).report
    assert next(iter(doc.all(Project))).epsg == 32643
    assert doc.count(Village) == 48
    assert kinds(doc.all(Area), "area_kind") == {
        "building": 5995,
        "water": 50,
        "field": 222,
        "yard": 1,
        "wood": 284,
    }
    assert kinds(doc.all(Line), "line_kind") == {
        "path": 1289,
        "lane": 384,
        "road": 2981,
        "river": 24,
        "ditch": 1,
    }
    assert doc.count(Household) == 5737
    assert sum(1 for item in doc.all(Household) if item.village is None) == 925
    places = kinds(doc.all(Place), "place_kind")
    assert (places["P02"], places["P05"], places["P06"], places["P07"]) == (20, 9, 3, 3)
    layer = report.layer("places")
    assert layer.forbidden_columns == ["religion"]
    assert layer.counts[Outcome.DROPPED] == 80
    assert layer.counts[Outcome.TAKEN] + layer.counts[Outcome.DROPPED] == layer.rows
    for item in report.layers:
        settled = sum(
            item.counts.get(outcome, 0)
            for outcome in (Outcome.TAKEN, Outcome.UPDATED, Outcome.SAME, Outcome.DROPPED)
        )
        assert settled == item.rows, item.layer
    assert not take(doc, page).changeset


def test_every_house_of_the_islands_has_a_number_of_its_own_in_its_village() -> None:
    doc = document(epsg=None)
    take(doc, shared_data("osm/maldives_north.gpkg"))
    numbers = [(item.village, item.number) for item in doc.all(Household)]
    assert len(set(numbers)) == len(numbers)
    shapes = [item.geometry for item in doc.all(Area)]
    assert shapely.is_valid(shapes).all()


def test_the_same_ward_as_separate_files_is_the_same_project() -> None:
    names = (
        "buildings.geojson",
        "education_facilities.geojson",
        "health_facilities.geojson",
        "ward7.GeoJSON",
    )
    doc = document(epsg=None)
    report = take(doc, *(shared_data(f"osm/kathmandu_ward7/{name}") for name in names)).report
    assert (doc.count(Area), doc.count(Household), doc.count(Place)) == (3544, 3544, 75)
    assert "neither a name nor a code" in report.to_text()


def test_the_boundaries_of_a_city_show_right_chinese_without_any_hint() -> None:
    page = shared_data("boundaries/gary_天水市/天水市.shp")
    doc = document()
    report = take(doc, page, target="villages").report
    assert {item.name for item in doc.all(Village)} >= {"秦州区", "麦积区", "甘谷县", "武山县"}
    assert doc.count(Village) == 7
    messages = " ".join(report.layers[0].messages)
    assert "GCJ-02" in messages
    middle = shapely.union_all([item.geometry for item in doc.all(Village)]).centroid
    assert 500_000 < middle.x < 600_000
    assert 3_700_000 < middle.y < 3_900_000


@pytest.mark.parametrize(
    ("name", "count"),
    [("datav_621100_dingxi_counties.geojson", 7), ("datav_621124_lintao.geojson", 1)],
)
def test_published_boundaries_are_taken_with_a_warning_of_their_shift(
    name: str, count: int
) -> None:
    doc = document()
    report = take(doc, shared_data(f"boundaries/{name}"), target="villages").report
    assert doc.count(Village) == count
    assert "GCJ-02" in " ".join(report.layers[0].messages)


@pytest.mark.parametrize(
    ("name", "villages", "townships"),
    [
        ("lintao_villages", 335, 18),
        ("manwa_villages", 11, 1),
        ("rare_village_names_nongbk", 24, 23),
    ],
)
def test_a_list_of_villages_becomes_villages_without_boundaries(
    name: str, villages: int, townships: int
) -> None:
    page = shared_data(f"admin/{name}.csv")
    doc = document()
    report = take(doc, page).report
    assert (doc.count(Village), doc.count(Township)) == (villages, townships)
    assert all(len(item.code) == 12 and item.township for item in doc.all(Village))
    assert report.total(Outcome.NO_POSITION) == villages
    assert not take(doc, page).changeset
