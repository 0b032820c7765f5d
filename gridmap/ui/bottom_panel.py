"""The bottom panel: tables below the map, closed until somebody asks.

Which tables there are stands in `bottom_tables.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.panels.township_tree import filter_line
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.tab_row import TabRow


class BottomPage(QWidget):
    """A table below the map. Each has its own way of leaving out what does not hold a text."""

    def filter(self, text: str) -> None:
        """Show only what holds this text."""

    def choose(self, name: str) -> None:
        """Show the part that this name stands for, where the page answers to several names."""


class BottomPanel(QFrame):
    """Tables behind tabs, each made at first sight, with one line for what each filters by.

    `shown` fires with the name of the table that has come to the front.
    """

    shown = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("bottomPanel")
        self._makers: dict[str, Callable[[], BottomPage]] = {}
        self._tables: dict[str, BottomPage] = {}
        self._owners: dict[str, str] = {}
        self._frames: dict[str, QVBoxLayout] = {}
        self._wanted: dict[str, str] = {}
        pages = QStackedWidget()
        self.tabs = TabRow(pages, can_shrink=True)
        self.filter_box = filter_line(tr("Filter the table"), theme)
        self.filter_box.setMinimumWidth(theme.px(90))
        self.filter_box.setMaximumWidth(theme.px(220))
        self.filter_box.textChanged.connect(self._filter)
        self.close_button = QPushButton(icons.icon("close", theme, size_px=16), "")
        self.close_button.setProperty("flat_link", True)
        self.close_button.setToolTip(tr("Close the tables"))
        self.close_button.setAccessibleName(tr("Close the tables"))
        self.tabs.end(self.filter_box, self.close_button)
        self.tabs.chosen.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(pages, 1)
        self.setMinimumHeight(theme.px(120))

    def add(
        self,
        name: str,
        title: str,
        make: Callable[[], BottomPage],
        *,
        answers_to: Sequence[str] = (),
    ) -> None:
        """Add a table; `make` builds it when it is first wanted.

        `answers_to` are names of its parts: `show_table` brings the part to the front.
        """
        self._owners.update(dict.fromkeys(answers_to, name))
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        self._frames[name] = column
        self._makers[name] = make
        self.tabs.add(name, title, frame)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all tables, in the order of their tabs."""
        return tuple(self._makers)

    def table(self, name: str) -> BottomPage:
        """Return a table by its name."""
        if name not in self._tables:
            table = self._tables[name] = self._makers[name]()
            table.filter(self._wanted.get(name, ""))
            self._frames[name].addWidget(table)
        return self._tables[name]

    def made(self, name: str) -> BottomPage | None:
        """Return a table where somebody has wanted it already."""
        return self._tables.get(name)

    def show_table(self, name: str) -> None:
        """Bring a table to the front."""
        page = self._owners.get(name, name)
        self.tabs.choose(page)
        if page != name:
            self.table(page).choose(name)
        self._chosen(page)

    def wake(self) -> None:
        """Make the table in front, where it has not been seen yet."""
        self._chosen(self.tabs.current())

    def _chosen(self, name: str) -> None:
        self.filter_box.setText(self._wanted.get(name, ""))
        self.table(name)
        self.shown.emit(name)

    def _filter(self, text: str) -> None:
        self._wanted[self.tabs.current()] = text
        table = self.made(self.tabs.current())
        if table is not None:
            table.filter(text)
