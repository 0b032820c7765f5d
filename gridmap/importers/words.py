"""What words in files mean: headers, tags of OpenStreetMap and the Chinese words of survey files.

The words themselves are in resources/import_words.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

FieldWords = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportWords:
    """Header words by target and field (most exact first), kinds by the word for them, and sets."""

    fields: Mapping[str, FieldWords]
    kinds: Mapping[str, Mapping[str, str]]
    sets: Mapping[str, frozenset[str]]

    def kind(self, table: str, value: str) -> str:
        """Return the kind that a value means in a table (road, water_line, land ...), or empty."""
        return self.kinds[table].get(value.casefold(), "")

    def has(self, name: str, value: str) -> bool:
        """Whether a value is in a set (not_dwelling, excluded_place ...)."""
        return value.casefold() in self.sets[name]


@cache
def import_words() -> ImportWords:
    """Return the shipped words."""
    page = resources.files("gridmap") / "resources" / "import_words.toml"
    raw = tomllib.loads(page.read_text("utf-8"))
    fields = dict(raw["fields"])
    fields["roster"] = _roster_words(fields)
    return ImportWords(
        fields=fields,
        kinds={
            table: {word.casefold(): kind for kind, words in rows.items() for word in words}
            for table, rows in raw["kinds"].items()
        },
        sets={name: frozenset(words) for name, words in raw["sets"].items()},
    )


def _roster_words(fields: Mapping[str, FieldWords]) -> dict[str, Sequence[str]]:
    """Return the roster's words: those of households and of care; a bare name is a person's."""
    people = set(fields["care"]["person"])
    households = {
        name: [word for word in words if word not in people]
        for name, words in fields["households"].items()
    }
    return {**households, **fields["care"], **fields["roster"]}
