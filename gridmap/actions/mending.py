"""Mending what the checks find, where that is safe: each verb says in words what it would do.

Every verb takes the ids of one kind of feature, so that one thing or all of its kind can be mended
in one act.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import shapely
from shapely import MultiPolygon, Polygon

from gridmap.actions.belonging import clear_override
from gridmap.actions.care import delete_expired
from gridmap.actions.edits import held
from gridmap.actions.grid_names import free_names
from gridmap.actions.grids import repair_grids
from gridmap.actions.land import land_changes, partition_of_village
from gridmap.actions.placing import name_of
from gridmap.errors import GeometryError, UsageError
from gridmap.geo.partition import Partition, width_m
from gridmap.geo.partition_drawing import fill_gap, free_land
from gridmap.geo.partition_repair import Repair, mended
from gridmap.i18n import tr
from gridmap.model.changes import Changeset, edited
from gridmap.model.document import FeatureReader, Trial
from gridmap.model.features import (
    Area,
    CareRecord,
    Feature,
    FeatureId,
    Grid,
    Household,
    Township,
    Village,
    VillagerGroup,
    geometry_of,
)
from gridmap.model.masks import person_on_lists
from gridmap.model.relations import Relations

STRIP_M: Final = 5.0
STRIP_M2: Final = 200.0
"""Land in no grid that is narrower or smaller than this is taken for an accident of drawing."""

_LONGEST_LIST: Final = 6


@dataclass(frozen=True, slots=True)
class Mending:
    """What mending would change, and the same in whole sentences for people to decide by."""

    changeset: Changeset
    sentences: tuple[str, ...]


def mend_shapes(reader: FeatureReader, features: Iterable[FeatureId]) -> Mending:
    """Return the mending of areas whose outline crosses itself; what they cover stays covered.

    Raises: GeometryError where nothing would be left, or the shape is a line.
    """
    pairs, sentences = [], []
    for key in features:
        old = reader.find_any(key)
        if not isinstance(old, Township | Village | VillagerGroup | Grid | Area):
            raise _beyond_mending(old)
        shape = mended(old.geometry) if old.geometry is not None else None
        if not isinstance(shape, Polygon | MultiPolygon) or not shape.area:
            raise _beyond_mending(old)
        pairs.append((old, replace(old, geometry=shape)))
        sentences.append(
            tr(
                "The outline of {name} is drawn without crossing itself; it then covers {area} m².",
                name=old.name or tr("an area"),
                area=f"{shape.area:,.0f}",
            )
        )
    title = tr("Mend {count} shapes", count=len(pairs))
    if len(pairs) == 1:
        title = tr("Mend the shape of {name}", name=pairs[0][0].name or tr("an area"))
    return Mending(edited(title, pairs), _shortened(sentences))


def fill_strips(reader: FeatureReader, villages: Iterable[FeatureId]) -> Mending:
    """Return the mending of strips of land in no grid: each goes to the grid it borders on most.

    Wide land stays free: whose it is has to be decided.
    Raises: GeometryError where there is no strip, or grids overlap; UsageError without outline.
    """
    trial = Trial(reader)
    sentences: list[str] = []
    for village in villages:
        partition = partition_of_village(trial, village)
        strips, wide = _free_pieces(partition)
        for strip in strips:
            spot = strip.representative_point()
            partition = fill_gap(partition, spot.x, spot.y)
        if strips:
            trial.apply(land_changes(trial, "", partition, village=village))
            sentences += _words_of_strips(held(reader, village, Village), strips, wide)
    if not sentences:
        raise GeometryError(
            tr("The land in no grid is too wide for an accident of drawing."),
            hint=tr("Fill it by hand: Tools, Fill land in no grid."),
        )
    return Mending(trial.changes(tr("Fill strips of land in no grid")), _shortened(sentences))


def settle_grids(reader: FeatureReader, grids: Iterable[FeatureId]) -> Mending:
    """Return the mending of grids of a village that overlap or reach beyond it.

    Raises: GeometryError for grids of two villages or if a grid has no land of its own; UsageError
    for a village without outline.
    """
    villages = {held(reader, grid, Grid).village for grid in grids}
    if len(villages) != 1:
        raise GeometryError(
            tr("The grids lie in different villages that overlap themselves."),
            hint=tr("Draw the outlines of the villages so that they no longer overlap."),
        )
    village = held(reader, villages.pop(), Village)
    changeset, repair = repair_grids(reader, village.id)
    return Mending(changeset, _shortened(_words_of_repair(reader, village, repair)))


def number_grids(reader: FeatureReader, grids: Iterable[FeatureId]) -> Mending:
    """Return the mending of grid codes: each grid gets the next free one of its village.

    West before east, then north before south. Raises: UsageError where a village has no code.
    """
    olds = [held(reader, grid, Grid) for grid in grids]
    pairs, sentences = [], []
    for village in dict.fromkeys(old.village for old in olds):
        names = free_names(reader, village)
        members = sorted((old for old in olds if old.village == village), key=_from_north_west)
        for old in members:
            _, code = next(names)
            if not code:
                raise UsageError(
                    tr("{village} has no code yet.", village=held(reader, village, Village).name),
                    hint=tr("Type the code of the village first."),
                )
            pairs.append((old, replace(old, code=code)))
            sentences.append(
                tr(
                    "{grid} of {village} gets the code {code}.",
                    grid=old.name,
                    village=held(reader, village, Village).name,
                    code=code,
                )
            )
    title = tr("Give codes to {count} grids", count=len(pairs))
    if len(pairs) == 1:
        title = tr("Give {grid} the code {code}", grid=pairs[0][1].name, code=pairs[0][1].code)
    return Mending(edited(title, pairs), _shortened(sentences))


def delete_records(reader: FeatureReader, records: Iterable[FeatureId], *, on: date) -> Mending:
    """Return the mending of care records whose time is over: they are deleted, with their visits.

    Raises: UsageError for one that must still be kept on the day.
    """
    olds = [held(reader, record, CareRecord) for record in records]
    sentences = [
        tr(
            "The record of {person}, which ended on {day}, is deleted with its visits and duties.",
            person=person_on_lists(old),
            day=old.end,
        )
        for old in olds
    ]
    return Mending(delete_expired(reader, [old.id for old in olds], on=on), _shortened(sentences))


def drop_overrides(reader: FeatureReader, households: Iterable[FeatureId]) -> Mending:
    """Return the mending of households assigned by hand: their position decides their grid."""
    homes = [held(reader, home, Household) for home in households]
    changeset = clear_override(reader, [home.id for home in homes])
    by_position = Relations(reader).grid_by_position
    sentences = []
    for home in homes:
        grid = reader.find(by_position.get(home.id), Grid)
        names = {"household": name_of(home) or tr("a household")}
        sentences.append(
            tr("{household} then belongs to {grid}, where it stands.", grid=grid.name, **names)
            if grid is not None
            else tr("{household} then belongs to no grid.", **names)
        )
    return Mending(changeset, _shortened(sentences))


def _free_pieces(partition: Partition) -> tuple[list[Polygon], int]:
    """Return the strips of land in no grid, and the number of wider pieces."""
    land = free_land(partition)
    pieces = [piece for piece in shapely.get_parts(land) if isinstance(piece, Polygon)]
    strips = [piece for piece in pieces if piece.area < STRIP_M2 or width_m(piece) < STRIP_M]
    return strips, len(pieces) - len(strips)


def _words_of_strips(village: Village, strips: Sequence[Polygon], wide: int) -> list[str]:
    area_m2 = sum(strip.area for strip in strips)
    sentences = [
        tr(
            "{count} strips of {village}, {area} m² in all, go to the grids beside them.",
            count=len(strips),
            village=village.name,
            area=f"{area_m2:,.0f}",
        )
    ]
    if wide:
        sentences.append(
            tr(
                "{count} wider pieces of {village} stay in no grid.",
                count=wide,
                village=village.name,
            )
        )
    return sentences


def _words_of_repair(reader: FeatureReader, village: Village, repair: Repair) -> list[str]:
    sentences = []
    if repair.moved:
        sentences.append(
            tr(
                "Borders of the grids of {village} move at {count} places, by {metres} m at most.",
                village=village.name,
                count=len(repair.moved),
                metres=f"{repair.furthest_m:.1f}",
            )
        )
    claims: dict[tuple[str, ...], float] = {}
    for item in repair.disputed:
        claims[item.keys] = claims.get(item.keys, 0.0) + item.area_m2
    return [*sentences, *(_words_of_claim(reader, *claim) for claim in claims.items())]


def _words_of_claim(reader: FeatureReader, keys: Sequence[str], area_m2: float) -> str:
    names = [held(reader, FeatureId(key), Grid).name for key in keys]
    area = f"{area_m2:,.0f}"
    if len(names) == 1:
        return tr("{area} m² of {grid} outside the village are cut off.", area=area, grid=names[0])
    return tr(
        "{area} m² that {first} and {second} both claim go to {first}.",
        area=area,
        first=names[0],
        second=names[1],
    )


def _beyond_mending(feature: Feature | None) -> GeometryError:
    name = str(getattr(feature, "name", "")) or tr("a line")
    return GeometryError(
        tr("The shape of {name} cannot be mended.", name=name),
        hint=tr("Delete it and draw it again."),
    )


def _from_north_west(grid: Grid) -> tuple[float, float]:
    shape = geometry_of(grid)
    if shape is None:
        return float("inf"), 0.0
    return shape.centroid.x, -shape.centroid.y


def _shortened(sentences: Sequence[str]) -> tuple[str, ...]:
    """Return sentences to read before deciding, a long row of them cut with its length."""
    if len(sentences) <= _LONGEST_LIST:
        return tuple(sentences)
    rest = len(sentences) - _LONGEST_LIST
    return *sentences[:_LONGEST_LIST], tr("And {count} more like these.", count=rest)
