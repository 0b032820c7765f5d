"""The digest after a small change: only what the change reaches is worked out again. No Qt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from gridmap.model.changes import Changeset
from gridmap.model.document import Snapshot
from gridmap.model.duties import Responsibilities
from gridmap.model.features import (
    Duty,
    Feature,
    FeatureId,
    Grid,
    Household,
    Officer,
    Township,
    Village,
    VillagerGroup,
)
from gridmap.model.live_relations import (
    Differences,
    LiveRelations,
    Moved,
    Sides,
    is_more_than_a_shape,
)
from gridmap.model.relations import Relations, has_position
from gridmap.model.roster import roster_key_of
from gridmap.ui.digest import Digest, TrayRow, tray_row
from gridmap.ui.outline import outline

MOST_CHANGES: Final = 300
"""A change of more features than this (an import) is worked out from the beginning."""

MOST_VILLAGES: Final = 12
"""So is one that reaches more villages than this."""

_NAMED: Final = (Township, Village, VillagerGroup)


def followed(
    digest: Digest, snapshot: Snapshot, changeset: Changeset, *, on: date
) -> Digest | None:
    """Return the digest of a snapshot that differs by a changeset from the one of `digest`.

    The relations are those of the digest before, brought up to date: use that one no more. None,
    and nothing touched, where the change reaches so far that one had better begin anew.
    """
    relations = digest.relations
    changes = by_kind(changeset)
    if not isinstance(relations, LiveRelations) or _is_wide(changes):
        return None
    scopes = _scopes(digest, changes)
    if len(scopes) > MOST_VILLAGES:
        return None
    moved = relations.update(snapshot, changes)
    villages = {None, *_villages(snapshot, changes, moved), *scopes}
    responsibilities = Responsibilities(snapshot, relations, on=on)
    nodes = {node.key: node for node in digest.root.children if node.key not in villages}
    return replace(
        digest,
        snapshot=snapshot,
        responsibilities=responsibilities,
        root=outline(
            snapshot,
            relations,
            responsibilities,
            kept={FeatureId(key): node for key, node in nodes.items()},
        ),
        tray=_tray(digest, snapshot, relations, changes.get(Household, {})),
    )


def by_kind(changeset: Changeset) -> Differences:
    """Return a changeset's sides by kind and id."""
    found: dict[type[Feature], dict[FeatureId, Sides]] = {}
    for change in changeset:
        found.setdefault(type(change.feature), {})[change.id] = (change.old, change.new)
    return found


def _is_wide(changes: Differences) -> bool:
    if sum(map(len, changes.values())) > MOST_CHANGES:
        return True
    return any(
        is_more_than_a_shape(*sides) for kind in _NAMED for sides in changes.get(kind, {}).values()
    )


def _scopes(digest: Digest, changes: Differences) -> set[FeatureId | None]:
    """Return the villages in which a post may have changed hands."""
    duties = [
        side for sides in changes.get(Duty, {}).values() for side in sides if isinstance(side, Duty)
    ]
    officers = changes.get(Officer, {})
    if officers:
        everybody = digest.snapshot.all(Duty)
        duties += [duty for duty in everybody if duty.officer in officers]
    found: set[FeatureId | None] = set()
    for duty in duties:
        found |= _villages_of_scope(digest.snapshot, duty.scope)
    return found


def _villages_of_scope(snapshot: Snapshot, scope: FeatureId) -> set[FeatureId | None]:
    area = snapshot.find_any(scope)
    if isinstance(area, Grid | VillagerGroup):
        return {area.village}
    if isinstance(area, Village):
        return {area.id}
    return (
        {village.id for village in snapshot.all(Village)} if isinstance(area, Township) else set()
    )


def _villages(
    snapshot: Snapshot, changes: Differences, moved: Mapping[FeatureId, Moved]
) -> Iterable[FeatureId | None]:
    """Return the villages whose counts, or those of whose grids and groups, may be others."""
    for kind in (Village, VillagerGroup, Grid):
        for key, sides in changes.get(kind, {}).items():
            for side in sides:
                yield side.village if isinstance(side, Grid | VillagerGroup) else key
    owners = {owner for each in moved.values() for owner in (each.before, each.after)}
    for village, group, grid in owners:
        yield village
        for area in (snapshot.find(group, VillagerGroup), snapshot.find(grid, Grid)):
            if area is not None:
                yield area.village


def _tray(
    digest: Digest, snapshot: Snapshot, relations: Relations, changed: Mapping[FeatureId, Sides]
) -> tuple[TrayRow, ...]:
    """Return the households that wait: those changed are taken out and put in where they belong."""
    if not changed:
        return digest.tray
    rows = [row for row in digest.tray if row.household not in changed]
    for key in changed:
        household = snapshot.find(key, Household)
        if household is not None and not has_position(household):
            _insert(rows, tray_row(household, snapshot, relations), snapshot)
    after = tuple(rows)
    return digest.tray if after == digest.tray else after


def _insert(rows: list[TrayRow], row: TrayRow, snapshot: Snapshot) -> None:
    def key(item: TrayRow) -> tuple[object, ...]:
        return roster_key_of(snapshot, snapshot.get(item.household, Household))

    rows.insert(bisect_left(rows, key(row), key=key), row)
