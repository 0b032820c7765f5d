"""The gestures that the benchmarks make in the window, each as a person makes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import shapely
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from benchmarks.heartbeat import rest, wait_for
from gridmap.layers.free_land import land_in_no_grid
from gridmap.model.features import Grid, Household, Village

if TYPE_CHECKING:
    from benchmarks.bench_edit import Hand

Spot = tuple[float, float]

_ASIDE_PX = 45


def look_at(hand: Hand, village: Village) -> None:
    """Show a village as somebody who works on it has it."""
    assert village.geometry is not None
    hand.canvas.zoom_to(village.geometry.bounds)
    wait_for(lambda: hand.canvas.is_sharp)
    rest(0.1)


def gap_of(hand: Hand, village: Village) -> shapely.Polygon | None:
    """Return the land of a village in no grid, where it is one piece."""
    shapes = [grid.geometry for grid in grids_of(hand, village)]
    pieces = [p for p in land_in_no_grid(village.geometry, shapes) if p.area > 50_000]
    return pieces[0] if len(pieces) == 1 else None


def grids_of(hand: Hand, village: Village) -> list[Grid]:
    """Return the grids of a village."""
    return [grid for grid in hand.document.all(Grid) if grid.village == village.id]


def draw_grid(hand: Hand, village: Village) -> None:
    """Go round the free land of a village sloppily and press Enter."""
    gap = gap_of(hand, village)
    if gap is None:
        return
    hand.tool("draw_grid")
    ring = list(gap.buffer(30, join_style="mitre").simplify(60).exterior.coords)[:-1]
    for corner in ring:
        hand.click(corner)
    hand.measure("draw a grid", lambda: hand.key(Qt.Key.Key_Return))
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_Escape)


def across(grid: Grid) -> tuple[Spot, Spot]:
    """Return the ends of a line across a grid, a little beyond it."""
    min_x, min_y, max_x, max_y = shapely.bounds(grid.geometry).tolist()
    at = shapely.point_on_surface(grid.geometry)
    if max_x - min_x > max_y - min_y:
        return (at.x, min_y - 8), (at.x + 5, max_y + 8)
    return (min_x - 8, at.y), (max_x + 8, at.y + 5)


def split(hand: Hand, village: Village) -> None:
    """Draw a line across the largest grid and press Enter."""
    hand.tool("split_grid")
    grid = max(grids_of(hand, village), key=lambda item: shapely.area(item.geometry))
    for corner in across(grid):
        hand.click(corner)
    hand.measure("split a grid", lambda: hand.key(Qt.Key.Key_Return))
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_Escape)


def shared_border(hand: Hand, village: Village) -> tuple[Grid, Grid, shapely.LineString] | None:
    """Return two grids of a village and the longest unbroken run of border between them."""
    grids = grids_of(hand, village)
    best: tuple[Grid, Grid, shapely.LineString] | None = None
    for number, one in enumerate(grids):
        for other in grids[number + 1 :]:
            shared = shapely.line_merge(shapely.intersection(one.geometry, other.geometry))
            for part in shapely.get_parts(shared):
                is_line = part.geom_type == "LineString"
                if is_line and (best is None or part.length > best[2].length):
                    best = one, other, part
    return best


def aside(hand: Hand, border: shapely.LineString) -> tuple[Spot, Spot]:
    """Return the middle of a border, and a spot beside it too far away to snap to it."""
    middle = border.interpolate(0.5, True)
    ahead = border.interpolate(min(border.length / 2 + 1.0, border.length))
    away_m = _ASIDE_PX * hand.canvas.screen_view.m_per_px / middle.distance(ahead)
    dx, dy = ahead.x - middle.x, ahead.y - middle.y
    return (middle.x, middle.y), (middle.x - dy * away_m, middle.y + dx * away_m)


def reshape(hand: Hand, village: Village) -> None:
    """Bend the middle of a shared border aside."""
    found = shared_border(hand, village)
    if found is None:
        return
    hand.tool("reshape_border")
    border = found[2]
    start, end = border.interpolate(0.3, True), border.interpolate(0.7, True)
    _, side = aside(hand, border)
    for point in ((start.x, start.y), side, (end.x, end.y)):
        hand.click(point)
    hand.measure("reshape a border", lambda: hand.key(Qt.Key.Key_Return))
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_Escape)


def drag_corner(hand: Hand, village: Village) -> None:
    """Put a corner into a border that two grids share and drag it aside."""
    found = shared_border(hand, village)
    if found is None:
        return
    hand.tool("edit_vertices")
    at, goal = aside(hand, found[2])
    hand.click(at)
    rest(0.6)
    hand.move(at)
    hand.press(at)
    for share in (0.3, 0.6, 1.0):
        hand.move((at[0] + (goal[0] - at[0]) * share, at[1] + (goal[1] - at[1]) * share))
    hand.measure("drag a shared corner", lambda: hand.release(goal))
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_Escape)


def merge(hand: Hand, village: Village) -> None:
    """Make two neighbouring grids one; the first one's officers stay."""
    found = shared_border(hand, village)
    if found is None:
        return
    hand.session.select((found[0].id, found[1].id))
    rest(0.3)
    hand.tool("merge_grids")
    hand.measure("merge two grids", lambda: hand.key(Qt.Key.Key_1))
    hand.key(Qt.Key.Key_Escape)
    hand.session.select(())


def place(hand: Hand, village: Village) -> None:
    """Place the next household of the roster."""
    assert village.geometry is not None
    hand.tool("place_household")
    at = shapely.point_on_surface(village.geometry)
    spot = (at.x + 3, at.y - 4)
    hand.move(spot)
    hand.press(spot)
    hand.measure("place a household", lambda: hand.release(spot))
    hand.key(Qt.Key.Key_Escape)


def homes_of(hand: Hand, village: Village) -> Iterator[Household]:
    """Yield the households of a village that are on the map."""
    for home in hand.document.all(Household):
        if home.village == village.id and home.geometry is not None:
            yield home


def move_house(hand: Hand, village: Village) -> None:
    """Drag a house a few metres."""
    home = next(homes_of(hand, village))
    assert home.geometry is not None
    hand.tool("move_households")
    at = (home.geometry.x, home.geometry.y)
    goal = (at[0] + 40, at[1] + 25)
    hand.move(at)
    hand.press(at)
    for share in (0.4, 0.8, 1.0):
        hand.move((at[0] + 40 * share, at[1] + 25 * share))
    hand.measure("move a household", lambda: hand.release(goal))
    hand.key(Qt.Key.Key_Escape)
    hand.session.select(())


def edit_door(hand: Hand, village: Village) -> None:
    """Type another door number into the form."""
    homes = homes_of(hand, village)
    next(homes)
    home = next(homes)
    hand.session.select((home.id,))
    rest(0.1)
    form = hand.workspace.properties.form
    field = form.field("door") if form is not None else None
    if not isinstance(field, QLineEdit):
        return
    field.setFocus()
    field.setText(f"{home.door}9")
    field.setModified(True)
    hand.measure("edit a door", lambda: QTest.keyClick(field, Qt.Key.Key_Return))
    hand.session.select(())
    hand.canvas.setFocus()


GESTURES = (draw_grid, split, reshape, drag_corner, merge, place, move_house, edit_door)
