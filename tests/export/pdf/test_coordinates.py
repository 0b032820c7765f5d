"""The maps of internal editions tell coordinates; a house's come out where it stands."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from gridmap.export.pdf.surface import PdfSurface
from gridmap.layers.view import MapView
from gridmap.model.editions import Edition
from gridmap.model.features import Household
from tests.export.atlas_helpers import export, houses, one_village, spec
from tests.helpers.build import Tiny, fid
from tests.helpers.storm import flooded
from tests.quality.reading import read_pages
from tests.quality.sheets_read import sheets_in


def test_a_house_comes_out_within_half_a_metre_of_where_it_stands(tmp_path: Path) -> None:
    snapshot = one_village(*houses([(100 + 37 * i, 90 + 61 * (i % 5)) for i in range(30)]))
    export(snapshot, spec(), tmp_path / "a.pdf")
    found = [
        sheet.map.to_m(house.x_mm, house.y_mm)
        for sheet in sheets_in(read_pages(tmp_path / "a.pdf"))
        for house in sheet.houses
    ]
    there = [(h.geometry.x, h.geometry.y) for h in snapshot.all(Household) if h.geometry]
    assert len(found) == len(there)
    for x_m, y_m in there:
        assert min(np.hypot(x - x_m, y - y_m) for x, y in found) < 0.5


def test_overviews_and_update_sheets_tell_them_too(tiny: Tiny, tmp_path: Path) -> None:
    export(tiny.snapshot(), spec(), tmp_path / "a.pdf")
    pages = read_pages(tmp_path / "a.pdf")
    assert sum(len(page.maps) for page in pages) > len(sheets_in(pages)) > 0
    for page in pages:
        for there in page.maps:
            assert there.epsg == tiny.snapshot().project.epsg
            assert there.box[0] > 0
            assert there.box[2] < page.size_mm[0]


def test_the_public_edition_tells_none(tiny: Tiny, tmp_path: Path) -> None:
    export(tiny.snapshot(), spec(Edition.PUBLIC), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        everything = b"".join(_bytes(item) for item in pdf.objects)
    for word in (b"/VP", b"/GPTS", b"/Measure", b"PROJCS", b"/LGIDict"):
        assert word not in everything


@pytest.mark.parametrize("edition", [e for e in Edition if e is not Edition.PUBLIC])
def test_every_other_edition_does(tmp_path: Path, edition: Edition) -> None:
    officer = fid("o2") if edition is Edition.OFFICER else None
    incident = fid("storm") if edition is Edition.EVACUATION else None
    export(
        flooded().snapshot(), spec(edition, officer=officer, incident=incident), tmp_path / "a.pdf"
    )
    assert any(page.maps for page in read_pages(tmp_path / "a.pdf"))


def test_a_local_plan_without_coordinates_tells_none(tiny: Tiny, tmp_path: Path) -> None:
    features = [replace(item, epsg=0) if item.kind == "project" else item for item in tiny.features]
    snapshot = type(tiny.snapshot()).of(features)
    export(snapshot, spec(), tmp_path / "a.pdf")
    assert not any(page.maps for page in read_pages(tmp_path / "a.pdf"))


def test_what_a_map_shows_does_not_make_it_another_page() -> None:
    surface = PdfSurface(100, 100, name="p")
    view = MapView(
        center_x_m=1.0, center_y_m=2.0, scale_denominator=1000, width_mm=10, height_mm=10
    )
    assert surface.drawn().digest == surface.drawn([view]).digest


def test_gdal_reads_the_same_plane_and_place(tmp_path: Path) -> None:
    tool = shutil.which("gdalinfo")
    if tool is None:
        pytest.skip("gdalinfo (Debian: gdal-bin) is not installed")
    snapshot = one_village(*houses([(100 + 37 * i, 90) for i in range(12)]))
    export(snapshot, spec(), tmp_path / "a.pdf")
    (sheet,) = sheets_in(read_pages(tmp_path / "a.pdf"))
    target = f"PDF:{sheet.page.index + 1}:{tmp_path / 'a.pdf'}"
    said = subprocess.run([tool, target], capture_output=True, check=True, text=True).stdout
    assert f'ID["EPSG",{snapshot.project.epsg}]' in said
    ring = said.split("NEATLINE=POLYGON ((")[1].split(")")[0]
    corners = np.array([[float(v) for v in pair.split()] for pair in ring.split(",")])
    expected = sheet.map.plane_corners
    assert np.allclose(corners.min(axis=0), expected.min(axis=0), atol=0.05)
    assert np.allclose(corners.max(axis=0), expected.max(axis=0), atol=0.05)


def _bytes(item: object) -> bytes:
    return item.unparse(resolved=False) if isinstance(item, pikepdf.Object) else b""
