"""The atlas plan: which pages a village's booklet has, what stands on each, and their numbers.

Pure: no PDF, no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count, takewhile
from pathlib import Path
from typing import Final

import numpy as np
import shapely

from gridmap.export.frames import SheetFrame, sheet_frame
from gridmap.export.ground import Ground, bounds_of
from gridmap.export.house_labels import HouseTexts
from gridmap.export.index import Found
from gridmap.export.map_layers import MapLayers
from gridmap.export.names import SheetNames
from gridmap.export.officers import (
    Area,
    OfficerBox,
    areas_of_households,
    areas_of_scope,
    officer_boxes,
    officer_rows,
)
from gridmap.export.page import Booklet, PageNumbers
from gridmap.export.sheet_furniture import LocatorMap, needed_legend_mm
from gridmap.export.sheet_page import legend_of_unit
from gridmap.export.sheets import Sheet, SheetMaker
from gridmap.export.spec import AtlasSpec, By
from gridmap.export.units import Unit, units_of
from gridmap.i18n import tr
from gridmap.layers.metrics import missing_characters
from gridmap.layers.style import Styles, load_styles
from gridmap.model.editions import CareEntry, EditionView
from gridmap.model.features import (
    FeatureId,
    Household,
    Place,
    Surface2D,
    Township,
    Village,
)
from gridmap.model.page_numbers import PageNumber
from gridmap.progress import Job, Progress

NO_VILLAGE: Final = "no-village"


def list_name(sheet: str, number: int) -> str:
    """Return the name of a page, 1 and on, that lists what a sheet's map does not name."""
    return f"{sheet}/list-{number}"


class Stage:
    """What all villages of one edition share; made once.

    `by` grid or group, paper and words are the spec's. `like` is another stage, of which all is
    taken over that is the same for both.
    """

    def __init__(
        self,
        view: EditionView,
        spec: AtlasSpec,
        like: Stage | None = None,
        *,
        layers: MapLayers | None = None,
    ) -> None:
        self.view, self.spec = view, spec
        self.styles: Styles = load_styles()
        if like is None or like.view is not view:
            self.layers = layers or MapLayers.of(view, _pictures(spec))
            self.ground = Ground(view, self.layers.boundaries)
            self.texts = HouseTexts(self.styles)
            self.care = self._care_codes()
        else:
            self.ground, self.layers = like.ground, like.layers
            self.texts, self.care = like.texts, like.care
        by: By = spec.by if view.edition.shows_households else "grid"
        self.names = SheetNames(self.ground, self.styles, by=by)

    @classmethod
    def in_steps(cls, view: EditionView, spec: AtlasSpec, like: Stage | None = None) -> Job[Stage]:
        """Return a stage that is set up in short steps."""
        layers = None
        if like is None or like.view is not view:
            layers = yield from MapLayers.in_steps(view, _pictures(spec))
            yield Progress(0, 0)
        return cls(view, spec, like, layers=layers)

    def _care_codes(self) -> dict[FeatureId, list[str]]:
        codes: dict[FeatureId, list[str]] = {}
        for entry in self.view.care:
            known = codes.setdefault(entry.household.id, [])
            if entry.record.category not in known:
                known.append(entry.record.category)
        return {owner: sorted(found) for owner, found in codes.items()}

    def booklet(self, title: str) -> Booklet:
        """Return what the pages of a booklet with this title share."""
        townships = list(self.view.features.all(Township))
        name = townships[0].name if len(townships) == 1 else self.view.features.project.name
        return Booklet(
            spec=self.spec,
            view=self.view,
            styles=self.styles,
            title=title,
            township=name,
            layers=self.layers,
        )


def _pictures(spec: AtlasSpec) -> Path | None:
    return Path(spec.underlay) if spec.underlay else None


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    """A detail sheet with the name of its page and the officers it names."""

    name: str
    sheet: Sheet
    officers: tuple[OfficerBox, ...]


