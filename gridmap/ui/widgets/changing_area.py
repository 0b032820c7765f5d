"""A scroll area whose content is changed by what is in it: a button or field that leads elsewhere.

`QScrollArea.setWidget` destroys the old content at once, with the field whose key is just being
handled: the program would end.
"""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget


class ChangingArea(QScrollArea):
    """Shows one content after the other; the old one goes when nothing uses it any more."""

    def change_to(self, content: QWidget) -> None:
        """Show another content."""
        before = self.takeWidget()
        if before is not None:
            before.hide()
            # A child of the area until it goes: a top-level widget would show as a window.
            before.setParent(self)
            before.deleteLater()
        self.setWidget(content)
