"""What is asked of the printer's sheets, and which pages of a file are to be printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gridmap.errors import UsageError
from gridmap.export.imposition.placing import SheetFormat
from gridmap.i18n import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintWanted:
    """How a booklet is to be printed; `thickness_mm` is that of one sheet of paper.

    `is_mono`: black toner only, as little of it as can be read. `pages` are the pages to print,
    from 1 (empty: all). `password` opens a file that is locked with one.
    """

    sheet: SheetFormat
    thickness_mm: float = 0.0
    is_mono: bool = False
    pages: tuple[int, ...] = ()
    password: str = field(default="", repr=False)

    def chosen(self, count: int) -> tuple[int, ...]:
        """Return the pages to print of a file of `count` pages."""
        return self.pages or tuple(range(1, count + 1))


def pages_in(text: str, count: int) -> tuple[int, ...]:
    """Return the pages that a text such as "1-3, 7" names; nothing stands for all: empty.

    Full-width figures, commas and dashes are read too; "9-" goes on to the last page.

    Raises: UsageError for anything else, and for a page that a file of `count` does not have.
    """
    found: list[int] = []
    for part in re.split(r"[,，、;；\s]+", text.strip()):
        if not part:
            continue
        match = re.fullmatch(r"(\d+)(?:[-–—~～至](\d*))?", part)
        if match is None:
            raise UsageError(
                tr("“{text}” names no pages.", text=part),
                hint=tr("Write them as 1-3, 7 or leave the field empty for all pages."),
            )
        first = int(match[1])
        last = first if match[2] is None else int(match[2] or count)
        if not 1 <= first <= last <= count:
            raise UsageError(
                tr("There are no pages “{text}”: the file has {count}.", text=part, count=count),
                hint=tr("Write them as 1-3, 7 or leave the field empty for all pages."),
            )
        found += range(first, last + 1)
    return tuple(dict.fromkeys(found))


def pages_text(pages: Sequence[int]) -> str:
    """Return pages as a person writes them: 1-3, 7."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
