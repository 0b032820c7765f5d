"""The care table of an officer's edition.

One block for each of the recipient's own people, to take along and fill in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import numpy as np

from gridmap.export.arrange import care_size_mm
from gridmap.export.fit_text import fit
from gridmap.export.flow import FlowPage, Item, flow, joined
from gridmap.export.frames import Rect
from gridmap.export.house_labels import door_text
from gridmap.export.index import Found
from gridmap.export.tables import Column, TableHead
from gridmap.export.text_items import Paragraph, Space
from gridmap.i18n import tr
from gridmap.layers.metrics import baseline_mm, text_width_mm, wrapped
from gridmap.layers.shapes import rectangle, segment
from gridmap.layers.style import Styles, load_styles
from gridmap.layers.surface import Link, Surface, TextRun
from gridmap.model.catalogue import load_catalogue
from gridmap.model.editions import CareEntry, EditionView
from gridmap.model.features import FeatureId, Measure
from gridmap.model.sorting import door_key

BLOCK_MM: Final = 19.6
MONTH_DAYS: Final = 30
_LINE_MM: Final = 4.6
_TICK_MM: Final = 3.4
_TICKS_AT_MM: Final = (1.2, 12.0, 25.0)
_TICK_WORDS_MM: Final = (6.4, 8.4, 6.6)
_SHARES: Final = (34.0, 41.0, 40.0, 18.5, 36.5)
_OFFERS: Final = "C12"


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text in a line: words and the name of their style."""

    text: str
    style: str = "body"


