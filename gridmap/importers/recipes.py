"""Which layers become what, and in which order they are taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from gridmap.importers import boundaries, ground, homes, people, roster, spots
from gridmap.importers.intake import Intake
from gridmap.importers.layer import AREAS, LINES, RawLayer
from gridmap.importers.recognise import LANDUSE, NAMES

BUILDERS: Final[Mapping[str, Callable[[Intake], None]]] = MappingProxyType(
    {
        "villages": boundaries.take_villages,
        "groups": boundaries.take_groups,
        "grids": boundaries.take_grids,
        "officers": people.take_officers,
        LANDUSE: ground.take_landuse,
        "water": ground.take_water,
        "buildings": ground.take_buildings,
        "roads": ground.take_roads,
        "households": homes.take_households,
        "places": spots.take_places,
        NAMES: spots.take_names,
        "roster": roster.take_roster,
        "care": roster.take_roster,
    }
)
"""What takes each target, in the order of taking: owners before what they own."""

LISTS: Final = frozenset({"villages", "groups", "grids", "officers"})
"""What a table gives without shapes, even where it has columns of coordinates."""

JOINED: Final = frozenset({"roster", "care"})
"""What is joined to households on the map; coordinates of its own are welcome, not needed."""

NEEDS_SHAPES: Final = frozenset({LANDUSE, "water", "buildings", "roads", "places", NAMES})
_FITS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "roads": frozenset({LINES}),
        "water": frozenset({LINES, AREAS}),
        "buildings": frozenset({AREAS}),
        LANDUSE: frozenset({AREAS}),
    }
)


@dataclass(slots=True)
class Recipe:
    """A layer and what it becomes; a target of the builders, or empty where it is left out."""

    layer: RawLayer
    target: str


def with_houses(recipes: Sequence[Recipe]) -> list[Recipe]:
    """Return recipes in which every house comes once.

    Footprints without points of the same houses also give the households, by a point inside;
    households that come as areas also give the footprints.
    """
    targets = {item.target for item in recipes}
    houses: list[Recipe] = []
    if not targets & {"households", "roster"}:
        houses = [
            Recipe(item.layer, "households") for item in recipes if item.target == "buildings"
        ]
    elif "buildings" not in targets:
        areas = [item.layer for item in recipes if item.target == "households"]
        houses = [Recipe(layer, "buildings") for layer in areas if layer.family == AREAS]
    return [*recipes, *houses]


def in_order(recipes: Sequence[Recipe]) -> list[Recipe]:
    """Return recipes in the order of taking."""
    rank = {target: place for place, target in enumerate(BUILDERS)}
    return sorted(recipes, key=lambda item: rank.get(item.target, len(rank)))


def is_fitting(recipe: Recipe) -> bool:
    """Whether a layer's shapes can become what is wanted of it."""
    if recipe.layer.shapes is None:
        return recipe.target not in NEEDS_SHAPES
    families = _FITS.get(recipe.target)
    return families is None or recipe.layer.family in families
