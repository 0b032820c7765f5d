"""The responsible-officer legend: who answers for exactly what a sheet shows.

An empty post is shown as empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from gridmap.model.catalogue import load_catalogue
from gridmap.model.duties import AUXILIARY, DOCTOR, GRID_HEAD, LEADER, RESPONSIBLE, Post
from gridmap.model.editions import CareEntry, Edition, EditionView
from gridmap.model.features import FeatureId, Grid, Household, Officer, Village, VillagerGroup

ROLES: Final = (LEADER, GRID_HEAD, AUXILIARY, RESPONSIBLE, DOCTOR)
BOXES_A_ROW: Final = 5
_OFFICE_ROLES: Final = frozenset({"steward", "approver"})
"""Roles of the office itself, which the people on a map need not know."""


@dataclass(frozen=True, slots=True)
class Area:
    """Whose officers are asked for: a group, a grid and a village, each where it is known."""

    group: FeatureId | None
    grid: FeatureId | None
    village: FeatureId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerBox:
    """One box of the legend. `officer` None: empty post; `parts`: whom it is for, if not all."""

    role: str
    parts: tuple[str, ...]
    officer: Officer | None
    deputy: Officer | None
    is_recipient: bool

    @property
    def title(self) -> str:
        """The role's name, with its parts where there are several boxes for the role."""
        name = load_catalogue().roles[self.role].name
        return f"{name} · {'、'.join(self.parts)}" if self.parts else name


def areas_of_households(view: EditionView, households: Iterable[Household]) -> list[Area]:
    """Return the different combinations of group, grid and village that households lie in.

    In order of appearance.
    """
    relations = view.relations
    found = {
        Area(
            relations.group_of.get(item.id),
            relations.grid_of.get(item.id),
            relations.village_of.get(item.id),
        ): None
        for item in households
    }
    return list(found)


def areas_of_scope(
    view: EditionView, scope: FeatureId | None, village: FeatureId | None
) -> list[Area]:
    """Return the combinations of group and grid that a group's or grid's polygon meets.

    For editions without households.
    """
    features = view.features
    group, grid = features.find(scope, VillagerGroup), features.find(scope, Grid)
    if group is not None:
        grids = _meeting(group, view.relations.grids_in_village.get(group.village, ()))
        return [Area(group.id, item, group.village) for item in grids or [None]]
    if grid is not None:
        groups = _meeting(grid, view.relations.groups_in_village.get(grid.village, ()))
        return [Area(item, grid.id, grid.village) for item in groups or [None]]
    return [Area(None, None, village)]


def officer_boxes(
    view: EditionView, areas: Sequence[Area], own: Sequence[CareEntry] = ()
) -> tuple[OfficerBox, ...]:
    """Return the boxes of all roles for some areas, the roles in their order.

    `own` are the recipient's people on the sheet: they are the recipient's to visit even where the
    recipient holds no post.
    """
    if view.edition is Edition.EVACUATION:
        return _fetching_boxes(own)
    recipient = view.recipient.id if view.recipient is not None else None
    boxes: list[OfficerBox] = []
    for role in ROLES:
        found: dict[tuple[FeatureId | None, FeatureId | None], tuple[Post | None, list[Area]]] = {}
        for area in areas or [Area(None, None, None)]:
            post = _post(view, role, area)
            key = (
                post.officer.id if post is not None and post.officer is not None else None,
                post.deputy.id if post is not None and post.deputy is not None else None,
            )
            found.setdefault(key, (post, []))[1].append(area)
        for post, where in found.values():
            officer = post.officer if post is not None else None
            boxes.append(
                OfficerBox(
                    role=role,
                    parts=_parts(view, role, where) if len(found) > 1 else (),
                    officer=officer,
                    deputy=post.deputy if post is not None else None,
                    is_recipient=officer is not None and officer.id == recipient,
                )
            )
    return _with_recipient(view, boxes, own)


