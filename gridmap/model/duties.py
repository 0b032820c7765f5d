"""Responsibility, resolved in one place: who holds which post for what, and why.

Scopes are townships, villages, groups, grids and care records.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gridmap.model.document import FeatureReader
from gridmap.model.features import (
    CareRecord,
    Duty,
    FeatureId,
    Grid,
    Household,
    Officer,
    Township,
    Village,
    VillagerGroup,
)
from gridmap.model.relations import Relations

LEADER = "leader"
GRID_HEAD = "grid_head"
AUXILIARY = "auxiliary"
RESPONSIBLE = "responsible"
DOCTOR = "doctor"

OWN = "own"
"""`Post.scope_kind` where the care record itself names the officer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post and who holds it. `officer` None: the post exists and is empty.

    `scope_kind` and `scope` say where the answer came from (inheritance), `since` from when the
    duty runs.
    """

    role: str
    officer: Officer | None
    deputy: Officer | None
    scope_kind: str
    scope: FeatureId
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPosts:
    """The answers for one care record; None where nobody is named at any level."""

    leader: Post | None
    officer: Post | None
    deputy: Officer | None


def is_on_duty(duty: Duty, on: date) -> bool:
    """Whether a duty is in force on a day (both ends included)."""
    started = duty.valid_from is None or duty.valid_from <= on
    return started and (duty.valid_to is None or on <= duty.valid_to)


def is_held(post: Post | None) -> bool:
    """Whether somebody holds a post."""
    return post is not None and post.officer is not None


class Responsibilities:
    """Answers for one reader on one day. A narrower scope wins over a wider one."""

    def __init__(self, reader: FeatureReader, relations: Relations, *, on: date) -> None:
        self._reader = reader
        self._relations = relations
        self._on = on
        self._held: dict[FeatureId, list[Post]] = {}

    def held(self, scope: FeatureId) -> list[Post]:
        """Return the posts held directly for a scope on the day, in the order of recording."""
        found = self._held.get(scope)
        if found is None:
            duties = self._relations.duties_of.get(scope, ())
            found = [self._post(duty) for duty in duties if is_on_duty(duty, self._on)]
            self._held[scope] = found
        return found

    def post(self, role: str, scopes: Iterable[FeatureId | None]) -> Post | None:
        """Return the post of a role from the first scope that has it.

        There a filled post wins over an empty one, and the latest duty over an older one that
        nobody ended.
        """
        for scope in scopes:
            if scope is None:
                continue
            found = [post for post in self.held(scope) if post.role == role]
            filled = [post for post in found if post.officer is not None]
            if found:
                return max(filled or found, key=lambda post: post.since or date.min)
        return None

    def scopes_of_household(self, household: Household) -> list[FeatureId | None]:
        """Return group, grid, village and township of a household in this order; None: unknown."""
        group = self._relations.group_of.get(household.id)
        grid = self._relations.grid_of.get(household.id)
        return self.scopes_in(group, grid, self._relations.village_of.get(household.id))

    def scopes_in(
        self, group: FeatureId | None, grid: FeatureId | None, village: FeatureId | None
    ) -> list[FeatureId | None]:
        """Return group, grid, village and the village's township, the narrowest first."""
        return [group, grid, village, self._township_of(village)]

    def scopes_of(self, scope: FeatureId) -> list[FeatureId | None]:
        """Return a group's, grid's or village's own id followed by the wider scopes it lies in."""
        area = self._reader.find(scope, VillagerGroup) or self._reader.find(scope, Grid)
        village = area.village if area is not None else scope
        wider: list[FeatureId | None] = [scope] if village == scope else [scope, village]
        return [*wider, self._township_of(village)]

    def of_household(self, household: Household, role: str) -> Post | None:
        """Return who holds a role for a household."""
        return self.post(role, self.scopes_of_household(household))

    def of_home(self, household: Household) -> RecordPosts:
        """Return leader, officer and deputy of a household."""
        return self.of_scopes(self.scopes_of_household(household))

    def of_scopes(self, scopes: Iterable[FeatureId | None]) -> RecordPosts:
        """Return who answers for what lies in some scopes, the narrowest first.

        The responsible officer, where there is none or the post is empty the grid head.
        """
        scopes = list(scopes)
        officer = self.post(RESPONSIBLE, scopes)
        if not is_held(officer):
            officer = self.post(GRID_HEAD, scopes) or officer
        return RecordPosts(
            leader=self.post(LEADER, scopes),
            officer=officer,
            deputy=officer.deputy if officer is not None else None,
        )

    def of_record(self, record: CareRecord) -> RecordPosts:
        """Return leader, officer and deputy of a care record.

        Its own, else its grid's officer and its village's leader.
        """
        household = self._reader.find(record.household, Household)
        scopes = self.scopes_of_household(household) if household is not None else []
        inherited = self.of_scopes([record.id, *scopes])
        officer = self._own(record, record.officer, RESPONSIBLE) or inherited.officer
        own_deputy = self._reader.find(record.deputy, Officer)
        return RecordPosts(
            leader=self._own(record, record.leader, LEADER) or inherited.leader,
            officer=officer,
            deputy=own_deputy or (officer.deputy if officer is not None else None),
        )

    def _own(self, record: CareRecord, officer_id: FeatureId | None, role: str) -> Post | None:
        officer = self._reader.find(officer_id, Officer)
        if officer is None:
            return None
        return Post(role=role, officer=officer, deputy=None, scope_kind=OWN, scope=record.id)

    def _post(self, duty: Duty) -> Post:
        scope = self._reader.find_any(duty.scope)
        return Post(
            role=duty.role,
            officer=self._reader.find(duty.officer, Officer),
            deputy=self._reader.find(duty.deputy, Officer),
            scope_kind=scope.kind if scope is not None else "",
            scope=duty.scope,
            since=duty.valid_from,
        )

    def _township_of(self, village: FeatureId | None) -> FeatureId | None:
        found = self._reader.find(village, Village)
        if found is not None and found.township is not None:
            return found.township
        townships = list(self._reader.all(Township))
        return townships[0].id if len(townships) == 1 else None
