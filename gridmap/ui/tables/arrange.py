"""Which rows a table shows, and in which order; worked out beside the window. No Qt."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from gridmap.model.features import Feature, FeatureId
from gridmap.progress import Job, Progress
from gridmap.ui.digest import Digest
from gridmap.ui.fields.spec import KindSpec

_A_STEP: Final = 200
_A_RUN: Final = 1_000
"""Rows sorted in one go: a longer go would hold up the window."""

_Keyed = tuple[Any, int, FeatureId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to see of a table.

    `text`: only rows whose words hold all its pieces. `sort` is a column's name, empty: the usual
    order. `only`: these features alone; `village`, `grid`: those that belong there.
    """

    text: str = ""
    sort: str = ""
    is_descending: bool = False
    only: frozenset[FeatureId] | None = None
    village: FeatureId | None = None
    grid: FeatureId | None = None

    @property
    def is_all(self) -> bool:
        """Whether no row is left out."""
        return not self.text.strip() and (self.only, self.village, self.grid) == (None, None, None)


def arrange(spec: KindSpec, digest: Digest, wish: Wish) -> Job[dict[FeatureId, int]]:
    """Return the rows to show in their order, each with its number.

    Rows of one key keep the order in which they were added. Every step takes a few milliseconds.
    """
    total = digest.snapshot.count(spec.kind)
    tests = _tests(spec, digest, wish)
    key = _key(spec, digest, wish.sort)
    runs: list[list[_Keyed]] = []
    run: list[_Keyed] = []
    for number, feature in enumerate(list(spec.features(digest.snapshot))):
        if number % _A_STEP == 0:
            yield Progress(number, total)
        if all(test(feature) for test in tests):
            run.append((key(feature), number, feature.id))
        if len(run) == _A_RUN:
            runs.append(sorted(run))
            run = []
    runs.append(sorted(run))
    return (yield from _merged(runs, total, is_descending=wish.is_descending))


def _merged(
    runs: list[list[_Keyed]], total: int, *, is_descending: bool
) -> Job[dict[FeatureId, int]]:
    found: list[FeatureId] = []
    for number, (_, _, feature_id) in enumerate(_in_order(runs)):
        if number % _A_STEP == 0:
            yield Progress(number, total)
        found.append(feature_id)
    if is_descending:
        found.reverse()
    rows: dict[FeatureId, int] = {}
    for number, feature_id in enumerate(found):
        if number % _A_STEP == 0:
            yield Progress(number, total)
        rows[feature_id] = number
    return rows


def _in_order(runs: list[list[_Keyed]]) -> Iterator[_Keyed]:
    return iter(runs[0]) if len(runs) == 1 else heapq.merge(*runs)


def _key(spec: KindSpec, digest: Digest, sort: str) -> Callable[[Feature], Any]:
    if not sort:
        return lambda feature: spec.order(feature, digest)
    field = spec.field(sort)
    if field.sort_key is not None:
        sort_key = field.sort_key
        return lambda feature: sort_key(feature, digest)
    if field.is_right:
        return lambda feature: _as_number(field.value(feature, digest))
    return lambda feature: _empty_last(field.text(feature, digest))


def _empty_last(text: str) -> tuple[bool, str]:
    return (not text, text)


def _as_number(text: str) -> float:
    return float(text) if text else -1.0


def _tests(spec: KindSpec, digest: Digest, wish: Wish) -> list[Callable[[Feature], bool]]:
    """Return what a row must pass, the cheapest first."""
    tests: list[Callable[[Feature], bool]] = []
    only, village, grid = wish.only, wish.village, wish.grid
    village_of, grid_of = spec.village_of, spec.grid_of
    if only is not None:
        tests.append(lambda feature: feature.id in only)
    if village is not None and village_of is not None:
        tests.append(lambda feature: village_of(feature, digest) == village)
    if grid is not None and grid_of is not None:
        tests.append(lambda feature: grid_of(feature, digest) == grid)
    pieces = wish.text.casefold().split()
    if pieces:
        tests.append(lambda feature: _holds(spec.search(feature, digest), pieces))
    return tests


def _holds(words: Iterable[str], pieces: list[str]) -> bool:
    text = "\t".join(words).casefold()
    return all(piece in text for piece in pieces)
