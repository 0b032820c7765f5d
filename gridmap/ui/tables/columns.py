"""The columns of a table: which are shown, how wide, and by which the rows are sorted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu

from gridmap.i18n import tr
from gridmap.ui.fields.spec import KindSpec
from gridmap.ui.tables.view import TableView
from gridmap.ui.theme import Theme


class Columns(QObject):
    """Keeps a table's columns as a person left them. `sorted(name, is_descending)`; "": as usual.

    `state` is remembered: widths in pixels at 100 %, the columns that differ from the usual ones,
    the order.
    """

    sorted = Signal(str, bool)

    def __init__(
        self, view: TableView, spec: KindSpec, state: dict[str, Any], theme: Theme
    ) -> None:
        super().__init__(view)
        self._view, self._spec, self._state, self._theme = view, spec, state, theme
        self._names = [field.name for field in spec.fields]
        kept = state.get("sort", ["", False])
        self.sort: str = kept[0] if kept[0] in self._names else ""
        self.is_down: bool = bool(kept[1])
        widths = state.setdefault("widths", {})
        shown = state.setdefault("shown", {})
        for number, field in enumerate(spec.fields):
            view.setColumnWidth(number, theme.px(widths.get(field.name, field.width_px)))
            view.setColumnHidden(number, not shown.get(field.name, field.is_shown))
        self._show_sort()
        titles = view.horizontalHeader()
        titles.sectionClicked.connect(self._sort_by)
        titles.sectionResized.connect(self._keep_width)
        titles.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        titles.customContextMenuRequested.connect(self._open_menu)

    def menu(self, parent: QMenu) -> QMenu:
        """Return a menu that shows and hides columns."""
        menu = QMenu(tr("Columns"), parent)
        for number, field in enumerate(self._spec.fields):
            action = menu.addAction(field.label)
            action.setCheckable(True)
            action.setChecked(not self._view.isColumnHidden(number))
            action.toggled.connect(lambda is_on, n=number: self.show_column(n, is_shown=is_on))
        menu.addSeparator()
        menu.addAction(tr("The usual order"), lambda: self._take_sort("", is_down=False))
        return menu

    def show_column(self, number: int, *, is_shown: bool) -> None:
        """Show or hide a column; the last one stays."""
        if not is_shown and self._view.shown_columns() == [number]:
            return
        self._view.setColumnHidden(number, not is_shown)
        self._state["shown"][self._names[number]] = is_shown

    def _sort_by(self, number: int) -> None:
        """Sort by a column: upwards, downwards, then as usual again."""
        name = self._names[number]
        if self.sort != name:
            self._take_sort(name, is_down=False)
        elif not self.is_down:
            self._take_sort(name, is_down=True)
        else:
            self._take_sort("", is_down=False)

    def _take_sort(self, name: str, *, is_down: bool) -> None:
        self.sort, self.is_down = name, is_down
        self._state["sort"] = [name, is_down]
        self._show_sort()
        self.sorted.emit(name, is_down)

    def _show_sort(self) -> None:
        number = self._names.index(self.sort) if self.sort else -1
        way = Qt.SortOrder.DescendingOrder if self.is_down else Qt.SortOrder.AscendingOrder
        self._view.horizontalHeader().setSortIndicator(number, way)

    def _keep_width(self, number: int, _old: int, width_px: int) -> None:
        if width_px > 0:
            self._state["widths"][self._names[number]] = round(width_px / self._theme.scale)

    def _open_menu(self, place: Any) -> None:
        menu = QMenu(self._view)
        menu.addMenu(self.menu(menu))
        menu.popup(self._view.horizontalHeader().mapToGlobal(place))
