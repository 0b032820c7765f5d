from collections.abc import Sequence
from pathlib import Path

import pytest
from shapely import Polygon, box

from gridmap.actions.land import partition_of_village
from gridmap.errors import GeometryError
from gridmap.geo.partition import flaws
from gridmap.importers.grid_fit import FitChoice, GridFit, look_at_fit, look_at_project, with_choice
from gridmap.importers.run import ImportOptions, import_files
from gridmap.model.changes import Changeset
from gridmap.model.document import Document
from gridmap.model.features import Duty, FeatureId, Grid
from gridmap.progress import run_job
from tests.importers.helpers import BEIGOU, NANPING, document, geojson

METRES = "urn:ogc:def:crs:EPSG::4544"
WEST = Polygon([(0, 0), (500.6, 0), (499.2, 500), (501, 1000), (0, 1000)])
EAST = Polygon([(499, 0), (1000, 0), (1000, 1000), (500, 1000), (500.9, 500)])


def looked(
    doc: Document, folder: Path, shapes: Sequence[Polygon], **more: str
) -> tuple[Changeset, GridFit]:
    rows = [
        (shape.wkt, {"网格名称": f"第{number}网格", "村": NANPING.name, **more})
        for number, shape in enumerate(shapes, start=1)
    ]
    path = geojson(folder / "网格.geojson", rows, METRES)
    options = ImportOptions(target="grids")
    result = run_job(import_files(doc.snapshot(), [path], options=options))
    fit = run_job(look_at_fit(doc.snapshot(), result.changeset, tolerance_m=2.0))
    return result.changeset, fit


def test_sloppy_grids_are_told_before_anything_is_taken(tmp_path: Path) -> None:
    doc = document(NANPING)
    _, fit = looked(doc, tmp_path, (WEST, EAST))
    assert doc.count(Grid) == 0
    (village,) = fit.villages
    assert {move.name for move in village.moves} == {"第1网格", "第2网格"}
    assert 0.5 < village.furthest_m <= 2.0
    assert village.corners >= 3
    assert village.filled_m2 > 0
    assert village.free_pieces == 0
    assert village.settled_m2 > 100
    assert set(village.before) == set(village.after)


def test_the_repair_gives_a_partition_and_leaves_the_surveyed_outline(tmp_path: Path) -> None:
    doc = document(NANPING)
    changeset, fit = looked(doc, tmp_path, (WEST, EAST))
    doc.apply(with_choice(changeset, fit, FitChoice.REPAIR))
    partition = partition_of_village(doc, NANPING.id)
    assert flaws(partition) == []
    assert sum(shape.area for shape in partition.grids.values()) == NANPING.geometry.area
    assert partition.outline.equals(NANPING.geometry)


def test_as_they_are_they_come_in_unmoved_and_cannot_be_drawn_on(tmp_path: Path) -> None:
    doc = document(NANPING)
    changeset, fit = looked(doc, tmp_path, (WEST, EAST))
    doc.apply(with_choice(changeset, fit, FitChoice.AS_IS))
    areas = sorted(grid.geometry.area for grid in doc.all(Grid))
    assert areas == sorted((WEST.area, EAST.area))
    with pytest.raises(GeometryError):
        partition_of_village(doc, NANPING.id)
    (village,) = run_job(look_at_project(doc.snapshot(), tolerance_m=2.0)).villages
    doc.apply(village.changes)
    assert run_job(look_at_project(doc.snapshot())).villages == ()


def test_left_out_nothing_of_them_comes_in(tmp_path: Path) -> None:
    doc = document(NANPING)
    changeset, fit = looked(doc, tmp_path, (WEST, EAST), 网格长="周海燕")
    assert any(isinstance(change.new, Duty) for change in changeset)
    doc.apply(with_choice(changeset, fit, FitChoice.LEAVE_OUT))
    assert doc.count(Grid) == 0
    assert doc.count(Duty) == 0


def test_grids_that_fit_are_not_asked_about(tmp_path: Path) -> None:
    halves = (box(0, 0, 500, 1000), box(500, 0, 1000, 1000))
    _, fit = looked(document(NANPING, BEIGOU), tmp_path, halves)
    assert fit.villages == ()


def test_an_old_grid_is_fitted_too_but_stays_when_the_new_ones_are_left_out(
    tmp_path: Path,
) -> None:
    old = Grid(id=FeatureId("old"), name="旧网格", village=NANPING.id, geometry=WEST)
    doc = document(NANPING, old)
    rows = [(EAST.wkt, {"网格名称": "新网格", "村": NANPING.name})]
    path = geojson(tmp_path / "网格.geojson", rows, METRES)
    result = run_job(import_files(doc.snapshot(), [path], options=ImportOptions(target="grids")))
    fit = run_job(look_at_fit(doc.snapshot(), result.changeset))
    assert {move.name for move in fit.villages[0].moves} == {"旧网格", "新网格"}
    left = with_choice(result.changeset, fit, FitChoice.LEAVE_OUT)
    assert not [change for change in left if isinstance(change.feature, Grid)]
