"""Words for people: English in the code, Chinese in resources/translations/zh_CN/*.toml.

`tr("Row {row} has no door number.", row=14)` looks the whole sentence up and fills its named
fields. A sentence without a translation stays English; tests/test_i18n.py keeps the Chinese
complete. The language is one per process, as with gettext.
"""

from __future__ import annotations

import locale
import os
import tomllib
from functools import cache
from importlib import resources
from typing import Final

CHINESE: Final = "zh_CN"
ENGLISH: Final = "en"
LANGUAGES: Final = (CHINESE, ENGLISH)

_current = [ENGLISH]


@cache
def _messages(code: str) -> dict[str, str]:
    """Return all sentences of a language, merged from its files (one per package)."""
    if code == ENGLISH:
        return {}
    merged: dict[str, str] = {}
    folder = resources.files("gridmap") / "resources" / "translations" / code
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            merged.update(tomllib.loads(entry.read_text("utf-8")))
    return merged


def set_language(code: str) -> None:
    """Use this language from now on; `code` is one of LANGUAGES."""
    if code not in LANGUAGES:
        raise ValueError(code)
    _current[0] = code


def language() -> str:
    """Return the language in use."""
    return _current[0]


def system_language() -> str:
    """Return Chinese where the system is Chinese or names no language, English elsewhere."""
    named = (
        os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    )
    if not named:
        named = locale.getlocale()[0] or ""
    language_part = named.lower().partition(".")[0]
    if language_part in {"", "c", "posix"}:
        return CHINESE
    return CHINESE if language_part.startswith(("zh", "chinese")) else ENGLISH


def tr(message: str, /, **fields: object) -> str:
    """Return the sentence in the current language with its named fields filled in."""
    text = _messages(_current[0]).get(message, message)
    return text.format(**fields) if fields else text


def pick(zh: str, en: str) -> str:
    """Return the one of two names (as the catalogue holds them) that fits the current language."""
    return zh if _current[0] == CHINESE else en