class VillagePlan:
    """One village: its units and its sheets, laid out but without page numbers.

    `plan_village` makes one in steps.
    """

    def __init__(self, stage: Stage, village: Village | None) -> None:
        self.stage, self.village = stage, village
        self.by = self._unit_kind()
        units = units_of(stage.view, village, self.by)
        scope = stage.view.scope
        self.units = tuple(
            unit for unit in units
            if scope is None or unit.households or unit.scope in scope.areas
        )  # fmt: skip
        self.sheets: tuple[PlannedSheet, ...] = ()

    def _unit_kind(self) -> By:
        """Return what the sheets are about: as asked.

        For one grid, and without households where the village has grids drawn, by grid.
        """
        if self.stage.spec.grid is not None:
            return "grid"
        if self.stage.view.edition.shows_households:
            return self.stage.spec.by
        key = self.village.id if self.village is not None else None
        grids = self.stage.view.relations.grids_in_village.get(key, ())
        return "grid" if any(grid.geometry is not None for grid in grids) else "group"

    @property
    def key(self) -> str:
        """What begins the names of its pages."""
        return village_key(self.village)

    @property
    def name(self) -> str:
        """The village's name as it is printed."""
        return village_name(self.village)

    @property
    def shape(self) -> Surface2D | None:
        """The village's polygon, None where it has none."""
        shape = self.village.geometry if self.village is not None else None
        return shape if shape is not None and not shape.is_empty else None

    @cached_property
    def bounds_m(self) -> tuple[float, float, float, float] | None:
        """The box around all that the overview has to show.

        None where nothing of the village has a place.
        """
        shapes = [self.shape] if self.shape is not None else []
        shapes += [unit.extent for unit in self.units if unit.extent is not None]
        box = bounds_of(shapes or [place.geometry for place in self.places])
        if box is None:
            return None
        pad = max(30.0 - (box[2] - box[0]) / 2, 30.0 - (box[3] - box[1]) / 2, 0.0)
        return box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The village's places, in the order of their kinds and names."""
        owner = self.stage.view.relations.village_of
        key = self.village.id if self.village is not None else None
        found = [item for item in self.stage.view.features.all(Place) if owner.get(item.id) == key]
        return tuple(sorted(found, key=lambda item: (item.place_kind, item.name, item.id)))

    @cached_property
    def locator(self) -> LocatorMap:
        """The small map of the village."""
        units = [(unit.name, unit.area) for unit in self.units if unit.area is not None]
        box = self.bounds_m or (0.0, 0.0, 1.0, 1.0)
        return LocatorMap(outline=self.shape, units=tuple(units), bounds_m=box)

    @property
    def care(self) -> list[CareEntry]:
        """The recipient's own people in this village."""
        own = {item.id for unit in self.units for item in unit.households}
        return [entry for entry in self.stage.view.care if entry.household.id in own]

    def places_found(self, numbers: PageNumbers) -> dict[FeatureId, Found]:
        """Return page and cell of every household that is drawn."""
        return {
            household: Found(numbers.get(item.name, 0), item.name, cell)
            for item in self.sheets
            for household, cell in item.sheet.layout.cells.items()
        }

    def unit_pages(self, numbers: PageNumbers) -> dict[str, list[PageNumber]]:
        """Return the page numbers of the sheets and of their lists by the code of their unit."""
        pages: dict[str, list[PageNumber]] = {}
        for item in self.sheets:
            own = pages.setdefault(item.sheet.unit.code, [])
            own.append(numbers.get(item.name, 0))
            lists = (list_name(item.name, at) for at in count(1))
            own += [numbers[name] for name in takewhile(numbers.__contains__, lists)]
        return pages

    def make_sheets(self) -> Iterator[PlannedSheet]:
        """Yield the sheets one by one; what is to be printed must then be put into `sheets`."""
        view = self.stage.view
        maker = self._maker()
        for unit in self.units:
            if view.edition.shows_households:
                made: Iterable[Sheet] = maker.sheets_of(unit)
            else:
                alone = maker.area_sheet(unit)
                made = [alone] if alone is not None else []
            for sheet in made:
                yield PlannedSheet(f"{self.key}/{sheet.sheet_id}", sheet, self.officers_of(sheet))

    def officers_of(self, sheet: Sheet) -> tuple[OfficerBox, ...]:
        """Return who answers for what a sheet shows, as its legend says it."""
        households = sheet.households
        areas = (
            areas_of_households(self.stage.view, households)
            if households
            else self._areas(sheet.unit)
        )
        return officer_boxes(self.stage.view, areas, self._own_people(households))

    def _own_people(self, households: Sequence[Household]) -> list[CareEntry]:
        """Return the recipient's people in some households."""
        ids = {item.id for item in households}
        return [entry for entry in self.stage.view.care if entry.household.id in ids]

    def _areas(self, unit: Unit) -> list[Area]:
        village = self.village.id if self.village is not None else None
        return areas_of_scope(self.stage.view, unit.scope, village)

    def _maker(self) -> SheetMaker:
        stage = self.stage
        return SheetMaker(
            ground=stage.ground,
            texts=stage.texts,
            names=stage.names,
            care=stage.care,
            max_households=stage.spec.max_households,
            frame_of=self._frame,
        )

    def _frame(
        self, unit: Unit, shown: Sequence[Household], places: Sequence[Place], is_lying: bool
    ) -> SheetFrame:
        """Return a sheet's frame, with room for the officers and the legend of what it shows."""
        spec = self.stage.spec
        size_mm = spec.size_mm[::-1] if is_lying else spec.size_mm
        areas = areas_of_households(self.stage.view, shown) or self._areas(unit)
        boxes = officer_boxes(self.stage.view, areas, self._own_people(shown))
        rows = officer_rows(boxes)
        plain = sheet_frame(size_mm, binding_mm=spec.binding_mm)
        part = replace(unit, located=tuple(shown), area=unit.area if not shown else None)
        lines = self.stage.layers.possible_lines()
        legend = legend_of_unit(part, places, self.stage.care, lines)
        return sheet_frame(
            size_mm,
            binding_mm=spec.binding_mm,
            officer_rows=rows,
            legend_mm=needed_legend_mm(legend, plain.legend.width_mm, self.stage.styles),
        )


