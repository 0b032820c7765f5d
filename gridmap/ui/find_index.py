"""Finding by name, pinyin or its initials, door, number, place, grid or officer. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gridmap.model.catalogue import load_catalogue
from gridmap.model.changes import Change, Changeset
from gridmap.model.document import FeatureReader, Snapshot
from gridmap.model.features import (
    Feature,
    FeatureId,
    Grid,
    Household,
    Officer,
    Place,
    Village,
    VillagerGroup,
)
from gridmap.model.surnames import initials, reading
from gridmap.progress import Job, Progress
from gridmap.ui.kinds import door_words

MOST_SHOWN: Final = 40
_BATCH: Final = 2_000
MOST_FOLLOWED: Final = 300
"""A changeset of more features than this has the index made anew."""

_CLOSENESS: Final = ("\t{}\t", "\t{}", "{}")
"""A whole word, the beginning of one, a piece inside: the nearer comes first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a list of findings: the feature, its kind, its name and where it belongs."""

    feature: FeatureId
    kind: str
    title: str
    where: str = ""


_ORDER: Final[tuple[type[Feature], ...]] = (
    Village,
    Grid,
    VillagerGroup,
    Officer,
    Place,
    Household,
)
"""Small kinds first, households last."""

_LEAST_GAPS: Final = 200


class _Section:
    """The findings of one kind with their keys, in the order they were added.

    What is taken out leaves an empty key behind, which nothing finds, until there are many.
    """

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.keys: list[str] = []
        self._row_of: dict[FeatureId, int] = {}

    def __len__(self) -> int:
        return len(self._row_of)

    def put(self, finding: Finding, key: str) -> None:
        row = self._row_of.get(finding.feature)
        if row is None:
            self._row_of[finding.feature] = len(self.keys)
            self.findings.append(finding)
            self.keys.append(key)
        else:
            self.findings[row], self.keys[row] = finding, key

    def take_out(self, feature_id: FeatureId) -> None:
        row = self._row_of.pop(feature_id, None)
        if row is not None:
            self.keys[row] = ""
            if len(self.keys) > 2 * len(self._row_of) + _LEAST_GAPS:
                self._close_gaps()

    def key_of(self, feature_id: FeatureId) -> str | None:
        row = self._row_of.get(feature_id)
        return None if row is None else self.keys[row]

    def _close_gaps(self) -> None:
        rows = sorted(self._row_of.values())
        self.findings = [self.findings[row] for row in rows]
        self.keys = [self.keys[row] for row in rows]
        self._row_of = {item.feature: row for row, item in enumerate(self.findings)}


class FindIndex:
    """Keys in lower case, made once and kept up to date.

    A key is several words, each between tabs.
    """

    def __init__(self) -> None:
        self._sections = {kind.kind: _Section() for kind in _ORDER}

    def __len__(self) -> int:
        """How many features can be found."""
        return sum(map(len, self._sections.values()))

    def add(self, finding: Finding, words: list[str]) -> None:
        """Make a feature findable by these words, and by no others from before."""
        key = "\t" + "\t".join(word.casefold() for word in words if word) + "\t"
        self._sections[finding.kind].put(finding, key)

    def follow(self, reader: FeatureReader, changeset: Changeset) -> bool:
        """Take over a small changeset that is already in the reader.

        False, and nothing is changed, where it reaches many features: make the index anew then.
        """
        if len(changeset) > MOST_FOLLOWED or any(map(_renames, changeset)):
            return False
        entries = _Entries(reader)
        for change in changeset:
            section = self._sections.get(change.feature.kind)
            if section is None:
                continue
            if change.new is None:
                section.take_out(change.id)
            else:
                self.add(*entries.of(change.new))
        return True

    def search(self, text: str, *, limit: int = MOST_SHOWN) -> list[Finding]:
        """Return findings whose words hold all pieces of the text.

        Whole words come before beginnings of words, those before pieces inside.
        """
        pieces = text.casefold().split()
        found: dict[FeatureId, Finding] = {}
        for wrapped in _CLOSENESS if pieces else ():
            first, *others = (wrapped.format(piece) for piece in pieces)
            for section in self._sections.values():
                for row, key in enumerate(section.keys):
                    if first in key and all(word in key for word in others):
                        finding = section.findings[row]
                        found.setdefault(finding.feature, finding)
                        if len(found) == limit:
                            return list(found.values())
        return list(found.values())

    def matches(self, feature_id: FeatureId, text: str) -> bool:
        """Whether a feature's words hold all pieces of a text."""
        keys = (section.key_of(feature_id) for section in self._sections.values())
        key = next((found for found in keys if found is not None), "")
        return all(piece in key for piece in text.casefold().split())


