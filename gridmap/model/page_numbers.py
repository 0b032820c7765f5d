"""Page numbers of a loose-leaf booklet: 12, and 12-1 for a page put in behind page 12 later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AddedPage:
    """The number of a page put in behind another: the first behind page 12 is 12-1."""

    after: int
    nth: int

    def __str__(self) -> str:
        """Return it as it is printed."""
        return f"{self.after}-{self.nth}"


PageNumber = int | AddedPage
"""The number of a page; those of a booklet that was printed at once are whole."""


def page_order(number: PageNumber) -> tuple[int, int]:
    """Return the key that brings page numbers into the order of the pages."""
    return (number.after, number.nth) if isinstance(number, AddedPage) else (number, 0)


def is_front(number: PageNumber) -> bool:
    """Whether a page is the front of its leaf: 11 is, and the first one put in behind page 12."""
    return sum(page_order(number)) % 2 == 1


def page_ranges(numbers: Sequence[PageNumber]) -> str:
    """Return page numbers as people write them: 9–11, 14; a dash where there are none."""
    runs: list[list[PageNumber]] = []
    for number in sorted(numbers, key=page_order):
        last = runs[-1][-1] if runs else None
        if isinstance(number, int) and isinstance(last, int) and number == last + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return "、".join(parts) or "—"


def number_to_plain(number: PageNumber) -> int | str:
    """Return a number as JSON keeps it."""
    return number if isinstance(number, int) else str(number)


def number_from_plain(raw: int | str) -> PageNumber:
    """Return a number from its JSON form. Raises: ValueError, TypeError where it is none."""
    if isinstance(raw, int):
        return raw
    after, nth = raw.split("-")
    return AddedPage(int(after), int(nth))
