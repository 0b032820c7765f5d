"""The scene: everything that can be drawn of a project.

Prepared in the painting thread and kept up to date from changesets.

Each part is made when it is first drawn, from the newest snapshot.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from gridmap.layers.areas import AreaLayer
from gridmap.layers.care import ROOM_MM, CareLayer
from gridmap.layers.layer import Layer
from gridmap.layers.lines import LineLayer
from gridmap.layers.notes import NoteLayer
from gridmap.layers.places import PlaceLayer
from gridmap.layers.view import MapView
from gridmap.model.care import is_printable
from gridmap.model.catalogue import load_catalogue
from gridmap.model.changes import Bounds, Changeset
from gridmap.model.document import Snapshot
from gridmap.model.features import (
    CONTOUR,
    Area,
    CareRecord,
    Feature,
    Grid,
    Household,
    Line,
    Note,
    Place,
    Village,
)
from gridmap.model.relations import has_position
from gridmap.ui.canvas.borders import BORDER_KINDS, Borders
from gridmap.ui.canvas.free_land import FreeLand, reshaped_land
from gridmap.ui.canvas.house_cells import HouseCells

_FAR_LINES: Final = frozenset({"road", "river"})
_WATER: Final = "water"
_FAR_AREAS: Final = frozenset({"wood", _WATER})
_MADE_FROM: Final[dict[str, tuple[type[Feature], ...]]] = {
    "areas": (Area,),
    "far areas": (Area,),
    "waters": (Area,),
    "places": (Place,),
    "notes": (Note,),
}


class Scene:
    """The prepared layers of one snapshot. Belongs to the painting thread."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._parts: dict[str, Layer] = {}
        self._lines: dict[bool, LineLayer] = {}
        self._named_lines: tuple[Line, ...] = ()
        self._named_layer: LineLayer | None = None
        self._care: CareLayer | None = None
        self._houses: HouseCells | None = None
        self._borders: Borders | None = None
        self._free_land = FreeLand()

    def update(self, snapshot: Snapshot, changeset: Changeset) -> Sequence[Bounds] | None:
        """Take over a newer snapshot, which differs by this changeset.

        Return the boxes in metres in which borders and land in no grid differ; None: anywhere.
        """
        self.snapshot = snapshot
        kinds = changeset.kinds()
        for name, made_from in _MADE_FROM.items():
            if kinds & set(made_from):
                self._parts.pop(name, None)
        if not kinds.isdisjoint((Grid, Village)):
            self._free_land.forget_grids()
        if Line in kinds:
            self._lines.clear()
            self._named_layer = None
        if kinds & {CareRecord, Household}:
            self._care = None
        if Household in kinds and self._houses is not None:
            self._houses.update(changeset)
        if self._borders is None or not kinds & set(BORDER_KINDS):
            return ()
        differing = self._borders.update(snapshot, changeset)
        return None if differing is None else [*differing, *reshaped_land(changeset, snapshot)]

    @property
    def has_borders(self) -> bool:
        """Whether the borders are prepared.

        In a whole county that takes longer than the first picture may.
        """
        return self._borders is not None

    @property
    def borders(self) -> Borders:
        """The boundaries."""
        if self._borders is None:
            self._borders = Borders(self.snapshot)
        return self._borders

    def free_land(self, view: MapView) -> Layer:
        """Land in no grid, of the villages that a view meets."""
        return self._free_land.in_view(self.snapshot, view)

    @property
    def houses(self) -> HouseCells:
        """The households."""
        if self._houses is None:
            self._houses = HouseCells(self.snapshot.all(Household))
        return self._houses

    def areas(self, *, is_far: bool) -> Layer:
        """Areas on the ground; from afar only woods and water."""
        if is_far:
            return self._part(
                "far areas",
                lambda: AreaLayer.of(
                    area for area in self.snapshot.all(Area) if area.area_kind in _FAR_AREAS
                ),
            )
        return self._part("areas", lambda: AreaLayer.of(self.snapshot.all(Area)))

    @property
    def waters(self) -> Layer:
        """Waters alone: what is drawn over a picture of the ground."""
        return self._part(
            "waters",
            lambda: AreaLayer.of(
                area for area in self.snapshot.all(Area) if area.area_kind == _WATER
            ),
        )

    def lines(self, *, is_far: bool) -> LineLayer:
        """Lines on the ground; from afar only roads and rivers."""
        layer = self._lines.get(is_far)
        if layer is None:
            shown = (
                line
                for line in self.snapshot.all(Line)
                if not is_far or line.line_kind in _FAR_LINES
            )
            layer = self._lines[is_far] = LineLayer.of(shown)
        return layer

    @property
    def named_lines(self) -> Sequence[Line]:
        """The lines that have a name, in the order of `named_line_layer`."""
        self._prepare_named_lines()
        return self._named_lines

    @property
    def named_line_layer(self) -> LineLayer:
        """The shapes of the lines that have a name."""
        self._prepare_named_lines()
        assert self._named_layer is not None
        return self._named_layer

    def _prepare_named_lines(self) -> None:
        if self._named_layer is None:
            self._named_lines = tuple(
                line
                for line in self.snapshot.all(Line)
                if line.name and line.geometry is not None and line.line_kind != CONTOUR
            )
            self._named_layer = LineLayer.of(self._named_lines)

    @property
    def places(self) -> Layer:
        """The badges of key places."""
        return self._part("places", lambda: PlaceLayer.of(self.snapshot.all(Place)))

    @property
    def notes(self) -> Layer:
        """Notes for the people who draw."""
        return self._part("notes", lambda: NoteLayer.of(self.snapshot.all(Note)))

    @property
    def care(self) -> CareLayer:
        """The symbols of care records; the restricted ones stay off every map, the screen's too."""
        if self._care is None:
            self._care = self._make_care()
        return self._care

    def care_in(self, view: MapView) -> CareLayer:
        """The symbols of care records, with the houses around a view that they must not hide."""
        houses = self.houses.within(view, margin_mm=2 * ROOM_MM)
        return replace(self.care, houses_m=houses.xy_m)

    def _make_care(self) -> CareLayer:
        catalogue, today = load_catalogue(), date.today()
        shown = [
            record
            for record in self.snapshot.all(CareRecord)
            if is_printable(record, catalogue, on=today)
        ]
        positions = {
            household.id: household.geometry
            for record in shown
            if (household := self.snapshot.find(record.household, Household)) is not None
            and household.geometry is not None
            and has_position(household)
        }
        return CareLayer.of(shown, positions)

    def _part(self, name: str, make: Callable[[], Layer]) -> Layer:
        part = self._parts.get(name)
        if part is None:
            part = self._parts[name] = make()
        return part
