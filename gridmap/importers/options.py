"""What the user can say about an import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from gridmap.errors import UsageError
from gridmap.i18n import tr

TARGETS: Final = (
    "villages",
    "groups",
    "grids",
    "officers",
    "buildings",
    "households",
    "roads",
    "water",
    "contours",
    "places",
    "roster",
    "care",
)
"""What a layer or sheet can become, owners before what they own."""

GCJ02: Final = "gcj02"
BD09: Final = "bd09"
SHIFTS: Final = (GCJ02, BD09)
"""Shifted systems of web maps that an import can bring back to their true place."""

SHIFT_NAMES: Final = {GCJ02: "GCJ-02", BD09: "BD-09"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """Choices that win over what is guessed.

    `layer` takes only the layer (or sheet) of this name; `target` is one of TARGETS; `epsg` the
    files' coordinate system; `encoding` that of their text; `mapping` names the column of a field
    (door=门牌). `open_project` is the project file that is open: no reader ever touches it.
    `shift` is one of SHIFTS where the files' degrees come from a web map. `in_window`: hints name
    the fields of the dialog, not the options of the command line.
    """

    layer: str | None = None
    target: str | None = None
    epsg: int | None = None
    encoding: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    open_project: Path | None = None
    shift: str | None = None
    in_window: bool = False

    def __post_init__(self) -> None:
        """Refuse a target or a shift that does not exist. Raises: UsageError."""
        if self.shift is not None and self.shift not in SHIFTS:
            raise UsageError(
                tr("“{name}” is not a shifted system.", name=self.shift),
                hint=tr("Use one of: {names}.", names=tr(", ").join(SHIFTS)),
            )
        if self.target is not None and self.target not in TARGETS:
            raise UsageError(
                tr("“{target}” is not something an import can make.", target=self.target),
                hint=tr("Use one of: {names}.", names=tr(", ").join(TARGETS)),
            )

    @property
    def hint_for_target(self) -> str:
        """What to do where it cannot be told what a layer is or which column holds what."""
        if self.in_window:
            return tr(
                "Say under “What they hold” what it is, and look at the names of its columns."
            )
        return tr("Say what it is (--as), or which column holds what (--map FIELD=COLUMN).")

    @property
    def hint_for_system(self) -> str:
        """What to do where the coordinate system cannot be told."""
        if self.in_window:
            return tr("Say under “Coordinates” which it is.")
        return tr("Say which it is, for example --crs 4544.")
