"""The atlas of real, dense places: every building is labelled. Skipped without the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from gridmap.importers.options import ImportOptions
from gridmap.importers.run import import_files
from gridmap.model.document import Document
from gridmap.model.features import Household, Place, Project
from gridmap.progress import run_job
from tests.export.atlas_helpers import export, page_texts, spec
from tests.helpers.build import fid
from tests.helpers.shared_data import shared_data


@pytest.mark.parametrize(
    ("name", "epsg", "buildings"),
    [("osm/kathmandu_ward7.gpkg", 4537, 3500), ("osm/maldives_north.gpkg", 32643, 5500)],
)
def test_every_building_of_a_real_place_is_labelled(
    tmp_path: Path, name: str, epsg: int, buildings: int
) -> None:
    document = Document([Project(id=fid("p"), name="real", epsg=epsg)])
    result = run_job(import_files(document, [shared_data(name)], options=ImportOptions()))
    document.apply(result.changeset)
    assert document.count(Household) > buildings
    assert document.count(Place) > 20
    report = export(document.snapshot(), spec(), tmp_path / "out")
    assert report.unlabelled == 0
    assert sum(village.drawn for village in report.villages) == document.count(Household)
    named = sum(village.fallbacks.get("door_head", 0) for village in report.villages)
    assert named / document.count(Household) > 0.99
    assert all(text.strip() for path in report.files[:2] for text in page_texts(path))
