"""What one can set in the status bar: coordinates, scale, snapping."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup, QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QMenu, QPushButton

from gridmap.i18n import tr
from gridmap.ui.coordinates import PLANE, SYSTEMS, point_words, system_words, why_not
from gridmap.ui.theme import Theme

ROUND_SCALES: Final = (
    500,
    750,
    1_000,
    1_500,
    2_000,
    3_000,
    5_000,
    7_500,
    10_000,
    20_000,
    50_000,
)
LEAST_SCALE: Final = 50.0
MOST_SCALE: Final = 2_000_000.0
_FIGURES: Final = re.compile(r"(?:1\s*[:：/]\s*)?(?P<number>\d[\d\s,.\u2009]*)")


class CoordinateField(QPushButton):
    """Where the pointer is. A click or the right button offers other systems and to copy.

    `system_chosen` gives the name of the system (ui/coordinates.py).
    """

    system_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._plane: Callable[[], int | None] = lambda: None
        self._point: tuple[float, float] | None = None
        self.system = PLANE
        self.setObjectName("statusField")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(tr("Click to choose another system or to copy."))
        self.setAccessibleName(tr("Coordinates of the pointer"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.clicked.connect(self._offer)
        self.customContextMenuRequested.connect(self._offer)
        self.hide()

    def use(self, plane: Callable[[], int | None], system: str) -> None:
        """Take over what tells the project's plane (EPSG number) and the system to begin with."""
        self._plane = plane
        self.system = system if system in SYSTEMS else PLANE

    def show_point(self, x_m: float, y_m: float) -> None:
        """Show a point of the plane."""
        self._point = x_m, y_m
        self.setText(self.words_of(x_m, y_m))
        self.show()

    def words_of(self, x_m: float, y_m: float) -> str:
        """Return a point of the plane in the chosen system."""
        return point_words(self.system, x_m, y_m, self._plane())

    def copy(self, x_m: float, y_m: float) -> str:
        """Put a point of the plane on the clipboard as it is shown; return what was copied."""
        words = self.words_of(x_m, y_m).replace("\u2009", "")
        QGuiApplication.clipboard().setText(words)
        return words

    def choose(self, system: str) -> None:
        """Show points in another system from now on."""
        self.system = system
        if self._point is not None:
            self.show_point(*self._point)
        self.system_chosen.emit(system)

    def menu_of_systems(self) -> QMenu:
        """Return the menu: the systems, and to copy what is shown."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        group = QActionGroup(menu)
        for name in SYSTEMS:
            action = menu.addAction(system_words(name))
            action.setCheckable(True)
            action.setChecked(name == self.system)
            group.addAction(action)
            reason = why_not(name, self._plane())
            action.setEnabled(reason is None)
            action.setToolTip(reason or "")
            action.triggered.connect(lambda _on=False, chosen=name: self.choose(chosen))
        menu.addSeparator()
        copy = menu.addAction(tr("Copy coordinates"))
        copy.setEnabled(self._point is not None)
        copy.triggered.connect(self._copy_shown)
        return menu

    def _copy_shown(self) -> None:
        if self._point is not None:
            self.copy(*self._point)

    def _offer(self) -> None:
        menu = self.menu_of_systems()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(QPoint(0, -menu.sizeHint().height())))


class ScaleBox(QComboBox):
    """The scale: pick a round one or type one. `scale_chosen` gives the denominator."""

    scale_chosen = Signal(float)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("statusScale")
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Scale of the map"))
        self.setToolTip(tr("Choose a scale, or type one: 800 or 1:800."))
        self.addItems([scale_words(scale) for scale in ROUND_SCALES])
        self.setMaxVisibleItems(len(ROUND_SCALES))
        self.setFixedWidth(theme.px(112))
        self._shown = ""
        self.activated.connect(lambda _index: self._take())
        line = self.lineEdit()
        assert line is not None
        line.setCompleter(QCompleter())
        line.returnPressed.connect(self._take)
        line.editingFinished.connect(self._show_again)

    def show_scale(self, denominator: float) -> None:
        """Show the scale of the map; what somebody is typing stays."""
        self._shown = scale_words(denominator)
        line = self.lineEdit()
        if line is not None and not (line.hasFocus() and line.isModified()):
            self.setEditText(self._shown)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel alone: who scrolls over the bar means no other scale."""
        event.ignore()

    def _take(self) -> None:
        """Take what was picked or typed; Qt may tell of the same text twice."""
        text = self.currentText()
        denominator = scale_of(text) if text != self._shown else None
        if denominator is not None:
            self.scale_chosen.emit(denominator)
        self._show_again()

    def _show_again(self) -> None:
        self.setEditText(self._shown)


class SnapSign(QPushButton):
    """Says whether the pointer is drawn to corners and borders; a click changes it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusField")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCheckable(True)
        self.show_snapping(is_on=True)

    def show_snapping(self, *, is_on: bool) -> None:
        """Say whether it is on."""
        self.setChecked(is_on)
        self.setText(tr("Snapping: on  S") if is_on else tr("Snapping: off  S"))
        self.setAccessibleName(tr("Snapping"))
        self.setToolTip(tr("Draw the pointer to corners and borders; the S key, or hold Alt."))


def scale_words(denominator: float) -> str:
    """Return a scale as it is written: 1 : 1 250, rounded to three figures."""
    return f"1 : {round_figure(denominator)}"


def scale_of(text: str) -> float | None:
    """Return the denominator of a scale that was typed (800, 1:800, 1 : 1 250), None if none is."""
    found = _FIGURES.fullmatch(text.strip())
    if found is None:
        return None
    figures = re.sub(r"[\s,\u2009]", "", found["number"])
    try:
        denominator = float(figures)
    except ValueError:
        return None
    return min(max(denominator, LEAST_SCALE), MOST_SCALE) if denominator > 0 else None


def round_figure(number: float) -> str:
    """Return a number rounded to three figures, in groups of three: 1 250."""
    if number <= 0:
        return "0"
    step = 10 ** max(0, len(str(int(number))) - 3)
    return f"{round(number / step) * step:,}".replace(",", "\u2009")
