from PySide6.QtCore import Qt

from gridmap.model.features import Line, Note, Place
from tests.helpers.drawing import Hand, shape_of
from tests.helpers.map_window import MapWindow


def test_a_kind_is_chosen_by_its_digit_and_a_click_puts_the_place_there(
    window: MapWindow,
) -> None:
    hand = Hand(window, "place_place")
    hand.key(Qt.Key.Key_4)
    hand.click((330, 60))
    place = hand.all(Place)[-1]
    assert (place.place_kind, place.village) == ("P04", "v1")
    assert hand.session.selection == {place.id}
    hand.key(Qt.Key.Key_Tab)
    hand.click((530, 60))
    assert (hand.all(Place)[-1].place_kind, hand.all(Place)[-1].village) == ("P05", "v2")


def test_a_kind_is_chosen_first_and_the_last_used_is_kept(window: MapWindow) -> None:
    hand = Hand(window, "place_place")
    before = len(hand.all(Place))
    assert hand.tool.chosen == ""
    hand.click((330, 60))
    assert len(hand.all(Place)) == before
    assert "Choose first" in hand.error
    hand.tool.choose("P09")
    hand.click((330, 60))
    assert hand.all(Place)[-1].place_kind == "P09"
    assert Hand(window, "place_place").tool.chosen == "P09"


def test_all_kinds_of_the_catalogue_are_offered_with_their_symbol(window: MapWindow) -> None:
    choices = Hand(window, "place_place").tool.choices()
    assert [choice.symbol for choice in choices] == [f"place-P{n:02d}" for n in range(1, 19)]


def test_a_note_is_pinned_and_selected(window: MapWindow) -> None:
    hand = Hand(window, "note")
    hand.click((330, 60))
    note = hand.all(Note)[-1]
    assert note.text == "New note"
    assert hand.session.selection == {note.id}


def test_a_stream_is_drawn_corner_by_corner_and_begins_on_the_road(window: MapWindow) -> None:
    hand = Hand(window, "draw_line")
    hand.tool.choose("stream")
    hand.draw((100, 106), (120, 160), (180, 220))
    line = hand.all(Line)[-1]
    assert line.line_kind == "stream"
    assert len(shape_of(line).coords) == 3
    road = shape_of(hand.all(Line)[0])
    assert road.distance(shape_of(line)) < 0.01
