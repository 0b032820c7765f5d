"""An atlas' choices as a print run keeps them: plain values, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, Final

from gridmap import __version__
from gridmap.export.parts.choice import Part
from gridmap.export.spec import AtlasSpec
from gridmap.i18n import language
from gridmap.model.editions import Edition
from gridmap.model.runs import Plain

_NOT_KEPT: Final = frozenset({"changes"})
"""What tells of residents, and can be worked out again."""

LANGUAGE: Final = "language"
PROGRAM: Final = "program"


def spec_to_plain(spec: AtlasSpec) -> dict[str, Any]:
    """Return the choices as JSON knows them, with the language and the program's version."""
    kept = {
        item.name: _plain(getattr(spec, item.name))
        for item in fields(spec)
        if item.name not in _NOT_KEPT
    }
    return {**kept, LANGUAGE: language(), PROGRAM: __version__}


def spec_from_plain(raw: Plain, *, on: date) -> AtlasSpec:
    """Return the choices of a run for a later day; the last day of use is then a year on.

    What this version does not know is left out, what the run did not know is as usual.

    Raises: UsageError, ValueError where a choice is impossible.
    """
    known = {item.name for item in fields(AtlasSpec)} - _NOT_KEPT
    chosen = {
        name: _PARSERS[name](value) if name in _PARSERS else value
        for name, value in raw.items()
        if name in known
    }
    return AtlasSpec(**{**chosen, "on": on, "printed": None, "valid_until": None})


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(str(item) for item in value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Edition) else value


_PARSERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "edition": Edition,
    "villages": tuple,
    "parts": lambda raw: frozenset(Part(item) for item in raw if item in set(Part)),
    "emergency": lambda raw: tuple((pair[0], pair[1]) for pair in raw),
}
