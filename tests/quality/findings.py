"""The questions of T1-T4 and of the find test, asked of a subject; each answer lists what is wrong.

The tests and the benchmark ask the same.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import shapely
import shapely.ops

from gridmap.export.house_labels import door_text
from gridmap.model.features import Household
from tests.quality.page_read import Map, PageRead, Text
from tests.quality.sheets_read import (
    DOOR_PT,
    HEAD_PT,
    LEADER_MM,
    Box,
    Row,
    SheetRead,
    gap_mm,
    sheet_id_of,
)
from tests.quality.subjects import Subject

SMALLEST_PT = 6.5
TITLE_PT = (16.0, 18.0)
TABLE_PT = 9.0
HOUSE_MM, CARE_MM, PLACE_MM = 2.2, 4.0, 5.0
LINE_MM = 0.15
TOUCH_MM = 0.02
"""Boxes that share less than this in one direction do not overlap."""

ROUND_MM = 0.01
"""How exactly a file of two decimals of a point says where something stands."""

REACH_MM = LEADER_MM + 8.0
"""How far a door may stand from its house: at a leader, or before a head on the same line."""

Thing = tuple[shapely.Geometry, str]
"""A shape on the page, and what it is."""

_RATIO = re.compile(r"1 ?: ?(\d{1,3}(?: \d{3})+(?!\d)|\d+)")
_SPACE = re.compile(r"\s+")


def too_small(subject: Subject) -> list[str]:
    """T1: texts below their class' floor, symbols and lines below theirs."""
    found = []
    for page in subject.pages:
        for text in page.texts:
            if text.size_pt < SMALLEST_PT - 0.01:
                found.append(f"p. {page.number}: “{text.words}” {text.size_pt:.2f} pt")
        for shape in page.shapes:
            if shape.is_stroked and shape.width_mm < LINE_MM - 0.002:
                found.append(f"p. {page.number}: a line of {shape.width_mm:.3f} mm")
    for sheet in subject.sheets:
        found += _small_on_sheet(sheet)
    return found


def _small_on_sheet(sheet: SheetRead) -> Iterator[str]:
    for text in sheet.labels:
        is_door = text.is_bold and not text.words.startswith("[")  # [1] is a place in the list
        floor = DOOR_PT if is_door else HEAD_PT
        if text.size_pt < floor - 0.01:
            yield f"{sheet.sheet_id}: label “{text.words}” {text.size_pt:.2f} pt"
    floors = {"household": HOUSE_MM, "care": CARE_MM, "place": PLACE_MM}
    on_map = [
        symbol
        for symbol in sheet.page.symbols
        if sheet.map.holds(symbol.x_mm, symbol.y_mm)
        and not any(_in(symbol.box, box) for box in sheet.boxes)
    ]
    for symbol in on_map:
        floor = floors.get(symbol.name.split("-")[0], 0.0)
        if symbol.size_mm < floor - 0.001:
            yield f"{sheet.sheet_id}: {symbol.name} {symbol.size_mm} mm"


def overlaps(subject: Subject) -> list[str]:
    """T2: pairs of labels, and labels with symbols or boxes, that share some room on a map."""
    found = []
    for sheet in subject.sheets:
        labels = _labels_of(sheet)
        things = [*labels, *_things_of(sheet)]
        found += [f"{sheet.sheet_id}: {pair}" for pair in _pairs(things, len(labels))]
    return found


def _labels_of(sheet: SheetRead) -> list[Thing]:
    return [(text.outline, f"“{text.words}”") for text in sheet.labels if text.words.strip()]


