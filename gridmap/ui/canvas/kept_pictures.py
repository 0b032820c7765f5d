"""KeptPictures: the lower layers of the picture on show, kept while view and features stay.

Moving a house then repaints houses only, moving a border only the land about it: the rest is copied
from the picture before. Belongs to the painting thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from PySide6.QtGui import QImage

from gridmap.model.changes import Bounds, Changeset
from gridmap.model.features import Area, Line
from gridmap.ui.canvas.frame import FrameRequest
from gridmap.ui.canvas.screen_view import ScreenView

Stage = Literal["ground", "outlines", "land"]
"""`ground`: areas, water and roads. `outlines`: the borders of villages and townships, on nothing.

`land`: ground and all borders.
"""

_GROUND_KINDS: Final = frozenset((Area, Line))


class KeptPictures:
    """The pictures of one view by stage. Qt shares them: who paints on one paints on a copy.

    `dirty_m` are the boxes in metres in which the land kept is wrong.
    """

    def __init__(self) -> None:
        self.dirty_m: list[Bounds] = []
        self._made_for: tuple[ScreenView, float] | None = None
        self._pictures: dict[Stage, QImage] = {}

    def begin(self, request: FrameRequest) -> None:
        """Let go of what was kept for another view."""
        wanted = (request.screen, request.device_pixel_ratio)
        if wanted != self._made_for:
            self.forget()
            self._made_for = wanted

    def get(self, stage: Stage) -> QImage | None:
        """Return a copy of the picture of a stage, None where none is kept."""
        kept = self._pictures.get(stage)
        return QImage(kept) if kept is not None else None

    def keep(self, stage: Stage, picture: QImage) -> None:
        """Keep a picture as it is now."""
        self._pictures[stage] = QImage(picture)
        if stage == "land":
            self.dirty_m.clear()

    def follow(self, changeset: Changeset, differing_m: Sequence[Bounds] | None) -> None:
        """Let go of what a change makes wrong; borders differ in these boxes (None: anywhere)."""
        if differing_m is None:
            self.forget()
        elif not changeset.kinds().isdisjoint(_GROUND_KINDS):
            self._pictures.pop("ground", None)
            self._pictures.pop("land", None)
        else:
            self.dirty_m += differing_m

    def forget(self) -> None:
        """Let go of everything."""
        self._pictures.clear()
        self.dirty_m.clear()
