"""The cards of the review page, and the words on them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from gridmap.ui.theme import Theme


class Card(QFrame):
    """A framed part of the page with a title, a quiet note beside it, and a body."""

    def __init__(self, title: str, note: str, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("reviewCard")
        self.theme = theme
        self.title = QLabel(title)
        self.title.setObjectName("cardTitle")
        self.note = QLabel(note)
        self.note.setObjectName("quiet")
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.px(8))
        self.note.setWordWrap(True)
        self.head.addWidget(self.title)
        self.head.addWidget(self.note, 1)
        self.body = QVBoxLayout(self)
        margin = theme.px(14)
        self.body.setContentsMargins(margin, theme.px(9), margin, theme.px(11))
        self.body.setSpacing(theme.px(6))
        self.body.addLayout(self.head)
        self.setAccessibleName(title)


def unbroken(text: str) -> str:
    """Return words that no line break parts, also between Chinese characters."""
    return "\u2060".join(text.replace(" ", "\u00a0"))


def label(text: str = "", name: str = "", *, wraps: bool = False) -> QLabel:
    """Return a label whose text can be read by a screen reader and selected by nobody."""
    made = QLabel(text)
    if name:
        made.setObjectName(name)
    made.setWordWrap(wraps)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made
