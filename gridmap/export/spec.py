"""What an atlas is asked to be: edition, villages, officer, paper and the words of its footer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from gridmap.errors import UsageError
from gridmap.export.parts.changes import Changes
from gridmap.export.parts.choice import DEFAULT_PARTS, Part
from gridmap.i18n import tr
from gridmap.model.editions import Edition
from gridmap.model.features import FeatureId

By = Literal["group", "grid"]

PAPERS: Final = {
    "A4": (210.0, 297.0),
    "A3": (297.0, 420.0),
    "8K": (270.0, 390.0),
    "16K": (195.0, 270.0),
}
"""Width and height of the papers, in millimetres."""

POSTER_PAPERS: Final = {
    "A3": (297.0, 420.0),
    "A2": (420.0, 594.0),
    "A1": (594.0, 841.0),
    "A0": (841.0, 1189.0),
}
"""Papers of posters and wall maps."""

SLIP_PAPERS: Final = {**PAPERS, "A5": (148.0, 210.0)}
"""Papers for lists without a map, which fit a pocket."""

MAX_HOUSEHOLDS_A4: Final = 60
"""Households at home on one A4 detail sheet.

Other papers in proportion to their area (design: atlas.md).
"""


_NEVER: Final = {
    Edition.PUBLIC: frozenset({Part.SLIP, Part.UPDATE}),
    Edition.EVACUATION: frozenset({Part.TREE, Part.PLACES, Part.CHANGES, Part.UPDATE}),
}
"""Parts that an edition never has: nobody signs for a notice, nor writes doors on it, and an
incident's booklet holds nothing but whom to fetch and where to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtlasSpec:
    """One printout.

    Empty `villages` means all, None among them the households of no village; `officer` is the
    recipient of a P3 (None: one booklet per officer).

    `on` is the day of the data; `printed` the day of printing (None: the same). `recipient` names
    who gets a P1 or P2. `valid_until` is the last day of use (None: `last_day`, a year on).
    `is_slip`: a list without a map, which may be on A5. `grid`: only this grid's households and
    sheets. `parts` are the parts that can be left out, `emergency` numbers with what they are for
    (empty: the national ones), `changes` what is new since the last edition (None: not known).
    `revision` stands in the code on every page, `watermark` across those with households.
    `underlay` is the folder of the pictures below the map (empty: none).
    `incident` is what a P4 is for. `is_poster`: on a large paper, laid out on a smaller one and
    `enlarged` so many times.
    """

    edition: Edition
    on: date
    villages: tuple[FeatureId | None, ...] = ()
    officer: FeatureId | None = None
    paper: str = "A4"
    by: By = "group"
    binding_mm: float = 28.0
    surname_only: bool = False
    printed: date | None = None
    period: str = ""
    purpose: str = ""
    recipient: str = ""
    valid_until: date | None = None
    drawer: str = ""
    checker: str = ""
    base_map: str = ""
    copy: int = 1
    copies: int = 1
    revision: str = ""
    watermark: bool = True
    is_slip: bool = False
    grid: FeatureId | None = None
    parts: frozenset[Part] = DEFAULT_PARTS
    emergency: tuple[tuple[str, str], ...] = ()
    changes: Changes | None = None
    is_poster: bool = False
    enlarged: float = 1.0
    incident: FeatureId | None = None
    underlay: str = ""

    def __post_init__(self) -> None:
        """Refuse a paper that is not in the table, and a copy that is not one of the copies."""
        papers = SLIP_PAPERS if self.is_slip else POSTER_PAPERS if self.is_poster else PAPERS
        if self.paper not in papers:
            raise UsageError(
                tr("There is no paper called {paper}.", paper=self.paper),
                hint=tr("Choose one of {papers}.", papers=", ".join(papers)),
            )
        if not 1 <= self.copy <= self.copies:
            raise UsageError(
                tr("Copy {copy} of {copies} does not exist.", copy=self.copy, copies=self.copies)
            )

    def has(self, part: Part) -> bool:
        """Whether the booklet has a part: asked for, and one that its edition may have."""
        return part in self.parts and part not in _NEVER.get(self.edition, frozenset())

    @property
    def size_mm(self) -> tuple[float, float]:
        """The width and height, in millimetres, of what is laid out: the paper, if not enlarged."""
        width_mm, height_mm = {**POSTER_PAPERS, **SLIP_PAPERS}[self.paper]
        return width_mm / self.enlarged, height_mm / self.enlarged

    @property
    def max_households(self) -> int:
        """How many households may be at home on one detail sheet of this paper."""
        width, height = self.size_mm
        a4_width, a4_height = PAPERS["A4"]
        share = (width * height) / (a4_width * a4_height)
        return max(20, int(MAX_HOUSEHOLDS_A4 * min(share, 2.0) + 0.5))

    @property
    def print_day(self) -> date:
        """The day of printing."""
        return self.printed or self.on

    @property
    def last_day(self) -> date:
        """The last day on which the printout may be used: as asked, else a year after printing."""
        if self.valid_until is not None:
            return self.valid_until
        day = self.print_day
        is_leap_day = (day.month, day.day) == (2, 29)
        return date(day.year + 1, 2, 28) if is_leap_day else day.replace(year=day.year + 1)
