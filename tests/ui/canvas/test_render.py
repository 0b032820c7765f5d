"""Whole frames, painted without a window."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from shapely import LineString, Point

from gridmap.layers.style import load_styles
from gridmap.layers.view import MapView
from gridmap.model.changes import Change, Changeset, removed
from gridmap.model.document import Document
from gridmap.model.features import CareRecord, Feature, Grid, Household, Line
from gridmap.ui.canvas.frame import Frame, FrameRequest
from gridmap.ui.canvas.render import SceneRenderer
from gridmap.ui.canvas.screen_view import ScreenView
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M, Tiny, at, fid, household, project

REPOSITORY = Path(__file__).resolve().parents[3]


def request(
    scale: float = 2000.0,
    *,
    x_m: float = 200.0,
    y_m: float = 200.0,
    ratio: float = 1.0,
    revision: int = 0,
) -> FrameRequest:
    view = MapView(
        center_x_m=ORIGIN_X_M + x_m,
        center_y_m=ORIGIN_Y_M + y_m,
        scale_denominator=scale,
        width_mm=120,
        height_mm=90,
    )
    return FrameRequest(screen=ScreenView(view), device_pixel_ratio=ratio, revision=revision)


def renderer_of(features: Sequence[Feature]) -> SceneRenderer:
    renderer = SceneRenderer(load_styles())
    renderer.load(Document(features).snapshot())
    return renderer


def last(renderer: SceneRenderer, wanted: FrameRequest) -> Frame:
    return list(renderer.frames(wanted, lambda: False))[-1]


def house_pixels(image: QImage) -> int:
    pixels = np.frombuffer(image.constBits(), np.uint32)
    return int((pixels == 0xFF1E2227).sum())


def test_nothing_is_painted_before_there_is_a_project(qtbot: QtBot) -> None:
    renderer = SceneRenderer(load_styles())
    assert list(renderer.frames(request(), lambda: False)) == []
    assert renderer.hit_index() is None


def test_a_first_frame_comes_before_the_borders_are_prepared(qtbot: QtBot, tiny: Tiny) -> None:
    renderer = renderer_of(tiny.features)
    frames = list(renderer.frames(request(), lambda: False))
    assert [frame.is_complete for frame in frames] == [False, False, True]
    assert frames[0].image != frames[1].image
    again = list(renderer.frames(request(), lambda: False))
    assert [frame.is_complete for frame in again] == [False, True]
    assert again[-1].image == frames[-1].image


def test_an_overtaken_frame_is_not_labelled(qtbot: QtBot, tiny: Tiny) -> None:
    frames = list(renderer_of(tiny.features).frames(request(), lambda: True))
    assert [frame.is_complete for frame in frames] == [False, False]
    assert not frames[-1].labels


def test_twice_the_device_pixels_show_the_same_ground_twice_as_fine(
    qtbot: QtBot, tiny: Tiny
) -> None:
    renderer = renderer_of(tiny.features)
    one, two = last(renderer, request()), last(renderer, request(ratio=2.0))
    assert two.image.width() == pytest.approx(2 * one.image.width(), abs=1)
    assert two.labels.keys() == one.labels.keys()
    assert 3 < house_pixels(two.image) / house_pixels(one.image) < 7


@pytest.mark.parametrize("scale", [700.0, 2000.0, 4500.0])
def test_labels_never_overlap(qtbot: QtBot, tiny: Tiny, scale: float) -> None:
    crowded = [
        household(f"x{number}", door=str(number), head="王小明", geometry=at(200 + number * 6, 200))
        for number in range(40)
    ]
    wanted = request(scale)
    frame = last(renderer_of([*tiny.features, *crowded]), wanted)
    every = {feature.id: feature for feature in [*tiny.features, *crowded]}
    boxes = []
    for key, label in frame.labels.items():
        left, top, right, bottom = label.box_mm
        feature = every[key]
        if isinstance(feature, Household):
            assert feature.geometry is not None
            x, y = wanted.screen.view.to_mm(np.array([feature.geometry.coords[0]]))[0]
            boxes.append((x + left, y + top, x + right, y + bottom))
    assert len(boxes) > 5
    for one, other in combinations(boxes, 2):
        assert (
            one[2] <= other[0] + 1e-6
            or other[2] <= one[0] + 1e-6
            or one[3] <= other[1] + 1e-6
            or other[3] <= one[1] + 1e-6
        )


def test_households_in_one_building_are_drawn_side_by_side(qtbot: QtBot) -> None:
    alone = [project(), household("a", door="1", geometry=at(200, 200))]
    three = [project(), *(household(name, geometry=at(200, 200)) for name in "abc")]
    pixels = [
        house_pixels(last(renderer_of(features), request()).image) for features in (alone, three)
    ]
    assert pixels[1] > 2.8 * pixels[0]


def test_houses_shrink_to_points_from_afar_but_never_vanish(qtbot: QtBot) -> None:
    features = [project(), household("a", geometry=at(200, 200))]
    for scale in (2_000.0, 20_000.0, 200_000.0, 2_000_000.0):
        image = last(renderer_of(features), request(scale)).image
        pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)
        middle = pixels[image.height() // 2 - 8 : image.height() // 2 + 8]
        assert ((middle & 0xFF) < 140).any(), scale


def test_lanes_are_hidden_far_out_and_roads_only_very_far_out(qtbot: QtBot) -> None:
    def is_seen(kind: str, scale: float) -> bool:
        half = 0.03 * scale
        (x_m, y_m) = at(200, 200).coords[0]
        across = LineString([(x_m - half, y_m), (x_m + half, y_m)])
        line = Line(id=fid("l"), line_kind=kind, geometry=across)
        bare, drawn = (
            last(renderer_of(items), request(scale)).image
            for items in ([project()], [project(), line])
        )
        return bool(bare != drawn)

    assert is_seen("lane", 5_000)
    assert not is_seen("lane", 50_000)
    assert is_seen("road", 50_000)
    assert not is_seen("road", 300_000)


def test_restricted_care_records_stay_off_the_map(qtbot: QtBot, tiny: Tiny) -> None:
    def shown(keep: set[str]) -> QImage:
        kept = [
            item for item in tiny.features if not isinstance(item, CareRecord) or item.id in keep
        ]
        return last(renderer_of(kept), request(3800)).image

    nothing = shown(set())
    assert shown({"c3"}) == nothing
    assert shown({"c1"}) != nothing


Edit = Callable[[Tiny], Changeset]
EDITS: tuple[Edit, ...] = (
    lambda tiny: _replaced(tiny.get("h05", Household), geometry=at(120, 260), status="vacant"),
    lambda tiny: removed("x", [tiny.get("h05", Household)]),
    lambda tiny: removed("x", [tiny.get("l1", Line)]),
    lambda tiny: removed("x", [tiny.get("w11", Grid)]),
    lambda tiny: removed("x", [tiny.get("c1", CareRecord)]),
    lambda tiny: Changeset(
        "x", (Change(None, household("new", door="99", head="新来", geometry=at(250, 180))),)
    ),
)


def _replaced(feature: Household, **fields: object) -> Changeset:
    return Changeset("x", (Change(feature, replace(feature, **fields)),))  # type: ignore[arg-type]


@pytest.mark.parametrize("edit", EDITS)
def test_an_updated_scene_looks_like_one_loaded_anew(qtbot: QtBot, tiny: Tiny, edit: Edit) -> None:
    changeset: Changeset = edit(tiny)
    document = Document(tiny.features)
    renderer = SceneRenderer(load_styles())
    renderer.load(document.snapshot())
    before = last(renderer, request(3800))
    document.apply(changeset)
    renderer.update(document.snapshot(), changeset)
    kept = last(renderer, request(3800))
    anew = SceneRenderer(load_styles())
    anew.load(document.snapshot())
    fresh = last(anew, request(3800))
    assert kept.image != before.image
    assert kept.labels.keys() == fresh.labels.keys()
    assert house_pixels(kept.image) == house_pixels(fresh.image)
    assert kept.revision == document.revision


def test_a_house_with_an_empty_point_is_passed_over(qtbot: QtBot) -> None:
    features = [project(), household("a", geometry=Point()), household("b", geometry=at(200, 200))]
    assert last(renderer_of(features), request()).labels.keys() == {"b"}


SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from tests.helpers.build import build_tiny
from tests.helpers.map_window import session_of
from gridmap.ui.canvas.map_canvas import MapCanvas
import time
app = QApplication([])
canvas = MapCanvas(session_of(build_tiny().features, Path(sys.argv[1])))
canvas.resize(600, 400)
canvas.show()
end = time.monotonic() + 20
while not canvas.is_sharp and time.monotonic() < end:
    app.processEvents()
image = canvas.grab().toImage()
x, y = canvas.screen_view.point_px(430050, 3880050)
dark = image.pixelColor(round(x * 2), round(y * 2)).lightness()
print(canvas.is_sharp, canvas.devicePixelRatioF(), image.width(), dark < 60)
canvas.stop()
"""


def test_the_widget_is_sharp_on_a_screen_of_twice_the_pixels(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "2"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.split() == ["True", "2.0", "1200", "True"], done.stderr
    assert done.stderr == ""
