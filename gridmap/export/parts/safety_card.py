"""The household safety card (明白卡): whom to call, and the way to the nearest shelter and clinic.

It says nothing about anybody's needs: every household gets the same kind of card.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
from shapely import Point

from gridmap.errors import ExportError, UsageError
from gridmap.export.fit_text import fit, fit_lines
from gridmap.export.frames import Rect
from gridmap.export.house_labels import door_text
from gridmap.export.parts.emergency import national_numbers, numbers_of
from gridmap.export.pdf.document import PdfDocument
from gridmap.export.placed_surface import PlacedSurface
from gridmap.i18n import language, tr
from gridmap.layers.metrics import baseline_mm
from gridmap.layers.places import place_symbol
from gridmap.layers.shapes import rectangle, segment
from gridmap.layers.style import Styles, load_styles
from gridmap.layers.surface import Surface, TextRun
from gridmap.model.catalogue import load_catalogue
from gridmap.model.document import Snapshot
from gridmap.model.duties import AUXILIARY, DOCTOR, GRID_HEAD, LEADER
from gridmap.model.editions import Edition, EditionView, edition_view
from gridmap.model.features import (
    OCCUPIED,
    SEASONAL,
    FeatureId,
    Grid,
    Household,
    Place,
    Village,
    VillagerGroup,
)
from gridmap.model.sorting import door_key
from gridmap.progress import Job, Progress

CARD_PAPERS: Final = {"A6": (105.0, 148.0), "A5": (148.0, 210.0)}
_WIDTH_MM, _HEIGHT_MM = CARD_PAPERS["A6"]
_MARGIN_MM: Final = 6.0
_SHELTERS: Final = ("P09", "P10")
_CLINICS: Final = ("P04", "P05")
_ROLES: Final = (GRID_HEAD, AUXILIARY, DOCTOR, LEADER)
_STEP_M: Final = 50
_MOST_NUMBERS: Final = 3
_ABROAD_M: Final = 1000.0
"""People are sent to another village only where its place is nearer by more than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardReport:
    """What was written: the file and how many cards it holds."""

    path: Path
    cards: int


