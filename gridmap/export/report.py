"""What an atlas run reports: files, pages, time, memory, and how every household was labelled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gridmap.export.house_labels import Fallback, door_text
from gridmap.export.officers import village_officers
from gridmap.export.plan import VillagePlan
from gridmap.export.sheet_layout import SheetLayout
from gridmap.i18n import tr
from gridmap.layers.metrics import missing_characters
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import Household
from gridmap.model.runs import BookletMark


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReport:
    """One detail sheet.

    Its id, scale, how many households are at home on it, and how they are labelled.
    `unnamed_places` stand by name in a list, `covering` are the places, and the doors with care
    symbols, whose symbols cover something for want of room.
    """

    sheet_id: str
    scale: int
    households: int
    fallbacks: dict[str, int]
    unnamed_places: tuple[str, ...] = ()
    covering: tuple[str, ...] = ()

    def room_words(self) -> list[str]:
        """Return in plain words what had no room on the map."""
        lines = []
        if self.unnamed_places:
            lines.append(
                tr(
                    "Sheet {sheet}: no room for the names {names}; they stand in a list.",
                    sheet=self.sheet_id,
                    names="、".join(self.unnamed_places),
                )
            )
        if self.covering:
            lines.append(
                tr(
                    "Sheet {sheet}: no room for the symbols of {names}; they cover something. "
                    "A larger paper or fewer care symbols make room.",
                    sheet=self.sheet_id,
                    names="、".join(self.covering),
                )
            )
        return lines


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageReport:
    """One village.

    `unlabelled` must be 0; `unplaced` households have no position and are listed in the index.
    """

    village: str
    code: str
    file: str
    pages: int
    sheets: tuple[SheetReport, ...]
    households: int
    drawn: int
    labelled: int
    unlabelled: int
    unplaced: int
    fallbacks: dict[str, int]
    missing_characters: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageProblem:
    """A page that could not be made; the others are there."""

    village: str
    page: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AtlasReport:
    """A whole run. `peak_memory_mb` is the process's own peak so far.

    `households_drawn` counts each household once, however many officers' booklets show it;
    `booklets` are what a print run keeps of the files.
    """

    edition: str
    pages: int
    sheets: int
    seconds: float
    peak_memory_mb: float
    files: tuple[Path, ...]
    villages: tuple[VillageReport, ...]
    problems: tuple[PageProblem, ...] = ()
    households_drawn: int = 0
    booklets: tuple[BookletMark, ...] = ()

    @property
    def unlabelled(self) -> int:
        """Households drawn without a label; must be 0."""
        return sum(village.unlabelled for village in self.villages)

    @property
    def missing_characters(self) -> str:
        """All characters that no font draws, each once."""
        return "".join(sorted({x for village in self.villages for x in village.missing_characters}))

    def to_dict(self) -> dict[str, object]:
        """Return the report as plain values for JSON."""
        return {
            "edition": self.edition,
            "pages": self.pages,
            "sheets": self.sheets,
            "seconds": round(self.seconds, 2),
            "peak_memory_mb": round(self.peak_memory_mb, 1),
            "households_drawn": self.households_drawn,
            "unlabelled": self.unlabelled,
            "files": [str(path) for path in self.files],
            "villages": [_village_dict(village) for village in self.villages],
            "problems": [
                {"village": p.village, "page": p.page, "message": p.message} for p in self.problems
            ],
        }

    def to_text(self) -> str:
        """Return the report in a few lines for people."""
        lines = [
            tr(
                "{edition}: {pages} pages, {sheets} detail sheets in {files} files, "
                "{seconds:.1f} s.",
                edition=self.edition,
                pages=self.pages,
                sheets=self.sheets,
                files=len(self.files),
                seconds=self.seconds,
            ),
            tr(
                "Households drawn: {drawn}, without a label: {unlabelled}, "
                "not yet on the map: {unplaced}.",
                drawn=self.households_drawn,
                unlabelled=self.unlabelled,
                unplaced=sum(
                    {village.code: village.unplaced for village in self.villages}.values()
                ),
            ),
        ]
        return "\n".join([*lines, *self._warnings()])

    def _warnings(self) -> list[str]:
        """Return what has to be seen to before the pages are handed on."""
        lines = [
            tr(
                "{village}, {page}: {reason}",
                village=problem.village,
                page=problem.page,
                reason=problem.message,
            )
            for problem in self.problems
        ]
        sheets = [sheet for village in self.villages for sheet in village.sheets]
        lines += [words for sheet in sheets for words in sheet.room_words()]
        if not self.missing_characters:
            return lines
        words = tr(
            "No font draws these characters: {characters}. Write the names they stand in "
            "with other characters before printing; until then their code numbers stand "
            "in brackets, and a village's code stands for its name.",
            characters=" ".join(self.missing_characters),
        )
        return [words, *lines]


def report_village(plan: VillagePlan, *, file: str, pages: int) -> VillageReport:
    """Return the report of a planned village."""
    households = [item for unit in plan.units for item in unit.households]
    fallbacks: Counter[str] = Counter()
    for item in plan.sheets:
        fallbacks.update(item.sheet.layout.counts)
    drawn = sum(len(item.sheet.households) for item in plan.sheets)
    labelled = sum(fallbacks.values())
    return VillageReport(
        village=plan.name,
        code=plan.village.code if plan.village is not None else "",
        file=file,
        pages=pages,
        sheets=tuple(
            SheetReport(
                sheet_id=item.sheet.sheet_id,
                scale=item.sheet.scale,
                households=len(item.sheet.households),
                fallbacks=plain_counts(item.sheet.layout.counts),
                unnamed_places=tuple(place.text for place in item.sheet.layout.unnamed),
                covering=_covering(item.sheet.layout, plan),
            )
            for item in plan.sheets
        ),
        households=len(households),
        drawn=drawn,
        labelled=labelled,
        unlabelled=drawn - labelled,
        unplaced=sum(len(unit.unplaced) for unit in plan.units),
        fallbacks=dict(fallbacks),
        missing_characters=_missing(plan, households),
    )


def _covering(layout: SheetLayout, plan: VillagePlan) -> tuple[str, ...]:
    """Return the places and doors whose symbols cover something on a sheet, each once."""
    forced = {symbol.owner for symbol in (*layout.badges, *layout.care) if symbol.is_forced}
    kinds = load_catalogue().places
    places = [
        place.name
        or (kinds[place.place_kind].name if place.place_kind in kinds else place.place_kind)
        for place in plan.places
        if place.id in forced
    ]
    homes = [home for unit in plan.units for home in unit.households if home.id in forced]
    return (*places, *(door_text(home) for home in homes))


def plain_counts(counts: Counter[Fallback]) -> dict[str, int]:
    """Return counts by fallback as a plain table, the common ones first."""
    return {str(name): count for name, count in counts.most_common()}


def _missing(plan: VillagePlan, households: Sequence[Household]) -> str:
    """Return the characters no font has, of all names that the village's pages print."""
    names = [plan.village.name] if plan.village is not None else []
    names += [unit.name for unit in plan.units] + [place.name for place in plan.places]
    names += [item.head + item.door for item in households]
    names += [entry.record.person for entry in plan.care]
    for post, _ in village_officers(plan.stage.view, plan.village):
        names += [post.officer.name] if post.officer is not None else []
        names += [post.deputy.name] if post.deputy is not None else []
    return "".join(sorted(missing_characters("".join({*"".join(names)}))))


def _village_dict(village: VillageReport) -> dict[str, object]:
    return {
        "village": village.village,
        "code": village.code,
        "file": village.file,
        "pages": village.pages,
        "households": village.households,
        "drawn": village.drawn,
        "labelled": village.labelled,
        "unlabelled": village.unlabelled,
        "unplaced": village.unplaced,
        "fallbacks": village.fallbacks,
        "missing_characters": village.missing_characters,
        "sheets": [
            {
                "sheet": sheet.sheet_id,
                "scale": sheet.scale,
                "households": sheet.households,
                "fallbacks": sheet.fallbacks,
                "unnamed_places": list(sheet.unnamed_places),
                "covering": list(sheet.covering),
            }
            for sheet in village.sheets
        ],
    }
