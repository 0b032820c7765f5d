"""QtSurface draws what the Surface says, in device pixels."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from gridmap.layers.metrics import text_width_mm
from gridmap.layers.surface import Link, Path, PathStyle, Surface, TextRun, TextStyle
from gridmap.layers.symbols import symbol_ids
from gridmap.ui.canvas.qt_surface import QtSurface
from gridmap.ui.canvas.stamps import DOTS_PER_METRE, StampCache

PX_PER_MM = 10.0
SIZE_MM = (40.0, 30.0)


class Sheet:
    def __init__(self, px_per_mm: float = PX_PER_MM) -> None:
        self.px_per_mm = px_per_mm
        size = round(SIZE_MM[0] * px_per_mm), round(SIZE_MM[1] * px_per_mm)
        self.image = QImage(*size, QImage.Format.Format_RGB32)
        self.image.setDotsPerMeterX(DOTS_PER_METRE)
        self.image.setDotsPerMeterY(DOTS_PER_METRE)
        self.image.fill(QColor("white"))
        self.painter = QPainter(self.image)
        self.surface: Surface = QtSurface(
            self.painter, size_mm=SIZE_MM, px_per_mm=px_per_mm, stamps=StampCache()
        )

    def at(self, x_mm: float, y_mm: float) -> str:
        return (
            self.image.pixelColor(round(x_mm * self.px_per_mm), round(y_mm * self.px_per_mm))
            .name()
            .upper()
        )

    def dark_box_mm(self) -> tuple[float, float, float, float]:
        pixels = np.frombuffer(self.image.constBits(), np.uint32).reshape(self.image.height(), -1)
        rows, columns = np.nonzero((pixels & 0xFF) < 128)
        scale = self.px_per_mm
        return (
            columns.min() / scale,
            rows.min() / scale,
            (columns.max() + 1) / scale,
            (rows.max() + 1) / scale,
        )


@pytest.fixture
def sheet(qtbot: QtBot) -> Iterator[Sheet]:
    made = Sheet()
    yield made
    made.painter.end()


def square(left: float, top: float, side: float, *, turned: bool = False) -> np.ndarray:
    ring = np.array(
        [(left, top), (left + side, top), (left + side, top + side), (left, top + side)],
        dtype=np.float64,
    )
    return ring[::-1] if turned else ring


def test_filled_areas_that_overlap_cover_each_other_whichever_way_they_turn(sheet: Sheet) -> None:
    paths = [Path((square(5, 5, 10),), closed=True), Path((square(10, 5, 10, turned=True),), True)]
    sheet.surface.paths(paths, PathStyle(fill="#112233"))
    assert {sheet.at(7, 10), sheet.at(12, 10), sheet.at(18, 10)} == {"#112233"}
    assert sheet.at(25, 10) == "#FFFFFF"


def test_a_hole_stays_empty(sheet: Sheet) -> None:
    sheet.surface.paths(
        [Path((square(5, 5, 20), square(10, 10, 10)), closed=True)], PathStyle(fill="#112233")
    )
    assert sheet.at(7, 7) == "#112233"
    assert sheet.at(15, 15) == "#FFFFFF"


def test_a_closed_path_is_stroked_all_round_and_an_open_one_is_not(sheet: Sheet) -> None:
    style = PathStyle(stroke="#000000", width_mm=0.4)
    sheet.surface.paths([Path((square(2, 2, 10),), closed=True)], style)
    sheet.surface.paths([Path((square(20, 2, 10),))], style)
    assert sheet.at(2, 7) == "#000000"
    assert sheet.at(20, 7) == "#FFFFFF"
    assert sheet.at(30, 7) == "#000000"


def test_a_stroke_is_as_wide_as_it_says(sheet: Sheet) -> None:
    line = Path((np.array([(5.0, 10.0), (35.0, 10.0)]),))
    sheet.surface.paths([line], PathStyle(stroke="#000000", width_mm=2.0))
    assert sheet.dark_box_mm() == pytest.approx((5, 9, 35, 11), abs=0.1)


def test_dashes_leave_gaps_of_their_length(sheet: Sheet) -> None:
    line = Path((np.array([(0.0, 10.0), (40.0, 10.0)]),))
    sheet.surface.paths([line], PathStyle(stroke="#000000", width_mm=1.0, dash_mm=(4.0, 2.0)))
    assert [sheet.at(x, 10) for x in (2.0, 5.0, 8.0, 11.0)] == ["#000000", "#FFFFFF"] * 2


def test_a_dotted_line_has_dots_at_its_spacing(sheet: Sheet) -> None:
    line = Path((np.array([(5.0, 10.0), (15.0, 10.0), (35.0, 10.0)]),))
    style = PathStyle(stroke="#000000", width_mm=1.0, dash_mm=(0.01, 1.99), round_ends=True)
    sheet.surface.paths([line], style)
    assert [sheet.at(x, 10) for x in (5.0, 6.0, 7.0, 8.0, 9.0)] == [
        "#000000", "#FFFFFF", "#000000", "#FFFFFF", "#000000",
    ]  # fmt: skip
    assert sheet.dark_box_mm() == pytest.approx((4.5, 9.5, 35.5, 10.5), abs=0.11)


def test_a_hatch_shows_ground_between_its_lines(sheet: Sheet) -> None:
    style = PathStyle(fill="#000000", width_mm=0.3, hatch_mm=2.0)
    sheet.surface.paths([Path((square(5, 5, 20),), closed=True)], style)
    row = [sheet.image.pixelColor(x, 150).lightness() for x in range(60, 240)]
    assert min(row) < 80
    assert max(row) > 240
    assert sheet.at(30, 15) == "#FFFFFF"


def test_opacity_is_the_last_pair_of_digits(sheet: Sheet) -> None:
    sheet.surface.paths([Path((square(5, 5, 20),), closed=True)], PathStyle(fill="#00000080"))
    assert 120 < sheet.image.pixelColor(150, 150).lightness() < 135


def test_a_marker_is_centred_and_as_wide_as_it_says(sheet: Sheet) -> None:
    sheet.surface.markers("household-occupied", np.array([(10.0, 20.0)]), size_mm=4.0)
    assert sheet.dark_box_mm() == pytest.approx((8, 18, 12, 22), abs=0.11)


def test_markers_outside_the_surface_are_left_out_and_inside_all_drawn(sheet: Sheet) -> None:
    at_mm = np.array([(-50.0, 5.0), (10.0, 10.0), (30.0, 20.0), (1e7, -1e7)])
    sheet.surface.markers("household-occupied", at_mm, size_mm=2.0)
    assert sheet.at(10, 10) == sheet.at(30, 20) == "#1E2227"


@pytest.mark.parametrize("symbol_id", symbol_ids())
def test_every_symbol_there_is_can_be_drawn(sheet: Sheet, symbol_id: str) -> None:
    before = sheet.image.copy()
    sheet.surface.markers(symbol_id, np.array([(20.0, 15.0)]), size_mm=5.0)
    assert sheet.image != before


@pytest.mark.parametrize(("align", "left_mm"), [("left", 20.0), ("center", 17.0), ("right", 14.0)])
def test_text_stands_where_its_alignment_says(sheet: Sheet, align: str, left_mm: float) -> None:
    style = TextStyle(size_pt=17.0, font="bold")
    assert text_width_mm("国", style) == pytest.approx(6.0, abs=0.01)
    sheet.surface.text([TextRun("国", 20.0, 15.0, align)], style)  # type: ignore[arg-type]
    left, top, right, bottom = sheet.dark_box_mm()
    assert left == pytest.approx(left_mm + 0.4, abs=0.5)
    assert right == pytest.approx(left_mm + 5.6, abs=0.5)
    assert 9 < top < 10.5
    assert bottom < 16.2


def test_text_can_be_turned(sheet: Sheet) -> None:
    style = TextStyle(size_pt=17.0)
    sheet.surface.text([TextRun("国国国", 20.0, 28.0, angle_deg=90.0)], style)
    left, top, right, bottom = sheet.dark_box_mm()
    assert bottom - top > 15
    assert right - left < 7
    assert right <= 21.5


def test_a_halo_lightens_the_ground_but_not_the_glyphs_of_its_own_call(sheet: Sheet) -> None:
    sheet.surface.paths([Path((square(0, 0, 40),), closed=True)], PathStyle(fill="#3060A0"))
    style = TextStyle(size_pt=17.0, halo_mm=0.6, color="#000000")
    sheet.surface.text([TextRun("一", 10.0, 15.0), TextRun("一", 10.0, 16.2)], style)
    assert sheet.at(13, 14.6) != "#3060A0"
    column = [sheet.image.pixelColor(130, y).lightness() for y in range(100, 180)]
    assert sum(light < 40 for light in column) >= 8
    assert max(column) > 240


def test_a_font_size_scales_with_the_pixels_of_a_millimetre(qtbot: QtBot) -> None:
    boxes = []
    for px_per_mm in (10.0, 20.0):
        sheet = Sheet(px_per_mm)
        sheet.surface.text([TextRun("国", 5.0, 20.0)], TextStyle(size_pt=17.0))
        boxes.append(sheet.dark_box_mm())
        sheet.painter.end()
    assert boxes[0] == pytest.approx(boxes[1], abs=0.15)


def test_clips_nest(sheet: Sheet) -> None:
    with sheet.surface.clip(5, 5, 20, 20), sheet.surface.clip(10, 0, 30, 30):
        sheet.surface.paths([Path((square(0, 0, 30),), closed=True)], PathStyle(fill="#000000"))
    assert sheet.dark_box_mm() == pytest.approx((10, 5, 25, 25), abs=0.11)
    sheet.surface.paths([Path((square(0, 0, 3),), closed=True)], PathStyle(fill="#000000"))
    assert sheet.at(1, 1) == "#000000"


def test_an_image_fills_its_rectangle(sheet: Sheet) -> None:
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(QColor("#204060"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert picture.save(buffer, "PNG")
    sheet.surface.image(bytes(buffer.data().data()), 10, 10, 20, 10)
    assert sheet.at(11, 11) == sheet.at(29, 19) == "#204060"
    assert sheet.at(9, 9) == "#FFFFFF"


def test_a_link_leaves_nothing_on_the_screen(sheet: Sheet) -> None:
    before = sheet.image.copy()
    sheet.surface.link(Link("page", 1, 1, 5, 5))
    assert sheet.image == before


def test_widths_are_those_of_the_shipped_table(sheet: Sheet) -> None:
    style = TextStyle(size_pt=9.0, font="bold")
    assert sheet.surface.text_width("柳溪村 12-1", style) == text_width_mm("柳溪村 12-1", style)
    assert (sheet.surface.width_mm, sheet.surface.height_mm) == SIZE_MM
