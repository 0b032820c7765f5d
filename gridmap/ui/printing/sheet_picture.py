"""A small drawing of one sheet as it comes out of the printer: front, back, fold and cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gridmap.export.imposition.layout import LaidSheet, LaidSide
from gridmap.export.imposition.placing import Placed
from gridmap.export.imposition.saddle import Mode
from gridmap.i18n import tr
from gridmap.ui.theme import Theme

_PAPER: Final = QColor("#FFFFFF")
_PAGE: Final = QColor("#F1F4F8")
_RIM: Final = QColor("#8A939C")
_INK: Final = QColor("#1E2227")
_HEAD: Final = QColor("#1F5FA8")
_FOLD: Final = QColor("#B3261E")
_GAP_PX: Final = 18
_WORD_PX: Final = 26


class SheetPicture(QWidget):
    """Shows the front and the back of one of several sheets; `number` counts them from 0."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sheets: Sequence[LaidSheet] = ()
        self._sizes: dict[int, tuple[float, float]] = {}
        self._mode = Mode.LOOSE
        self.number = 0
        self.setMinimumSize(theme.px(300), theme.px(210))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("How a sheet comes out"))

    @property
    def count(self) -> int:
        """How many sheets there are."""
        return len(self._sheets)

    def show_sheets(
        self, sheets: Sequence[LaidSheet], sizes: dict[int, tuple[float, float]], mode: Mode
    ) -> None:
        """Show other sheets; `sizes` are those of the pages, in millimetres."""
        self._sheets, self._sizes, self._mode = sheets, sizes, mode
        self.number = min(self.number, max(len(sheets) - 1, 0))
        self.turn_to(self.number)

    def turn_to(self, number: int) -> None:
        """Show another sheet."""
        self.number = max(0, min(number, self.count - 1))
        self.setAccessibleDescription(self.words())
        self.update()

    def words(self) -> str:
        """Return in words what the picture shows."""
        if not self._sheets:
            return ""
        sheet = self._sheets[self.number]
        found = [tr("front: {pages}", pages=_pages(sheet.front))]
        if sheet.back is not None:
            found.append(tr("back: {pages}", pages=_pages(sheet.back)))
        return "; ".join(found)

    def sizeHint(self) -> QSize:
        """Two sheets beside each other."""
        return QSize(self._theme.px(430), self._theme.px(270))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sides of the sheet."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._sheets:
            sheet = self._sheets[self.number]
            words = (tr("Front side"), tr("Back side"))
            for side, word, room in zip(sheet.sides, words, self._rooms(sheet), strict=False):
                self._draw_side(painter, side, word, room)
        painter.end()

    def _rooms(self, sheet: LaidSheet) -> list[QRectF]:
        """Return where the sides go: beside each other, lying ones below each other."""
        sides = len(sheet.sides)
        width, height = float(self.width()), float(self.height())
        gap = float(self._theme.px(_GAP_PX))
        is_lying = sheet.front.size_mm[0] > sheet.front.size_mm[1]
        if sides == 1:
            return [QRectF(0, 0, width, height)]
        if is_lying and height > 0.75 * width:
            part = (height - gap) / 2
            return [QRectF(0, 0, width, part), QRectF(0, part + gap, width, part)]
        part = (width - gap) / 2
        return [QRectF(0, 0, part, height), QRectF(part + gap, 0, part, height)]

    def _draw_side(self, painter: QPainter, side: LaidSide, word: str, room: QRectF) -> None:
        theme = self._theme
        head = theme.px(_WORD_PX)
        painter.setPen(QColor(theme.text2))
        painter.drawText(
            QRectF(room.left(), room.top(), room.width(), head), Qt.AlignmentFlag.AlignCenter, word
        )
        width_mm, height_mm = side.size_mm
        factor = min((room.width() - 4) / width_mm, (room.height() - head - 4) / height_mm)
        painter.save()
        painter.translate(
            room.center().x() - factor * width_mm / 2,
            room.top() + head + (room.height() - head - factor * height_mm) / 2,
        )
        painter.setPen(QPen(_RIM, 1.2))
        painter.setBrush(_PAPER)
        painter.drawRect(QRectF(0, 0, factor * width_mm, factor * height_mm))
        painter.setClipRect(QRectF(-1, -1, factor * width_mm + 2, factor * height_mm + 2))
        for item in side.placed:
            name = f"{item.page}-{side.piece.name}" if side.piece is not None else str(item.page)
            self._draw_page(painter, item, height_mm, factor)
            middle = QPointF(
                factor * (item.window.x_mm + item.window.width_mm / 2),
                factor * (height_mm - item.window.y_mm - item.window.height_mm / 2),
            )
            self._draw_number(painter, item, name, middle)
        self._draw_fold(painter, side, factor)
        painter.restore()

    def _draw_page(self, painter: QPainter, item: Placed, height_mm: float, factor: float) -> None:
        """Draw a page with a bar at its top, as it lies on the paper."""
        width, height = self._sizes[item.page]
        a, b, c, d, e, f = item.matrix
        painter.save()
        window = item.window
        painter.setClipRect(
            QRectF(
                factor * window.x_mm,
                factor * (height_mm - window.y_mm - window.height_mm),
                factor * window.width_mm,
                factor * window.height_mm,
            ),
            Qt.ClipOperation.IntersectClip,
        )

        def at(x_mm: float, y_mm: float) -> QPointF:
            right, up = a * x_mm + c * y_mm + e, b * x_mm + d * y_mm + f
            return QPointF(factor * right, factor * (height_mm - up))

        painter.setPen(QPen(_RIM, 0.8))
        painter.setBrush(_PAGE)
        inset = 6.0
        corners = ((inset, inset), (width - inset, inset), (width - inset, height - inset))
        painter.drawPolygon([at(*corner) for corner in (*corners, (inset, height - inset))])
        painter.setPen(QPen(_HEAD, 3.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        top = height - inset - 14.0
        painter.drawLine(at(inset + 10.0, top), at(width - inset - 10.0, top))
        painter.restore()

    def _draw_number(self, painter: QPainter, item: Placed, name: str, middle: QPointF) -> None:
        font = QFont(self.font())
        font.setPixelSize(self._theme.px(22))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(_INK)
        painter.save()
        painter.translate(middle)
        a, b = item.matrix[:2]
        turn = {(1, 0): 0.0, (0, 1): -90.0, (-1, 0): 180.0, (0, -1): 90.0}
        painter.rotate(turn[_sign(a), _sign(b)])
        half = self._theme.px(60)
        painter.drawText(
            QRectF(-half, -half, 2 * half, 2 * half),
            Qt.AlignmentFlag.AlignCenter,
            name,
        )
        painter.restore()

    def _draw_fold(self, painter: QPainter, side: LaidSide, factor: float) -> None:
        """Draw the fold or cut in the middle, dashed."""
        if self._mode.pages_per_side == 1:
            return
        width, height = (factor * length for length in side.size_mm)
        pen = QPen(_FOLD, 1.6)
        pen.setDashPattern([5.0, 3.0] if self._mode is Mode.SADDLE else [1.5, 2.0])
        painter.setPen(pen)
        painter.drawLine(QPointF(width / 2, 0), QPointF(width / 2, height))


def _sign(value: float) -> int:
    return (value > 1e-9) - (value < -1e-9)


def _pages(side: LaidSide) -> str:
    return ", ".join(str(item.page) for item in side.placed) or tr("blank")