def make_find_index(snapshot: Snapshot) -> Job[FindIndex]:
    """Make the index of a snapshot."""
    index = FindIndex()
    entries = _Entries(snapshot)
    total, number = len(snapshot), 0
    for kind in _ORDER:
        for feature in snapshot.all(kind):
            index.add(*entries.of(feature))
            number += 1
            if number % _BATCH == 0:
                yield Progress(number, total, feature.kind)
    yield Progress(total, total)
    return index


def _renames(change: Change) -> bool:
    """Whether a change reaches the words of other features: of all in a village or group."""
    old, new = change.old, change.new
    if not isinstance(change.feature, Village | VillagerGroup):
        return False
    if not isinstance(old, Village | VillagerGroup) or not isinstance(new, type(old)):
        return True
    moved = isinstance(old, VillagerGroup) and old.village != getattr(new, "village", None)
    return moved or old.name != getattr(new, "name", "")


class _Entries:
    """Makes the finding and the words of a feature, whose village and group a reader knows."""

    def __init__(self, reader: FeatureReader) -> None:
        self._reader = reader

    def of(self, feature: Feature) -> tuple[Finding, list[str]]:
        """Return how a feature is shown when it is found, and by which words it is."""
        if isinstance(feature, Household):
            return self._household(feature)
        if isinstance(feature, Place):
            return self._place(feature)
        if isinstance(feature, Grid | VillagerGroup):
            where = self._village(feature.village)
            words = [feature.name, *_sounds(feature.name), where, getattr(feature, "code", "")]
            return Finding(feature.id, feature.kind, feature.name, where), words
        if isinstance(feature, Officer):
            words = [feature.name, *_sounds(feature.name), feature.post]
            return Finding(feature.id, feature.kind, feature.name, feature.post), words
        assert isinstance(feature, Village)
        words = [feature.name, *_sounds(feature.name), feature.code]
        return Finding(feature.id, feature.kind, feature.name), words

    def _village(self, village: FeatureId | None) -> str:
        found = self._reader.find(village, Village)
        return found.name if found is not None else ""

    def _place(self, place: Place) -> tuple[Finding, list[str]]:
        kind = load_catalogue().places.get(place.place_kind)
        kind_name = kind.name if kind is not None else ""
        name = place.name or kind_name
        words = [name, *_sounds(name), kind_name, *_sounds(kind_name)]
        return Finding(place.id, place.kind, name, self._village(place.village)), words

    def _household(self, household: Household) -> tuple[Finding, list[str]]:
        group = self._reader.find(household.group, VillagerGroup)
        names = [self._village(group.village if group is not None else household.village)]
        names.append(group.name if group is not None else "")
        title = "  ".join(part for part in (door_words(household.door), household.head) if part)
        words = [household.head, *_sounds(household.head, household.pinyin)]
        words += [household.door, household.number, *names]
        where = " ".join(part for part in names if part)
        return Finding(household.id, household.kind, title, where), words


def _sounds(name: str, own: str = "") -> list[str]:
    if not name:
        return []
    return ["".join(reading(name, own)), initials(name, own)]
