"""The first households that wait for a place, below the tree: one need not change the tab."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTableView, QVBoxLayout

from gridmap.i18n import tr
from gridmap.ui.header import key_cap
from gridmap.ui.panels.tray import Tray
from gridmap.ui.panels.tray_rows import CARD_PX, TrayRows, tray_view
from gridmap.ui.theme import Theme

SHOWN: Final = 3


class TrayGlance(QFrame):
    """The head of the tray. `chosen` fires with the household that a person picks.

    `set_room` says whether there is room for it; where nobody waits it is hidden anyway.
    """

    chosen = Signal(object)

    def __init__(self, tray: Tray, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("trayGlance")
        self._tray = tray
        self._has_room = True
        self.rows = TrayRows(self)
        self.list = tray_view(self.rows, theme)
        self.list.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._choose)
        self._count, self._rest = QLabel(), QLabel()
        self._rest.setObjectName("quiet")
        self._card_px = theme.px(CARD_PX)
        self._arrange(theme)
        tray.waiting_changed.connect(self.refresh)
        self.refresh()

    def set_room(self, *, has_room: bool) -> None:
        """Show it only where there is room."""
        self._has_room = has_room
        self.setVisible(has_room and self.rows.rowCount() > 0)

    def refresh(self) -> None:
        """Show who waits now."""
        self.rows.show_rows(self._tray.first(SHOWN))
        shown, count = self.rows.rowCount(), self._tray.count
        self._count.setText(str(count))
        self._rest.setText(tr("{count} more ·", count=count - shown) if count > shown else "")
        self.list.setFixedHeight(shown * self._card_px)
        self.set_room(has_room=self._has_room)

    def _arrange(self, theme: Theme) -> None:
        title = QLabel(tr("To place"))
        title.setObjectName("sectionTitle")
        self._count.setObjectName("countWarn")
        hint = QLabel(tr("Drag onto the map"))
        hint.setObjectName("quiet")
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(title)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        head.addWidget(hint)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(6))
        words = QLabel(tr("in turn"))
        words.setObjectName("quiet")
        for part in (self._rest, key_cap("N"), words):
            foot.addWidget(part)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(theme.px(6))
        column.addLayout(head)
        column.addWidget(self.list)
        column.addLayout(foot)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.rows.row(index).household)
