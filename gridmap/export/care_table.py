"""The care table of an officer's edition.

One block for each of the recipient's own people, to take along and fill in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from gridmap.export.arrange import care_size_mm
from gridmap.export.care_block import (
    CareBlock,
    Line,
    Text,
    broken,
    care_form,
    care_head,
    column_spans,
    line_width_mm,
    place_lines,
)
from gridmap.export.flow import FlowPage, Item, PlacedItem, flow, joined
from gridmap.export.frames import Rect
from gridmap.export.house_labels import door_text
from gridmap.export.index import Found
from gridmap.export.tables import TableHead
from gridmap.export.text_items import Paragraph, PlainItem, Space
from gridmap.i18n import tr
from gridmap.layers.metrics import text_width_mm
from gridmap.layers.shapes import segment
from gridmap.layers.style import Styles
from gridmap.layers.surface import Surface, TextRun
from gridmap.model.catalogue import load_catalogue
from gridmap.model.editions import CareEntry, EditionView
from gridmap.model.features import FeatureId, Measure
from gridmap.model.page_numbers import page_order
from gridmap.model.sorting import door_key

MONTH_DAYS: Final = 30
_OFFERS: Final = "C12"
_NOTE_LINE_MM: Final = 9.0
_NOTE_GAP_MM: Final = 3.0


@dataclass(frozen=True, slots=True)
class CareFigures(PlainItem):
    """The figures above the table.

    Label, number, and whether it is something to be mended (red).
    """

    figures: tuple[tuple[str, str, bool], ...]
    height_mm: float = 9.0

    @property
    def keeps_with_next(self) -> bool:
        """It stands above the table."""
        return True

    def draw(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        """Draw label and number side by side, in equal parts of the width."""
        label = styles.text("small")
        names = {False: styles.text("page-number"), True: styles.text("figure-alarm")}
        widths = [
            text_width_mm(name, label) + 2.0 + text_width_mm(value, names[alarm])
            for name, value, alarm in self.figures
        ]
        gap = (rect.width_mm - sum(widths)) / max(len(widths) - 1, 1)
        left = rect.x_mm
        for (name, value, alarm), width in zip(self.figures, widths, strict=True):
            surface.text([TextRun(name, left, rect.y_mm + 5.6)], label)
            x_mm = left + text_width_mm(name, label) + 2.0
            surface.text([TextRun(value, x_mm, rect.y_mm + 5.6)], names[alarm])
            left += width + gap


def care_pages(
    view: EditionView,
    entries: Sequence[CareEntry],
    places: Mapping[FeatureId, Found],
    area: Rect,
) -> list[FlowPage]:
    """Return the pages of the care table for the recipient's people of one village."""
    needs = [entry for entry in entries if entry.record.category != _OFFERS]
    ordered = sorted(needs, key=lambda entry: (_page(places, entry), *_order(entry)))
    head = care_head()
    blocks = [_block(entry, head, places.get(entry.household.id), area.width_mm, view.on)
              for entry in ordered]  # fmt: skip
    stays = joined([entry.household.id for entry in ordered])
    items: list[Item] = [
        CareFigures(care_figures(needs, view.on)),
        head,
        *(replace(block, keeps_with_next=stay) for block, stay in zip(blocks, stays, strict=True)),
    ]
    if not ordered:
        items.append(Paragraph.of(tr("No records of yours in this village."), area.width_mm))
    items.append(Space(2.0))
    items += _words_below(entries, area.width_mm)
    return with_note_lines(flow(items, [area], [area]), area)


