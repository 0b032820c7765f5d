"""The left panel: 目录 and 待落图 behind two tabs."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from gridmap.i18n import tr
from gridmap.ui.digest import Digest
from gridmap.ui.find_index import FindIndex
from gridmap.ui.panels.township_tree import TownshipTree
from gridmap.ui.panels.tray import Tray
from gridmap.ui.panels.tray_glance import TrayGlance
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.tab_row import TabRow

_LEAST_PX: Final = 560
"""A panel at least so high, at 100 %, shows the head of the tray below the tree."""


class LeftPanel(QFrame):
    """Tree and tray; below the tree the first who wait for a place, where there is room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("leftPanel")
        self.tree = TownshipTree(theme)
        self.tray = Tray(theme)
        self.glance = TrayGlance(self.tray, theme)
        self.glance.chosen.connect(self.tray.chosen)
        self._least_px = theme.px(_LEAST_PX)
        contents = QWidget()
        contents_column = QVBoxLayout(contents)
        contents_column.setContentsMargins(0, 0, 0, 0)
        contents_column.setSpacing(0)
        contents_column.addWidget(self.tree, 1)
        contents_column.addWidget(self.glance)
        pages = QStackedWidget()
        self.tabs = TabRow(pages)
        self.tabs.add("tree", tr("Contents"), contents)
        self.tabs.add("tray", tr("To place"), self.tray)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(pages, 1)
        self.setMinimumWidth(theme.px(220))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the head of the tray where the tree keeps enough room."""
        super().resizeEvent(event)
        self.glance.set_room(has_room=self.height() >= self._least_px)

    def show_digest(self, digest: Digest) -> None:
        """Show the outline and the households that wait."""
        self.tree.show_digest(digest)
        self.tray.show_digest(digest)
        self.tabs.show_count("tray", len(digest.tray), is_warning=True)

    def use_index(self, index: FindIndex) -> None:
        """Filter by these keys from now on."""
        self.tree.use_index(index)
        self.tray.use_index(index)
