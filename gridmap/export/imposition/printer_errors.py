"""What a printer does wrong, as measured on its calibration page, and how prints are put right.

A printer puts what should lie at p millimetres from the left (or upper) edge at `offset + size * p`
instead. So it is told to put it at `(p - offset) / size`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from gridmap.errors import UsageError
from gridmap.export.imposition.calibration import BAR_MM, EDGE_MM
from gridmap.i18n import tr

_BAR_LIMITS_MM: Final = (95.0, 105.0)
_EDGE_LIMITS_MM: Final = (5.0, 35.0)
_SEEN_MM: Final = 0.05
"""Less than this nobody measures with a ruler."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The four lengths that somebody measured on a calibration page, in millimetres.

    `across_mm` and `down_mm` are the bars of 100 mm, `left_mm` is from the left edge of the paper
    to line A, `top_mm` from its upper edge to line B.
    """

    across_mm: float = BAR_MM
    down_mm: float = BAR_MM
    left_mm: float = EDGE_MM
    top_mm: float = EDGE_MM

    @property
    def is_exact(self) -> bool:
        """Whether there is nothing to put right."""
        return self == Measured()

    def at_mm(self, right_mm: float, down_mm: float) -> tuple[float, float]:
        """Return where the printer must be told to draw for a point to lie there on the paper."""
        size_across, size_down = self.across_mm / BAR_MM, self.down_mm / BAR_MM
        offset_right = self.left_mm - EDGE_MM * size_across
        offset_down = self.top_mm - EDGE_MM * size_down
        return (right_mm - offset_right) / size_across, (down_mm - offset_down) / size_down

    def words(self) -> str:
        """Return in a sentence what the printer does wrong, and that it is put right."""
        if self.is_exact:
            return tr("Prints exactly where it should.")
        found = [
            *_moved(self.left_mm - EDGE_MM, tr("too far right"), tr("too far left")),
            *_moved(self.top_mm - EDGE_MM, tr("too low"), tr("too high")),
        ]
        if abs(self.across_mm - BAR_MM) >= _SEEN_MM:
            found.append(tr("100 mm across come out as {length} mm", length=f"{self.across_mm:g}"))
        if abs(self.down_mm - BAR_MM) >= _SEEN_MM:
            found.append(tr("100 mm down come out as {length} mm", length=f"{self.down_mm:g}"))
        if not found:
            return tr("Prints exactly where it should.")
        return tr("Prints {faults}; this is put right.", faults=tr(", ").join(found))


def checked(measured: Measured) -> Measured:
    """Return the lengths as they are. Raises: UsageError for lengths that no sound print has."""
    for length, (least, most), where in (
        (measured.across_mm, _BAR_LIMITS_MM, tr("the bar across")),
        (measured.down_mm, _BAR_LIMITS_MM, tr("the bar down")),
        (measured.left_mm, _EDGE_LIMITS_MM, tr("line A")),
        (measured.top_mm, _EDGE_LIMITS_MM, tr("line B")),
    ):
        if not (math.isfinite(length) and least <= length <= most):
            raise UsageError(
                tr(
                    "{length} mm for {where} cannot be: it should be between {least} and {most} "
                    "mm.",
                    length=f"{length:g}",
                    where=where,
                    least=f"{least:g}",
                    most=f"{most:g}",
                ),
                hint=tr(
                    "Print the page at 100 %, without “fit to page”, and measure once more in mm."
                ),
            )
    return measured


def _moved(by_mm: float, more: str, less: str) -> list[str]:
    if abs(by_mm) < _SEEN_MM:
        return []
    way = more if by_mm > 0 else less
    return [tr("{length} mm {way}", length=f"{round(abs(by_mm), 2):g}", way=way)]
