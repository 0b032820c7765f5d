"""The measures of a care record: what, by whom, by when, how far; each on two lines of fields."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.days import day_text, parse_day
from gridmap.model.features import MEASURE_STATES, Measure
from gridmap.model.state_names import measure_state_name
from gridmap.ui import icons
from gridmap.ui.theme import Theme


class MeasuresTable(QWidget):
    """The measures and an empty one for the next. `edited(measures)` fires after an edit."""

    edited = Signal(object)

    def __init__(self, theme: Theme, *, today: date, is_read_only: bool) -> None:
        super().__init__()
        self._today, self._is_read_only, self._theme = today, is_read_only, theme
        self._measures: tuple[Measure, ...] | None = None
        self.lines: list[MeasureLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)

    def show_measures(self, measures: tuple[Measure, ...]) -> None:
        """Show these measures."""
        if self._measures == measures:
            return
        self._measures = measures
        for line in self.lines:
            line.hide()
            line.deleteLater()
        shown = measures if self._is_read_only else (*measures, Measure(what=""))
        self.lines = [self._line(number, measure) for number, measure in enumerate(shown)]
        for line in self.lines:
            self._column.addWidget(line)

    def _line(self, number: int, measure: Measure) -> MeasureLine:
        line = MeasureLine(measure, self._theme, today=self._today, is_read_only=self._is_read_only)
        line.edited.connect(partial(self._put, number))
        return line

    def _put(self, number: int, measure: Measure) -> None:
        measures = list(self._measures or ())
        if number < len(measures):
            measures[number] = measure
        else:
            measures.append(measure)
        kept = tuple(item for item in measures if item.what)
        if kept != self._measures:
            self.edited.emit(kept)


class MeasureLine(QWidget):
    """The fields of one measure. `edited(measure)` fires when one of them is left changed."""

    edited = Signal(object)

    def __init__(self, measure: Measure, theme: Theme, *, today: date, is_read_only: bool) -> None:
        super().__init__()
        self._measure, self._today = measure, today
        self.what = _line(measure.what, tr("What is done"))
        self.who = _line(measure.who, tr("By whom"))
        self.when = _line(measure.when or day_text(measure.due), tr("By when"))
        self.state = QComboBox()
        self.state.setAccessibleName(tr("How far"))
        self.state.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.state.setMinimumContentsLength(3)
        for state in MEASURE_STATES:
            self.state.addItem(measure_state_name(state), state)
        self.state.setCurrentIndex(self.state.findData(measure.state))
        self.drop = QToolButton()
        self.drop.setObjectName("fieldButton")
        self.drop.setIcon(icons.icon("close", theme, size_px=16))
        self.drop.setToolTip(tr("Take this measure out"))
        self.drop.setAccessibleName(tr("Take this measure out"))
        self.drop.setVisible(bool(measure.what) and not is_read_only)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        first = QHBoxLayout()
        first.addWidget(self.what, 1)
        first.addWidget(self.drop)
        grid.addLayout(first, 0, 0, 1, 3)
        for column, widget in enumerate((self.who, self.when, self.state)):
            grid.addWidget(widget, 1, column)
            grid.setColumnStretch(column, 1)
        for widget in (self.who, self.when, self.state):
            widget.setVisible(bool(measure.what))
        for line in (self.what, self.who, self.when):
            line.setReadOnly(is_read_only)
            line.editingFinished.connect(self._commit)
        self.state.setDisabled(is_read_only)
        self.state.activated.connect(lambda _index: self._commit())
        self.drop.clicked.connect(lambda: self.edited.emit(replace(self._measure, what="")))

    def _commit(self) -> None:
        due, when = self._term()
        new = replace(
            self._measure,
            what=self.what.text().strip(),
            who=self.who.text().strip(),
            due=due,
            when=when,
            state=str(self.state.currentData()),
        )
        if new != self._measure and new.what:
            self._measure = new
            self.edited.emit(new)

    def _term(self) -> tuple[date | None, str]:
        """Return the day that was typed; other words, such as “every Monday”, stay words."""
        text = self.when.text().strip()
        try:
            return parse_day(text, today=self._today, lean="future"), ""
        except UsageError:
            return None, text


def _line(text: str, words: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setPlaceholderText(words)
    line.setAccessibleName(words)
    line.setToolTip(text or words)
    line.setCursorPosition(0)
    return line
