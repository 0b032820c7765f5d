"""What the preview is asked for, as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridmap.ui.atlas.proof import Proof

if TYPE_CHECKING:
    from gridmap.export.preview import LaidOutBooklet
    from gridmap.export.spec import AtlasSpec
    from gridmap.export.wanted import BookletChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRequest:
    """A run to look at: what is made, into one file or several, and which file is shown.

    `booklet` is the key of a BookletChoice; empty, or one that there is not: the first.
    """

    spec: AtlasSpec
    is_volume: bool = False
    booklet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What came of a request: all files of the run, and one of them laid out."""

    request: PreviewRequest
    choices: Sequence[BookletChoice]
    booklet: LaidOutBooklet


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A page that is wanted as a picture so many pixels wide, in the colours of a proof."""

    page: str
    width_px: int
    proof: Proof = Proof.PLAIN
