"""What a finished PDF says of its pages: their sizes, and the scales of their maps."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from gridmap.export.imposition.opening import is_own, opened, page_sizes_mm
from gridmap.export.pdf.objects import SCALE_KEY
from gridmap.progress import Job, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletPages:
    """Sizes in millimetres by page from 1, and the n of 1 : n of those that have a map.

    `is_own`: GridMap made the file.
    """

    sizes_mm: dict[int, tuple[float, float]]
    scales: dict[int, int]
    is_own: bool = False

    @property
    def usual_scale(self) -> int:
        """The scale that most maps have; 0 where there is no map."""
        counted = Counter(self.scales.values())
        return min(counted, key=lambda scale: (-counted[scale], scale)) if counted else 0

    @property
    def largest_mm(self) -> tuple[float, float]:
        """The short and the long side that hold every page."""
        sides = [sorted(size) for size in self.sizes_mm.values()]
        return max(short for short, _ in sides), max(long for _, long in sides)


def read_pages(path: Path, password: str = "") -> Job[BookletPages]:
    """Read the sizes and scales of a file's pages.

    Raises: NotFoundError, UsageError for a file that is locked, damaged or empty.
    """
    yield Progress(0, 1)
    with opened(path, password) as pdf:
        scales = {
            number: int(page.obj[SCALE_KEY])
            for number, page in enumerate(pdf.pages, start=1)
            if SCALE_KEY in page.obj
        }
        return BookletPages(sizes_mm=page_sizes_mm(pdf), scales=scales, is_own=is_own(pdf))
