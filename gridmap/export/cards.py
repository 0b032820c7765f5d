"""A village's card: what the rest of a file needs to know of a village that is planned elsewhere.

Small, and such that it can be sent between processes.
"""

from __future__ import annotations

from dataclasses import dataclass

from gridmap.export.neighbours import Placing
from gridmap.export.parts.example import Example, example_of
from gridmap.export.plan import VillagePlan
from gridmap.export.sheet_page import legend_items
from gridmap.layers.legend import LegendItem
from gridmap.layers.view import MapView
from gridmap.model.features import Surface2D


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCard:
    """A detail sheet as the contents and its neighbours see it.

    `name` is that of its page, `unit` the place of its group or grid among the village's. `insets`
    is what it shows besides its `view`.
    """

    name: str
    sheet_id: str
    unit: int
    unit_name: str
    households: int
    scale: int
    view: MapView
    legend: tuple[LegendItem, ...]
    insets: tuple[MapView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageCard:
    """A planned village: `key` begins the names of its pages, `bounds_m` is what it covers.

    `units` are the names and areas of its groups or grids. `example` is one of its households for
    the page on how to read the atlas.
    """

    key: str
    name: str
    bounds_m: tuple[float, float, float, float] | None
    shape: Surface2D | None
    units: tuple[tuple[str, Surface2D], ...]
    sheets: tuple[SheetCard, ...]
    example: Example | None = None

    @property
    def legend(self) -> list[LegendItem]:
        """Everything that the legends of its sheets show."""
        return [item for sheet in self.sheets for item in sheet.legend]

    @property
    def placings(self) -> list[Placing]:
        """Its sheets and their insets as their neighbours see them."""
        return [
            placing
            for sheet in self.sheets
            for placing in (
                Placing(sheet.name, sheet.view),
                *(Placing(sheet.name, view, is_inset=True) for view in sheet.insets),
            )
        ]


def card_of(plan: VillagePlan) -> VillageCard:
    """Return the card of a planned village."""
    numbers = {id(unit): number for number, unit in enumerate(plan.units)}
    layers = plan.stage.layers
    return VillageCard(
        key=plan.key,
        example=example_of(plan),
        name=plan.name,
        bounds_m=plan.bounds_m,
        shape=plan.shape,
        units=tuple((unit.name, unit.area) for unit in plan.units if unit.area is not None),
        sheets=tuple(
            SheetCard(
                name=item.name,
                sheet_id=item.sheet.sheet_id,
                unit=numbers[id(item.sheet.unit)],
                unit_name=item.sheet.unit.name,
                households=len(item.sheet.households),
                scale=item.sheet.scale,
                view=item.sheet.view,
                insets=tuple(inset.view for inset in item.sheet.layout.insets),
                legend=tuple(legend_items(item.sheet.layout, layers.shown_lines(item.sheet.view))),
            )
            for item in plan.sheets
        ),
    )


def are_near(first: VillageCard, second: VillageCard, *, reach_m: float = 1500.0) -> bool:
    """Whether sheets of one village may have neighbours among those of the other."""
    a, b = first.bounds_m, second.bounds_m
    if a is None or b is None:
        return False
    return (
        a[0] - reach_m < b[2] and b[0] - reach_m < a[2]
        and a[1] - reach_m < b[3] and b[1] - reach_m < a[3]
    )  # fmt: skip
