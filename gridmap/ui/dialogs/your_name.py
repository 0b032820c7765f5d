"""Asks under which name the history keeps what somebody does."""

from __future__ import annotations

from PySide6.QtWidgets import QInputDialog, QWidget

from gridmap.i18n import tr


def ask_name(parent: QWidget | None, name: str) -> str | None:
    """Return the name as typed, None where the person thought better of it."""
    text, is_given = QInputDialog.getText(
        parent,
        tr("Your name"),
        tr("The history keeps your changes under this name, from now on and on this computer:"),
        text=name,
    )
    return text.strip() if is_given else None
