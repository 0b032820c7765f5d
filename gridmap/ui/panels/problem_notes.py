"""What stands in or below the list of problems: a quiet note, and a mending to decide on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.theme import Theme


class QuietNote(QFrame):
    """A note in the middle of an empty list."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sign, self._words, self._more = QLabel(), QLabel(), QLabel()
        self._words.setObjectName("sectionTitle")
        self._more.setObjectName("quiet")
        column = QVBoxLayout(self)
        column.setSpacing(4)
        column.addStretch(1)
        for label in (self._sign, self._words, self._more):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(label is not self._sign)
            column.addWidget(label)
        column.addStretch(1)

    @property
    def text(self) -> str:
        """What the note says."""
        return self._words.text()

    def say(self, words: str) -> None:
        """Say something in passing."""
        self._words.setText(words)
        self._sign.hide()
        self._more.hide()

    def praise(self, words: str, more: str) -> None:
        """Say that all is well, and what happens next."""
        self._words.setText(words)
        self._more.setText(more)
        self._sign.setPixmap(icons.pixmap("check", self._theme.green, self._theme.px(28)))
        self._sign.show()
        self._more.show()


class MendingBar(QFrame):
    """What a mending would do, in sentences, to be done or left. Nothing is changed before."""

    accepted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("mending")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.accept_button = QPushButton(tr("Do it"))
        self.accept_button.setProperty("primary", True)
        self.leave_button = QPushButton(tr("Leave it"))
        self.accept_button.clicked.connect(self.accepted)
        self.leave_button.clicked.connect(self.close)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(theme.px(8))
        row.addWidget(self._words, 1)
        row.addWidget(self.accept_button)
        row.addWidget(self.leave_button)
        self.hide()

    @property
    def text(self) -> str:
        """What is proposed, or why nothing is."""
        return self._words.text()

    def wait(self) -> None:
        """Say that the mending is being worked out."""
        self._words.setText(tr("Working out what would change…"))
        self.accept_button.hide()
        self.show()

    def propose(self, sentences: Sequence[str]) -> None:
        """Say what would be done and wait for the answer."""
        self._words.setText("\n".join(sentences))
        self.accept_button.show()
        self.show()
        self.accept_button.setFocus()

    def refuse(self, error: GridMapError) -> None:
        """Say why it cannot be mended and what to do instead."""
        self._words.setText("\n".join(text for text in (error.message, error.hint) if text))
        self.accept_button.hide()
        self.show()
        self.leave_button.setFocus()
