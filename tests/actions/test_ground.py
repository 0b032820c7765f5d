import pytest
from shapely import LineString, Point, Polygon

from gridmap.actions.ground import (
    draw_area,
    draw_line,
    edit_area,
    edit_line,
    edit_note,
    pin_note,
)
from gridmap.actions.places import add_place
from gridmap.errors import UsageError
from gridmap.model.document import Document
from gridmap.model.features import Area, FeatureId, Line, Note, Place
from tests.helpers.build import Tiny, at


def applied(document: Document, changeset: object) -> Document:
    """Apply, take back, and apply again: every act has an inverse."""
    before = document.snapshot()
    document.apply(changeset)
    document.apply(changeset.inverted())
    for kind in changeset.kinds():
        assert list(document.all(kind)) == list(before.all(kind))
    document.apply(changeset)
    return document


def test_a_line_of_a_kind_is_drawn_and_named(tiny: Tiny) -> None:
    document = applied(tiny.document(), draw_line("stream", LineString([(0, 0), (5, 5)])))
    line = list(document.all(Line))[-1]
    assert line.line_kind == "stream"
    applied(document, edit_line(document, line.id, name="柳溪"))
    assert document.get(line.id, Line).name == "柳溪"


def test_a_line_without_length_or_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UsageError, match="no length"):
        draw_line("lane", LineString([(1, 1), (1, 1)]))
    with pytest.raises(UsageError, match="not a kind of line"):
        draw_line("canal", LineString([(0, 0), (5, 5)]))


def test_a_note_is_pinned_and_rewritten_but_never_empty(tiny: Tiny) -> None:
    document = applied(tiny.document(), pin_note(Point(1, 2), " 新桥 "))
    note = list(document.all(Note))[-1]
    assert note.text == "新桥"
    applied(document, edit_note(document, note.id, text="旧桥"))
    assert document.get(note.id, Note).text == "旧桥"
    for make in (lambda: pin_note(Point(1, 2), " "), lambda: edit_note(document, note.id, text="")):
        with pytest.raises(UsageError, match="needs a text"):
            make()


def test_a_place_belongs_to_the_village_that_holds_it(tiny: Tiny) -> None:
    document = applied(tiny.document(), add_place(tiny.document(), "P02", at(500, 300)))
    place = list(document.all(Place))[-1]
    assert (place.place_kind, place.village) == ("P02", FeatureId("v2"))
    outside = add_place(document, "P02", at(5_000, 300)).changes[0].new
    assert isinstance(outside, Place)
    assert outside.village is None
    with pytest.raises(UsageError, match="not a kind of place"):
        add_place(document, "P99", at(0, 0))


def test_an_area_gets_another_name_and_kind_but_no_unknown_one(tiny: Tiny) -> None:
    outline = Polygon([(0, 0), (9, 0), (9, 9)])
    document = applied(tiny.document(), draw_area("water", outline))
    pond = list(document.all(Area))[-1]
    applied(document, edit_area(document, pond.id, name="门前塘", area_kind="field"))
    found = document.get(pond.id, Area)
    assert (found.name, found.area_kind, found.geometry) == ("门前塘", "field", pond.geometry)
    with pytest.raises(UsageError, match="not a kind of ground"):
        edit_area(document, pond.id, area_kind="sea")
