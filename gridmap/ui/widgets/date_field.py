"""A field for a day: typed as 3.15 or 2026-3-15, or picked from a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridmap.errors import UsageError
from gridmap.i18n import CHINESE, language, tr
from gridmap.model.days import Lean, day_text, parse_day
from gridmap.ui import icons
from gridmap.ui.theme import Theme


class DateField(QWidget):
    """A line and a button that opens a calendar (also Alt+Down).

    `day_changed(date | None)` fires when a person has given another day and left the line or
    pressed Enter; `wrong(sentence)` when what was typed is no day. Up and Down go a day on.
    `lean` says which year is meant where none is typed.
    """

    day_changed = Signal(object)
    wrong = Signal(str)

    def __init__(
        self,
        theme: Theme,
        *,
        lean: Lean = "nearest",
        today: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lean, self._today = lean, today
        self._day: date | None = None
        self.line = _DayLine(self.open_calendar, self._step)
        self.line.setPlaceholderText(tr("For example 3.15"))
        self.line.editingFinished.connect(self.commit)
        self.line.textEdited.connect(lambda _text: self._mark(is_wrong=False))
        self.button = QToolButton()
        self.button.setObjectName("fieldButton")
        self.button.setIcon(icons.icon("calendar", theme, size_px=18))
        self.button.setToolTip(tr("Pick a day (Alt+Down)"))
        self.button.setAccessibleName(tr("Pick a day (Alt+Down)"))
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.open_calendar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self.setFocusProxy(self.line)
        self._calendar: _Calendar | None = None
        self._theme = theme

    @property
    def day(self) -> date | None:
        """The day that holds, as it was last committed."""
        return self._day

    def set_day(self, day: date | None) -> None:
        """Show another day; `day_changed` does not fire."""
        self._day = day
        self.line.setText(day_text(day))
        self.line.setModified(False)
        self._mark(is_wrong=False)

    def setAccessibleName(self, name: str) -> None:
        """Name the line too: it is what a screen reader stops at."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def read(self) -> date | None:
        """Return the day as typed now. Raises: UsageError for what is no day."""
        return parse_day(self.line.text(), today=self._today(), lean=self._lean)

    def commit(self) -> bool:
        """Take what is typed; False where it is no day (the field says so)."""
        try:
            day = self.read()
        except UsageError as error:
            self._mark(is_wrong=True)
            self.wrong.emit(str(error))
            return False
        is_other = day != self._day
        self.set_day(day)
        if is_other:
            self.day_changed.emit(day)
        return True

    def restore(self) -> bool:
        """Bring back the day that holds; False where nothing else was typed."""
        if self.line.text() == day_text(self._day):
            return False
        self.set_day(self._day)
        return True

    def open_calendar(self) -> None:
        """Open the calendar below the field."""
        if self.line.isReadOnly():
            return
        if self._calendar is None:
            self._calendar = _Calendar(self, self._theme)
            self._calendar.picked.connect(self._pick)
        try:
            shown = self.read()
        except UsageError:
            shown = self._day
        self._calendar.open_at(shown or self._today(), self)

    def _pick(self, day: date) -> None:
        self.line.setText(day_text(day))
        self.commit()
        self.line.setFocus()

    def _step(self, days: int) -> None:
        try:
            day = self.read() or self._today()
        except UsageError:
            return
        self.line.setText(day_text(date.fromordinal(day.toordinal() + days)))
        self.line.setModified(True)

    def _mark(self, *, is_wrong: bool) -> None:
        self.line.setProperty("wrong", is_wrong)
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)


class _DayLine(QLineEdit):
    """The line: Alt+Down opens the calendar, Up and Down go a day back or on."""

    def __init__(self, opens: Callable[[], None], steps: Callable[[int], None]) -> None:
        super().__init__()
        self._opens, self._steps = opens, steps

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of a day; leave the rest to the line."""
        is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_Down and is_alt:
            self._opens()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self.isReadOnly():
            self._steps(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)


class _Calendar(QFrame):
    """A month to pick from; Escape and a click beside it close it."""

    picked = Signal(object)

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("findResults")
        self.month = QCalendarWidget()
        speech = QLocale.Language.Chinese if language() == CHINESE else QLocale.Language.English
        self.month.setLocale(QLocale(speech))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setHorizontalHeaderFormat(
            QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames
        )
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        usual = QTextCharFormat()
        usual.setForeground(QColor(theme.text))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(weekday, usual)
        for name, sign in (("prevmonth", "chevron-left"), ("nextmonth", "chevron-right")):
            button = self.month.findChild(QToolButton, f"qt_calendar_{name}")
            if isinstance(button, QToolButton):
                button.setIcon(icons.icon(sign, theme, size_px=16))
        self.month.setMinimumWidth(theme.px(300))
        self.month.setGridVisible(False)
        self.month.activated.connect(self._take)
        self.month.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.month)

    def open_at(self, day: date, field: QWidget) -> None:
        """Open below a field with a day marked."""
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        below = field.mapToGlobal(QPoint(0, field.height() + 2))
        room = field.screen().availableGeometry()
        below.setX(max(room.left(), min(below.x(), room.right() - self.width())))
        if below.y() + self.height() > room.bottom():
            below = field.mapToGlobal(QPoint(0, -self.height() - 2))
        self.move(below)
        self.show()
        self.month.setFocus()

    def _take(self, chosen: QDate) -> None:
        if self.isVisible():
            self.hide()
            self.picked.emit(date(chosen.year(), chosen.month(), chosen.day()))
