from __future__ import annotations

import numpy as np

from gridmap.layers.metrics import text_width_mm
from gridmap.layers.recording import ClipCall, ImageCall, RecordingSurface
from gridmap.layers.shapes import rectangle
from gridmap.layers.surface import Link, PathStyle, Surface, TextRun, TextStyle


def test_every_call_is_remembered_in_order() -> None:
    recording = RecordingSurface(100, 50)
    surface: Surface = recording
    style = TextStyle(size_pt=8)
    with surface.clip(1, 2, 3, 4):
        surface.paths([rectangle(0, 0, 1, 1)], PathStyle(fill="#FFFFFF"))
        surface.markers("north", np.array([(1.0, 2.0), (3.0, 4.0)]), size_mm=8)
    surface.text([TextRun("王", 1, 2), TextRun("李", 3, 4)], style)
    surface.image(b"png", 1, 2, 3, 4)
    surface.link(Link("p2", 1, 2, 3, 4))
    kinds = [type(call).__name__ for call in recording.calls]
    assert kinds == [
        "ClipCall",
        "PathsCall",
        "MarkersCall",
        "ClipCall",
        "TextCall",
        "ImageCall",
        "Link",
    ]
    assert recording.calls[0] == ClipCall((1, 2, 3, 4))
    assert recording.calls[3] == ClipCall(None)
    assert recording.calls[5] == ImageCall(b"png", (1, 2, 3, 4))
    assert recording.texts() == ["王", "李"]
    assert recording.marker_count("north") == 2
    assert recording.marker_count("other") == 0
    assert recording.links() == [Link("p2", 1, 2, 3, 4)]
    assert len(recording.path_calls()) == 1
    assert (surface.width_mm, surface.height_mm) == (100, 50)
    assert surface.text_width("王", style) == text_width_mm("王", style)


def test_later_changes_of_the_points_do_not_reach_the_record() -> None:
    surface = RecordingSurface()
    at = np.array([(1.0, 2.0)])
    surface.markers("north", at, size_mm=8)
    at[:] = 9
    assert surface.marker_calls()[0].at.tolist() == [[1, 2]]
