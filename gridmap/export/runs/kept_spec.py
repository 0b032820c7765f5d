"""An atlas' choices as a print run keeps them: plain values, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, Final

from gridmap import __version__
from gridmap.export.parts.choice import Part
from gridmap.export.spec import AtlasSpec
from gridmap.export.underlay import underlay_fields
from gridmap.i18n import language
from gridmap.model.editions import Edition
from gridmap.model.runs import Plain
from gridmap.store.pictures import pictures_digest, pictures_in

_UNDERLAY: Final = "underlay"
_NOT_KEPT: Final = frozenset({"changes", _UNDERLAY})
"""What tells of residents, and can be worked out again; and a folder, which moves."""

LANGUAGE: Final = "language"
PROGRAM: Final = "program"
PICTURES: Final = "pictures"
"""The digest of the pictures below the maps, empty where there were none."""


def spec_to_plain(spec: AtlasSpec) -> dict[str, Any]:
    """Return the choices as JSON knows them, with the language and the program's version.

    The last day of use is the one that was printed, also where nobody chose one.
    """
    kept = {
        item.name: _plain(getattr(spec, item.name))
        for item in fields(spec)
        if item.name not in _NOT_KEPT
    }
    kept["valid_until"] = _plain(spec.last_day)
    pictures = pictures_digest(pictures_in(Path(spec.underlay))) if spec.underlay else ""
    return {**kept, PICTURES: pictures, LANGUAGE: language(), PROGRAM: __version__}


def had_pictures(raw: Plain) -> bool:
    """Whether a run's internal editions have pictures below their maps."""
    return bool(raw.get(PICTURES) or raw.get(_UNDERLAY))


def has_other_pictures(raw: Plain, pictures: Path | None) -> bool:
    """Whether a run was printed over other pictures than those that a folder holds now.

    Of a run that only knows where its pictures were, any will do.
    """
    now = pictures_digest(pictures_in(pictures)) if pictures is not None else ""
    kept = raw.get(PICTURES)
    return had_pictures(raw) and (kept != now if kept else not now)


def spec_from_plain(raw: Plain, *, on: date, pictures: Path | None = None) -> AtlasSpec:
    """Return the choices of a run for a later day; the last day of use is then a year on.

    What this version does not know is left out, what the run did not know is as usual. A run with
    pictures below its maps has those that the folder `pictures` holds now.

    Raises: UsageError, ValueError where a choice is impossible.
    """
    known = {item.name for item in fields(AtlasSpec)} - _NOT_KEPT
    chosen = {
        name: _PARSERS[name](value) if name in _PARSERS else value
        for name, value in raw.items()
        if name in known
    }
    if had_pictures(raw):
        chosen |= {"base_map": "", **underlay_fields(pictures)}
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
