"""The left panel: 目录 and 待落图 behind two tabs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.ui.digest import Digest
from gridmap.ui.find_index import FindIndex
from gridmap.ui.panels.township_tree import TownshipTree
from gridmap.ui.panels.tray import Tray
from gridmap.ui.theme import Theme


class TabRow(QFrame):
    """Tabs as underlined words, each with a count beside it. `chosen` fires with a tab's name."""

    chosen = Signal(str)

    def __init__(self, pages: QStackedWidget) -> None:
        super().__init__()
        self.setObjectName("tabs")
        self._pages = pages
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 4, 8, 0)
        self._row.setSpacing(4)
        self._ends = 0
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(pages.setCurrentIndex)
        self._counts: dict[str, QLabel] = {}
        self._buttons: dict[str, QPushButton] = {}

    def add(self, name: str, title: str, page: QWidget) -> None:
        """Add a tab; the first one is chosen."""
        button = QPushButton(title)
        button.setCheckable(True)
        reserve_bold(button)
        number = self._pages.addWidget(page)
        self._group.addButton(button, number)
        self._row.insertWidget(self._row.count() - self._ends, button)
        count = QLabel()
        count.setObjectName("count")
        count.hide()
        after = self._row.count() - self._ends
        self._row.insertWidget(after, count, 0, Qt.AlignmentFlag.AlignVCenter)
        self._counts[name] = count
        self._buttons[name] = button
        button.setChecked(number == 0)
        button.clicked.connect(lambda: self.chosen.emit(name))

    def end(self, *more: QWidget) -> None:
        """Fill the rest of the row; what is given stands at its right end."""
        self._row.addStretch(1)
        for widget in more:
            self._row.addWidget(widget)
        self._ends = 1 + len(more)

    def choose(self, name: str) -> None:
        """Show a tab's page."""
        button = self._buttons[name]
        button.setChecked(True)
        self._pages.setCurrentIndex(self._group.id(button))

    def current(self) -> str:
        """Return the name of the tab that is shown."""
        return next(name for name, button in self._buttons.items() if button.isChecked())

    def show_count(self, name: str, count: int, *, is_warning: bool = False) -> None:
        """Show a count beside a tab, none where it is 0."""
        label = self._counts[name]
        label.setText(str(count))
        label.setObjectName("countWarn" if is_warning else "count")
        label.style().unpolish(label)
        label.style().polish(label)
        label.setVisible(count > 0)


def reserve_bold(button: QPushButton) -> None:
    """Make a button wide enough for its words in bold, as it shows them when it is chosen."""
    font = QFont(button.font())
    font.setBold(True)
    metrics = QFontMetrics(font)
    room = 2 * metrics.horizontalAdvance("字")
    button.setMinimumWidth(metrics.horizontalAdvance(button.text()) + room)


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
        self.tabs.add("tray", tr("Not on the map"), self.tray)
        self.tabs.end()
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
