"""What stands in place of the page where there is nothing to print: why, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.ui.modes import CARE, DRAW, INCIDENT
from gridmap.ui.theme import Theme


class EmptyPreview(QFrame):
    """Says in words why there is no page, with buttons that lead on.

    `import_wanted` for files, `mode_wanted(name)` for another kind of work.
    """

    import_wanted = Signal()
    mode_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("reviewBody")
        self.words, self.hint = QLabel(), QLabel()
        self.words.setObjectName("cardTitle")
        self.hint.setObjectName("secondary")
        self.import_button = QPushButton(tr("Import files…"))
        self.import_button.setProperty("primary", True)
        self.draw_button = QPushButton(tr("Draw on the map"))
        self.care_button = QPushButton(tr("Enter care records"))
        self.incident_button = QPushButton(tr("Incident…"))
        self.import_button.clicked.connect(self.import_wanted)
        for button, mode in (
            (self.draw_button, DRAW),
            (self.care_button, CARE),
            (self.incident_button, INCIDENT),
        ):
            button.clicked.connect(lambda _on=False, mode=mode: self.mode_wanted.emit(mode))
        column = QVBoxLayout(self)
        column.addStretch(2)
        for label in (self.words, self.hint):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.px(12), 0, 0)
        row.addStretch(1)
        for button in self._buttons:
            button.hide()
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.import_button, self.draw_button, self.care_button, self.incident_button

    def show_error(self, error: GridMapError, *, offers: tuple[str, ...] = ()) -> None:
        """Say why; `offers` names the modes that lead on, "import" the dialog for files."""
        self.words.setText(error.message)
        self.hint.setText(error.hint)
        self.import_button.setVisible("import" in offers)
        self.draw_button.setVisible(DRAW in offers)
        self.care_button.setVisible(CARE in offers)
        self.incident_button.setVisible(INCIDENT in offers)
