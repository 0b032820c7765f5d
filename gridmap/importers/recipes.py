"""Which layers become what, and in which order they are taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from gridmap.i18n import tr
from gridmap.importers import boundaries, ground, homes, people, roster, spots
from gridmap.importers.columns import find_columns
from gridmap.importers.intake import Intake
from gridmap.importers.layer import AREAS, LINES, RawLayer
from gridmap.importers.recognise import (
    BOUNDARIES,
    LANDUSE,
    NAMES,
    has_village_codes,
    is_list_of_households,
    names_villages,
)

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
        "contours": ground.take_contours,
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

NAMED_AREAS: Final = frozenset({"villages", "groups", "grids"})
NAMING: Final = frozenset({"name", "name_other", "code", "number"})
WHO: Final = frozenset({"number", "door", "head", "person"})
"""The fields of which a list of households has one at least."""
HEADERS_NAMED: Final = 20
BARE_VILLAGES: Final = 50
NEEDS_SHAPES: Final = frozenset(
    {LANDUSE, "water", "buildings", "roads", "contours", "places", NAMES}
)
_FITS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "roads": frozenset({LINES}),
        "contours": frozenset({LINES}),
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


def why_not(recipe: Recipe, mapping: Mapping[str, str]) -> str:
    """Return the sentence why a layer cannot become what is wanted of it, empty where it can."""
    layer, target = recipe.layer, recipe.target
    if target == BOUNDARIES:
        return tr("Boundaries above the village are not taken.")
    if target not in BUILDERS:
        return tr("It cannot be told what this layer is; import it again and say what it holds.")
    if not _is_fitting(recipe):
        return tr("Its shapes cannot become {target}; the layer was left out.", target=target)
    found = find_columns(layer.headers, target, mapping).of
    seen = tr(", ").join(layer.headers[:HEADERS_NAMED])
    if target in NAMED_AREAS:
        if layer.is_table and is_list_of_households(layer):
            return tr("It is a list of households: nobody's name is the name of a village or grid.")
        if not set(found) & NAMING:
            return tr(
                "Its rows have neither a name nor a code: no column holds one. Columns: {names}.",
                names=seen,
            )
    if target in JOINED and (not set(found) & WHO or _is_of_villages(layer)):
        return tr("It has no columns of a list of households. Columns: {names}.", names=seen)
    return _why_not_villages(layer, found) if target == "villages" else ""


def _why_not_villages(layer: RawLayer, found: Mapping[str, str]) -> str:
    """Return why a list would make villages that nobody has: many names and nothing else."""
    if (layer.shapes is not None and not layer.is_table) or "name" not in found:
        return ""
    has_codes = "code" in found and any(layer.texts(found["code"]))
    names = set(layer.texts(found["name"]))
    if has_codes or len(names) <= BARE_VILLAGES:
        return ""
    return tr(
        "It would make {count} villages without a code or an outline; no township has so many.",
        count=len(names),
    )


def _is_of_villages(layer: RawLayer) -> bool:
    return layer.family == AREAS and (has_village_codes(layer) or names_villages(layer))


def _is_fitting(recipe: Recipe) -> bool:
    """Whether a layer's shapes can become what is wanted of it."""
    if recipe.layer.shapes is None:
        return recipe.target not in NEEDS_SHAPES
    families = _FITS.get(recipe.target)
    return families is None or recipe.layer.family in families
