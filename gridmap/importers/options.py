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
    "places",
    "roster",
    "care",
)
"""What a layer or sheet can become, owners before what they own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """Choices that win over what is guessed.

    `layer` takes only the layer (or sheet) of this name; `target` is one of TARGETS; `epsg` the
    files' coordinate system; `encoding` that of their text; `mapping` names the column of a field
    (door=门牌). `open_project` is the project file that is open: no reader ever touches it.
    """

    layer: str | None = None
    target: str | None = None
    epsg: int | None = None
    encoding: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    open_project: Path | None = None

    def __post_init__(self) -> None:
        """Refuse a target that does not exist. Raises: UsageError."""
        if self.target is not None and self.target not in TARGETS:
            raise UsageError(
                tr("“{target}” is not something an import can make.", target=self.target),
                hint=tr("Use one of: {names}.", names=tr(", ").join(TARGETS)),
            )
