"""What may be chosen in a field: pairs of the value and its words, in the order people expect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from typing import Any

from gridmap.actions.ground import area_kind_name, line_kind_name
from gridmap.i18n import tr
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import (
    AREA_KINDS,
    LINE_KINDS,
    OCCUPIED,
    RUIN,
    SEASONAL,
    VACANT,
    Feature,
    FeatureId,
    Grid,
    Household,
    Officer,
    Place,
    Village,
    VillagerGroup,
)
from gridmap.model.surnames import reading
from gridmap.ui.digest import Digest
from gridmap.ui.fields.spec import Pairs


def status_names() -> Pairs:
    """Return the states of living with their words."""
    return (
        (OCCUPIED, tr("Lived in all year")),
        (SEASONAL, tr("Lived in at times")),
        (VACANT, tr("Vacant")),
        (RUIN, tr("Ruin")),
    )


def located_names() -> Pairs:
    """Return the ways in which a house was located, with their words."""
    return (
        ("", tr("Not known")),
        ("drawn", tr("Drawn")),
        ("gps", tr("Satellite")),
        ("import", tr("From a file")),
        ("sketch", tr("From a sketch")),
    )


def place_kinds() -> Pairs:
    """Return the kinds of key place of the catalogue."""
    return tuple((kind.code, kind.name) for kind in load_catalogue().places.values())


def place_kind_name(code: str) -> str:
    """Return the name of a kind of key place; an unknown code stays as it is."""
    known = load_catalogue().places.get(code)
    return known.name if known is not None else code


def line_kinds() -> Pairs:
    """Return the kinds of line on the ground."""
    return tuple((kind, line_kind_name(kind)) for kind in LINE_KINDS)


def area_kinds() -> Pairs:
    """Return the kinds of ground."""
    return tuple((kind, area_kind_name(kind)) for kind in AREA_KINDS)


def always(pairs: Pairs) -> Callable[[Digest, Sequence[Any]], Pairs]:
    """Return a function that offers the same choice to every feature."""
    return lambda _digest, _features: pairs


def villages(digest: Digest, features: Sequence[Household | Place]) -> Pairs:
    """Return the villages by code and name; first: none is written down."""
    found = sorted(digest.snapshot.all(Village), key=lambda item: (item.code, item.name))
    by_position = {
        digest.relations.village_of.get(item.id) for item in features if item.village is None
    }
    nothing = _by_position(digest, by_position, Village)
    return (nothing, *((item.id, item.name) for item in found))


def groups(digest: Digest, households: Sequence[Household]) -> Pairs:
    """Return the groups of the villages of some households; first: none is written down."""
    by_position = {
        digest.relations.group_of.get(item.id) for item in households if item.group is None
    }
    nothing = _by_position(digest, by_position, VillagerGroup)
    return (nothing, *_areas(digest, VillagerGroup, households))


def grids(digest: Digest, households: Sequence[Household]) -> Pairs:
    """Return the grids of the villages of some households; first: the position decides."""
    by_position = {digest.relations.grid_by_position.get(item.id) for item in households}
    return (_by_position(digest, by_position, Grid), *_areas(digest, Grid, households))


def officers(digest: Digest, _features: Sequence[Feature]) -> Pairs:
    """Return the officers as a telephone list has them; first: nobody."""
    found = sorted(digest.snapshot.all(Officer), key=lambda item: (reading(item.name), item.post))
    return (("", tr("Nobody")), *((item.id, officer_words(item)) for item in found))


def officer_words(officer: Officer) -> str:
    """Return name and post: two officers may have one name."""
    return "  ".join(part for part in (officer.name, officer.post) if part)


def area_name(
    digest: Digest, area: FeatureId | None, kind: type[Village] | type[VillagerGroup] | type[Grid]
) -> str:
    """Return the name of a village, group or grid, empty where there is none."""
    found = digest.snapshot.find(area, kind)
    return found.name if found is not None else ""


def _by_position(
    digest: Digest,
    areas: Set[FeatureId | None],
    kind: type[Village] | type[VillagerGroup] | type[Grid],
) -> tuple[str, str]:
    """Return the empty choice, with the area in which features stand where it is one."""
    names = {area_name(digest, area, kind) for area in areas}
    if len(names) != 1:
        return ("", tr("By position"))
    return ("", tr("{area}, by position", area=names.pop() or tr("none")))


def _areas(
    digest: Digest, kind: type[VillagerGroup] | type[Grid], households: Sequence[Household]
) -> Iterable[tuple[str, str]]:
    """Return areas of the villages of households; with several villages each names its own."""
    relations = digest.relations
    homes = {relations.village_of.get(item.id) for item in households} - {None}
    owners = sorted(
        (item for item in digest.snapshot.all(Village) if not homes or item.id in homes),
        key=lambda item: (item.code, item.name),
    )
    lists = relations.groups_in_village if kind is VillagerGroup else relations.grids_in_village
    for village in owners:
        prefix = f"{village.name} " if len(owners) > 1 else ""
        for area in lists.get(village.id, ()):
            yield area.id, f"{prefix}{area.name}"
