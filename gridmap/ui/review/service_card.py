"""The month's visits: due, done, waiting and late, in figures and as one bar."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridmap.i18n import tr
from gridmap.review.service import ServiceFigures
from gridmap.ui.review.card import Card, label
from gridmap.ui.review.figures import ReviewFigures
from gridmap.ui.theme import Theme

_COLORS: Final = ("#CFE0CE", "#E1E4EA", "#F6E3B5", "#F0BE8C", "#DD9090")
_INK: Final = "#1E2227"


class ServiceCard(Card):
    """Speaks of the office's work, not of people."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("How visits stand"), "", theme)
        row = QHBoxLayout()
        self.due = _Figure(tr("Due this month"), "figure")
        self.done = _Figure(tr("Done"), "figureGood")
        self.waiting = _Figure(tr("Still due"), "figure")
        self.late = _Figure(tr("Overdue"), "figureBad")
        for figure in (self.due, self.done, self.waiting, self.late):
            row.addWidget(figure, 1)
        self.body.addLayout(row)
        self.bar = MonthBar(theme)
        self.body.addWidget(self.bar)
        self.bands = label("", "quiet")
        self.bands.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.body.addWidget(self.bands)

    def show_figures(self, figures: ReviewFigures) -> None:
        """Show the month of a scope."""
        found = figures.service
        month = figures.review.on.strftime("%Y-%m")
        self.note.setText(tr("{month} · how the work stands, not a rating of people", month=month))
        self.due.show_number(found.due, tr("{count} people", count=found.people))
        share = "" if found.done_share is None else f"{found.done_share:.0%}"
        self.done.show_number(found.done, share)
        self.waiting.show_number(found.waiting, tr("{count} within 7 days", count=found.soon))
        longest = tr("longest {days} days", days=found.longest_days) if found.late else ""
        self.late.show_number(found.late, longest)
        self.bar.show_figures(found)
        self.bands.setText(
            tr(
                "Overdue 1–7 days: {first}   8–30 days: {second}   over 30 days: {third}",
                first=found.bands[0],
                second=found.bands[1],
                third=found.bands[2],
            )
        )


class _Figure(QWidget):
    def __init__(self, title: str, style: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(title, "secondary"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.number = label("–", style)
        self.note = label("", "quiet")
        row.addWidget(self.number)
        row.addWidget(self.note, 1, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        self._title = title

    def show_number(self, number: int, note: str) -> None:
        self.number.setText(str(number))
        self.note.setText(note)
        self.setAccessibleName(f"{self._title}: {number} {note}".rstrip())


class MonthBar(QWidget):
    """Done, still due and late visits in one bar, each part with its number."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._parts: list[tuple[str, int, str]] = []
        self.setFixedHeight(theme.px(26))

    def show_figures(self, found: ServiceFigures) -> None:
        """Show a month."""
        numbers = (found.done, found.waiting, *found.bands)
        words = (tr("Done {count}", count=found.done), tr("Due {count}", count=found.waiting))
        texts = (*words, *(str(count) for count in found.bands))
        self._parts = list(zip(texts, numbers, _COLORS, strict=True))
        self.setAccessibleName("; ".join(text for text, number, _ in self._parts if number))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the parts in proportion; none is too narrow to be seen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()), 5, 5)
        painter.setClipPath(frame)
        painter.fillRect(self.rect(), QColor("#EEF0F3"))
        shown = [part for part in self._parts if part[1]]
        total = sum(number for _, number, _ in shown)
        font = QFont(self.font())
        font.setPixelSize(self._theme.px(14))
        font.setBold(True)
        painter.setFont(font)
        left = 0.0
        least = painter.fontMetrics().horizontalAdvance("00") + 8
        room = self.width() - least * len(shown)
        for text, number, color in shown:
            width = least + room * number / total
            box = QRectF(left, 0, width, self.height())
            painter.fillRect(box, QColor(color))
            painter.setPen(QColor(_INK))
            fits = painter.fontMetrics().horizontalAdvance(text) <= width - 6
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text if fits else str(number))
            left += width