def _things_of(sheet: SheetRead) -> list[Thing]:
    """Return what labels and leaders must not touch on a map: symbols, plates, boxes, frames."""
    things: list[Thing] = [
        (shapely.box(*symbol.box), symbol.name)
        for symbol in sheet.page.symbols
        if sheet.map.holds(symbol.x_mm, symbol.y_mm)
        and not any(_in(symbol.box, box) for box in sheet.boxes)
    ]
    things += [(shapely.box(*plate.box), "plate") for plate in sheet.plates]
    things += [(shapely.box(*box), "box") for box in sheet.boxes]
    things += [
        (shapely.box(*inset.box).exterior.buffer(TOUCH_MM), "frame of an inset")
        for inset in sheet.page.maps[1:]
    ]
    return things


def bad_leaders(subject: Subject) -> list[str]:
    """T2: leaders over 8 mm, or that touch a label, symbol, box, boundary or another leader.

    A symbol in whose middle a leader ends is its own; it is drawn above the leader's end.
    """
    found = []
    for sheet in subject.sheets:
        lines = [_free_part(sheet, shapely.LineString(run)) for run in sheet.leaders]
        things = [*_labels_of(sheet), *_things_of(sheet)]
        things += [(shapely.LineString(run), "a boundary") for run in sheet.boundaries]
        for number, line in enumerate(lines):
            others = [(other, "a leader") for at, other in enumerate(lines) if at != number]
            x, y = line.coords[0]
            name = f"{sheet.sheet_id}: leader at ({x:.1f}, {y:.1f})"
            if line.length > LEADER_MM + 2 * ROUND_MM:
                found.append(f"{name} {line.length:.2f} mm")
            inner = shapely.ops.substring(line, TOUCH_MM, max(TOUCH_MM, line.length - TOUCH_MM))
            found += [
                f"{name} on {what}" for thing, what in (*things, *others) if inner.intersects(thing)
            ]
    return found


def _free_part(sheet: SheetRead, line: shapely.LineString) -> shapely.LineString:
    """Return a leader up to the edge of the symbol in whose middle it ends."""
    end = shapely.Point(line.coords[-1])
    for symbol in sheet.page.symbols:
        if end.distance(shapely.Point(symbol.x_mm, symbol.y_mm)) < 2 * ROUND_MM:
            outside = line.difference(shapely.box(*symbol.box))
            return outside if outside.length else shapely.LineString([line.coords[0]] * 2)
    return line


def _pairs(things: list[Thing], labels: int) -> Iterator[str]:
    shapes = np.array([shapely.buffer(shape, -TOUCH_MM / 2) for shape, _ in things], dtype=object)
    tree = shapely.STRtree(shapes)
    for one, other in zip(*tree.query(shapes, predicate="intersects"), strict=True):
        if one < other and (one < labels or other < labels or _are_houses(things, one, other)):
            yield f"{things[one][1]} on {things[other][1]}"


def _are_houses(things: list[Thing], one: int, other: int) -> bool:
    return all(things[at][1].startswith("household-") for at in (one, other))


@dataclass(frozen=True, slots=True)
class Home:
    """Where a household was found in the file: its sheet and the cells its mark lies in."""

    sheet: SheetRead
    cells: frozenset[str]


def homes(subject: Subject) -> dict[str, list[Home]]:
    """Return the sheets on which each household stands with its label, by its id.

    Its mark lies at its true place by the coordinates of the page, and near the mark, or in the
    sheet's list, is its door.
    """
    found: dict[str, list[Home]] = defaultdict(list)
    points = np.array([(h.geometry.x, h.geometry.y) for h in subject.households if h.geometry])
    for sheet in subject.sheets:
        lists = _list_words(subject, sheet)
        doors = defaultdict(list)
        for text in sheet.doors:
            doors[_plain(text.words)].append(text)
        for there, number, at in _shown(sheet, points):
            household = subject.households[number]
            marks = _own_marks(sheet, there, household, at, doors, lists)
            if marks:
                cells = frozenset(cell for mark in marks for cell in _cells(sheet, mark))
                found[household.id].append(Home(sheet, cells))
    return found


