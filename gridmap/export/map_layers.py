"""The layers below the symbols of a map page, made once for a whole edition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import shapely

from gridmap.export.underlay import Underlay
from gridmap.layers.areas import AreaLayer
from gridmap.layers.boundaries import (
    BoundaryLayer,
    GridLayer,
    GroupLayer,
    TownshipLayer,
    VillageLayer,
    draw_inner_tint,
    draw_wash,
)
from gridmap.layers.bridges import BridgeLayer
from gridmap.layers.free_land import FreeLandLayer, land_in_no_grid
from gridmap.layers.incident import IncidentLayer
from gridmap.layers.lines import LineLayer
from gridmap.layers.style import Styles
from gridmap.layers.surface import Surface
from gridmap.layers.view import MapView
from gridmap.model.editions import Edition, EditionView
from gridmap.model.features import (
    CONTOUR,
    Area,
    Grid,
    Line,
    Surface2D,
    Township,
    Village,
    VillagerGroup,
)
from gridmap.progress import Job, Progress, run_job

_FAR: Final = 6000
_OVER_PICTURES: Final = frozenset({"water"})
_EDGE_MM: Final = 1.5
"""A boundary that only comes so near to the edge of a map is not explained in its legend."""

NO_GRID: Final = "no-grid"

BoundaryKind = Literal["township", "village", "grid", "group"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLayers:
    """Ground and boundaries.

    Footprints of buildings are left out of editions without households. Where a picture lies below
    the map only `areas_over` are drawn, not what would cover it.
    """

    areas: AreaLayer
    far_areas: AreaLayer
    lines: LineLayer
    bridges: BridgeLayer
    free_land: FreeLandLayer
    boundaries: tuple[BoundaryLayer, ...]
    incident: IncidentLayer | None = None
    underlay: Underlay | None = None
    areas_over: AreaLayer | None = None

    @classmethod
    def of(cls, view: EditionView, pictures: Path | None = None) -> MapLayers:
        """Prepare the layers of an edition, with the pictures of a folder below them.

        The public edition has no pictures: not every picture may be shown to everybody.
        """
        return run_job(cls.in_steps(view, pictures))

    @classmethod
    def in_steps(cls, view: EditionView, pictures: Path | None = None) -> Job[MapLayers]:
        """Return what `of` returns; no step is more than a layer or a village."""
        features = view.features
        areas = [
            item
            for item in features.all(Area)
            if view.edition.shows_households or item.area_kind != "building"
        ]
        township = TownshipLayer.of(features.all(Township))
        yield Progress(0, 0)
        village = VillageLayer.of(features.all(Village), below=[township])
        yield Progress(0, 0)
        grid = GridLayer.of(features.all(Grid), below=[township, village])
        yield Progress(0, 0)
        group = GroupLayer.of(features.all(VillagerGroup), below=[township, village, grid])
        yield Progress(0, 0)
        below = Underlay.of(pictures) if pictures and view.edition is not Edition.PUBLIC else None
        free_land = yield from _free_land_of(view)
        return cls(
            areas=AreaLayer.of(areas),
            far_areas=AreaLayer.of(
                item for item in areas if item.area_kind not in ("field", "building", "yard")
            ),
            lines=LineLayer.of(features.all(Line)),
            bridges=BridgeLayer.of(features.all(Line)),
            free_land=free_land,
            boundaries=(group, grid, village, township),
            incident=_incident_of(view),
            underlay=below,
            areas_over=AreaLayer.of(item for item in areas if item.area_kind in _OVER_PICTURES)
            if below is not None
            else None,
        )

    def draw_ground(self, surface: Surface, view: MapView, styles: Styles) -> None:
        """Draw areas and lines.

        Far away only the large kinds of area, the small ones would be noise.
        """
        is_far = view.scale_denominator > _FAR
        if self.underlay is not None and self.areas_over and self.underlay.is_shown(view):
            self.underlay.draw(surface, view)
            self.areas_over.draw(surface, view, styles)
        else:
            (self.far_areas if is_far else self.areas).draw(surface, view, styles)
        self.lines.draw(surface, view, styles)
        self.bridges.draw(surface, view, styles)
        if self.incident is not None:
            self.incident.draw(surface, view, styles)

    def draw_boundaries(
        self, surface: Surface, view: MapView, styles: Styles, *, own: Surface2D | None
    ) -> None:
        """Draw the wash outside and the tint inside an area, then all boundaries.

        The highest rank on top.
        """
        if own is not None:
            draw_wash(surface, view, own, styles)
            draw_inner_tint(surface, view, own, styles)
        self.free_land.draw(surface, view, styles)
        for layer in self.boundaries:
            layer.draw(surface, view, styles)

    def shown_lines(self, view: MapView) -> list[str]:
        """Return the kinds of boundary that a view shows, land in no grid, and an incident's."""
        free = [NO_GRID] if self.free_land.is_shown(view) else []
        incident = self.incident.names_in(view) if self.incident else ()
        return [*self.shown_boundaries(view), *free, *incident]

    def possible_lines(self) -> list[str]:
        """Return all that `shown_lines` may name for any view, in the same order."""
        free = [NO_GRID] if len(self.free_land.shapes) else []
        return [
            *(layer.style_name for layer in reversed(self.boundaries) if len(layer.lines)),
            *free, *(self.incident.names if self.incident else ()),
        ]  # fmt: skip

    def shown_boundaries(self, view: MapView) -> list[str]:
        """Return the names of the kinds of boundary that a view shows, the highest first."""
        min_x, min_y, max_x, max_y = view.bounds_m
        edge_m = _EDGE_MM / view.mm_per_m
        window = shapely.box(min_x, min_y, max_x, max_y).buffer(-edge_m, join_style="mitre")
        names = []
        for layer in reversed(self.boundaries):
            box = layer.bounds_m
            inside = (
                (box[:, 2] >= min_x) & (box[:, 0] <= max_x)
                & (box[:, 3] >= min_y) & (box[:, 1] <= max_y)
            )  # fmt: skip
            if shapely.intersects(layer.lines[inside], window).any():
                names.append(layer.style_name)
        return names


def _free_land_of(view: EditionView) -> Job[FreeLandLayer]:
    """Return the land in no grid of the villages that have grids, where an edition shows it.

    A notice board shows the service areas, not the office's gaps; an evacuation has other cares.
    """
    if view.edition in (Edition.PUBLIC, Edition.EVACUATION):
        return FreeLandLayer.of(())
    relations = view.relations
    pieces: list[Surface2D] = []
    for village in view.features.all(Village):
        grids = _shapes(relations.grids_in_village.get(village.id, ()))
        if village.geometry is not None and grids:
            pieces += land_in_no_grid(village.geometry, grids)
            yield Progress(0, 0)
    return FreeLandLayer.of(pieces)


def _shapes(grids: Iterable[Grid]) -> list[Surface2D]:
    return [grid.geometry for grid in grids if grid.geometry is not None]


def _incident_of(view: EditionView) -> IncidentLayer | None:
    """Return the area of a P4's incident, and the lanes that are named in somebody's route."""
    if view.incident is None or view.incident.geometry is None:
        return None
    routes = {person.record.route for person in view.evacuees}
    lines = [
        line.geometry
        for line in view.features.all(Line)
        if line.geometry is not None
        and line.name
        and line.line_kind != CONTOUR
        and any(line.name in text for text in routes)
    ]
    return IncidentLayer.of(view.incident.geometry, lines)
