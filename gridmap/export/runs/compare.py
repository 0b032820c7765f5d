"""What changed in the data between two states, as one edition shows it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from gridmap.export.parts.changes import Change, ChangeKind
from gridmap.export.runs.touched import changed_features
from gridmap.i18n import tr
from gridmap.model.duty_words import role_name
from gridmap.model.editions import EditionView
from gridmap.model.features import (
    Duty,
    Feature,
    FeatureId,
    Grid,
    Household,
    Officer,
    Place,
    Township,
    Village,
    VillagerGroup,
)

MOVED_M: Final = 5.0
"""A household that stands further away than this has moved; less is a matter of drawing."""

_Area = Township | Village | VillagerGroup | Grid


def compare(old: EditionView, new: EditionView) -> tuple[Change, ...]:
    """Return what changed, by kind, then as doors and names are ordered."""
    rows: list[Change] = []
    duties = False
    for change in changed_features(old.features, new.features):
        before, after = change.old, change.new
        if isinstance(change.feature, Household):
            rows += _household(old, new, before, after)
        elif isinstance(change.feature, Place):
            rows += _place(old, new, before, after)
        elif isinstance(change.feature, _Area):
            rows += _area(before, after)
        else:
            duties = duties or isinstance(change.feature, Duty | Officer)
    if duties:
        rows += _posts(old, new)
    order = list(ChangeKind)
    return tuple(sorted(rows, key=lambda row: (order.index(row.kind), row.what, row.before)))


def _household(
    old: EditionView, new: EditionView, before: Feature | None, after: Feature | None
) -> Iterator[Change]:
    side = after if isinstance(after, Household) else before
    assert isinstance(side, Household)
    view = new if after is not None else old
    what = _named(view, side)
    village = view.relations.village_of.get(side.id)
    if not isinstance(before, Household):
        yield _row(ChangeKind.ADDED, what, "", side.head, village, side.id)
    elif not isinstance(after, Household):
        yield _row(ChangeKind.GONE, what, side.head, "", village, None)
    else:
        yield from _edited(before, after, what, village)


def _edited(
    before: Household, after: Household, what: str, village: FeatureId | None
) -> Iterator[Change]:
    if before.head != after.head:
        yield _row(ChangeKind.HEAD, what, before.head, after.head, village, after.id)
    if before.door != after.door:
        yield _row(ChangeKind.DOOR, what, before.door, after.door, village, after.id)
    first, second = before.geometry, after.geometry
    if first is None and second is None:
        return
    if first is None or second is None:
        away = tr("not on the map")
        words = ("", away) if second is None else (away, "")
        yield _row(ChangeKind.MOVED, what, *words, village, after.id)
        return
    metres = math.hypot(second.x - first.x, second.y - first.y)
    if metres > MOVED_M:
        text = tr("moved by {metres} m", metres=round(metres))
        yield _row(ChangeKind.MOVED, what, "", text, village, after.id)


def _place(
    old: EditionView, new: EditionView, before: Feature | None, after: Feature | None
) -> Iterator[Change]:
    side = after if isinstance(after, Place) else before
    assert isinstance(side, Place)
    view = new if after is not None else old
    village = view.relations.village_of.get(side.id)
    if not isinstance(before, Place):
        words = ("", tr("added"))
    elif not isinstance(after, Place):
        words = (tr("was there"), tr("gone"))
    elif before.name != after.name:
        words = (before.name, after.name)
    else:
        words = ("", tr("edited"))
    yield _row(ChangeKind.PLACE, side.name, *words, village, side.id if after else None)


def _area(before: Feature | None, after: Feature | None) -> Iterator[Change]:
    side = after if after is not None else before
    assert isinstance(side, _Area)
    first = getattr(before, "geometry", None)
    second = getattr(after, "geometry", None)
    if first == second:
        return
    if first is None or second is None:
        words = ("", tr("drawn")) if first is None else (tr("was drawn"), tr("gone"))
    else:
        words = ("", tr("{area} m² otherwise", area=round(first.symmetric_difference(second).area)))
    if isinstance(side, Village):
        village: FeatureId | None = side.id
    else:
        village = side.village if isinstance(side, VillagerGroup | Grid) else None
    yield _row(ChangeKind.BOUNDARY, side.name, *words, village, None)


def _posts(old: EditionView, new: EditionView) -> Iterator[Change]:
    """Yield the posts whose holders are others, the scopes in the order of the project."""
    first, second = _holders(old), _holders(new)
    for key in dict.fromkeys([*first, *second]):
        if first.get(key) == second.get(key):
            continue
        scope, role = key
        view = new if new.features.find_any(scope) is not None else old
        feature = view.features.find_any(scope)
        if not isinstance(feature, _Area):
            continue
        what = f"{feature.name} {role_name(role)}"
        words = ("、".join(first.get(key, ())), "、".join(second.get(key, ())))
        village = feature.id if isinstance(feature, Village) else getattr(feature, "village", None)
        yield _row(ChangeKind.OFFICER, what, *words, village, None)


def _holders(view: EditionView) -> dict[tuple[FeatureId, str], list[str]]:
    found: dict[tuple[FeatureId, str], list[str]] = {}
    for duty in view.features.all(Duty):
        names = found.setdefault((duty.scope, duty.role), [])
        for key in (duty.officer, duty.deputy):
            officer = view.features.find(key, Officer)
            if officer is not None:
                names.append(officer.name)
    return {key: sorted(names) for key, names in found.items()}


def _named(view: EditionView, household: Household) -> str:
    """Return a household as the change page calls it: its group and its door."""
    group = view.features.find(view.relations.group_of.get(household.id), VillagerGroup)
    door = household.door or household.number
    return " ".join(part for part in (group.name if group is not None else "", door) if part)


def _row(
    kind: ChangeKind,
    what: str,
    before: str,
    after: str,
    village: FeatureId | None,
    feature: FeatureId | None,
) -> Change:
    return Change(
        kind=kind, what=what, before=before, after=after, village=village, feature=feature
    )