def _shown(
    sheet: SheetRead, points_m: np.ndarray
) -> Iterator[tuple[Map, int, tuple[float, float]]]:
    """Yield each point that a map or an inset of a sheet shows: on which, its number, and where."""
    for there in sheet.page.maps:
        for number, (x_mm, y_mm) in enumerate(there.to_mm(points_m).tolist()):
            if there.holds(x_mm, y_mm) and sheet.map_at(x_mm, y_mm) is there:
                yield there, number, (x_mm, y_mm)


def _cells(sheet: SheetRead, at: tuple[float, float]) -> set[str]:
    """Return the cell of a point, or both where it lies on their border to a file's precision."""
    x, y = at
    return {
        sheet.cell(x + dx, y + dy) for dx in (-ROUND_MM, ROUND_MM) for dy in (-ROUND_MM, ROUND_MM)
    }


def _own_marks(
    sheet: SheetRead,
    there: Map,
    household: Household,
    at: tuple[float, float],
    doors: Mapping[str, list[Text]],
    lists: str,
) -> list[tuple[float, float]]:
    """Return the marks that may be the household's; none where the sheet does not name it."""
    door = _plain(door_text(household))
    marks = sheet.marks_near(there, *at)
    near = [
        mark
        for mark in marks
        if any(gap_mm((*mark, *mark), text.box) <= REACH_MM for text in doors[door])
    ]
    if near:
        return near
    return marks if f"\n{door}\n" in lists else []


def _list_words(subject: Subject, sheet: SheetRead) -> str:
    """Return the words of a sheet's side list, on its map or on the pages behind it."""
    words = [_plain(text.words) for text in sheet.listed]
    for page in subject.pages[sheet.page.index + 1 :]:
        if page.maps or sheet_id_of(page) != sheet.sheet_id:
            break
        words += [_plain(text.words) for text in page.texts if not text.is_imprint]
    return "\n" + "\n".join(words) + "\n"


def _plain(words: str) -> str:
    return _SPACE.sub("", words)


def lost_or_misplaced(subject: Subject) -> list[str]:
    """T3: households on no or several home sheets, missing in an index, or in a wrong cell."""
    places = homes(subject)
    rows = defaultdict(list)
    for row in subject.rows:
        rows[row.order, _plain(row.door), _plain(row.head)].append(row)
    found = []
    for household in subject.households:
        name = f"{door_text(household)} {household.head}"
        home = places.get(household.id, [])
        if len(home) != 1:
            found.append(f"{name}: {[one.sheet.sheet_id for one in home]}")
            continue
        for order in ("door", "head") if household.head else ("door",):
            mine = rows[order, _plain(door_text(household)), _plain(household.head)]
            fits = [row for row in mine if _leads_home(row, home[0])]
            if not fits:
                said = [(row.page, row.cell) for row in mine]
                found.append(
                    f"{name} in the index by {order}: {said}, "
                    f"is on p. {home[0].sheet.page.number} {sorted(home[0].cells)}"
                )
                continue
            mine.remove(fits[0])
    left = sum(map(len, rows.values()))
    return found + ([f"{left} rows of the indexes belong to nobody"] if left else [])


def _leads_home(row: Row, home: Home) -> bool:
    page = home.sheet.page
    return row.page == page.number and row.cell in home.cells and row.target == page.index


def not_found_again(subject: Subject) -> list[str]:
    """From every row of the indexes to page and cell: is there a house with that door and name?

    Asked of the file alone.
    """
    by_number = {sheet.page.number: sheet for sheet in subject.sheets}
    found = []
    for row in subject.rows:
        sheet = by_number.get(row.page)
        if sheet is None or not _is_in_cell(subject, sheet, row.door, row.head, row.cell):
            found.append(f"{row.order}: {row.door} {row.head} p. {row.page} {row.cell}")
    return found


