"""The summary edition's tables: masked counts by grid and by officer, and what is lacking."""

from __future__ import annotations

from collections.abc import Sequence

from gridmap.export.flow import FlowPage, Item, flow
from gridmap.export.frames import Rect
from gridmap.export.seen import is_within
from gridmap.export.table_columns import sized
from gridmap.export.tables import Cell, Column, TableHead, table_rows
from gridmap.export.text_items import Heading, Paragraph, Space
from gridmap.i18n import tr
from gridmap.model.catalogue import load_catalogue
from gridmap.model.duties import AUXILIARY, GRID_HEAD, LEADER
from gridmap.model.editions import CountTexts, EditionView
from gridmap.model.features import Grid, Officer, Village, VillagerGroup


def summary_pages(view: EditionView, village: Village, area: Rect) -> list[FlowPage]:
    """Return the summary of a village."""
    items: list[Item] = [
        *_by_scope(view, village, area.width_mm),
        Space(3.0),
        *_by_officer(view, village, area.width_mm),
        Space(3.0),
        *_gaps(view, village, area.width_mm),
        Space(3.0),
        Paragraph.of(
            tr("Counts of one to four are printed as <5, so that nobody can be told apart."),
            area.width_mm,
            "small",
        ),
    ]
    return flow(items, [area], [area])


def _by_scope(view: EditionView, village: Village, width_mm: float) -> list[Item]:
    relations = view.relations
    grids = [item for item in relations.grids_in_village.get(village.id, ())
             if is_within(view, item.id)]  # fmt: skip
    groups = [item for item in relations.groups_in_village.get(village.id, ())
              if is_within(view, item.id)]  # fmt: skip
    items: list[Item] = []
    if grids:
        title = tr("Counts by grid")
        items += _counts(view, village, title, tr("Grid"), grids, width_mm)
    if groups or not grids:
        items += [Space(3.0)] if items else []
        title = tr("Counts by villager group")
        items += _counts(view, village, title, tr("Group"), groups, width_mm)
    return items


def _counts(
    view: EditionView,
    village: Village,
    title: str,
    kind: str,
    scopes: Sequence[Grid | VillagerGroup],
    width_mm: float,
) -> list[Item]:
    """Return the table of one kind of scope, each household in one row, with the village's sum."""
    columns = (
        Column(kind, 2.6, style="body-bold"),
        Column(tr("Households"), 1.3, "right"),
        Column(tr("Living"), 1.3, "right"),
        Column(tr("Care records"), 1.4, "right"),
        Column(tr("Overdue"), 1.2, "right"),
        Column(tr("Not on the map"), 1.6, "right"),
    )
    rows = [_count_row(item.name, view.counts.get(item.id)) for item in scopes]
    whole = tr("whole village") if view.scope is None else tr("together")
    rows.append(_count_row(whole, view.counts.get(village.id)))
    head = TableHead(sized(columns, width_mm, rows))
    return [Heading(title), head, *table_rows(head, rows, width_mm, total=len(rows) - 1)]


def _count_row(name: str, counts: CountTexts | None) -> list[Cell]:
    texts = counts or CountTexts()
    overdue = Cell(texts.overdue or "—", "alarm" if texts.overdue not in ("", "0") else "")
    return [
        Cell(name), Cell(texts.households or "—"), Cell(texts.living or "—"),
        Cell(texts.records or "—"), overdue, Cell(texts.unplaced or "—"),
    ]  # fmt: skip


def _by_officer(view: EditionView, village: Village, width_mm: float) -> list[Item]:
    columns = (
        Column(tr("Officer"), 2.0, style="body-bold"),
        Column(tr("Post"), 2.4),
        Column(tr("Work phone"), 2.2),
        Column(tr("Care records"), 1.4, "right"),
        Column(tr("Overdue"), 1.2, "right"),
    )
    rows = []
    for officer in _officers_here(view, village):
        texts = view.counts.get(officer.id) or CountTexts(records="0", overdue="0")
        late = Cell(texts.overdue, "alarm" if texts.overdue not in ("", "0") else "")
        rows.append(
            [Cell(officer.name), Cell(officer.post), Cell(officer.phone), Cell(texts.records), late]
        )
    if not rows:
        return []
    all_of_it = tr("By officer (all villages of the officer)")
    title = Heading(all_of_it if view.scope is None else tr("By officer (within this booklet)"))
    head = TableHead(sized(columns, width_mm, rows))
    return [title, head, *table_rows(head, rows, width_mm)]


def _officers_here(view: EditionView, village: Village) -> Sequence[Officer]:
    relations, duties = view.relations, view.responsibilities
    scopes = [
        village.id,
        *(item.id for item in relations.grids_in_village.get(village.id, ())),
        *(item.id for item in relations.groups_in_village.get(village.id, ())),
    ]
    scopes = [scope for scope in scopes if is_within(view, scope)]
    held = [post.officer for scope in scopes for post in duties.held(scope)]
    return list({item.id: item for item in held if item is not None}.values())


def _gaps(view: EditionView, village: Village, width_mm: float) -> list[Item]:
    """Return what is lacking: posts that are empty or were never made, officers without deputy."""
    head = TableHead(
        (Column(tr("Where"), 2.0, style="body-bold"), Column(tr("What is lacking"), 5.0))
    )
    found = [*_lacking(view, village, village.name, (LEADER,))]
    for grid in view.relations.grids_in_village.get(village.id, ()):
        if not is_within(view, grid.id):
            continue
        found += _lacking(view, grid, grid.name, (GRID_HEAD,))
    for group in view.relations.groups_in_village.get(village.id, ()):
        if not is_within(view, group.id):
            continue
        found += _lacking(view, group, group.name, (AUXILIARY,))
    rows = [[Cell(where), Cell(what, "alarm")] for where, what in found]
    if not rows:
        rows = [[Cell("—"), Cell(tr("Nothing is lacking."))]]
    return [Heading(tr("Gaps")), head, *table_rows(head, rows, width_mm)]


def _lacking(
    view: EditionView, scope: Village | Grid | VillagerGroup, name: str, roles: Sequence[str]
) -> list[tuple[str, str]]:
    gaps = []
    for role in roles:
        post = view.responsibilities.post(role, view.responsibilities.scopes_of(scope.id))
        word = load_catalogue().roles[role].name
        if post is None or post.officer is None:
            gaps.append((name, tr("{post}: nobody assigned", post=word)))
        elif post.deputy is None:
            gaps.append(
                (name, tr("{post} {name} has no deputy", post=word, name=post.officer.name))
            )
    return gaps
