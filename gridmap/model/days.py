"""Days as people type them: 3.15, 2026-3-15, 2026年3月15日, 20260315, 今天."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import Final, Literal

from gridmap.errors import UsageError
from gridmap.i18n import tr

Lean = Literal["past", "nearest", "future"]

_WORDS: Final = {
    "今天": 0,
    "today": 0,
    "昨天": -1,
    "yesterday": -1,
    "前天": -2,
    "明天": 1,
    "tomorrow": 1,
    "后天": 2,
}
_SIGNS: Final = re.compile(r"[年月./\-、,，。\s]+")
_FIGURES: Final = re.compile(r"\d{1,4}")
_TOGETHER: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CENTURY: Final = 2000
_TWO_FIGURES: Final = 100


def parse_day(text: str, *, today: date, lean: Lean = "nearest") -> date | None:
    """Return the day that a text means, None for an empty one.

    Without a year the day is the one nearest to `today`, or the last or next one as `lean` says.
    Raises: UsageError for what is no day.
    """
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if not plain:
        return None
    if plain in _WORDS:
        return today + timedelta(days=_WORDS[plain])
    try:
        return _day_of(_numbers(plain), today, lean)
    except ValueError as error:
        raise UsageError(
            tr("“{text}” is not a day.", text=text.strip()),
            hint=tr("Write it as 3.15 or 2026-3-15."),
        ) from error


def day_text(day: date | None) -> str:
    """Return a day as forms show it (2026-03-15), empty for None."""
    return day.isoformat() if day is not None else ""


def _numbers(text: str) -> list[int]:
    together = _TOGETHER.fullmatch(text)
    parts = list(together.groups()) if together else _SIGNS.split(text.rstrip("日号"))
    if not all(_FIGURES.fullmatch(part) for part in parts):
        raise ValueError(text)
    return [int(part) for part in parts]


def _day_of(numbers: list[int], today: date, lean: Lean) -> date:
    """Return the day of year, month, day, or of month and day. Raises: ValueError."""
    if len(numbers) == 2:
        return _without_year(numbers[0], numbers[1], today, lean)
    year, month, day = numbers
    return date(year + _CENTURY if year < _TWO_FIGURES else year, month, day)


def _without_year(month: int, day: int, today: date, lean: Lean) -> date:
    found: list[date] = []
    # 29 February comes once in four years, and once in eight around a full century.
    for year in range(today.year - 8, today.year + 9):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    if lean == "past":
        found = [item for item in found if item <= today]
    if lean == "future":
        found = [item for item in found if item >= today]
    return min(found, key=lambda item: abs(item - today))
