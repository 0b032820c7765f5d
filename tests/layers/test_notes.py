from __future__ import annotations

from shapely import Point

from gridmap.layers.notes import NoteLayer
from gridmap.layers.recording import RecordingSurface
from gridmap.layers.style import load_styles
from gridmap.layers.view import MapView
from gridmap.model.features import Note
from tests.helpers.build import fid

VIEW = MapView(center_x_m=0, center_y_m=0, scale_denominator=1000, width_mm=100, height_mm=100)


def test_a_note_in_the_view_has_its_pin_and_its_text() -> None:
    surface = RecordingSurface()
    notes = [
        Note(id=fid("a"), text="门牌待核", geometry=Point(0, 0)),
        Note(id=fid("b"), text="远处", geometry=Point(900, 0)),
        Note(id=fid("c"), text="无处"),
    ]
    NoteLayer.of(notes).draw(surface, VIEW, load_styles())
    assert surface.marker_count("note") == 1
    assert surface.texts() == ["门牌待核"]


def test_no_note_in_the_view_draws_nothing() -> None:
    surface = RecordingSurface()
    NoteLayer.of([Note(id=fid("b"), text="远处", geometry=Point(900, 0))]).draw(
        surface, VIEW, load_styles()
    )
    assert surface.calls == []
