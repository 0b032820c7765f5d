"""Contents, the map above its tables, and details side by side; their sizes are kept."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gridmap.ui.bottom_panel import BottomPanel
from gridmap.ui.theme import Theme

_TABLE_PX: Final = 290
_PANEL_ROOM_PX: Final = 70
_RIGHT_PX: Final = 260


class PanelSplitter(QSplitter):
    """The parts of the workspace: `left`, the canvas, `bottom` below it, and `right`.

    `pages` is what the right panel shows one of. `state` is where sizes and hidden parts are kept
    from one start to the next.
    """

    def __init__(
        self,
        theme: Theme,
        state: dict[str, Any],
        *,
        left: QWidget,
        canvas: QWidget,
        bottom: BottomPanel,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme, self._state, self._left, self._bottom = theme, state, left, bottom
        self.right = QFrame()
        self.right.setObjectName("rightPanel")
        self.right.setMinimumWidth(theme.px(_RIGHT_PX))
        self.pages = QStackedWidget()
        inside = QVBoxLayout(self.right)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.pages)
        self._middle = QSplitter(Qt.Orientation.Vertical)
        self._middle.addWidget(canvas)
        self._middle.addWidget(bottom)
        self._middle.setStretchFactor(0, 1)
        for widget in (left, self._middle, self.right):
            self.addWidget(widget)
        self.setStretchFactor(1, 1)
        for splitter in (self._middle, self):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)

    def is_shown(self, name: str) -> bool:
        """Whether the left, right or bottom part is shown."""
        return not self._part(name).isHidden()

    def toggle(self, name: str) -> None:
        """Show or hide the left, right or bottom part."""
        part = self._part(name)
        part.setVisible(part.isHidden())
        if name == "bottom" and self.is_shown(name):
            self._bottom.wake()
            self.open_bottom()

    def open_bottom(self) -> None:
        """Give the tables the height that they had, or a usual one."""
        rows = self._state.get("rows")
        height = self._middle.height()
        # Large text needs a taller table, but the map keeps two fifths.
        table = min(self._theme.px(_TABLE_PX), height * 3 // 5)
        self._middle.setSizes(rows or [height - table, table])

    def remember(self) -> None:
        """Keep the sizes of the parts and which are shown."""
        self._state["columns"] = self.sizes()
        if self.is_shown("bottom"):
            self._state["rows"] = self._middle.sizes()
        names = ("left", "right", "bottom")
        self._state["hidden"] = [name for name in names if not self.is_shown(name)]

    def recall(self) -> None:
        """Show the parts as they were kept."""
        # Large text makes the panels wider, but less so than itself: the map needs its room.
        left, right = self._left.minimumWidth(), self.right.minimumWidth()
        usual = [left + _PANEL_ROOM_PX, 800, right + _PANEL_ROOM_PX]
        self.setSizes(self._state.get("columns") or usual)
        for name in self._state.get("hidden", ["bottom"]):
            self._part(name).hide()
        if self.is_shown("bottom"):
            self._bottom.wake()

    def _part(self, name: str) -> QWidget:
        return {"left": self._left, "right": self.right, "bottom": self._bottom}[name]
