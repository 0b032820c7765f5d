"""Numbering pages: from 1 on, or so that those of an earlier print keep their numbers.

Against an earlier print a page that is new gets a number which nobody has in its place, or one of
its own behind the page before it (12-1), and the number of a page that is gone stays free: the
way of loose-leaf collections of laws.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from gridmap.model.page_numbers import AddedPage, PageNumber, page_order


def counted(names: Sequence[str]) -> dict[str, PageNumber]:
    """Return the numbers of pages, by their names, in the order of these."""
    return {name: index for index, name in enumerate(names, start=1)}


def numbered_like(names: Sequence[str], former: Mapping[str, PageNumber]) -> dict[str, PageNumber]:
    """Return the numbers of pages in their order; those of `former` keep theirs.

    Pages that have changed places among these are numbered anew, as few as possible.
    """
    kept = _in_order([(name, former[name]) for name in names if name in former])
    numbers: dict[str, PageNumber] = {}
    new: list[str] = []
    last: PageNumber = 0
    for name in names:
        if name not in kept:
            new.append(name)
            continue
        last = _number_between(numbers, new, last, former[name])
        new.clear()
        is_behind = page_order(last) < page_order(former[name])
        last = numbers[name] = former[name] if is_behind else _next(last)
    _number_between(numbers, new, last, None)
    return numbers


def withdrawn(numbers: Mapping[str, PageNumber], *, behind: str) -> list[PageNumber]:
    """Return the whole numbers within a booklet that no page of it has.

    Not those right behind the pages whose names begin with `behind`: these say it, and could need
    the page for their own words.
    """
    taken = sorted(page_order(number) for number in numbers.values())
    own = [page_order(number) for name, number in numbers.items() if name.startswith(behind)]
    last = max(own, default=(0, 0))
    following = next((order for order in taken if order > last), last)
    whole = {order[0] for order in taken if order[1] == 0}
    return [
        number
        for number in range(1, max(whole, default=0))
        if number not in whole and not last < (number, 0) < following
    ]


def _number_between(
    numbers: dict[str, PageNumber],
    new: Sequence[str],
    last: PageNumber,
    following: PageNumber | None,
) -> PageNumber:
    """Number the new pages between two that keep their numbers; return the last number given."""
    first = page_order(last)[0] + 1
    end = first + len(new)
    if following is not None:
        end = page_order(following)[0] + (1 if isinstance(following, AddedPage) else 0)
    free = iter(range(first, end))
    for name in new:
        last = numbers[name] = next(free, None) or _next(last)
    return last


def _next(last: PageNumber) -> PageNumber:
    """Return the number of a page put in behind another one."""
    after, nth = page_order(last)
    return AddedPage(after, nth + 1)


def _in_order(pages: Sequence[tuple[str, PageNumber]]) -> set[str]:
    """Return the names of as many pages as possible whose numbers rise."""
    ends: list[tuple[int, int]] = []
    at_end: list[int] = []
    before: list[int] = []
    for index, (_, number) in enumerate(pages):
        order = page_order(number)
        place = bisect_left(ends, order)
        before.append(at_end[place - 1] if place else -1)
        ends[place : place + 1] = [order]
        at_end[place : place + 1] = [index]
    names: set[str] = set()
    index = at_end[-1] if at_end else -1
    while index >= 0:
        names.add(pages[index][0])
        index = before[index]
    return names
