"""The sheet of keyboard shortcuts: what each key does."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.ui.header import key_cap
from gridmap.ui.operations import Operation
from gridmap.ui.theme import Theme

_ROWS = 12


class ShortcutSheet(QDialog):
    """All commands that have a key, in columns."""

    def __init__(self, parent: QWidget, operations: Iterable[Operation], theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(8))
        for number, (title, keys) in enumerate(_lines(operations)):
            row, column = number % _ROWS, number // _ROWS * 2
            grid.addLayout(_caps(keys), row, column)
            grid.addWidget(QLabel(title), row, column + 1)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(24, 20, 24, 16)
        column_box.setSpacing(16)
        column_box.addLayout(grid)
        column_box.addWidget(buttons)


def _lines(operations: Iterable[Operation]) -> list[tuple[str, tuple[str, ...]]]:
    """Return titles with their keys: the commands, then what the mouse and the map know."""
    known = [
        (operation.title.rstrip("…"), operation.shortcuts)
        for operation in operations
        if operation.shortcuts
    ]
    return [
        *known,
        (tr("While drawing: finish, take a corner back"), ("Enter", "Backspace")),
        (tr("While drawing: no snapping, the other way round"), ("Alt", "Tab")),
        (tr("Delete selected places, lanes and notes"), ("Del",)),
        (tr("Zoom in, zoom out"), ("+", "-")),
        (tr("One step back: drop what you began, then the selection"), ("Esc",)),
    ]


def _caps(keys: tuple[str, ...]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for key in keys:
        row.addWidget(key_cap(key.replace("+", " + ") if len(key) > 1 else key))
    row.addStretch(1)
    row.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    return row
