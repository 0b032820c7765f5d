"""What the guided task asks for, and when each step is done. No Qt, no text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from gridmap.model.changes import Changeset
from gridmap.model.document import Document
from gridmap.model.features import Grid, Household
from gridmap.model.relations import has_position

HOUSES: Final = 3

TAKE_PEN: Final = "take_pen"
DRAW: Final = "draw"
TAKE_HOUSES: Final = "take_houses"
PLACE: Final = "place"
UNDO: Final = "undo"
STEPS: Final = (TAKE_PEN, DRAW, TAKE_HOUSES, PLACE, UNDO)

_TOOLS: Final = {"draw_grid": TAKE_PEN, "place_household": TAKE_HOUSES}
_GRIDS_BEFORE: Final = 2
_WAITING_BEFORE: Final = 6


@dataclass(slots=True)
class Steps:
    """How far one has come. A step that is done stays done, whatever is taken back later."""

    done: set[str] = field(default_factory=set)
    placed: int = 0

    @property
    def current(self) -> str | None:
        """The first step that is not done, None where all are."""
        return next((step for step in STEPS if step not in self.done), None)

    @property
    def is_finished(self) -> bool:
        """Whether every step is done."""
        return self.current is None

    def tool_taken(self, name: str) -> None:
        """A tool is in hand; the one for houses counts once the grid is drawn."""
        step = _TOOLS.get(name)
        if step == TAKE_PEN or (step == TAKE_HOUSES and DRAW in self.done):
            self.done.add(step)

    def changed(self, changeset: Changeset, *, can_redo: bool) -> None:
        """The practice copy has changed; `can_redo`: the change took something back."""
        if can_redo:
            if PLACE in self.done:
                self.done.add(UNDO)
        elif any(isinstance(change.new, Grid) and change.old is None for change in changeset):
            self.done |= {TAKE_PEN, DRAW}
        self.placed += sum(_placed(change.new) - _placed(change.old) for change in changeset)
        if self.placed >= HOUSES:
            self.done |= {TAKE_HOUSES, PLACE}


def steps_of(document: Document, *, can_redo: bool) -> Steps:
    """Return how far a practice copy has come that was left and is opened again."""
    waiting = sum(not has_position(item) for item in document.all(Household))
    steps = Steps(placed=max(_WAITING_BEFORE - waiting, 0))
    if document.count(Grid) > _GRIDS_BEFORE:
        steps.done |= {TAKE_PEN, DRAW}
    if steps.placed >= HOUSES:
        steps.done |= {TAKE_HOUSES, PLACE}
    elif can_redo and steps.placed == HOUSES - 1 and DRAW in steps.done:
        steps.done |= set(STEPS)
    return steps


def _placed(feature: object) -> int:
    return int(isinstance(feature, Household) and has_position(feature))
