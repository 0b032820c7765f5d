"""What a map tool is: it turns mouse and keys into one action on the session.

A tool keeps its draft outside the document and ends in one `session.apply` (or changes only view
or selection). Escape leaves no trace. The canvas tells clicks from drags: a drag that the tool does
not want moves the map.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from PySide6.QtCore import Qt

from gridmap.layers.surface import Coordinates
from gridmap.model.changes import Bounds
from gridmap.model.features import Feature, FeatureId
from gridmap.ui.canvas.screen_view import ScreenView

Spot = tuple[float, float]
"""A point of the plane in metres."""


@dataclass(frozen=True, slots=True)
class SnappedPoint:
    """A point of the ground that the pointer is drawn to.

    `words` says what it is, in the user's language. `features` have this corner or border; `edge`
    are the ends of the piece of border, None for a corner; `border` says whose border it is.
    """

    x_m: float
    y_m: float
    words: str = ""
    features: tuple[FeatureId, ...] = ()
    edge: tuple[Spot, Spot] | None = None
    border: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What the bar below the map says while a tool works, in the user's language.

    `facts` are figures of the draft, `keys` pairs of a key and what it does, `error` a sentence
    that takes the place of both. `ask` stands on the button of a long list while nothing is chosen.
    """

    title: str
    facts: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    error: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something a tool offers to choose. `symbol` is drawn before the words, empty for none."""

    key: str
    words: str
    symbol: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapEvent:
    """The pointer at one moment: on the ground (metres) and in the window (logical pixels).

    `hits` are the features under the pointer, the one that a click means first. `snapped` is the
    point the pointer is drawn to, None where there is none. `under` is the corner or border that
    lies there, whether or not the pointer is drawn to it.
    """

    x_m: float
    y_m: float
    x_px: float
    y_px: float
    snapped: SnappedPoint | None = None
    under: SnappedPoint | None = None
    hits: tuple[FeatureId, ...] = ()
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier

    @property
    def spot(self) -> Spot:
        """The point that is meant: the snapped one where there is one."""
        if self.snapped is not None:
            return self.snapped.x_m, self.snapped.y_m
        return self.x_m, self.y_m

    @property
    def has_shift(self) -> bool:
        """Whether the shift key is down."""
        return bool(self.modifiers & Qt.KeyboardModifier.ShiftModifier)

    @property
    def has_control(self) -> bool:
        """Whether the control (command) key is down."""
        return bool(self.modifiers & Qt.KeyboardModifier.ControlModifier)


class DraftPainter(Protocol):
    """What tools draw their drafts with, over the finished map. Points are metres, shape (n, 2)."""

    def line(self, points_m: Coordinates, *, is_dashed: bool = False) -> None:
        """Draw a draft line."""
        ...

    def area(self, points_m: Coordinates, *, has_outline: bool = True) -> None:
        """Draw a draft area, with its outline or only its tint."""
        ...

    def followed(self, points_m: Coordinates) -> None:
        """Draw the thick line over a border that is being followed."""
        ...

    def ring(self, x_m: float, y_m: float) -> None:
        """Draw the ring round a point that the pointer is drawn to."""
        ...

    def handles(self, points_m: Coordinates) -> None:
        """Draw square handles."""
        ...

    def words(self, text: str, x_m: float, y_m: float) -> None:
        """Write a word on a dark plate beside a point."""
        ...


class CanvasHost(Protocol):
    """What a tool may ask of the canvas it works on."""

    @property
    def screen_view(self) -> ScreenView:
        """The window on the ground."""
        ...

    def move_map(self, dx_px: float, dy_px: float) -> None:
        """Move the map by so many logical pixels to the right and down."""
        ...

    def features_in(self, bounds_m: Bounds) -> tuple[FeatureId, ...]:
        """Return the ids of the visible point features inside a box in metres."""
        ...

    def grid_at(self, x_m: float, y_m: float) -> FeatureId | None:
        """Return the grid whose land holds a point in metres, None for none."""
        ...

    def redraw_draft(self) -> None:
        """Draw the tool's draft again and renew what the bar below the map says."""
        ...

    def told(self, title: str) -> None:
        """Be told that the tool has done something that can be taken back."""
        ...

    def put_away(self) -> None:
        """Put the tool away: its work is done."""
        ...


