"""The left panel: 目录 and 待落图 behind two tabs."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from gridmap.i18n import tr
from gridmap.ui.digest import Digest
from gridmap.ui.find_index import FindIndex
from gridmap.ui.panels.township_tree import TownshipTree
from gridmap.ui.panels.tray import Tray
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.tab_row import TabRow


class LeftPanel(QFrame):
    """Tree and tray."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("leftPanel")
        self.tree = TownshipTree(theme)
        self.tray = Tray(theme)
        pages = QStackedWidget()
        self.tabs = TabRow(pages)
        self.tabs.add("tree", tr("Contents"), self.tree)
        self.tabs.add("tray", tr("To place"), self.tray)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(pages, 1)
        self.setMinimumWidth(theme.px(220))

    def show_digest(self, digest: Digest) -> None:
        """Show the outline and the households that wait."""
        self.tree.show_digest(digest)
        self.tray.show_digest(digest)
        self.tabs.show_count("tray", len(digest.tray), is_warning=True)

    def use_index(self, index: FindIndex) -> None:
        """Filter by these keys from now on."""
        self.tree.use_index(index)
        self.tray.use_index(index)
