"""The head of the window: the program's name, the menus, the modes of work and the find box."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenuBar,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.theme import Theme

_LARGE = 1.5
"""At this text size the program's sign stands without its name: menus and modes need the room."""


class ModeTabs(QFrame):
    """The modes of work side by side; one is always chosen."""

    chosen = Signal(str)

    def __init__(self, modes: Sequence[tuple[str, str, str]]) -> None:
        """Take name, title and tip of each mode."""
        super().__init__()
        self.setObjectName("modes")
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        self._buttons: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        for name, title, tip in modes:
            button = QPushButton(title)
            button.setCheckable(True)
            button.setToolTip(tip)
            button.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            group.addButton(button)
            row.addWidget(button)
            self._buttons[name] = button

    def show_mode(self, name: str) -> None:
        """Mark a mode as the one that is on."""
        self._buttons[name].setChecked(True)


class Header(QFrame):
    """Program name and menus on the left, modes in the middle, the find box on the right."""

    def __init__(self, theme: Theme, *, middle: QWidget | None, right: QWidget | None) -> None:
        super().__init__()
        self.setObjectName("header")
        self.menu_bar = QMenuBar()
        self.menu_bar.setNativeMenuBar(False)
        self.menu_bar.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 3, 14, 3)
        row.setSpacing(8)
        row.addWidget(self._left(theme), 1)
        if middle is not None:
            row.addWidget(middle, 0)
        side = QWidget()
        side_row = QHBoxLayout(side)
        side_row.setContentsMargins(0, 0, 0, 0)
        side_row.addStretch(1)
        if right is not None:
            side_row.addWidget(right, 100)
        row.addWidget(side, 1)

    def _left(self, theme: Theme) -> QWidget:
        left = QWidget()
        row = QHBoxLayout(left)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        sign = QLabel()
        sign.setPixmap(icons.program_icon().pixmap(theme.px(22), theme.px(22)))
        name = QLabel(tr("GridMap"))
        name.setObjectName("programName")
        row.addWidget(sign)
        row.addWidget(name)
        row.addSpacing(6)
        row.addWidget(self.menu_bar)
        row.addStretch(1)
        left.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        name.setVisible(theme.scale < _LARGE)
        return left


def key_cap(text: str) -> QLabel:
    """Return a small label that looks like a key."""
    label = QLabel(text)
    label.setObjectName("keyCap")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