def _fetching_boxes(people: Sequence[CareEntry]) -> tuple[OfficerBox, ...]:
    """Return one box for each officer who fetches people; an empty one where nobody does."""
    posts = [entry.posts.officer for entry in people]
    found = {
        officer.id if officer is not None else None: officer
        for officer in (post.officer if post is not None else None for post in posts)
    }
    return tuple(
        OfficerBox(role=RESPONSIBLE, parts=(), officer=officer, deputy=None, is_recipient=False)
        for officer in found.values()
    )


def officer_rows(boxes: Sequence[OfficerBox]) -> int:
    """Return how many rows of boxes a sheet needs."""
    return max(1, -(-len(boxes) // BOXES_A_ROW))


def _with_recipient(
    view: EditionView, boxes: list[OfficerBox], people: Sequence[CareEntry]
) -> tuple[OfficerBox, ...]:
    """Mark one box as the recipient's.

    Add one where the recipient holds no post here but has people of their own.
    """
    own = [box for box in boxes if box.is_recipient]
    chosen = next((box for box in own if box.role == RESPONSIBLE), own[0] if own else None)
    if view.recipient is not None and chosen is None and people:
        extra = OfficerBox(
            role=RESPONSIBLE,
            parts=(),
            officer=view.recipient,
            deputy=people[0].posts.deputy,
            is_recipient=True,
        )
        place = next((i for i, box in enumerate(boxes) if box.role == DOCTOR), len(boxes))
        boxes.insert(place, extra)
        chosen = extra
    return tuple(
        box
        if box is chosen or not box.is_recipient
        else OfficerBox(
            role=box.role,
            parts=box.parts,
            officer=box.officer,
            deputy=box.deputy,
            is_recipient=False,
        )
        for box in boxes
    )


def _post(view: EditionView, role: str, area: Area) -> Post | None:
    duties = view.responsibilities
    wider = duties.scopes_of(area.village) if area.village is not None else []
    scopes = [area.group, area.grid, *wider]
    post = duties.post(role, scopes)
    if role == RESPONSIBLE and (post is None or post.officer is None):
        return duties.post(GRID_HEAD, scopes) or post
    return post


def _parts(view: EditionView, role: str, areas: Sequence[Area]) -> tuple[str, ...]:
    """Return the names of the grids or groups that a box is for."""
    grids = [view.features.find(area.grid, Grid) for area in areas]
    groups = [view.features.find(area.group, VillagerGroup) for area in areas]
    by_group = role == AUXILIARY or len({grid.id for grid in grids if grid is not None}) < 1
    named: Sequence[Grid | VillagerGroup | None] = groups if by_group else grids
    return tuple(dict.fromkeys(item.name for item in named if item is not None))


def _meeting(
    scope: VillagerGroup | Grid, others: Sequence[VillagerGroup] | Sequence[Grid]
) -> list[FeatureId | None]:
    if scope.geometry is None:
        return []
    least_m2 = scope.geometry.area * 0.02
    return [
        item.id
        for item in others
        if item.geometry is not None
        and item.geometry.intersects(scope.geometry)
        and item.geometry.intersection(scope.geometry).area > least_m2
    ]


def village_officers(view: EditionView, village: Village | None) -> list[tuple[Post, str]]:
    """Return every post held for a village, its grids and groups (and the township).

    Each comes with the name of its scope.
    """
    if village is None:
        return []
    relations, duties = view.relations, view.responsibilities
    township = duties.scopes_of(village.id)[-1]
    scopes: list[tuple[FeatureId, str]] = []
    if township is not None and township != village.id:
        found = view.features.find_any(township)
        scopes.append((township, str(getattr(found, "name", ""))))
    scopes.append((village.id, village.name))
    scopes += [(item.id, item.name) for item in relations.grids_in_village.get(village.id, ())]
    scopes += [(item.id, item.name) for item in relations.groups_in_village.get(village.id, ())]
    if view.scope is not None:
        wide = {village.id, township}
        scopes = [pair for pair in scopes if pair[0] in view.scope.areas or pair[0] in wide]
    return [
        (post, name)
        for scope, name in scopes
        for post in duties.held(scope)
        if post.role not in _OFFICE_ROLES
    ]
