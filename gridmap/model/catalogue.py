"""The shipped catalogue: kinds of place, care categories, roles, and the words that never enter."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Final, TypeVar

from gridmap.i18n import pick

RESTRICTED_LEVEL: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceKind:
    """A kind of key place.

    `family` names its colour (learning, health, service, safety, hazard).
    """

    code: str
    zh: str
    en: str
    family: str
    words: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name in the current language."""
        return pick(self.zh, self.en)


@dataclass(frozen=True, slots=True, kw_only=True)
class CareCategory:
    """A care category. `visit_days` 0: the clinic sets it.

    `keep_days`: days a record is kept after the need ends.
    """

    code: str
    zh: str
    en: str
    short_zh: str
    short_en: str
    visit_days: int
    keep_days: int
    level: int
    shape: str
    color: str
    glyph: str
    purpose_zh: str
    purpose_en: str
    words: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name in the current language."""
        return pick(self.zh, self.en)

    @property
    def short_name(self) -> str:
        """The name for legends, in the current language."""
        return pick(self.short_zh, self.short_en)

    @property
    def purpose(self) -> str:
        """What a record of this category is for, in the current language."""
        return pick(self.purpose_zh, self.purpose_en)

    @property
    def is_restricted(self) -> bool:
        """Whether only the assigned officer and the data steward see it, never a map page."""
        return self.level >= RESTRICTED_LEVEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role that a duty can have."""

    code: str
    zh: str
    en: str
    words: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name in the current language."""
        return pick(self.zh, self.en)


E = TypeVar("E", PlaceKind, CareCategory, Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All of it, by code.

    `forbidden` holds the words of each field that has no place in the program.
    """

    places: Mapping[str, PlaceKind]
    care: Mapping[str, CareCategory]
    roles: Mapping[str, Role]
    forbidden: Mapping[str, tuple[str, ...]]

    def match_place(self, text: str) -> PlaceKind | None:
        """Return the kind of place that a text names (code, name or known word).

        None where none does.
        """
        return _match(text, self.places)

    def match_care(self, text: str) -> CareCategory | None:
        """Return the care category that a text names, None where none does."""
        return _match(text, self.care)

    def match_role(self, text: str) -> Role | None:
        """Return the role that a text names, None where none does."""
        return _match(text, self.roles)

    def forbidden_field(self, text: str) -> str:
        """Return the name of the forbidden field whose words occur in a text.

        Empty where none does.
        """
        lowered = text.casefold()
        squeezed = lowered.replace("_", " ").replace("-", " ")
        for name, words in self.forbidden.items():
            if any(word in lowered or word in squeezed for word in words):
                return name
        return ""


@cache
def load_catalogue() -> Catalogue:
    """Return the shipped catalogue (resources/catalogue.toml)."""
    raw = tomllib.loads(
        (resources.files("gridmap") / "resources" / "catalogue.toml").read_text("utf-8")
    )
    return Catalogue(
        places=MappingProxyType({row["code"]: PlaceKind(**_frozen(row)) for row in raw["place"]}),
        care=MappingProxyType({row["code"]: CareCategory(**_frozen(row)) for row in raw["care"]}),
        roles=MappingProxyType({row["code"]: Role(**_frozen(row)) for row in raw["role"]}),
        forbidden=MappingProxyType(
            {
                name: tuple(word.casefold() for word in words)
                for name, words in raw["forbidden"].items()
            }
        ),
    )


def _frozen(row: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def _match(text: str, entries: Mapping[str, E]) -> E | None:
    wanted = text.strip().casefold().replace("_", " ")
    if not wanted:
        return None
    for entry in entries.values():
        if wanted in {entry.code.casefold(), entry.zh.casefold(), entry.en.casefold()}:
            return entry
    for entry in entries.values():
        if wanted in {word.casefold() for word in entry.words}:
            return entry
    return None
