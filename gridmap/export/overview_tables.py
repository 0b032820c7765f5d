"""The tables of an overview.

Totals by group or grid, officers, and the places with their reference cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gridmap.export.call_sheets import fetch_items
from gridmap.export.flow import FlowPage, Item, PlacedItem, flow, joined
from gridmap.export.frames import Rect
from gridmap.export.officers import village_officers
from gridmap.export.table_columns import sized
from gridmap.export.tables import ROW_MM, Cell, Column, TableHead, table_rows
from gridmap.export.text_items import Heading, Paragraph, Space, continued
from gridmap.export.units import Unit
from gridmap.i18n import tr
from gridmap.layers.places import place_symbol
from gridmap.layers.surface import Align
from gridmap.model.catalogue import load_catalogue
from gridmap.model.duties import Post
from gridmap.model.editions import CountTexts, Edition, EditionView
from gridmap.model.features import FeatureId, Place, Village
from gridmap.model.page_numbers import PageNumber, page_ranges

_LEFT_SHARE = 0.34
_GAP_MM = 6.0
_PLACES_A_ROW = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewFacts:
    """What the tables say.

    `pages` are the page numbers of each unit's sheets, `cells` those of the places; `unmarked`
    are the places that the map has no room for; `row_mm` is the height of a row.
    """

    view: EditionView
    village: Village | None
    units: tuple[Unit, ...]
    by: str
    pages: Mapping[str, Sequence[PageNumber]]
    places: tuple[Place, ...]
    cells: Mapping[FeatureId, str]
    row_mm: float = ROW_MM
    unmarked: frozenset[FeatureId] = frozenset()


def knows_residents(view: EditionView) -> bool:
    """Whether any household's or area's number of residents is known and not nought."""
    return any(texts.living not in ("", "0") for texts in view.counts.values())


def tables_height_mm(facts: OverviewFacts, width_mm: float) -> float:
    """Return the least height of the tables side by side in a width, the places among them."""
    left, right = _widths(width_mm)
    totals, officers = totals_items(facts, left), officer_items(facts, right)
    below = max(_height(totals), _height(officers)) + _height(place_items(facts, width_mm))
    stacked = _height([*totals, *_places_in_column(facts, left)])
    return min(below, max(stacked, _height(officers)))


def _widths(width_mm: float) -> tuple[float, float]:
    """Return the widths of the totals and of the officers beside them."""
    left = (width_mm - _GAP_MM) * _LEFT_SHARE
    return left, width_mm - left - _GAP_MM


def overview_tables(facts: OverviewFacts, below: Rect, whole: Rect) -> list[FlowPage]:
    """Return the tables in the room below the map, and the continuation pages they need.

    Side by side where all of it fits, the places below or else under the totals; where nothing of
    that does, after the map or, too long for a page, one after the other over the pages.
    """
    left_mm, right_mm = _widths(below.width_mm)
    left = Rect(below.x_mm, below.y_mm, left_mm, below.height_mm)
    right = Rect(left.right_mm + _GAP_MM, below.y_mm, right_mm, below.height_mm)
    totals, officers = totals_items(facts, left.width_mm), officer_items(facts, right.width_mm)
    places = place_items(facts, below.width_mm)
    beside = max(_height(totals), _height(officers))
    if beside + _height(places) <= below.height_mm:
        rest = Rect(below.x_mm, below.y_mm + beside, below.width_mm, below.height_mm - beside)
        placed: list[PlacedItem] = []
        for items, rect in ((totals, left), (officers, right), (places, rest)):
            placed += flow(items, [rect], [rect])[0] if items else ()
        return [tuple(placed)]
    stacked = [*totals, *_places_in_column(facts, left.width_mm)]
    if max(_height(stacked), _height(officers)) <= below.height_mm:
        return [(*flow(stacked, [left], [left])[0], *flow(officers, [right], [right])[0])]
    if _height(totals) <= below.height_mm:
        left_part = flow(totals, [left], [whole])[0]
        pages = flow([*officers, Space(2.0)], [right], [whole])
        if len(pages) == 1 and _height(places):
            return [(*left_part, *pages[0]), *flow(places, [whole], [whole])]
        pages = flow([*officer_items(facts, right.width_mm), Space(2.0), *places], [right], [whole])
        return [(*left_part, *pages[0]), *pages[1:]]
    if below != whole and _height(totals) <= whole.height_mm:
        return _after_the_map(facts, places, below, whole)
    items = [
        *totals_items(facts, below.width_mm), Space(2.0),
        *officer_items(facts, below.width_mm), Space(2.0), *places,
    ]  # fmt: skip
    return flow(items, [below], [whole])


def _after_the_map(
    facts: OverviewFacts, places: Sequence[Item], below: Rect, whole: Rect
) -> list[FlowPage]:
    """Return the places below the map, where they have room there, and all else after it.

    So no table of totals is torn.
    """
    if not places or _height(places) > below.height_mm:
        return [(), *overview_tables(facts, whole, whole)]
    (first,) = flow(places, [below], [whole])
    return [first, *overview_tables(replace(facts, places=()), whole, whole)]


def totals_items(facts: OverviewFacts, width_mm: float) -> list[Item]:
    """Return the table of totals: counts as the edition may show them."""
    counts = facts.view.counts
    has_counts = facts.view.edition is not Edition.PUBLIC
    columns = [Column(tr("Group") if facts.by == "group" else tr("Grid"), 1.9, style="body-bold")]
    if has_counts:
        columns.append(Column(tr("Households"), 1.4, "right"))
    has_living = has_counts and facts.view.edition is not Edition.EVACUATION
    if has_living:
        columns.append(Column(tr("Living"), 1.9, "right"))
    columns.append(Column(tr("Pages"), 1.9, "right"))
    rows: list[list[Cell]] = []
    for unit in facts.units:
        row = [Cell(unit.name or tr("whole village"))]
        if has_counts:
            texts = counts.get(unit.scope) if unit.scope is not None else None
            known = [item.living for item in unit.households if item.living is not None]
            living = str(sum(known)) if known else "—"
            row.append(Cell(texts.households if texts else str(len(unit.households))))
            if has_living:
                row.append(Cell(_living(facts, texts) if texts else living))
        row.append(Cell(page_ranges(facts.pages.get(unit.code, ()))))
        rows.append(row)
    total: int | None = None
    if facts.village is not None and len(facts.units) > 1 and has_counts:
        texts = counts.get(facts.village.id)
        if texts is not None:
            total = len(rows)
            whole = tr("whole village") if facts.view.scope is None else tr("together")
            people = [Cell(_living(facts, texts), "body-bold")] if has_living else []
            rows.append([Cell(whole), Cell(texts.households, "body-bold"), *people, Cell("")])
    if not rows:
        return []
    title = tr("Households and sheets") if has_counts else tr("Sheets")
    head = TableHead(sized(columns, width_mm, rows), again=continued(title))
    cells = table_rows(head, rows, width_mm, total=total, row_mm=facts.row_mm)
    return [Heading(title), head, *cells]


def _living(facts: OverviewFacts, texts: CountTexts) -> str:
    """Return how many people live there, or a dash where nobody has entered any."""
    return texts.living if knows_residents(facts.view) else "—"


def officer_items(facts: OverviewFacts, width_mm: float) -> list[Item]:
    """Return the table of officers; an empty post is red. In a P4: the people by grid.

    Roles of one officer in one scope with one deputy stand in one row.
    """
    if facts.view.edition is Edition.EVACUATION:
        return fetch_items(facts.view, facts.village, width_mm)
    columns = (
        Column(tr("Officer"), 1.6, style="body-bold"),
        Column(tr("Role"), 2.2),
        Column(tr("Scope"), 1.9),
        Column(tr("Work phone"), 2.4),
        Column(tr("Deputy"), 1.5),
    )
    nobody, rows, posts = tr("nobody assigned"), [], _posts(facts)
    for post, scope, names in posts:
        rows.append(
            [
                Cell(post.officer.name) if post.officer else Cell(nobody, "alarm"),
                Cell(tr(", ").join(names)),
                Cell(scope),
                Cell(post.officer.phone or "—" if post.officer else "—"),
                Cell(post.deputy.name) if post.deputy else Cell(nobody, "alarm"),
            ]
        )
    if not rows:
        leader = load_catalogue().roles["leader"].name
        rows = [[Cell(nobody, "alarm"), Cell(leader), Cell(""), Cell("—"), Cell("—")]]
    title = tr("Officers")
    head = TableHead(_roomy(columns, width_mm, rows), again=continued(title))
    cells = table_rows(head, rows, width_mm, row_mm=facts.row_mm)
    owners = [post.officer or at for at, (post, _, _) in enumerate(posts)]
    stays = joined(owners) or [False]
    return [
        Heading(title),
        head,
        *(replace(row, keeps_with_next=stay) for row, stay in zip(cells, stays, strict=True)),
    ]


def _posts(facts: OverviewFacts) -> list[tuple[Post, str, list[str]]]:
    """Return the posts with their scope, and the roles that one officer has there."""
    roles = load_catalogue().roles
    posts: dict[object, tuple[Post, str, list[str]]] = {}
    for at, (post, scope) in enumerate(village_officers(facts.view, facts.village)):
        role = roles.get(post.role)
        name = role.name if role is not None else post.role
        who = at if post.officer is None else (post.officer, post.deputy, scope)
        if name in posts.get(who, (post, scope, []))[2]:
            who = at
        posts.setdefault(who, (post, scope, []))[2].append(name)
    return list(posts.values())


def _roomy(
    columns: Sequence[Column], width_mm: float, rows: Sequence[Sequence[Cell]]
) -> tuple[Column, ...]:
    """Return columns in which nothing breaks; where the width is too small, no word does."""
    whole = sized(columns, width_mm, rows, is_whole=True)
    broken = table_rows(TableHead(whole), rows, width_mm)
    if all(len(lines) == 1 for row in broken for lines in row.lines):
        return whole
    return sized(columns, width_mm, rows)


def _places_in_column(facts: OverviewFacts, width_mm: float) -> list[Item]:
    """Return the places one in a row, a little below what stands above them."""
    items = place_items(facts, width_mm, across=1)
    return [Space(2.0), *items] if items else []


def place_items(
    facts: OverviewFacts, width_mm: float, *, across: int = _PLACES_A_ROW
) -> list[Item]:
    """Return the places with their reference cells, so many in a row."""
    if not facts.places:
        return []
    cells: Align = "right" if across == 1 else "left"
    columns = [
        column
        for _ in range(across)
        for column in (Column("", 3.4), Column("", 0.8, cells, "reference"))
    ]
    title = tr("Key places")
    head = TableHead(tuple(columns), is_plain=True, height_mm=1.0, again=continued(title))
    row: list[Cell] = []
    catalogue = load_catalogue()
    for place in facts.places:
        kind = catalogue.places.get(place.place_kind)
        name = place.name or (kind.name if kind is not None else "")
        row += [
            Cell(name, symbol=place_symbol(place.place_kind)),
            Cell(facts.cells.get(place.id, "—")),
        ]
    step = 2 * across
    row += [Cell("")] * (-len(row) % step)
    rows = [row[i : i + step] for i in range(0, len(row), step)]
    items: list[Item] = [Heading(title), *table_rows(head, rows, width_mm, row_mm=facts.row_mm)]
    if facts.unmarked:
        text = tr("Places for which the map above has no room are on the detail sheets.")
        items.append(Paragraph.of(text, width_mm))
    return items


def _height(items: Sequence[Item]) -> float:
    return sum(item.height_mm for item in items)