@dataclass(frozen=True, slots=True)
class Way:
    """A place with its straight distance in metres and the direction from a door, in words."""

    place: Place
    metres: int
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyCard:
    """What stands on one card."""

    village: str
    area: str
    door: str
    head: str
    posts: tuple[tuple[str, str, str], ...]
    shelter: Way | None
    clinic: Way | None
    issuer: str
    day: str
    numbers: tuple[tuple[str, str], ...] = field(default_factory=national_numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsWanted:
    """Which cards, on which day and paper: those of a village, or of one grid or door of it."""

    village: FeatureId
    on: date
    paper: str = "A6"
    grid: FeatureId | None = None
    door: str = ""
    surname_only: bool = False


def export_safety_cards(snapshot: Snapshot, wanted: CardsWanted, out: Path) -> Job[CardReport]:
    """Write safety cards, one a page, group by group in the order of the doors.

    Raises: UsageError for an unknown paper, ExportError where there is no such household or the
    file cannot be written.
    """
    if wanted.paper not in CARD_PAPERS:
        raise UsageError(
            tr("There is no paper called {paper}.", paper=wanted.paper),
            hint=tr("Choose one of {papers}.", papers=", ".join(CARD_PAPERS)),
        )
    yield Progress(0, 0)
    view = edition_view(snapshot, Edition.HOUSEHOLD, on=wanted.on, surname_only=wanted.surname_only)
    households = _chosen(view, wanted)
    if not households:
        raise ExportError(
            tr("There is no household to make a card for."),
            hint=tr("Choose another village, grid or door."),
        )
    width, height = CARD_PAPERS[wanted.paper]
    document = PdfDocument(
        out,
        title=tr("Household safety cards"),
        language="zh-CN" if language() == "zh_CN" else "en",
        subject=view.edition.value,
        author=view.features.project.issuer,
    )
    styles = load_styles()
    for number, household in enumerate(households, start=1):
        yield Progress(number, len(households))
        with document.page(width, height, name=f"card-{number}", label=str(number)) as surface:
            placed = PlacedSurface(surface, factor=width / _WIDTH_MM)
            draw_card(placed, safety_card(view, household), styles)
    document.save()
    return CardReport(path=out, cards=len(households))


def _chosen(view: EditionView, wanted: CardsWanted) -> list[Household]:
    """Return the households that somebody lives in, in the order of groups and doors."""
    relations, features = view.relations, view.features
    found = [
        item
        for item in relations.households_in_village.get(wanted.village, ())
        if item.status in (OCCUPIED, SEASONAL)
        and wanted.grid in (None, relations.grid_of.get(item.id))
        and wanted.door in ("", door_text(item))
    ]

    def order(item: Household) -> tuple[object, ...]:
        group = features.find(item.group, VillagerGroup)
        place = (group.number, group.name) if group is not None else (10**6, "")
        return (*place, door_key(door_text(item)), item.id)

    return sorted(found, key=order)


def safety_card(view: EditionView, household: Household) -> SafetyCard:
    """Return the card of a household."""
    features = view.features
    village = features.find(household.village, Village)
    group = features.find(household.group, VillagerGroup)
    grid = features.find(view.relations.grid_of.get(household.id), Grid)
    places = [
        place
        for place in features.all(Place)
        if place.geometry is not None and place.place_kind in (*_SHELTERS, *_CLINICS)
    ]
    return SafetyCard(
        village=village.name if village is not None else "",
        area=" · ".join(item.name for item in (group, grid) if item is not None),
        door=door_text(household),
        head=household.head,
        posts=tuple(_posts(view, household)),
        shelter=nearest_way(household, places, _SHELTERS),
        clinic=nearest_way(household, places, _CLINICS),
        issuer=features.project.issuer or features.project.name,
        day=view.on.isoformat(),
        numbers=numbers_of(view)[:_MOST_NUMBERS],
    )


def _posts(view: EditionView, household: Household) -> Iterator[tuple[str, str, str]]:
    """Yield role, name and phone of those who answer for a household."""
    roles = load_catalogue().roles
    for role in _ROLES:
        post = view.responsibilities.of_household(household, role)
        if post is None and role not in (GRID_HEAD, LEADER):
            continue
        officer = post.officer if post is not None else None
        yield (
            roles[role].name,
            officer.name if officer is not None else "",
            officer.phone if officer is not None else "",
        )


def nearest_way(household: Household, places: Sequence[Place], kinds: Sequence[str]) -> Way | None:
    """Return the nearest place of some kinds; None where there is none or the door has no place.

    That of another village only where it is much nearer than the own one's.
    """
    home = household.geometry
    if home is None:
        return None
    ways = [
        (_metres(home, place.geometry) + _strange_m(household, place), place.id, place)
        for place in places
        if place.place_kind in kinds and place.geometry is not None
    ]
    if not ways:
        return None
    _, _, place = min(ways, key=lambda way: way[:2])
    assert place.geometry is not None
    metres = _metres(home, place.geometry)
    angle = math.degrees(math.atan2(place.geometry.x - home.x, place.geometry.y - home.y))
    rounded = max(_STEP_M, round(metres / _STEP_M) * _STEP_M)
    return Way(place, rounded, direction_words(angle))


def _metres(home: Point, place: Point) -> float:
    return math.hypot(place.x - home.x, place.y - home.y)


def _strange_m(household: Household, place: Place) -> float:
    """Return how many metres a place of another village is put at a disadvantage."""
    return 0.0 if place.village == household.village else _ABROAD_M


def direction_words(bearing_deg: float) -> str:
    """Return a bearing, clockwise from north, as one of eight directions."""
    words = (
        tr("north"), tr("northeast"), tr("east"), tr("southeast"),
        tr("south"), tr("southwest"), tr("west"), tr("northwest"),
    )  # fmt: skip
    return words[round(bearing_deg / 45.0) % 8]


def draw_card(surface: Surface, card: SafetyCard, styles: Styles) -> None:
    """Draw a card onto a surface of A6."""
    left, width = _MARGIN_MM, _WIDTH_MM - 2 * _MARGIN_MM
    y_mm = _draw_title(surface, card, styles)
    y_mm = _draw_numbers(surface, Rect(left, y_mm, width, 17.0), card.numbers, styles)
    y_mm = _draw_heading(surface, tr("Whom to call"), y_mm, styles)
    for role, name, phone in card.posts:
        _draw_post(surface, Rect(left, y_mm, width, 6.4), (role, name, phone), styles)
        y_mm += 6.4
    y_mm = _draw_heading(surface, tr("Where to go"), y_mm + 1.5, styles)
    ways = ((tr("Shelter"), card.shelter), (tr("Clinic"), card.clinic))
    for word, way in ways:
        _draw_way(surface, Rect(left, y_mm, width, 12.6), word, way, styles)
        y_mm += 12.6
    _draw_route(surface, Rect(left, y_mm, width, _HEIGHT_MM - y_mm - 10.0), styles)
    note, style = fit(
        tr("{issuer} · as of {day}", issuer=card.issuer, day=card.day), styles.text("small"), width
    )
    surface.text([TextRun(note, left, _HEIGHT_MM - 5.0)], style)


def _draw_title(surface: Surface, card: SafetyCard, styles: Styles) -> float:
    """Draw the blue band, and village, group, door and head below it; return where it ends."""
    surface.paths([rectangle(0.0, 0.0, _WIDTH_MM, 12.0)], styles.path("plate-accent"))
    title, style = fit(tr("Household safety card"), styles.text("edition"), 92.0)
    surface.text([TextRun(title, _MARGIN_MM, baseline_mm(0.0, 12.0, style))], style)
    where = " ".join(part for part in (card.village, card.area) if part)
    who = " ".join(part for part in (tr("Door {door}", door=card.door), card.head) if part)
    y_mm = 13.0
    for text, name, height in ((who, "heading", 7.5), (where, "body", 5.5)):
        shown, style = fit(text, styles.text(name), _WIDTH_MM - 2 * _MARGIN_MM)
        surface.text([TextRun(shown, _MARGIN_MM, baseline_mm(y_mm, height, style))], style)
        y_mm += height
    return y_mm + 1.0


def _draw_numbers(
    surface: Surface, rect: Rect, numbers: Sequence[tuple[str, str]], styles: Styles
) -> float:
    width = (rect.width_mm - 3.0 * (len(numbers) - 1)) / len(numbers)
    for index, (number, purpose) in enumerate(numbers):
        x_mm = rect.x_mm + index * (width + 3.0)
        surface.paths([rectangle(x_mm, rect.y_mm, width, 15.0)], styles.path("box-strong"))
        middle = x_mm + width / 2
        shown, style = fit(number, styles.text("title"), width - 3.0)
        surface.text([TextRun(shown, middle, rect.y_mm + 8.0, "center")], style)
        shown, style = fit(purpose, styles.text("body"), width - 2.0)
        surface.text([TextRun(shown, middle, rect.y_mm + 12.8, "center")], style)
    return rect.bottom_mm


def _draw_heading(surface: Surface, text: str, y_mm: float, styles: Styles) -> float:
    shown, style = fit(text, styles.text("letter"), _WIDTH_MM - 2 * _MARGIN_MM)
    surface.text([TextRun(shown, _MARGIN_MM, baseline_mm(y_mm, 6.0, style))], style)
    return y_mm + 6.0


def _draw_post(surface: Surface, rect: Rect, post: tuple[str, str, str], styles: Styles) -> None:
    role, name, phone = post
    parts = (
        (role, "body", 0.0, 0.32),
        (name or tr("nobody assigned"), "body-bold" if name else "alarm", 0.32, 0.30),
        (phone or "—", "body-bold", 0.62, 0.38),
    )
    for text, style_name, start, share in parts:
        lines, style = fit_lines(text, styles.text(style_name), rect.width_mm * share - 1.5)
        each = rect.height_mm / len(lines)
        x_mm = rect.x_mm + rect.width_mm * start
        surface.text(
            [
                TextRun(line, x_mm, baseline_mm(rect.y_mm + at * each, each, style))
                for at, line in enumerate(lines)
            ],
            style,
        )
    line = segment(rect.x_mm, rect.bottom_mm, rect.right_mm, rect.bottom_mm)
    surface.paths([line], styles.path("rule"))


def _draw_way(surface: Surface, rect: Rect, word: str, way: Way | None, styles: Styles) -> None:
    left, room = rect.x_mm + 8.0, rect.width_mm - 8.0
    if way is None:
        shown, style = fit(tr("{place}: ask the grid head", place=word), styles.text("body"), room)
        surface.text([TextRun(shown, left, baseline_mm(rect.y_mm, 6.0, style))], style)
        return
    at = np.array([(rect.x_mm + 3.0, rect.y_mm + 4.5)])
    surface.markers(place_symbol(way.place.place_kind), at, size_mm=6.0)
    name = way.place.name or load_catalogue().places[way.place.place_kind].name
    about = tr("{metres} m to the {direction}", metres=way.metres, direction=way.direction)
    if way.place.phone:
        about = f"{about} · {way.place.phone}"
    for text, style_name, y_mm in (
        (name, "body-bold", rect.y_mm),
        (about, "body", rect.y_mm + 5.2),
    ):
        shown, style = fit(text, styles.text(style_name), room)
        surface.text([TextRun(shown, left, baseline_mm(y_mm, 5.2, style))], style)


def _draw_route(surface: Surface, rect: Rect, styles: Styles) -> None:
    """Draw lines on which the grid head writes the way that is safe."""
    words, style = fit(
        tr("The safe way, as the grid head says it:"), styles.text("body"), rect.width_mm
    )
    surface.text([TextRun(words, rect.x_mm, baseline_mm(rect.y_mm, 5.5, style))], style)
    count = max(1, int((rect.height_mm - 6.0) / 8.0))
    lines = []
    for at in range(1, count + 1):
        y_mm = rect.y_mm + 6.0 + at * (rect.height_mm - 6.0) / count
        lines.append(segment(rect.x_mm, y_mm, rect.right_mm, y_mm))
    surface.paths(lines, styles.path("tick-box"))
