"""Which column holds which field: guessed from Chinese and English headers, or as the user said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from gridmap.errors import PrivacyError, UsageError
from gridmap.i18n import pick, tr
from gridmap.importers.words import FieldWords, import_words
from gridmap.model.catalogue import load_catalogue

_OPTIONAL: Final = re.compile(r"[(\[【<].*?[)\]】>]")
_NOISE: Final = re.compile(r"[\s_\-*:：/、.。]+")
_DIAGNOSIS: Final = ("病名", "病种", "病史", "疾病", "诊断", "diagnos", "disease")
"""No field for a diagnosis exists (domain.md section 4, C07)."""


_SAME_WORDS: Final = {"care": "roster", "place_names": "places"}


@dataclass(slots=True)
class Columns:
    """The column of each field, the columns that are not used, and those that never enter."""

    of: dict[str, str] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)


def words_of(target: str) -> FieldWords:
    """Return the fields of a target and the header words of each."""
    return import_words().fields[_SAME_WORDS.get(target, target)]


def field_label(target: str, name: str) -> str:
    """Return what people call a field: in Chinese its first Chinese word, and the field's name."""
    words = words_of(target).get(name, ())
    word = next((item for item in words if not item.isascii()), "")
    return pick(f"{word}（{name}）" if word else name, name)


def plain_label(target: str, name: str) -> str:
    """Return what people call a field, without the name that only programs use."""
    words = words_of(target).get(name, ())
    word = next((item for item in words if not item.isascii()), name)
    return pick(word, name.replace("_", " "))


def pair_words(target: str, columns: Mapping[str, str]) -> str:
    """Return which column becomes what, in words; a column called as its field stands alone."""
    pairs = [(column, plain_label(target, name)) for name, column in columns.items()]
    named = [column if column == label else f"{column} → {label}" for column, label in pairs]
    return pick("、", ", ").join(named)


def normal(header: str) -> str:
    """Return a header without case, spaces, full-width forms, remarks in brackets and marks."""
    text = unicodedata.normalize("NFKC", header).casefold()
    bare = _OPTIONAL.sub("", text)
    return _NOISE.sub("", bare) or _NOISE.sub("", text)


def is_forbidden(header: str) -> bool:
    """Whether a column never enters: the catalogue's forbidden fields, and diagnoses."""
    text = header.casefold()
    return bool(load_catalogue().forbidden_field(header)) or any(
        word in text for word in _DIAGNOSIS
    )


def find_columns(headers: Sequence[str], target: str, mapping: Mapping[str, str]) -> Columns:
    """Return which column is which field of a target.

    `mapping` (field to column) wins where a layer has that column. Otherwise an exact word wins
    over one that the header merely contains, and a column serves one field only.
    Raises: PrivacyError where the mapping asks for a column that never enters.
    """
    found = Columns(forbidden=[name for name in headers if is_forbidden(name)])
    free = {name: normal(name) for name in headers if name not in found.forbidden}
    words = words_of(target)
    for wanted, column in mapping.items():
        match = _column_named(column, headers)
        if match is None or wanted not in words:
            continue
        if match in found.forbidden:
            raise PrivacyError(
                tr(
                    "Column “{column}” cannot be taken: such facts never enter a project.",
                    column=match,
                )
            )
        found.of[wanted] = match
        free.pop(match, None)
    _take(found, free, words, exact=True)
    _take(found, free, words, exact=False)
    found.unused = list(free)
    return found


def _take(found: Columns, free: dict[str, str], words: FieldWords, *, exact: bool) -> None:
    ranked = [
        (rank, name, normal(word))
        for name, known in words.items()
        for rank, word in enumerate(known)
        if name not in found.of
    ]
    order = sorted(ranked, key=lambda item: item[0] if exact else -len(item[2]))
    for _, name, word in order:
        if name in found.of or (not exact and (len(word) < 2 or word.isascii())):
            continue
        for column, text in free.items():
            if text == word or (not exact and word in text):
                found.of[name] = column
                del free[column]
                break


def _column_named(column: str, headers: Sequence[str]) -> str | None:
    if column in headers:
        return column
    wanted = normal(column)
    return next((name for name in headers if normal(name) == wanted), None)


def check_mapping(mapping: Mapping[str, str], tables: Sequence[tuple[str, Sequence[str]]]) -> None:
    """Raise UsageError where a mapping names a field or column that no table has.

    A table is its target and its headers.
    """
    for name, column in mapping.items():
        known = {
            item: field_label(target, item) for target, _ in tables for item in words_of(target)
        }
        if name not in known:
            raise UsageError(
                tr("There is no field “{name}” to map.", name=name),
                hint=tr(
                    "Fields: {names}.", names=tr(", ").join(known[item] for item in sorted(known))
                ),
            )
        if all(_column_named(column, headers) is None for _, headers in tables):
            columns = list(dict.fromkeys(item for _, headers in tables for item in headers))
            raise UsageError(
                tr("There is no column “{column}”.", column=column),
                hint=tr("Columns: {names}.", names=tr(", ").join(columns[:40])),
            )
