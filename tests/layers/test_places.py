from __future__ import annotations

from shapely import Point

from gridmap.layers.places import PlaceLayer, place_symbol, place_text_style
from gridmap.layers.recording import RecordingSurface
from gridmap.layers.style import load_styles
from gridmap.layers.view import MapView
from gridmap.model.features import Place
from tests.helpers.build import fid

VIEW = MapView(center_x_m=0, center_y_m=0, scale_denominator=1000, width_mm=100, height_mm=100)
STYLES = load_styles()


def place(kind: str, x_m: float) -> Place:
    return Place(id=fid(f"{kind}{x_m}"), place_kind=kind, geometry=Point(x_m, 0))


def test_badges_of_one_kind_are_one_call_at_five_millimetres() -> None:
    surface = RecordingSurface()
    places = [place("P02", 0), place("P04", 10), place("P02", 20), place("P02", 900)]
    PlaceLayer.of([*places, Place(id=fid("x"), place_kind="P02")]).draw(surface, VIEW, STYLES)
    assert [(call.symbol, len(call.at), call.size_mm) for call in surface.marker_calls()] == [
        ("place-P02", 2, 5.0),
        ("place-P04", 1, 5.0),
    ]


def test_an_unknown_kind_is_a_landmark() -> None:
    assert place_symbol("P04") == "place-P04"
    assert place_symbol("Q99") == "place-P18"
    assert place_text_style("Q99", STYLES) == STYLES.text("place-service")


def test_a_name_is_set_in_the_colour_of_its_badge() -> None:
    assert place_text_style("P02", STYLES).color == STYLES.color("learning")
