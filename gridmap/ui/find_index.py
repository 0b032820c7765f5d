"""Finding by name, pinyin or its initials, door, number, place, grid or officer. No Qt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from gridmap.model.catalogue import load_catalogue
from gridmap.model.document import Snapshot
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
_CLOSENESS: Final = ("\t{}\t", "\t{}", "{}")
"""A whole word, the beginning of one, a piece inside: the nearer comes first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a list of findings: the feature, its kind, its name and where it belongs."""

    feature: FeatureId
    kind: str
    title: str
    where: str = ""


class FindIndex:
    """Keys in lower case, made once.

    A key is several words, each between tabs.
    """

    def __init__(self) -> None:
        self._findings: list[Finding] = []
        self._keys: list[str] = []
        self._key_of: dict[FeatureId, str] = {}

    def __len__(self) -> int:
        """How many features can be found."""
        return len(self._findings)

    def add(self, finding: Finding, words: list[str]) -> None:
        """Make a feature findable by these words."""
        key = "\t" + "\t".join(word.casefold() for word in words if word) + "\t"
        self._findings.append(finding)
        self._keys.append(key)
        self._key_of[finding.feature] = key

    def search(self, text: str, *, limit: int = MOST_SHOWN) -> list[Finding]:
        """Return findings whose words hold all pieces of the text.

        Whole words come before beginnings of words, those before pieces inside.
        """
        pieces = text.casefold().split()
        found: dict[int, None] = {}
        for wrapped in _CLOSENESS if pieces else ():
            first, *others = (wrapped.format(piece) for piece in pieces)
            for number, key in enumerate(self._keys):
                if first in key and number not in found and all(word in key for word in others):
                    found[number] = None
                    if len(found) == limit:
                        return [self._findings[hit] for hit in found]
        return [self._findings[hit] for hit in found]

    def matches(self, feature_id: FeatureId, text: str) -> bool:
        """Whether a feature's words hold all pieces of a text."""
        key = self._key_of.get(feature_id, "")
        return all(piece in key for piece in text.casefold().split())


def make_find_index(snapshot: Snapshot) -> Job[FindIndex]:
    """Make the index of a snapshot; small kinds first, households last."""
    index = FindIndex()
    total = len(snapshot)
    for number, (feature, finding, words) in enumerate(_entries(snapshot)):
        index.add(finding, words)
        if number % _BATCH == 0:
            yield Progress(number, total, feature.kind)
    return index


def _entries(snapshot: Snapshot) -> Iterator[tuple[Feature, Finding, list[str]]]:
    villages = {village.id: village.name for village in snapshot.all(Village)}
    for village in snapshot.all(Village):
        words = [village.name, *_sounds(village.name), village.code]
        yield village, Finding(village.id, village.kind, village.name), words
    areas: list[Grid | VillagerGroup] = [*snapshot.all(Grid), *snapshot.all(VillagerGroup)]
    for area in areas:
        where = villages.get(area.village, "")
        words = [area.name, *_sounds(area.name), where, getattr(area, "code", "")]
        yield area, Finding(area.id, area.kind, area.name, where), words
    for officer in snapshot.all(Officer):
        words = [officer.name, *_sounds(officer.name), officer.post]
        yield officer, Finding(officer.id, officer.kind, officer.name, officer.post), words
    for place in snapshot.all(Place):
        yield _place(place, villages)
    groups = {group.id: group for group in snapshot.all(VillagerGroup)}
    for household in snapshot.all(Household):
        yield _household(household, groups, villages)


def _place(place: Place, villages: Mapping[FeatureId, str]) -> tuple[Feature, Finding, list[str]]:
    kind = load_catalogue().places.get(place.place_kind)
    kind_name = kind.name if kind is not None else ""
    name = place.name or kind_name
    where = villages.get(place.village, "") if place.village is not None else ""
    words = [name, *_sounds(name), kind_name, *_sounds(kind_name)]
    return place, Finding(place.id, place.kind, name, where), words


def _household(
    household: Household,
    groups: Mapping[FeatureId, VillagerGroup],
    villages: Mapping[FeatureId, str],
) -> tuple[Feature, Finding, list[str]]:
    group = groups.get(household.group) if household.group is not None else None
    village = group.village if group is not None else household.village
    names = [villages.get(village, "") if village is not None else ""]
    names.append(group.name if group is not None else "")
    title = "  ".join(part for part in (door_words(household.door), household.head) if part)
    words = [household.head, *_sounds(household.head, household.pinyin)]
    words += [household.door, household.number, *names]
    where = " ".join(part for part in names if part)
    return household, Finding(household.id, household.kind, title, where), words


def _sounds(name: str, own: str = "") -> list[str]:
    if not name:
        return []
    return ["".join(reading(name, own)), initials(name, own)]
