from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from gridmap.export.frames import Rect
from gridmap.export.overview_plates import place_plates, plate_rect

WINDOW = Rect(0.0, 0.0, 162.0, 139.0)


def test_plates_with_room_stand_where_they_always_do() -> None:
    rects = [Rect(20, 20, 18, 20), Rect(60, 20, 6, 8), Rect(60, 60, 6, 8)]
    plates = place_plates(rects, WINDOW)
    assert [plate.rect for plate in plates if plate] == [plate_rect(rect) for rect in rects]


def test_two_plates_too_near_stand_above_their_sheets_and_cover_no_house() -> None:
    rects = [Rect(40, 40, 5.2, 9), Rect(45.2, 40, 5.2, 9)]
    one, other = (plate.rect for plate in place_plates(rects, WINDOW) if plate)
    assert max(one.bottom_mm, other.bottom_mm) <= 40.0 + 1e-6


def test_crowded_plates_stand_inside_their_own_sheets() -> None:
    rects = [Rect(40 + 5.6 * x, 40 + 4.0 * y, 5.6, 4.0) for x in range(10) for y in range(8)]
    plates = place_plates(rects, WINDOW)
    inner = [rect for rect in rects if 41 < rect.x_mm < 90 and 41 < rect.y_mm < 67]
    assert len(inner) == 48
    for rect, plate in zip(rects, plates, strict=True):
        assert plate is not None
        assert rect not in inner or rect.contains(*plate.rect.middle)


def test_a_plate_without_room_inside_has_a_line_to_its_sheet() -> None:
    rects = [Rect(80 + 4.0 * x, 80 + 2.6 * y, 4.0, 2.6) for x in range(4) for y in range(4)]
    plates = place_plates(rects, WINDOW)
    led = [
        (rect, plate) for rect, plate in zip(rects, plates, strict=True) if plate and plate.leader
    ]
    assert led
    for rect, plate in led:
        assert plate.leader is not None
        assert rect.contains(*plate.leader[0])
        assert not plate.rect.contains(*plate.leader[0])


def test_a_sheet_that_is_all_covered_has_no_plate() -> None:
    assert None in place_plates([Rect(80.0, 80.0, 2.0, 2.0)] * 10, WINDOW)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(10, 140), st.floats(10, 120), st.floats(2, 20), st.floats(2, 20)),
        max_size=40,
    )
)
def test_no_two_plates_ever_cover_each_other(
    boxes: list[tuple[float, float, float, float]],
) -> None:
    plates = [plate for plate in place_plates([Rect(*box) for box in boxes], WINDOW) if plate]
    for one, other in combinations(plates, 2):
        assert not one.rect.touches(other.rect)