def plan_village(stage: Stage, village: Village | None) -> Job[VillagePlan]:
    """Lay out all sheets of a village, one a step, and return its plan."""
    plan = VillagePlan(stage, village)
    total = sum(len(unit.located) for unit in plan.units)
    sheets = []
    done = 0
    for sheet in plan.make_sheets():
        sheets.append(sheet)
        done += len(sheet.sheet.households)
        yield Progress(done, total, f"{plan.name} {sheet.sheet.sheet_id}")
    plan.sheets = tuple(sheets)
    return plan


def village_key(village: Village | None) -> str:
    """Return what begins the names of a village's pages: its code or id."""
    if village is None:
        return NO_VILLAGE
    return village.code or village.id


def village_name(village: Village | None) -> str:
    """Return a village's name; its code where the name is in a script that no font has."""
    if village is None:
        return tr("In no village")
    return village.code if village.code and missing_characters(village.name) else village.name


def village_order(village: Village) -> tuple[str, str, FeatureId]:
    """Return the key that brings villages into the order of their codes."""
    return village.code, village.name, village.id


def house_points(plan: VillagePlan) -> np.ndarray:
    """Return the points of a village's households in metres, shape (n, 2)."""
    points = [item.geometry for unit in plan.units for item in unit.located]
    if not points:
        return np.empty((0, 2))
    return np.asarray(shapely.get_coordinates(np.array(points, dtype=object)))


def villages_to_print(
    view: EditionView, wanted: Sequence[FeatureId | None]
) -> list[Village | None]:
    """Return the villages of a spec in code order, of what the view is confined to.

    Where all are wanted, or None is, None stands last for the households of no village.
    """
    villages = sorted(view.features.all(Village), key=village_order)
    if view.scope is not None:
        villages = [item for item in villages if item.id in view.scope.areas]
    if view.incident is not None:
        hit = {person.household.village for person in view.evacuees}
        villages = [item for item in villages if item.id in hit]
    if wanted:
        villages = [item for item in villages if item.id in wanted]
        if None not in wanted:
            return [*villages]
    homeless = view.relations.households_in_village.get(None, ())
    return [*villages, None] if homeless else [*villages]
