"""The picture below a map lies where it belongs, is pale and small, and is never in a P0."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gridmap.errors import ExportError
from gridmap.export.map_layers import MapLayers
from gridmap.export.underlay import DOTS_PER_MM, Underlay, pale_jpeg, underlay_fields
from gridmap.geo.georeference import Georeference
from gridmap.importers.underlays import add_picture
from gridmap.layers.recording import RecordingSurface
from gridmap.layers.style import load_styles
from gridmap.layers.view import MapView
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, edition_view
from gridmap.progress import run_job
from gridmap.store.pictures import Picture, pictures_folder, pictures_in
from tests.export.atlas_helpers import spec
from tests.helpers.build import project


def view(scale: float = 1000, x_m: float = 1150.0, y_m: float = 1850.0) -> MapView:
    return MapView(
        center_x_m=x_m, center_y_m=y_m, scale_denominator=scale, width_mm=160, height_mm=190
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A picture from 1000, 2000 down to 1300, 1700 with a black square at 1140-1160, 1840-1860."""
    pixels = np.full((3000, 3000, 3), 200, dtype=np.uint8)
    pixels[1400:1600, 1400:1600] = 0
    Image.fromarray(pixels).save(tmp_path / "a.png")
    (tmp_path / "a.pgw").write_text("0.1\n0\n0\n-0.1\n1000.05\n1999.95", "ascii")
    town = tmp_path / "town.gpkg"
    run_job(add_picture(town, tmp_path / "a.png", plane_epsg=0, epsg=None), print)
    return pictures_folder(town)


@pytest.mark.parametrize("scale", [500, 1000, 2500])
def test_the_picture_lies_where_it_belongs_at_every_scale(folder: Path, scale: int) -> None:
    shown = view(scale)
    image = Image.open(io.BytesIO(pale_jpeg(Underlay.of(folder).pictures, shown))).convert("L")
    assert image.size == (round(160 * DOTS_PER_MM), round(190 * DOTS_PER_MM))
    dark = np.argwhere(np.asarray(image) < 180)
    low, high = dark.min(axis=0) / DOTS_PER_MM, dark.max(axis=0) / DOTS_PER_MM
    side_mm = 20_000 / scale
    assert np.abs((low + high) / 2 - (95, 80)).max() < 0.5
    assert np.abs((high - low) - side_mm).max() < 1.0


def test_the_picture_is_pale_and_small(folder: Path) -> None:
    data = pale_jpeg(Underlay.of(folder).pictures, view())
    assert len(data) < 50_000
    assert np.asarray(Image.open(io.BytesIO(data)).convert("L")).min() > 110
    assert data == pale_jpeg(Underlay.of(folder).pictures, view())


def test_a_turned_picture_is_turned_back(tmp_path: Path) -> None:
    pixels = np.full((200, 400, 3), 220, dtype=np.uint8)
    pixels[:, :20] = 0
    Image.fromarray(pixels).save(tmp_path / "whole.jpg", quality=95)
    place = Georeference(0.0, 1.0, 1000.0, -1.0, 0.0, 2000.0)
    turned = Picture(
        folder=tmp_path, width_px=400, height_px=200, place=place, source="t", added=""
    )
    shown = view(2500, 1100.0, 1800.0)
    image = Image.open(io.BytesIO(pale_jpeg((turned,), shown))).convert("L")
    dark = np.argwhere(np.asarray(image) < 180) / DOTS_PER_MM
    assert dark[:, 0].max() < 95.0 - 70.0
    assert np.ptp(dark[:, 1]) > 70.0


def layers(edition: Edition, folder: Path) -> MapLayers:
    reader = Snapshot.of([project()])
    return MapLayers.of(edition_view(reader, edition, on=spec().on), folder)


def test_only_internal_editions_show_pictures(folder: Path) -> None:
    for edition, count in ((Edition.PUBLIC, 0), (Edition.SUMMARY, 1), (Edition.HOUSEHOLD, 1)):
        surface = RecordingSurface()
        layers(edition, folder).draw_ground(surface, view(), load_styles())
        assert sum(type(call).__name__ == "ImageCall" for call in surface.calls) == count


def test_a_map_elsewhere_has_no_picture(folder: Path) -> None:
    surface = RecordingSurface()
    Underlay.of(folder).draw(surface, view(x_m=9000.0))
    assert not surface.calls


def test_the_foot_names_the_picture(folder: Path, tmp_path: Path) -> None:
    assert underlay_fields(folder)["base_map"].startswith("a.png 20")
    assert underlay_fields(tmp_path / "none") == {}
    assert underlay_fields(None) == {}


def test_a_picture_that_is_gone_spoils_its_page_alone_and_is_named(folder: Path) -> None:
    pictures = pictures_in(folder)
    for file in folder.rglob("*.jpg"):
        file.write_bytes(b"no picture any more")
    with pytest.raises(ExportError, match=r"a\.png"):
        pale_jpeg(pictures, view())
