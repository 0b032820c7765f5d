"""What a phone number may look like: digits and the signs that people put between them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from gridmap.errors import UsageError
from gridmap.i18n import tr

_PHONE: Final = re.compile(r"[\d\s+\-()/、,;]*")
_BETWEEN: Final = re.compile(r"[/、,;]")
FEWEST_DIGITS: Final = 3
MOST_DIGITS: Final = 16


def check_phone(text: str) -> None:
    """Raise UsageError for a text that is no phone number, nor several of them."""
    plain = unicodedata.normalize("NFKC", text)
    if not _PHONE.fullmatch(plain):
        raise UsageError(
            tr("“{text}” is not a phone number.", text=text),
            hint=tr("Write digits only, several numbers with a comma between."),
        )
    for number in _BETWEEN.split(plain):
        digits = sum(char.isdigit() for char in number)
        if number.strip() and not FEWEST_DIGITS <= digits <= MOST_DIGITS:
            raise UsageError(
                tr("“{text}” is not a phone number.", text=number.strip()),
                hint=tr("It has {count} digits; look at it again.", count=digits),
            )
