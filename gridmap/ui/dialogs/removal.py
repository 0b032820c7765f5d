"""Asks before something is removed on which other things hang: says what becomes of them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gridmap.actions.removal import Removal
from gridmap.i18n import tr
from gridmap.ui.dialogs.question import may_go_on


def may_remove(parent: QWidget | None, removal: Removal) -> bool:
    """Ask where something hangs on what is to be removed; return whether it may go.

    The question names the act, what hangs on it, and that it can be taken back.
    """
    if not removal.consequences:
        return True
    lines = (*removal.consequences, tr("Ctrl+Z takes it back."))
    text = tr("{title}?", title=removal.changeset.title)
    return may_go_on(parent, text, "\n".join(lines), go=tr("Remove"), stay=tr("Keep"))
