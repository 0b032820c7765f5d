"""A dialog that shows one thing, with nothing to answer but Close."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridmap.i18n import tr
from gridmap.ui.theme import Theme

_WIDEST_PX = 1240
_HIGHEST_PX = 660


class ShowingDialog(QDialog):
    """A widget under a title, and a button that closes; `size_px` at the usual size of text."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        body: QWidget,
        theme: Theme,
        *,
        size_px: tuple[int, int],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        close = QPushButton(tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.addWidget(body)
        box.addLayout(row)
        width, height = size_px
        # Fits a screen of 1366 x 768 with large text too.
        self.resize(min(theme.px(width), _WIDEST_PX), min(theme.px(height), _HIGHEST_PX))