def _is_in_cell(subject: Subject, sheet: SheetRead, door: str, head: str, cell: str) -> bool:
    box = sheet.cell_box(cell)
    marks = [(house.x_mm, house.y_mm) for house in sheet.houses]
    marks += [((p.box[0] + p.box[2]) / 2, (p.box[1] + p.box[3]) / 2) for p in sheet.plates]
    marks = [at for at in marks if gap_mm((*at, *at), box) < 0.05]
    lists = _list_words(subject, sheet)
    doors = [text.box for text in sheet.doors if _plain(text.words) == _plain(door)]
    near = any(gap_mm((*at, *at), text) <= REACH_MM for at in marks for text in doors)
    if not near:
        return bool(marks) and f"\n{_plain(door)}\n" in lists
    heads = [text.box for text in sheet.labels if _plain(text.words) == _plain(head)]
    return (
        not head
        or any(gap_mm(one, other) < 3.0 for one in doors for other in heads)
        or _plain(head) in _plain(lists)
        or not heads
    )


def wrong_scales(subject: Subject) -> list[str]:
    """T4: maps whose scale bar or ratio differs from their coordinates by more than 0.5 %."""
    found = []
    for page in subject.pages:
        for number, there in enumerate(page.maps):
            said = said_scales(page) if number == 0 else _inset_scale(page, there)
            found += [
                f"p. {page.number}: {what} 1 : {scale:.1f}, coordinates 1 : {there.scale:.1f}"
                for what, scale in said.items()
                if abs(scale / there.scale - 1.0) > 0.005
            ]
            if len(said) < 2 - (number > 0) and _RATIO.search(page.words()):
                found.append(f"p. {page.number}: map {number + 1} says no scale")
    return found


def _inset_scale(page: PageRead, there: Map) -> dict[str, float]:
    """Return the ratio in the caption of an inset."""
    words = [text.words for text in page.texts if _in(text.box, there.box)]
    found = [match for match in map(_RATIO.search, words) if match is not None]
    return {"inset": float(found[0][1].replace(" ", ""))} if found else {}


def said_scales(page: PageRead) -> dict[str, float]:
    """Return the scales that the ratio and the bar of a page say."""
    ratios = [text for text in page.texts if _RATIO.match(text.words)]
    if not ratios:
        return {}
    said = {"ratio": float(ratios[0].words.removeprefix("1 : ").replace(" ", ""))}
    bar = _bar_scale(page, ratios[0])
    return said if bar is None else {**said, "bar": bar}


def _bar_scale(page: PageRead, ratio: Text) -> float | None:
    """Return the scale of the bar near a ratio: the blocks' edges below its numbers."""
    numbers = sorted(
        (t.x_mm, float(t.words), t)
        for t in page.texts
        if t.words.replace(".", "").isdigit() and abs(t.size_pt - 7.5) < 0.01
        and abs(t.y_mm - ratio.y_mm) < 12.0 and gap_mm(t.box, ratio.box) < 75.0
    )  # fmt: skip
    middles = [((t.box[0] + t.box[2]) / 2, metres, t.box[3]) for _, metres, t in numbers]
    zeros = [item for item in middles if item[1] == 0.0]
    if not zeros:
        return None
    start, _, foot = zeros[0]
    blocks = [
        s.box for s in page.shapes
        if s.is_filled and 0.9 < s.size[1] < 1.5 and 0.0 < s.box[1] - foot < 2.5
    ]  # fmt: skip
    right = [item for item in middles if abs(item[2] - foot) < 0.6 and item[0] > start]
    if not blocks or not right:
        return None
    edge_mm = max(box[2] for box in blocks) - min(box[0] for box in blocks)
    metres = max(metres for _, metres, _ in right)
    return metres * 1000.0 / edge_mm


def counts_of(subject: Subject) -> Counter[str]:
    """Return how much there was to look at."""
    return Counter(
        pages=len(subject.pages),
        sheets=len(subject.sheets),
        households=len(subject.households),
        labels=sum(len(sheet.labels) for sheet in subject.sheets),
        rows=len(subject.rows),
        smallest=math.floor(100 * min(t.size_pt for p in subject.pages for t in p.texts)),
    )


def _in(box: Box, outer: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return bool(outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3])
