"""Who answers for one thing, or why nobody does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gridmap.i18n import tr
from gridmap.model.document import FeatureReader
from gridmap.model.duties import (
    GRID_HEAD,
    LEADER,
    RESPONSIBLE,
    RecordPosts,
    is_held,
)
from gridmap.model.duty_words import reason_words, scope_name
from gridmap.model.features import Duty, FeatureId, Officer
from gridmap.model.relations import Relations


class Why(StrEnum):
    """Why nobody answers."""

    NO_POSITION = "no_position"
    NO_GRID = "no_grid"
    EMPTY_POST = "empty_post"
    TERM_OVER = "term_over"
    NEVER_NAMED = "never_named"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """That an officer or a leader is lacking, and why.

    `role` is `responsible` or `leader`; `scope` where the post stands empty or whose last holder's
    term ended on `day`.
    """

    role: str
    why: Why
    scope: FeatureId | None = None
    officer: FeatureId | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Who answers for something: leader, officer, deputy, and what is lacking."""

    posts: RecordPosts
    lacks: tuple[Lack, ...] = ()

    @property
    def officer(self) -> Officer | None:
        """The responsible officer."""
        return self.posts.officer.officer if self.posts.officer is not None else None

    @property
    def leader(self) -> Officer | None:
        """The responsible leader."""
        return self.posts.leader.officer if self.posts.leader is not None else None

    @property
    def deputy(self) -> Officer | None:
        """Who stands in for the officer."""
        return self.posts.deputy

    @property
    def is_full(self) -> bool:
        """Whether there is an officer and a leader."""
        return not self.lacks


def make_cover(
    posts: RecordPosts,
    scopes: Sequence[FeatureId | None],
    relations: Relations,
    *,
    on: date,
    is_placed: bool = True,
) -> Cover:
    """Return the cover of what lies in some scopes (group, grid, village, township, as known).

    `is_placed` False: it is not on the map, so that no grid can hold it.
    """
    lacks = []
    if not is_held(posts.officer):
        lacks.append(_officer_lack(posts, scopes, relations, on, is_placed=is_placed))
    if not is_held(posts.leader):
        lacks.append(_lack(LEADER, (LEADER,), scopes, relations, on))
    return Cover(posts=posts, lacks=tuple(lacks))


def officer_words(reader: FeatureReader, cover: Cover) -> str:
    """Return why the officer is the answer, or why there is none."""
    if cover.posts.officer is not None and cover.officer is not None:
        return reason_words(reader, cover.posts.officer)
    return "".join(lack_words(reader, lack) for lack in cover.lacks if lack.role == RESPONSIBLE)


def leader_words(reader: FeatureReader, cover: Cover) -> str:
    """Return why the leader is the answer, or why there is none."""
    if cover.posts.leader is not None and cover.leader is not None:
        return reason_words(reader, cover.posts.leader)
    return "".join(lack_words(reader, lack) for lack in cover.lacks if lack.role == LEADER)


def lack_words(reader: FeatureReader, lack: Lack) -> str:
    """Return a lack as a whole sentence."""
    is_leader = lack.role == LEADER
    if lack.why is Why.NO_POSITION:
        return tr("Not on the map yet, so in no grid.")
    if lack.why is Why.NO_GRID:
        return tr("It lies in no grid.")
    scope = scope_name(reader, lack.scope) if lack.scope is not None else ""
    if lack.why is Why.TERM_OVER:
        last = reader.find(lack.officer, Officer)
        return tr(
            "The term of {officer} for {scope} ended on {day}.",
            officer=last.name if last is not None else tr("nobody"),
            scope=scope,
            day=lack.day,
        )
    if lack.why is Why.EMPTY_POST:
        return tr("The post for {scope} is empty.", scope=scope)
    if is_leader:
        return tr("No leader has been named.")
    return tr("No officer has been named.")


def _officer_lack(
    posts: RecordPosts,
    scopes: Sequence[FeatureId | None],
    relations: Relations,
    on: date,
    *,
    is_placed: bool,
) -> Lack:
    grid = scopes[1] if len(scopes) > 1 else None
    if grid is None and posts.officer is None:
        return Lack(role=RESPONSIBLE, why=Why.NO_GRID if is_placed else Why.NO_POSITION)
    return _lack(RESPONSIBLE, (RESPONSIBLE, GRID_HEAD), scopes, relations, on)


def _lack(
    role: str,
    roles: Sequence[str],
    scopes: Sequence[FeatureId | None],
    relations: Relations,
    on: date,
) -> Lack:
    """Return why nobody holds one of some roles: a term that is over, else an empty post."""
    known = [scope for scope in scopes if scope is not None]
    duties = [
        duty for scope in known for duty in relations.duties_of.get(scope, ()) if duty.role in roles
    ]
    past = [duty for duty in duties if _is_over(duty, on)]
    if past:
        last = max(past, key=lambda duty: duty.valid_to or date.min)
        return Lack(
            role=role, why=Why.TERM_OVER, scope=last.scope, officer=last.officer, day=last.valid_to
        )
    empty = next((duty for duty in duties if duty.officer is None), None)
    if empty is not None:
        return Lack(role=role, why=Why.EMPTY_POST, scope=empty.scope)
    return Lack(role=role, why=Why.NEVER_NAMED)


def _is_over(duty: Duty, on: date) -> bool:
    return duty.officer is not None and duty.valid_to is not None and duty.valid_to < on
