"""Pan: every drag moves the map, a click does nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gridmap.i18n import tr
from gridmap.ui.tools.tool import QuietTool


class PanTool(QuietTool):
    """Only looks: cannot select or change anything by accident."""

    name = "pan"
    cursor = Qt.CursorShape.OpenHandCursor

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Drag moves the map, the wheel zooms at the pointer, Home shows everything.")
