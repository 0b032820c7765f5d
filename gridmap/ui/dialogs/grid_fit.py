"""Grids that do not fit: what a repair would move, on a small map and in a list, and the choice."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDoubleSpinBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QRadioButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.importers.grid_fit import FitChoice, GridFit, VillageFit
from gridmap.ui.dialogs.fit_map import FitMap
from gridmap.ui.theme import Theme
from gridmap.ui.tools.wording import area_words

LEAST_TOLERANCE_M: Final = 0.1
MOST_TOLERANCE_M: Final = 20.0
_WHERE: Final = Qt.ItemDataRole.UserRole


class GridFitPanel(QWidget):
    """List, map and choice. `chosen` fires with another choice, `tolerance_chosen` with metres.

    With `offers_choice` off a repair is all there is: the grids are in the project already.
    """

    chosen = Signal()
    tolerance_chosen = Signal(float)

    def __init__(self, theme: Theme, *, offers_choice: bool = True) -> None:
        super().__init__()
        self._fit = GridFit(villages=(), incoming=frozenset())
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.list = QTreeWidget()
        self.map = FitMap(theme)
        self.tolerance = QDoubleSpinBox()
        self._group = QButtonGroup(self)
        self.buttons = {
            FitChoice.REPAIR: QRadioButton(tr("Repair: join borders within")),
            FitChoice.AS_IS: QRadioButton(tr("Take them as they are")),
            FitChoice.LEAVE_OUT: QRadioButton(tr("Leave these grids out")),
        }
        self._set_up_list(theme)
        self._arrange(theme, offers_choice=offers_choice)

    @property
    def choice(self) -> FitChoice:
        """What is to be done with grids that do not fit."""
        return next(choice for choice, button in self.buttons.items() if button.isChecked())

    def show_fit(self, fit: GridFit) -> None:
        """Show what does not fit."""
        self._fit = fit
        reach_m = self.tolerance.value()
        self.words.setText("\n".join(fit_words(village, reach_m) for village in fit.villages))
        self.list.clear()
        for village in fit.villages:
            self._add_village(village)
        self.list.expandAll()
        if fit.villages:
            self.map.show_village(fit.villages[0])

    def _set_up_list(self, theme: Theme) -> None:
        self.list.setObjectName("card")
        self.list.setColumnCount(3)
        self.list.setHeaderLabels([tr("Grid"), tr("Corners moved"), tr("At most")])
        self.list.setAccessibleName(tr("What a repair would move"))
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.list.currentItemChanged.connect(lambda item, _before: self._show(item))
        self.list.setMinimumSize(theme.px(300), theme.px(110))

    def _arrange(self, theme: Theme, *, offers_choice: bool) -> None:
        self.tolerance.setRange(LEAST_TOLERANCE_M, MOST_TOLERANCE_M)
        self.tolerance.setDecimals(1)
        self.tolerance.setSingleStep(0.5)
        self.tolerance.setValue(2.0)
        self.tolerance.setSuffix(" " + tr("m"))
        self.tolerance.setKeyboardTracking(False)
        self.tolerance.setAccessibleName(tr("How far a border may move"))
        self.tolerance.valueChanged.connect(self.tolerance_chosen)
        both = QHBoxLayout()
        both.setSpacing(theme.px(12))
        both.addWidget(self.list, 1)
        both.addWidget(self.map, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(8), 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.words)
        column.addLayout(both, 1)
        choices = QHBoxLayout()
        choices.addWidget(self.buttons[FitChoice.REPAIR])
        choices.addWidget(self.tolerance)
        for choice, button in self.buttons.items():
            self._group.addButton(button)
            if choice is not FitChoice.REPAIR:
                choices.addSpacing(theme.px(16))
                choices.addWidget(button)
                button.setVisible(offers_choice)
        choices.addStretch(1)
        column.addLayout(choices)
        self.buttons[FitChoice.AS_IS].setToolTip(
            tr("They can be looked at, and drawn on once they are repaired.")
        )
        self.buttons[FitChoice.REPAIR].setChecked(True)
        self._group.buttonClicked.connect(lambda _button: self.chosen.emit())

    def _add_village(self, village: VillageFit) -> None:
        item = _row(village.name, village.corners, village.furthest_m)
        item.setData(0, _WHERE, (village.village, None))
        for move in village.moves:
            row = _row(move.name, move.corners, move.furthest_m)
            row.setData(0, _WHERE, (village.village, move.grid))
            item.addChild(row)
        self.list.addTopLevelItem(item)

    def _show(self, item: QTreeWidgetItem | None) -> None:
        """Show on the map what a line of the list speaks of."""
        if item is None:
            return
        key, grid = item.data(0, _WHERE)
        village = next((found for found in self._fit.villages if found.village == key), None)
        if village is None:
            return
        move = next((found for found in village.moves if found.grid == grid), None)
        self.map.show_village(village, move)


def fit_words(village: VillageFit, tolerance_m: float) -> str:
    """Return what a repair of a village would do, in a few sentences."""
    if village.error:
        return tr(
            "{village} cannot be repaired: {reason}", village=village.name, reason=village.error
        )
    words = [
        tr(
            "{village}: {corners} corners of {grids} grids would move, at most {metres} m.",
            village=village.name,
            corners=village.corners,
            grids=len(village.moves),
            metres=f"{village.furthest_m:.2f}",
        )
    ]
    if village.furthest_m > tolerance_m:
        words.append(tr("Further than asked only where grids claim the same land."))
    if village.filled_m2 >= 1.0:
        words.append(tr("Gaps closed: {area}.", area=area_words(village.filled_m2)))
    if village.settled_m2 >= 1.0:
        words.append(
            tr("Land claimed twice or outside: {area}.", area=area_words(village.settled_m2))
        )
    if village.free_pieces:
        words.append(
            tr(
                "In no grid: {count} pieces, {area}.",
                count=village.free_pieces,
                area=area_words(village.free_m2),
            )
        )
    else:
        words.append(tr("No land is left in no grid."))
    return " ".join(words)


def _row(name: str, corners: int, furthest_m: float) -> QTreeWidgetItem:
    row = QTreeWidgetItem([name, str(corners), tr("{length} m", length=f"{furthest_m:.2f}")])
    for column in (1, 2):
        row.setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
    return row
