"""Names and codes for new grids: the next free number of the village."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gridmap.model.document import FeatureReader
from gridmap.model.features import FeatureId, Grid, Village
from gridmap.model.sorting import chinese_number

_NUMBERED: Final = re.compile(r"第(?:(\d+)|([零〇一二两三四五六七八九十百]+))网格")
_DIGITS: Final = "零一二三四五六七八九"
_MOST_IN_WORDS: Final = 99


def free_names(reader: FeatureReader, village: FeatureId) -> Iterator[tuple[str, str]]:
    """Yield names and codes of new grids of a village, each the next free number.

    Names are 第N网格, N in figures or characters as the village's other grids have it. Codes follow
    the project's template; empty where the village has no code. Never a number already used.
    """
    grids = [grid for grid in reader.all(Grid) if grid.village == village]
    code = village_code(reader, village)
    template = reader.project.grid_code_template
    codes = {grid.code for grid in reader.all(Grid)}
    found = [match for grid in grids if (match := _NUMBERED.fullmatch(grid.name))]
    in_figures = any(match[1] for match in found)
    numbers = {int(match[1]) if match[1] else chinese_number(match[2]) for match in found}
    number, serial = 1, 1
    while True:
        while number in numbers:
            number += 1
        while code and template.format(village=code, serial=serial) in codes:
            serial += 1
        text = str(number) if in_figures else numeral(number)
        yield f"第{text}网格", template.format(village=code, serial=serial) if code else ""
        number, serial = number + 1, serial + 1


def village_code(reader: FeatureReader, village: FeatureId) -> str:
    """Return the code of a village, empty where it is not known."""
    found = reader.find(village, Village)
    return found.code if found is not None else ""


def numeral(number: int) -> str:
    """Return a number from 1 to 99 in Chinese characters (十二), larger ones in figures."""
    if number > _MOST_IN_WORDS:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
