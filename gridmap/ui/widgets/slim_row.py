"""A row of buttons that gives up words, last ones first, where there is no room: signs stay."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

_GAP_PX: Final = 4
"""Between a button's sign and its words."""


class SlimRow(QFrame):
    """Fill `row`, then name the buttons that may stand without words by `may_shrink`.

    Such a button needs an icon; its words stay its accessible name and its tip.
    """

    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self._shrinking: dict[QPushButton, str] = {}

    def may_shrink(self, *buttons: QPushButton) -> None:
        """Let these give up their words, the last one first."""
        for button in buttons:
            self._shrinking[button] = button.text()
            button.setAccessibleName(button.text())
            button.setToolTip(button.toolTip() or button.text())

    def minimumSizeHint(self) -> QSize:
        """As wide as the row is without the words that it can give up."""
        least = super().minimumSizeHint()
        shown = sum(_width(button, button.text()) for button in self._shrinking)
        return QSize(max(least.width() - shown, 0), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up words, or take them back."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Look again where something in the row has become wider."""
        result = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return result

    def _fit(self) -> None:
        """Give up words before anything else in the row has to shrink.

        Only what has to change is changed: every new text asks for a new layout.
        """
        shown = sum(_width(button, button.text()) for button in self._shrinking)
        needed = self.row.sizeHint().width() - shown
        for button, words in self._shrinking.items():
            needed += _width(button, words)
            wanted = words if needed <= self.width() else ""
            if button.text() != wanted:
                button.setText(wanted)


def _width(button: QPushButton, words: str) -> int:
    """Return what words add to the width of a button."""
    return button.fontMetrics().horizontalAdvance(words) + _GAP_PX if words else 0
