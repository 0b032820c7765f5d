"""A row of buttons that gives up words, last ones first, where there is no room: signs stay."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton


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
        words = sum(
            button.fontMetrics().horizontalAdvance(button.text()) for button in self._shrinking
        )
        return QSize(max(least.width() - words, 0), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up words, or take them back."""
        super().resizeEvent(event)
        for button, words in self._shrinking.items():
            button.setText(words)
        for button in reversed(self._shrinking):
            self.row.invalidate()
            if self.row.minimumSize().width() <= self.width():
                break
            button.setText("")
