"""The guided task on an open practice copy: listens to session and map, and keeps the card."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from gridmap.model.changes import Changeset
from gridmap.model.features import Village
from gridmap.session import Session
from gridmap.ui.canvas.map_canvas import MapCanvas
from gridmap.ui.guide.card import GuideCard
from gridmap.ui.guide.steps import Steps, steps_of
from gridmap.ui.theme import Theme

_EAST_FROM: Final = 0.4
"""The village's east begins here, as a share of its width from the west: its road."""


class GuidedTask(QObject):
    """Ticks off what the user does. `card` is the widget; `finished` fires at the last step."""

    finished = Signal()

    def __init__(self, session: Session, canvas: MapCanvas, theme: Theme) -> None:
        super().__init__(canvas)
        self._session = session
        self._canvas = canvas
        self.steps: Steps = steps_of(session.document, can_redo=session.can_redo)
        self.card = GuideCard(canvas, theme)
        self._disconnect = session.changed.connect(self._after_change)
        canvas.tool_changed.connect(self._after_tool)
        self.card.show_steps(self.steps)
        self.card.show()

    def show_land(self) -> None:
        """Show the east of the village, where there is work, beside the card."""
        (village,) = self._session.document.all(Village)
        assert village.geometry is not None
        west, south, east, north = village.geometry.bounds
        begin = west + _EAST_FROM * (east - west)
        covered = self.card.geometry().right() / max(self._canvas.width(), 1)
        left = east - (east - begin) / max(1 - covered, 0.3)
        self._canvas.zoom_to((left, south, east, north))

    def go_on(self, steps: Steps) -> None:
        """Take over what was done before the window was built anew."""
        self.steps = steps
        self._show()

    def release(self) -> None:
        """Stop listening to the session."""
        self._disconnect()

    def _after_tool(self) -> None:
        self.steps.tool_taken(self._canvas.tool.name)
        self._show()

    def _after_change(self, changeset: Changeset) -> None:
        was_finished = self.steps.is_finished
        self.steps.changed(changeset, can_redo=self._session.can_redo)
        self._show()
        if self.steps.is_finished and not was_finished:
            self._canvas.set_tool(None)
            self.finished.emit()

    def _show(self) -> None:
        self.card.show_steps(self.steps)