Line = tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CareBlock:
    """One record: who, need and helper, measures, next visit; and the boxes to tick."""

    head: TableHead
    symbol: str
    size_mm: float
    columns: tuple[tuple[Line, ...], ...]
    target: str
    is_rest: bool = False
    keeps_with_next: bool = False
    """Whether the next block is of the same household."""

    @property
    def header(self) -> TableHead:
        """The head, repeated on every page."""
        return self.head

    @property
    def height_mm(self) -> float:
        """At least room for the tick boxes, more where the text is long."""
        most = max(len(lines) for lines in self.columns)
        least = 0.0 if self.is_rest else BLOCK_MM
        return max(least, most * _LINE_MM + 3.4)

    def split(self, height_mm: float) -> tuple[CareBlock, CareBlock] | None:
        """Return two parts between two lines; only blocks longer than half a page are split."""
        count = int((height_mm - 3.4) / _LINE_MM)
        most = max(len(lines) for lines in self.columns)
        if self.height_mm < 120 or not 4 <= count < most:
            return None
        return (
            self._part(tuple(lines[:count] for lines in self.columns), is_rest=self.is_rest),
            self._part(tuple(lines[count:] for lines in self.columns), is_rest=True),
        )

    def _part(self, columns: tuple[tuple[Line, ...], ...], *, is_rest: bool) -> CareBlock:
        return CareBlock(
            head=self.head,
            symbol=self.symbol,
            size_mm=self.size_mm,
            columns=columns,
            target=self.target,
            is_rest=is_rest,
        )

    def draw(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        """Draw the block and the line below it."""
        spans = _spans(rect)
        for index, (lines, (left, right)) in enumerate(zip(self.columns, spans, strict=False)):
            indent = 6.6 if index == 0 else 1.3
            _draw_lines(surface, lines, left + indent, rect.y_mm + 1.6, styles)
            if index:
                surface.paths([segment(left, rect.y_mm, left, rect.bottom_mm)], styles.path("rule"))
            if index == 0 and self.target:
                surface.link(Link(self.target, left, rect.y_mm, right - left, rect.height_mm))
        if not self.is_rest:
            at = np.array([(spans[0][0] + 3.2, rect.y_mm + 4.4)])
            surface.markers(self.symbol, at, size_mm=self.size_mm)
            _draw_ticks(surface, spans[4][0], rect.y_mm, styles)
        left = spans[4][0]
        surface.paths([segment(left, rect.y_mm, left, rect.bottom_mm)], styles.path("rule"))
        surface.paths(
            [segment(rect.x_mm, rect.bottom_mm, rect.right_mm, rect.bottom_mm)],
            styles.path("frame-tick"),
        )


@dataclass(frozen=True, slots=True)
class CareFigures:
    """The figures above the table.

    Label, number, and whether it is something to be mended (red).
    """

    figures: tuple[tuple[str, str, bool], ...]
    height_mm: float = 9.0

    @property
    def header(self) -> None:
        """Nothing is repeated."""
        return None

    @property
    def keeps_with_next(self) -> bool:
        """It stands above the table."""
        return True

    def split(self, height_mm: float) -> None:
        """It is never split."""
        return None

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
    head = TableHead(
        tuple(
            Column(title, share)
            for title, share in zip(
                (
                    tr("Person"),
                    tr("Need and helper"),
                    tr("Measures (who · when)"),
                    tr("Next visit"),
                    tr("Visit record"),
                ),
                _SHARES,
                strict=True,
            )
        )
    )
    needs = [entry for entry in entries if entry.record.category != _OFFERS]
    ordered = sorted(needs, key=lambda entry: (_page(places, entry), *_order(entry)))
    items: list[Item] = [CareFigures(care_figures(needs, view.on)), head]
    stays = joined([entry.household.id for entry in ordered])
    items += [
        replace(
            _block(entry, head, places.get(entry.household.id), area.width_mm, view.on),
            keeps_with_next=stay,
        )
        for entry, stay in zip(ordered, stays, strict=True)
    ]
    if not ordered:
        items.append(Paragraph.of(tr("No records of yours in this village."), area.width_mm))
    items.append(Space(2.0))
    offers = [entry for entry in entries if entry.record.category == _OFFERS]
    if offers:
        names = "、".join(
            tr("{name} (door {door})", name=entry.record.person, door=door_text(entry.household))
            for entry in sorted(offers, key=_order)
        )
        text = tr("Willing to look in between visits: {names}.", names=names)
        items.append(Paragraph.of(text, area.width_mm))
    note = tr(
        "“Absent” does not count as a visit and does not move the next date. "
        "Restricted categories are not in this booklet."
    )
    items.append(Paragraph.of(note, area.width_mm, "small"))
    return flow(items, [area], [area])


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


def _page(places: Mapping[FeatureId, Found], entry: CareEntry) -> int:
    """Return the page an entry's household is on; those not on the map come last."""
    found = places.get(entry.household.id)
    return found.page if found is not None else 1_000_000


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
    widths = [width_mm * share / sum(_SHARES) for share in _SHARES]
    category = load_catalogue().care[entry.record.category]
    symbol = f"care-{category.code}"
    return CareBlock(
        head=head,
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
    lines += [(Text(part),) for part in _broken(category, "body", width_mm)]
    door = tr("Door {door}", door=door_text(entry.household))
    where = (
        tr("p. {page} {cell}", page=found.page, cell=found.cell) if found else tr("not on the map")
    )
    joined = (Text(door + "  ", "body-bold"), Text(where, "reference-plain"))
    if _width(joined) <= width_mm:
        lines.append(joined)
    else:
        lines += [(Text(part, "body-bold"),) for part in _broken(door, "body-bold", width_mm)]
        lines.append((Text(where, "reference-plain"),))
    return lines


def _need(entry: CareEntry, width_mm: float) -> list[Line]:
    record = entry.record
    lines: list[Line] = []
    for text in (record.need, record.help_wanted):
        lines += [(Text(part),) for part in _broken(text, "body", width_mm)] if text else []
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
        lines += [(Text(part),) for part in _broken(measure.what, "body", width_mm)]
        when = measure.when or (
            tr("by {day}", day=measure.due.strftime("%m-%d")) if measure.due is not None else ""
        )
        detail = " · ".join(part for part in (measure.who, when) if part)
        lines += (
            [(Text(part, "small"),) for part in _broken(detail, "small", width_mm)]
            if detail
            else []
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
    if _width(first) <= width_mm:
        return [first]
    return [(Text(label, "small"),), *((Text(part),) for part in _broken(text, "body", width_mm))]


def _broken(text: str, style: str, width_mm: float) -> list[str]:
    return wrapped(text, load_styles().text(style), width_mm)


def _width(line: Line) -> float:
    styles = load_styles()
    return sum(text_width_mm(part.text, styles.text(part.style)) for part in line)


def _spans(rect: Rect) -> list[tuple[float, float]]:
    spans, left = [], rect.x_mm
    for share in _SHARES:
        width = rect.width_mm * share / sum(_SHARES)
        spans.append((left, left + width))
        left += width
    return spans


def _draw_lines(
    surface: Surface, lines: Sequence[Line], x_mm: float, y_mm: float, styles: Styles
) -> None:
    for index, line in enumerate(lines):
        left = x_mm
        for part in line:
            style = styles.text(part.style)
            y = y_mm + index * _LINE_MM + baseline_mm(0.0, _LINE_MM, styles.text("body"))
            surface.text([TextRun(part.text, left, y)], style)
            left += text_width_mm(part.text, style)


def _draw_ticks(surface: Surface, left_mm: float, top_mm: float, styles: Styles) -> None:
    words = (
        (tr("met"), tr("call"), tr("absent")),
        (tr("well"), tr("adjust"), tr("refer")),
    )
    small = styles.text("tick")
    boxes = []
    for row, names in enumerate(words):
        for column, name in enumerate(names):
            x_mm, y_mm = left_mm + _TICKS_AT_MM[column], top_mm + 2.0 + row * 5.2
            boxes.append(rectangle(x_mm, y_mm, _TICK_MM, _TICK_MM))
            text, style = fit(name, small, _TICK_WORDS_MM[column])
            at_mm = x_mm + _TICK_MM + 0.6
            surface.text([TextRun(text, at_mm, baseline_mm(y_mm, _TICK_MM, small))], style)
    surface.paths(boxes, styles.path("tick-box"))
    y_mm = top_mm + 16.2
    lines = []
    for word, start, end in ((tr("Date"), 1.2, 16.5), (tr("Signed"), 18.0, 34.5)):
        surface.text([TextRun(word, left_mm + start, y_mm)], small)
        after = left_mm + start + text_width_mm(word, small) + 0.8
        lines.append(segment(after, y_mm + 0.3, left_mm + end, y_mm + 0.3))
    surface.paths(lines, styles.path("tick-box"))