class MapTool(Protocol):
    """A tool. All its methods are called in the window's thread.

    `name` is the tool's name among the operations. `snaps_to` names the kinds of feature to whose
    corners and borders the pointer is drawn; `wants_tab` takes the Tab key for the tool.
    """

    @property
    def name(self) -> str:
        """The tool's name among the operations: `select` for `tool_select`."""
        ...

    @property
    def snaps_to(self) -> frozenset[type[Feature]]:
        """The kinds of feature to whose corners and borders the pointer is drawn."""
        ...

    @property
    def wants_tab(self) -> bool:
        """Whether the Tab key is the tool's now."""
        ...

    def guide(self) -> Guide | None:
        """Return what the bar below the map says, None for no bar."""
        ...

    def choices(self) -> tuple[Choice, ...]:
        """Return what there is to choose, empty for nothing."""
        ...

    @property
    def chosen(self) -> str:
        """The key of the choice in use, empty for none."""
        ...

    def choose(self, key: str) -> None:
        """Use another choice."""
        ...

    @property
    def hint(self) -> str:
        """One line for the status bar, in the user's language: what to do now."""
        ...

    @property
    def cursor(self) -> Qt.CursorShape:
        """The pointer's shape over the map."""
        ...

    def click(self, event: MapEvent) -> None:
        """The left button went down and up at one place."""
        ...

    def double_click(self, event: MapEvent) -> bool:
        """A second click followed at the same place.

        False: not mine, the canvas opens the form or zooms in.
        """
        ...

    def context(self, event: MapEvent) -> bool:
        """The right button was clicked; False: not mine, the canvas offers its menu."""
        ...

    def begin_drag(self, event: MapEvent) -> bool:
        """The pointer begins to move with the left button down, from `event`.

        False: let the map move.
        """
        ...

    def drag(self, event: MapEvent) -> None:
        """The pointer moves on in a drag that was taken."""
        ...

    def drop(self, event: MapEvent) -> None:
        """The button is released at the end of a drag that was taken."""
        ...

    def move(self, event: MapEvent) -> None:
        """The pointer moves with no button down."""
        ...

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """A key was pressed; False: not mine."""
        ...

    def cancel(self) -> bool:
        """Escape: drop the draft. False: there was nothing to drop."""
        ...

    def draw_draft(self, painter: DraftPainter) -> None:
        """Draw the draft over the map."""
        ...


class QuietTool:
    """The small base of tools: does nothing, takes no drag, has no draft."""

    cursor = Qt.CursorShape.ArrowCursor
    name: ClassVar[str] = "select"
    snaps_to: frozenset[type[Feature]] = frozenset()

    @property
    def wants_tab(self) -> bool:
        """Leave the Tab key to the window."""
        return False

    @property
    def chosen(self) -> str:
        """Nothing is chosen."""
        return ""

    def guide(self) -> Guide | None:
        """Show no bar."""
        return None

    def choices(self) -> tuple[Choice, ...]:
        """Offer nothing."""
        return ()

    def choose(self, key: str) -> None:
        """Do nothing."""

    def click(self, event: MapEvent) -> None:
        """Do nothing."""

    def double_click(self, event: MapEvent) -> bool:
        """Leave it to the canvas."""
        return False

    def context(self, event: MapEvent) -> bool:
        """Leave it to the canvas."""
        return False

    def begin_drag(self, event: MapEvent) -> bool:
        """Let the map move."""
        return False

    def drag(self, event: MapEvent) -> None:
        """Do nothing."""

    def drop(self, event: MapEvent) -> None:
        """Do nothing."""

    def move(self, event: MapEvent) -> None:
        """Do nothing."""

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Use no key."""
        return False

    def cancel(self) -> bool:
        """Have no draft to drop."""
        return False

    def draw_draft(self, painter: DraftPainter) -> None:
        """Draw nothing."""
