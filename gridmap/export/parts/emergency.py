"""Emergency numbers: the national ones large, then whom to call in township and village."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gridmap.export.fit_text import fit
from gridmap.export.flow import FlowPage, Item, flow
from gridmap.export.frames import Rect
from gridmap.export.officers import village_officers
from gridmap.export.table_columns import sized
from gridmap.export.tables import Cell, Column, TableHead, table_rows
from gridmap.export.text_items import Heading, Paragraph, PlainItem, Space
from gridmap.i18n import tr
from gridmap.layers.metrics import baseline_mm
from gridmap.layers.places import place_symbol
from gridmap.layers.shapes import rectangle
from gridmap.layers.style import Styles
from gridmap.layers.surface import Surface, TextRun
from gridmap.model.catalogue import load_catalogue
from gridmap.model.editions import Edition, EditionView
from gridmap.model.evacuation import by_officer
from gridmap.model.features import Place, Village

_BOX_MM: Final = 26.0
_PLACE_KINDS: Final = ("P05", "P04", "P09", "P10", "P07")


def national_numbers() -> tuple[tuple[str, str], ...]:
    """Return the numbers that are the same all over China, each with what it is for."""
    return (("110", tr("police")), ("119", tr("fire and rescue")), ("120", tr("ambulance")))


def numbers_of(view: EditionView) -> tuple[tuple[str, str], ...]:
    """Return the numbers that the office has laid down, else the national ones."""
    return view.features.project.emergency or national_numbers()


@dataclass(frozen=True, slots=True)
class NumberBoxes(PlainItem):
    """Numbers side by side, large enough to be read across a room."""

    numbers: tuple[tuple[str, str], ...]
    height_mm: float = _BOX_MM

    def draw(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        """Draw a box for each."""
        gap = 4.0
        width = (rect.width_mm - gap * (len(self.numbers) - 1)) / len(self.numbers)
        for index, (number, purpose) in enumerate(self.numbers):
            box = Rect(rect.x_mm + index * (width + gap), rect.y_mm, width, rect.height_mm - 2.0)
            surface.paths(
                [rectangle(box.x_mm, box.y_mm, box.width_mm, box.height_mm)],
                styles.path("box-strong"),
            )
            middle = box.x_mm + width / 2
            shown, style = fit(number, styles.text("cover-title"), width - 4.0)
            surface.text([TextRun(shown, middle, box.y_mm + 13.0, "center")], style)
            words, style = fit(purpose, styles.text("heading"), width - 4.0)
            base = baseline_mm(box.y_mm + 15.5, 6.5, style)
            surface.text([TextRun(words, middle, base, "center")], style)


def emergency_pages(
    view: EditionView,
    villages: Sequence[Village],
    area: Rect,
    *,
    numbers: Sequence[tuple[str, str]] = (),
) -> list[FlowPage]:
    """Return the emergency numbers; `numbers` stand instead of the project's."""
    shown = tuple(numbers) or numbers_of(view)
    items: list[Item] = [NumberBoxes(shown[start : start + 4]) for start in range(0, len(shown), 4)]
    items.append(
        Paragraph.of(
            tr("Say the village, the group and the door; wait until the other side hangs up."),
            area.width_mm,
        )
    )
    is_short = len(villages) > 1
    for village in villages:
        items += [Space(2.0), *_officers(view, village, area.width_mm, is_short=is_short)]
        items += _places(view, village, area.width_mm)
    return flow(items, [area], [area])


def _officers(
    view: EditionView, village: Village, width_mm: float, *, is_short: bool
) -> list[Item]:
    """Return the posts of a village; in short without those of its groups."""
    if view.edition is Edition.EVACUATION:
        return _fetchers(view, village, width_mm)
    nobody = tr("nobody assigned")
    roles = load_catalogue().roles
    rows = []
    for post, scope in village_officers(view, village):
        if is_short and post.scope_kind == "group":
            continue
        role = roles.get(post.role)
        rows.append([
            Cell(scope),
            Cell(role.name if role is not None else post.role),
            Cell(post.officer.name, "body-bold") if post.officer else Cell(nobody, "alarm"),
            Cell(post.officer.phone or "—" if post.officer else "—", "body-bold"),
        ])  # fmt: skip
    heading = Heading(tr("{village}: whom to call", village=village.name))
    if not rows:
        return [heading, Paragraph.of(nobody, width_mm, "alarm")]
    columns = (
        Column(tr("Scope"), 2.2),
        Column(tr("Role"), 2.4),
        Column(tr("Officer"), 2.0),
        Column(tr("Work phone"), 2.4),
    )
    head = TableHead(sized(columns, width_mm, rows))
    return [heading, head, *table_rows(head, rows, width_mm)]


def _fetchers(view: EditionView, village: Village, width_mm: float) -> list[Item]:
    """Return who fetches people of a village; the edition of an incident knows no other post."""
    people = [item for item in view.evacuees if item.household.village == village.id]
    rows = [
        [
            Cell(officer.name, "body-bold") if officer else Cell(tr("nobody assigned"), "alarm"),
            Cell(officer.phone or "—" if officer else "—", "body-bold"),
            Cell(str(len(group))),
        ]
        for officer, group in by_officer(people)
    ]
    if not rows:
        return []
    columns = (
        Column(tr("Officer"), 2.0),
        Column(tr("Work phone"), 2.4),
        Column(tr("To fetch"), 1.3, "right"),
    )
    head = TableHead(sized(columns, width_mm, rows))
    heading = Heading(tr("{village}: whom to call", village=village.name))
    return [heading, head, *table_rows(head, rows, width_mm)]


def _places(view: EditionView, village: Village, width_mm: float) -> list[Item]:
    """Return the places to turn to, with the phone of the service where the edition has it."""
    owner = view.relations.village_of
    rank = {kind: index for index, kind in enumerate(_PLACE_KINDS)}
    found = [
        place
        for place in view.features.all(Place)
        if owner.get(place.id) == village.id
        and place.place_kind in rank
        and not _is_hit(view, place)
    ]
    if not found:
        return []
    kinds = load_catalogue().places
    found.sort(key=lambda place: (rank[place.place_kind], place.name, place.id))
    has_contact = any(place.contact or place.phone for place in found)
    rows = [
        [
            Cell(place.name or kinds[place.place_kind].name, symbol=place_symbol(place.place_kind)),
            Cell(kinds[place.place_kind].name),
            Cell(place.contact or "—"),
            Cell(place.phone or "—", "body-bold"),
        ][: 4 if has_contact else 2]
        for place in found
    ]
    columns = (
        Column(tr("Key places"), 2.9),
        Column(tr("Kind"), 2.0),
        Column(tr("Contact"), 1.8),
        Column(tr("Phone"), 2.3),
    )[: 4 if has_contact else 2]
    head = TableHead(sized(columns, width_mm, rows))
    return [Space(2.0), head, *table_rows(head, rows, width_mm)]


def _is_hit(view: EditionView, place: Place) -> bool:
    """Whether a place lies in the area of the edition's incident: nobody is sent there."""
    area = view.incident.geometry if view.incident is not None else None
    return area is not None and place.geometry is not None and bool(area.covers(place.geometry))
