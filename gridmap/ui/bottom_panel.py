"""The bottom panel: the list of grids and the problems, closed until somebody asks."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QPushButton, QStackedWidget, QVBoxLayout

from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.digest import Digest
from gridmap.ui.left_panel import TabRow
from gridmap.ui.panels.grids_table import GridsTable
from gridmap.ui.panels.problems import ProblemList
from gridmap.ui.panels.township_tree import filter_line
from gridmap.ui.theme import Theme


class BottomPanel(QFrame):
    """Tables below the map, with one filter line for both."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("bottomPanel")
        self.grids = GridsTable(theme)
        self.problems = ProblemList(theme)
        pages = QStackedWidget()
        self.tabs = TabRow(pages)
        self.tabs.add("grids", tr("Grids and officers"), self.grids)
        self.tabs.add("problems", tr("Problems"), self.problems)
        self.filter_box = filter_line(tr("Filter the table"), theme)
        self.filter_box.setMinimumWidth(theme.px(90))
        self.filter_box.setMaximumWidth(theme.px(220))
        self.filter_box.textChanged.connect(self.grids.filter)
        self.filter_box.textChanged.connect(self.problems.filter)
        self.close_button = QPushButton(icons.icon("close", theme, size_px=16), "")
        self.close_button.setProperty("flat_link", True)
        self.close_button.setToolTip(tr("Close the tables"))
        self.close_button.setAccessibleName(tr("Close the tables"))
        self.tabs.end(self.filter_box, self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(pages, 1)
        self.setMinimumHeight(theme.px(120))

    def show_digest(self, digest: Digest) -> None:
        """Show the grids."""
        self.grids.show_digest(digest)
        self.tabs.show_count("grids", len(digest.grids))
