"""Asks why households are given to a grid in which they do not stand."""

from __future__ import annotations

from PySide6.QtWidgets import QInputDialog, QWidget

from gridmap.i18n import tr


def ask_reason(parent: QWidget | None, grid: str) -> str | None:
    """Return the reason as typed, None where the person thought better of it."""
    text, is_given = QInputDialog.getText(
        parent,
        tr("Assign to {grid}", grid=grid),
        tr("Why do these households belong to {grid}? The reason is kept with them.", grid=grid),
    )
    return text if is_given else None
