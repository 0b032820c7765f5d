"""The project's pictures lie pale on the map of the window, where they belong, below everything."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from gridmap.importers.underlays import add_picture
from gridmap.layers.style import load_styles
from gridmap.progress import run_job
from gridmap.store.pictures import pictures_folder
from gridmap.ui.canvas import screen_pictures
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M, Tiny, project
from tests.ui.canvas.test_render import last, renderer_of, request

RED, GREEN = (200, 30, 30), (30, 160, 30)


def put_below(folder: Path, *, m_per_px: float = 0.2, turned: bool = False) -> Path:
    """Keep a green picture of the first 400 m, with a red square at 100 to 140 m; its folder."""
    count = round(400 / m_per_px)
    pixels = np.full((count, count, 3), GREEN, dtype=np.uint8)
    low, high = round(100 / m_per_px), round(140 / m_per_px)
    pixels[count - high : count - low, low:high] = RED
    numbers = (m_per_px, 0, 0, -m_per_px, ORIGIN_X_M + m_per_px / 2)
    numbers += (ORIGIN_Y_M + 400 - m_per_px / 2,)
    if turned:
        pixels = np.ascontiguousarray(np.rot90(pixels))
        numbers = (0, -m_per_px, -m_per_px, 0, ORIGIN_X_M + 400, ORIGIN_Y_M + 400)
    file = folder / "drone.png"
    Image.fromarray(pixels).save(file)
    file.with_suffix(".pgw").write_text("\n".join(str(number) for number in numbers), "ascii")
    epsg = project().epsg
    run_job(add_picture(folder / "tiny.gpkg", file, plane_epsg=epsg, epsg=epsg))
    return pictures_folder(folder / "tiny.gpkg")


def pixels_of(image: QImage) -> NDArray[np.int64]:
    flat = np.frombuffer(image.constBits(), np.uint8)
    return flat.reshape(image.height(), image.width(), 4)[:, :, 2::-1].astype(np.int64)


def is_red(image: QImage) -> NDArray[np.bool_]:
    pixels = pixels_of(image)
    return pixels[:, :, 0] - pixels[:, :, 1] > 25


@pytest.mark.parametrize(
    ("scale", "m_per_px"), [(500.0, 0.1), (2000.0, 0.1), (2000.0, 0.4), (6000.0, 0.1)]
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_picture_lies_where_it_belongs(
    qtbot: QtBot, tmp_path: Path, scale: float, m_per_px: float, turned: bool
) -> None:
    renderer = renderer_of([project()])
    renderer.show_pictures(put_below(tmp_path, m_per_px=m_per_px, turned=turned))
    wanted = request(scale, x_m=120.0, y_m=120.0)
    found = np.argwhere(is_red(last(renderer, wanted).image))
    middle = np.array(wanted.size_px[::-1]) / 2
    side_px = 40 * wanted.screen.view.mm_per_m * wanted.px_per_mm
    assert np.abs((found.min(axis=0) + found.max(axis=0)) / 2 - middle).max() <= 1.5
    assert np.abs(np.ptp(found, axis=0) - side_px).max() <= 3


@pytest.mark.parametrize("turned", [False, True])
def test_it_is_pale_without_seams_and_ends_where_it_ends(
    qtbot: QtBot, tmp_path: Path, turned: bool
) -> None:
    renderer = renderer_of([project()])
    renderer.show_pictures(put_below(tmp_path, m_per_px=0.1, turned=turned))
    for scale in (600.0, 1013.0, 1310.0):
        inside = pixels_of(last(renderer, request(scale, x_m=240.0, y_m=240.0)).image)
        assert inside.min() > 130
        assert np.ptp(inside.reshape(-1, 3), axis=0).max() <= 3
    outside = pixels_of(last(renderer, request(600.0, x_m=900.0, y_m=900.0)).image)
    paper = QColor(load_styles().color("paper"))
    assert (outside == (paper.red(), paper.green(), paper.blue())).all()


def test_everything_else_is_drawn_over_it(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> None:
    renderer = renderer_of(tiny.features)
    bare = last(renderer, request())
    renderer.show_pictures(put_below(tmp_path))
    over = last(renderer, request())
    assert over.labels == bare.labels
    ink = pixels_of(bare.image).max(axis=2) < 60
    assert ink.sum() > 100
    assert (pixels_of(over.image)[ink].max(axis=1) < 70).all()
    assert (pixels_of(over.image) != pixels_of(bare.image)).any()


def test_without_pictures_the_map_is_as_before(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> None:
    renderer = renderer_of(tiny.features)
    bare = last(renderer, request()).image
    folder = put_below(tmp_path)
    renderer.show_pictures(folder)
    assert last(renderer, request()).image != bare
    renderer.show_pictures(None)
    assert last(renderer, request()).image == bare
    renderer.show_pictures(tmp_path / "none")
    assert last(renderer, request()).image == bare


def test_only_tiles_in_sight_are_read_and_memory_is_bounded(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    real = screen_pictures._read_image

    def counted(file: Path, step: int) -> QImage:
        read.append(file.name)
        return real(file, step)

    monkeypatch.setattr(screen_pictures, "_read_image", counted)
    monkeypatch.setattr(screen_pictures, "MOST_BYTES", 9 * 2**20)
    renderer = renderer_of([project()])
    renderer.show_pictures(put_below(tmp_path, m_per_px=0.1))
    last(renderer, request(300.0, x_m=50.0, y_m=350.0))
    assert read == ["0-0.jpg"]
    last(renderer, request(300.0, x_m=52.0, y_m=350.0))
    assert read == ["0-0.jpg"]
    for x_m in (150.0, 250.0, 350.0):
        for y_m in (350.0, 250.0, 150.0, 50.0):
            last(renderer, request(300.0, x_m=x_m, y_m=y_m))
    assert len(set(read)) > 10
    assert 0 < renderer._below.kept_bytes <= 9 * 2**20


def test_a_lost_tile_is_passed_over(qtbot: QtBot, tmp_path: Path) -> None:
    folder = put_below(tmp_path, m_per_px=0.1)
    renderer = renderer_of([project()])
    renderer.show_pictures(folder)
    for file in folder.glob("*/*.jpg"):
        file.unlink()
    image = last(renderer, request(500.0)).image
    assert not is_red(image).any()
