"""The helper that is there already: a name, and the house where the helper lives, if near."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.model.features import Household
from gridmap.ui.kinds import door_words


class HelperRow(QWidget):
    """A line for the name, a button that points at the map, and a switch for the link."""

    def __init__(self, *, is_read_only: bool) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("neighbour or kin"))
        self.line.setAccessibleName(tr("Helper"))
        self.pick = QPushButton(tr("Point at the house"))
        self.pick.setProperty("flat_link", True)
        self.pick.setDisabled(is_read_only)
        self.clear = QPushButton(tr("Not this house"))
        self.clear.setProperty("flat_link", True)
        self.clear.setDisabled(is_read_only)
        self.link = QCheckBox(tr("Show the link on the map"))
        self._home = QLabel()
        self._home.setObjectName("secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in (self.line, self._home, self.pick, self.clear, self.link):
            column.addWidget(part)
        self.show_home(None)

    def show_home(self, home: Household | None) -> None:
        """Show the house where the helper lives."""
        words = " ".join((door_words(home.door), home.head)) if home is not None else ""
        self._home.setText(words)
        self._home.setVisible(home is not None)
        self.clear.setVisible(home is not None)
        self.link.setVisible(home is not None)
