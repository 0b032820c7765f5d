"""Text as offices send it: encodings, cells, and numbers that must not enter."""

from __future__ import annotations

import codecs
import math
import re
from datetime import date, datetime
from pathlib import Path
from typing import Final

from gridmap.errors import ImportFileError
from gridmap.i18n import tr

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ID_SHAPE: Final = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)
_YEAR: Final = re.compile(r"(?<!\d)(1[89]\d{2}|20\d{2})(?!\d{5})")
_FOREIGN_RUN: Final = re.compile(r"([a-z]?)[^\x00-\x7f]+(?=([a-z]?))")
_BETWEEN_NAMES: Final = re.compile(r"[、,，/;；\s]+")
_BETWEEN_PHONES: Final = re.compile(r"[、,，/;；]+|\s+(?=\+?\d{7})")
_CHINESE_NAME: Final = re.compile(
    r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{2,}[·•][\u3400-\u9fff]{2,}"
)
_PHONE: Final = re.compile(r"\+?[\d\s()（）-]+")
_NO_DIGIT: Final = re.compile(r"\D")
PHONE_DIGITS: Final = (5, 15)
"""Short numbers of an office's own network have five or six."""
EXCEL_DIGITS: Final = 15
"""Excel keeps this many digits of a number; a longer one has already lost its end."""

ENCODINGS: Final = ("utf-8", "gb18030")


def known_encoding(name: str) -> str:
    """Return Python's name of an encoding that a person or file named.

    Raises: ImportFileError for one that does not exist.
    """
    cleaned = name.strip().replace(" ", "")
    by_number = {"936": "gb18030", "54936": "gb18030", "65001": "utf-8", "950": "cp950"}
    guess = by_number.get(cleaned.casefold().removeprefix("cp"), cleaned)
    try:
        found = codecs.lookup(guess).name
    except LookupError as error:
        raise ImportFileError(
            tr("The encoding “{name}” is not known.", name=name),
            hint=tr("Use UTF-8 or GB18030."),
        ) from error
    return "gb18030" if found in {"gb2312", "gbk"} else found


def detect_encoding(data: bytes) -> str:
    """Return the encoding of some text: its byte order mark, UTF-16 by its zeros, UTF-8, GB18030.

    What is none of these is taken as Latin-1, which never fails.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(head) > 3 and max(even, odd) > len(head) // 8:
        return "utf-16-be" if even > odd else "utf-16-le"
    for name in ENCODINGS:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if name == "utf-8" or is_plausible_chinese(text):
            return name
    return "latin-1"


def is_plausible_chinese(text: str) -> bool:
    """Whether text that decodes as GB18030 is Chinese, not Latin words with accents.

    An accented word read so has Chinese characters inside lower-case letters (Frédéric: Fr閐閞ic).
    """
    runs = _FOREIGN_RUN.findall(text)
    inside = sum(1 for before, after in runs if before or after)
    return inside * 2 <= len(runs)


def read_text(path: Path, encoding: str | None) -> tuple[str, str]:
    """Return a file's text and the encoding it was read in.

    Raises: ImportFileError where it cannot be read, or is not text in the encoding asked for.
    """
    data = read_bytes(path)
    name = known_encoding(encoding) if encoding else detect_encoding(data)
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise ImportFileError(
            tr("“{file}” is not text in {encoding}.", file=path.name, encoding=name),
            hint=tr("Leave the encoding out, or give another one."),
        ) from error
    if text.count("\x00") > len(text) // 50:
        raise ImportFileError(
            tr("“{file}” is not a text file.", file=path.name),
            hint=tr("Save it as CSV in UTF-8, or as a workbook."),
        )
    return text.replace("\x00", "").removeprefix("\ufeff"), name


def unreadable(path: Path, error: OSError) -> ImportFileError:
    """Return what to say of a file that the system does not let us read."""
    return ImportFileError(
        tr(
            "“{file}” cannot be read: {reason}.",
            file=path.name,
            reason=error.strerror or str(error),
        ),
        hint=tr("Close it in other programs and check that you may read it."),
    )


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes. Raises: ImportFileError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def cell_text(value: object) -> str:
    """Return what a person sees in a cell: whole numbers without a point, nothing for empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return " ".join(str(value).split())
    if math.isnan(number):
        return ""
    if math.isfinite(number) and number == int(number):
        return str(int(number)) if isinstance(value, float) else str(value)
    return str(value)


def is_damaged_number(value: object) -> bool:
    """Whether a cell is a number with more digits than Excel keeps."""
    return (
        isinstance(value, float | int)
        and not isinstance(value, bool)
        and abs(value) >= 10**EXCEL_DIGITS
    )


def looks_like_id_number(text: str) -> bool:
    """Whether a whole text has the shape of a citizen's ID number, right check digit or not."""
    return bool(_ID_SHAPE.fullmatch(text))


def without_id_numbers(text: str) -> str:
    """Return a text with everything of the shape of an ID number taken out."""
    return " ".join(_ID_SHAPE.sub("", text).split()) if len(text) >= 18 else text


def whole_number(text: str) -> int | None:
    """Return the count a cell holds (3, "3人"), None where it holds none."""
    found = re.fullmatch(r"(\d{1,4})(?:\.0+)?\s*[人口个名]?", text)
    return int(found.group(1)) if found else None


def names_in(text: str) -> list[str]:
    """Return the people whom a cell names: one, or several if every part is a plausible name."""
    parts = [part for part in _BETWEEN_NAMES.split(text.strip()) if part]
    if len(parts) > 1 and all(_CHINESE_NAME.fullmatch(part) for part in parts):
        return list(dict.fromkeys(parts))
    if len(parts) > 1 and all(len(part) == 1 and not part.isascii() for part in parts):
        return ["".join(parts)]
    return [text.strip()] if text.strip() else []


def phones_in(text: str, count: int) -> list[str]:
    """Return a phone for each of `count` people; what cannot be dealt out is the first one's."""
    parts = [part for part in _BETWEEN_PHONES.split(text.strip()) if part]
    if len(parts) == count:
        return parts
    return [text.strip(), *[""] * (count - 1)][:count]


def is_plausible_phone(text: str) -> bool:
    """Whether every number in a cell has as many digits as phones have: three is none."""
    parts = [part for part in _BETWEEN_PHONES.split(text.strip()) if part]
    return all(
        _PHONE.fullmatch(part)
        and PHONE_DIGITS[0] <= len(_NO_DIGIT.sub("", part)) <= PHONE_DIGITS[1]
        for part in parts
    )


def year_of(text: str) -> int | None:
    """Return the year in a date of birth (1950-03-02, 195003, 1950年3月), None where there is none.

    Only the year leaves this function: the day is not kept anywhere.
    """
    found = _YEAR.search(text)
    return int(found.group(1)) if found else None


def day_of(text: str) -> date | None:
    """Return the day a cell names (2026-03-02, 2026/3/2, 2026.3.2, 20260302, 2026年3月2日)."""
    found = re.match(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})", text)
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
