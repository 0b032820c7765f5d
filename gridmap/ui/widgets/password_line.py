"""A line for a password, with an eye that shows what is typed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.theme import Theme

_EYE_PX: Final = 20
_HINTS: Final = (
    Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)
"""Input methods learn nothing from the line, whether it is shown or not."""


class PasswordLine(QWidget):
    """`line` is the field, `eye` the button beside it; what is typed is hidden at first."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(_HINTS)
        self.line.setAccessibleName(name)
        self.setFocusProxy(self.line)
        self.eye = QToolButton()
        self.eye.setObjectName("fieldButton")
        self.eye.setCheckable(True)
        self.eye.setIconSize(QSize(theme.px(_EYE_PX), theme.px(_EYE_PX)))
        self.eye.toggled.connect(self._show)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.eye)
        self._show(is_shown=False)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    def _show(self, is_shown: bool) -> None:
        echo = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(echo)
        self.line.setInputMethodHints(_HINTS)
        words = tr("Hide the password") if is_shown else tr("Show the password")
        self.eye.setToolTip(words)
        self.eye.setAccessibleName(words)
        name = "eye-shut" if is_shown else "eye"
        self.eye.setIcon(icons.icon(name, self._theme, size_px=_EYE_PX))