@dataclass(frozen=True, slots=True)
class NoteLines(PlainItem):
    """Lines to write on, with their title before the first."""

    height_mm: float

    def draw(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        """Draw the title and as many lines as there is room for."""
        style = styles.text("body-bold")
        title = tr("Notes")
        surface.text([TextRun(title, rect.x_mm, rect.y_mm + _NOTE_LINE_MM - 1.0)], style)
        left = rect.x_mm + text_width_mm(title, style) + 3.0
        count = int(rect.height_mm / _NOTE_LINE_MM)
        heights = [rect.y_mm + _NOTE_LINE_MM * at for at in range(1, count + 1)]
        surface.paths(
            [segment(left, y_mm, rect.right_mm, y_mm) for y_mm in heights], styles.path("tick-box")
        )


def with_note_lines(pages: Sequence[FlowPage], area: Rect) -> list[FlowPage]:
    """Return pages whose last one is filled with lines to write on, where that leaves room."""
    bottom_mm = max((placed.rect.bottom_mm for placed in pages[-1]), default=area.y_mm)
    top_mm = bottom_mm + _NOTE_GAP_MM
    room_mm = area.bottom_mm - top_mm
    if room_mm < 2 * _NOTE_LINE_MM:
        return list(pages)
    rect = Rect(area.x_mm, top_mm, area.width_mm, room_mm)
    return [*pages[:-1], (*pages[-1], PlacedItem(NoteLines(room_mm), rect))]


def _words_below(entries: Sequence[CareEntry], width_mm: float) -> Iterator[Paragraph]:
    """Yield who offers to look in between visits, and what the table does not say."""
    offers = [entry for entry in entries if entry.record.category == _OFFERS]
    if offers:
        names = "、".join(
            tr("{name} (door {door})", name=entry.record.person, door=door_text(entry.household))
            for entry in sorted(offers, key=_order)
        )
        yield Paragraph.of(tr("Willing to look in between visits: {names}.", names=names), width_mm)
    note = tr(
        "“Absent” does not count as a visit and does not move the next date. "
        "Restricted categories are not in this booklet."
    )
    yield Paragraph.of(note, width_mm, "small")


def care_figures(entries: Sequence[CareEntry], on: date) -> tuple[tuple[str, str, bool], ...]:
    """Return the figures above the table."""
    soon = on + timedelta(days=MONTH_DAYS)
    days = [entry.due.next_day for entry in entries]
    due_month = sum(day is not None and day <= soon for day in days)
    due_now = sum(day is not None and day <= on for day in days)
    late = [entry.due.days_late for entry in entries if entry.due.days_late > 0]
    lacking = sum(not _open_measures(entry) for entry in entries)
    return (
        (tr("Due within 30 days"), str(due_month), False),
        (tr("Due now"), str(due_now), False),
        (tr("Overdue"), str(len(late)), bool(late)),
        (tr("Longest overdue"), tr("{days} days", days=max(late, default=0)), bool(late)),
        (tr("Without measure"), str(lacking), bool(lacking)),
    )


def _page(places: Mapping[FeatureId, Found], entry: CareEntry) -> tuple[int, int]:
    """Return the order of an entry's page; those not on the map come last."""
    found = places.get(entry.household.id)
    return page_order(found.page) if found is not None else (1_000_000, 0)


def _order(entry: CareEntry) -> tuple[object, ...]:
    return (
        door_key(door_text(entry.household)),
        entry.household.id,
        entry.record.category,
        entry.record.id,
    )


def _block(
    entry: CareEntry, head: TableHead, found: Found | None, width_mm: float, on: date
) -> CareBlock:
    widths = [right - left for left, right in column_spans(head, 0.0, width_mm)]
    category = load_catalogue().care[entry.record.category]
    symbol = f"care-{category.code}"
    return CareBlock(
        head=head,
        form=care_form(),
        symbol=symbol,
        size_mm=care_size_mm(symbol),
        columns=(
            tuple(_person(entry, category.short_name, found, widths[0] - 7.4)),
            tuple(_need(entry, widths[1] - 2.2)),
            tuple(_measures(entry, widths[2] - 2.2)),
            tuple(_next_visit(entry, on)),
        ),
        target=found.target if found is not None else "",
    )


def _person(entry: CareEntry, category: str, found: Found | None, width_mm: float) -> list[Line]:
    name = (Text(entry.record.person, "officer-name"),)
    year = entry.record.birth_year
    lines: list[Line] = [(*name, Text(f"  {year}", "small")) if year is not None else name]
    lines += [(Text(part),) for part in broken(category, "body", width_mm)]
    door = tr("Door {door}", door=door_text(entry.household))
    where = (
        tr("p. {page} {cell}", page=found.page, cell=found.cell) if found else tr("not on the map")
    )
    return [*lines, *place_lines(door, where, width_mm)]


def _need(entry: CareEntry, width_mm: float) -> list[Line]:
    record = entry.record
    lines: list[Line] = []
    for text in (record.need, record.help_wanted):
        lines += [(Text(part),) for part in broken(text, "body", width_mm)] if text else []
    lines += _labelled(tr("Helper"), record.helper or "—", width_mm)
    leader = entry.posts.leader
    name = leader.officer.name if leader is not None and leader.officer is not None else ""
    if name:
        lines += _labelled(tr("Leader"), name, width_mm)
    else:
        lines.append((Text(tr("Leader") + "  ", "small"), Text(tr("nobody assigned"), "alarm")))
    return lines


def _measures(entry: CareEntry, width_mm: float) -> list[Line]:
    lines: list[Line] = []
    for measure in _open_measures(entry):
        lines += [(Text(part),) for part in broken(measure.what, "body", width_mm)]
        when = measure.when or (
            tr("by {day}", day=measure.due.strftime("%m-%d")) if measure.due is not None else ""
        )
        detail = " · ".join(part for part in (measure.who, when) if part)
        lines += (
            [(Text(part, "small"),) for part in broken(detail, "small", width_mm)] if detail else []
        )
    if not lines:
        lines.append((Text(tr("no measure yet"), "alarm"),))
    if entry.household.phone:
        lines.append((Text(tr("Phone {phone}", phone=entry.household.phone)),))
    return lines


def _next_visit(entry: CareEntry, on: date) -> list[Line]:
    due = entry.due
    if due.next_day is None:
        return [(Text("—", "officer-name"),)]
    lines: list[Line] = [(Text(due.next_day.strftime("%m-%d"), "officer-name"),)]
    if due.next_day.year != on.year:
        lines.append((Text(str(due.next_day.year), "small-bold"),))
    left = (due.next_day - on).days
    if due.days_late > 0:
        lines.append((Text(tr("{days} days late", days=due.days_late), "alarm-small"),))
    elif left == 0:
        lines.append((Text(tr("due today"), "small"),))
    elif left <= 7:
        lines.append((Text(tr("in {days} days", days=left), "small"),))
    return lines


def _open_measures(entry: CareEntry) -> list[Measure]:
    return [item for item in entry.record.measures if item.state not in ("done", "dropped")]


def _labelled(label: str, text: str, width_mm: float) -> list[Line]:
    """Return a quiet label and its text, the text broken below where it is long."""
    first = (Text(label + "  ", "small"), Text(text))
    if line_width_mm(first) <= width_mm:
        return [first]
    return [(Text(label, "small"),), *((Text(part),) for part in broken(text, "body", width_mm))]
