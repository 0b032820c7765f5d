"""A picture mended after an edit is the picture painted from the beginning."""

from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from shapely import LineString

from gridmap.model.changes import Change, Changeset, edited
from gridmap.model.document import Document
from gridmap.model.features import KINDS, Grid, Household, Line
from gridmap.ui.canvas import render
from gridmap.ui.canvas.frame import FrameRequest
from gridmap.ui.canvas.render import SceneRenderer
from tests.checks.test_live import acts, changeset_of
from tests.helpers.build import Tiny, at, fid, rectangle
from tests.ui.canvas.test_render import last, renderer_of, request


def pixels(image: QImage) -> np.ndarray:
    raw = np.frombuffer(image.constBits(), np.uint8)
    return raw.reshape(image.height(), image.width(), 4)[:, :, :3].astype(int)


def bare(renderer: SceneRenderer, wanted: FrameRequest) -> np.ndarray:
    """Return the finished picture without labels, which stay where they were if they can."""
    with patch.object(render, "_has_labels", lambda _detail: False):
        return pixels(last(renderer, wanted).image)


@pytest.mark.parametrize("scale", [1500.0, 6000.0])
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_after_any_acts_the_picture_is_that_of_a_new_project(
    qtbot: QtBot, tiny: Tiny, scale: float, data: st.DataObject
) -> None:
    document, wanted = Document(tiny.features), request(scale)
    renderer = renderer_of(tiny.features)
    bare(renderer, wanted)
    past: list[Changeset] = []
    for count, act in enumerate(data.draw(st.lists(acts(), min_size=1, max_size=5))):
        if act[3] == "undo" and past:
            changeset = past.pop().inverted()
        else:
            changeset = changeset_of(document, act, count)
            past.append(changeset)
        document.apply(changeset)
        renderer.update(document.snapshot(), changeset)
        features = [item for kind in KINDS for item in document.all(kind)]
        whole = bare(renderer_of(features), wanted)
        assert np.abs(bare(renderer, wanted) - whole).max() <= 24


def painted_stages(renderer: SceneRenderer, wanted: FrameRequest) -> list[str]:
    """Return which of the lower layers are painted for a frame."""
    done: list[str] = []
    painting = render._Painting
    ground, borders = painting.paint_ground, painting._paint_borders

    def with_ground(self: object) -> None:
        done.append("ground")
        ground(self)

    def with_borders(self: object, *args: object) -> None:
        done.append("borders" if args[1] is None else "a piece of borders")
        borders(self, *args)

    with (
        patch.object(painting, "paint_ground", with_ground),
        patch.object(painting, "_paint_borders", with_borders),
    ):
        last(renderer, wanted)
    return done


def test_only_what_an_edit_touches_is_painted(qtbot: QtBot, tiny: Tiny) -> None:
    document, wanted = Document(tiny.features), request()
    renderer = renderer_of(tiny.features)
    last(renderer, wanted)

    def after(changeset: Changeset) -> list[str]:
        document.apply(changeset)
        renderer.update(document.snapshot(), changeset)
        return painted_stages(renderer, wanted)

    home = document.get(fid("h01"), Household)
    assert after(edited("", [(home, replace(home, geometry=at(50, 60)))])) == []
    grid = document.get(fid("w11"), Grid)
    smaller = replace(grid, geometry=rectangle(0, 0, 150, 400))
    assert after(edited("", [(grid, smaller)])) == ["a piece of borders"]
    lane = Line(id=fid("new"), line_kind="lane", geometry=LineString([at(0, 0), at(90, 90)]))
    assert after(Changeset("", (Change(None, lane),))) == ["ground", "borders"]
    assert painted_stages(renderer, request(x_m=260.0)) == ["ground", "borders"]
