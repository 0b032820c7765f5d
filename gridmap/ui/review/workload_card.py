"""What each officer has to do: a bar for the visits of a month, the median, and the flags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from gridmap.i18n import tr
from gridmap.review.workload import Load
from gridmap.ui.review.card import Card
from gridmap.ui.review.figures import LoadRow, ReviewFigures
from gridmap.ui.review.map_model import ColorBy
from gridmap.ui.review.palette import bar_color
from gridmap.ui.theme import Theme

_ROW: Final = 42
_HEAD: Final = 28
_ROWS_SEEN: Final = 4
"""Rows that are seen without scrolling, where there are so many."""


class WorkloadCard(Card):
    """`chosen(officer)` when a bar is clicked."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("Workload"), tr("visits a month; dark: done this month"), theme)
        self.bars = LoadBars(theme)
        self.bars.chosen.connect(self.chosen)
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.bars)
        area.setAccessibleName(tr("Workload"))
        self.bars.setObjectName("loadBars")
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(area, 1)

    def show_figures(self, figures: ReviewFigures) -> None:
        """Show the officers of a scope beside the township's median."""
        legend = figures.map.legends[ColorBy.OFFICER]
        numbers = {entry.key: entry.number for entry in legend}
        self.bars.show_rows(figures.loads, figures.median, numbers)
        rows = min(max(len(figures.loads), 1), _ROWS_SEEN)
        self._area.setMinimumHeight(self.theme.px(_HEAD + rows * _ROW))


class LoadBars(QWidget):
    """The bars; up and down go from officer to officer, Enter chooses."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: Sequence[LoadRow] = ()
        self._median = 0.0
        self._numbers: Mapping[str, int] = {}
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_rows(self, rows: Sequence[LoadRow], median: float, numbers: Mapping[str, int]) -> None:
        """Show other rows."""
        self._rows, self._median, self._numbers = rows, median, numbers
        self._at = min(self._at, max(len(rows) - 1, 0))
        self.setFixedHeight(self._theme.px(_HEAD + _ROW * max(len(rows), 1)))
        self.setAccessibleName("; ".join(_spoken(row) for row in rows[:20]))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for all rows."""
        return QSize(self._theme.px(420), self._theme.px(_HEAD + _ROW * max(len(self._rows), 1)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw names, bars, figures and flags, and the median through all of them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._rows:
            painter.setPen(QColor(self._theme.text3))
            painter.drawText(
                self.rect(), Qt.AlignmentFlag.AlignCenter, tr("No officer has visits here.")
            )
            return
        left, right = self._span()
        most = max([row.monthly for row in self._rows] + [self._median]) * 1.15 or 1.0
        self._draw_heads(painter, right)
        for index, row in enumerate(self._rows):
            self._draw_row(painter, row, index, (left, right), most)
        if self._median:
            self._draw_median(painter, left + (right - left) * self._median / most)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the officer whose row is clicked."""
        index = int((event.position().y() - self._px(_HEAD)) // self._px(_ROW))
        if 0 <= index < len(self._rows):
            self._at = index
            self.chosen.emit(self._rows[index].officer)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down, choose with Enter."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self._rows:
            self._at = min(max(self._at + step, 0), len(self._rows) - 1)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._rows:
            self.chosen.emit(self._rows[self._at].officer)
        else:
            super().keyPressEvent(event)

    def _px(self, value: float) -> int:
        return self._theme.px(value)

    def _span(self) -> tuple[float, float]:
        """Return where bars begin and where the longest may end."""
        return float(self._px(136)), float(self.width() - self._px(206))

    def _draw_heads(self, painter: QPainter, right: float) -> None:
        painter.setFont(self._font(14))
        painter.setPen(QColor(self._theme.text2))
        for words, left, width in (
            (tr("a month"), right + self._px(4), self._px(62)),
            (tr("% done"), right + self._px(66), self._px(56)),
        ):
            box = QRectF(left, 0, width, self._px(_HEAD))
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words
            )

    def _draw_row(
        self,
        painter: QPainter,
        row: LoadRow,
        index: int,
        span: tuple[float, float],
        most: float,
    ) -> None:
        left, right = span
        top = self._px(_HEAD) + index * self._px(_ROW)
        if self.hasFocus() and index == self._at:
            painter.fillRect(QRectF(0, top, self.width(), self._px(_ROW)), self._theme.selected)
        self._draw_name(painter, row, top)
        color = QColor(bar_color(self._numbers.get(row.name)))
        height = self._px(22)
        box = QRectF(left, top + (self._px(_ROW) - height) / 2, right - left, height)
        painter.fillRect(box, QColor(self._theme.window))
        box.setWidth((right - left) * row.monthly / most)
        pale = QColor(color)
        pale.setAlpha(115)
        painter.fillRect(box, pale)
        box.setWidth(box.width() * min(row.done or 0.0, 1.0))
        painter.fillRect(box, color)
        self._draw_figures(painter, row, top, right)

    def _draw_name(self, painter: QPainter, row: LoadRow, top: float) -> None:
        width = self._px(128)
        painter.setFont(self._font(15, bold=True))
        painter.setPen(QColor(self._theme.text))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QPointF(0, top + metrics.ascent() + self._px(2)), name)
        base = top + metrics.height() + self._px(2)
        painter.setFont(self._font(13))
        painter.setPen(QColor(self._theme.text3))
        metrics = painter.fontMetrics()
        where = metrics.elidedText(row.where, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QPointF(0, base + metrics.ascent() - self._px(2)), where)

    def _draw_figures(self, painter: QPainter, row: LoadRow, top: float, right: float) -> None:
        height = self._px(_ROW)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._font(15, bold=True))
        painter.setPen(QColor(self._theme.text))
        painter.drawText(
            QRectF(right + self._px(4), top, self._px(62), height), flags, f"{row.monthly:.1f}"
        )
        painter.setFont(self._font(15))
        share = "–" if row.done is None else f"{row.done:.0%}"
        painter.drawText(QRectF(right + self._px(66), top, self._px(56), height), flags, share)
        painter.setFont(self._font(13, bold=True))
        painter.setPen(QColor(self._theme.amber_text))
        painter.drawText(
            QRectF(right + self._px(124), top, self._px(80), height),
            flags | Qt.TextFlag.TextWordWrap,
            flag_words(row.load),
        )

    def _draw_median(self, painter: QPainter, x: float) -> None:
        pen = QPen(QColor(self._theme.text), 1.4)
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.drawLine(QPointF(x, self._px(_HEAD - 4)), QPointF(x, self.height()))
        painter.setFont(self._font(14, bold=True))
        painter.setPen(QColor(self._theme.text))
        words = tr("median {count}", count=f"{self._median:.1f}")
        box = QRectF(x - self._px(90), 0, self._px(180), self._px(_HEAD - 5))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _font(self, size_px: float, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._px(size_px))
        font.setBold(bold)
        return font


def flag_words(load: Load) -> str:
    """Return the flag beside a bar."""
    return {
        Load.HIGH: tr("over 1.5 ×"),
        Load.LOW: tr("under 0.5 ×"),
        Load.USUAL: "",
    }[load]


def _spoken(row: LoadRow) -> str:
    share = "–" if row.done is None else f"{row.done:.0%}"
    return f"{row.name} {row.monthly:.1f} {share} {flag_words(row.load)}".rstrip()
