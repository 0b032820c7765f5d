"""Numbering the pages of a file: tables that name pages change how many pages there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gridmap.export.page import Heads, Page, PageHead, PageNumbers
from gridmap.export.page_numbering import counted
from gridmap.model.page_numbers import PageNumber
from gridmap.progress import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """The pages of a file: those before and behind the villages', all in order, their numbers."""

    front: Sequence[Page]
    heads: Sequence[PageHead]
    numbers: dict[str, PageNumber]
    back: Sequence[Page] = ()


def paginate(
    front: Callable[[Heads, PageNumbers], Job[Sequence[Page]]],
    inner: Callable[[PageNumbers], Job[Heads]],
    back: Sequence[Page] = (),
    *,
    number: Callable[[Sequence[str]], dict[str, PageNumber]] = counted,
) -> Job[Pagination]:
    """Return pages and their numbers.

    `inner` makes the pages behind the front for numbers that may still be guesses (none at first),
    `front` those before them. Both are asked again until the numbers they were given are true:
    once, where no number makes a table longer. `back` are pages behind all others. `number` numbers
    pages by their names: from 1 on, if nothing else is asked for.
    """
    numbers: dict[str, PageNumber] = {}
    for _ in range(6):
        villages = yield from inner(numbers)
        behind = [page for pages in villages for page in pages]
        known = numbers or {page.name: 0 for page in behind}
        before = yield from front(villages, known)
        found = number([page.name for page in [*before, *behind, *back]])
        if numbers and all(
            numbers.get(page.name, found[page.name]) == found[page.name] for page in behind
        ):
            final = before
            if found != numbers:
                final = yield from front(villages, found)
            if len(final) == len(before):
                heads = [*final, *behind, *back]
                return Pagination(front=final, heads=heads, numbers=found, back=back)
        numbers = found
    raise RuntimeError("the page numbers do not settle")
