"""The verb on emergency numbers: what the office prints instead of the national ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from gridmap.actions.edits import clean_text, edit_fields
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.features import Project

MOST_NUMBERS: Final = 8
LONGEST_PURPOSE: Final = 24
"""In half widths: a Chinese sign counts two, so that the words stay large."""

_NUMBER: Final = re.compile(r"[0-9][0-9 \-]{1,17}")


def set_emergency(reader: FeatureReader, numbers: Iterable[tuple[str, str]]) -> Changeset:
    """Return the changeset that gives the project its emergency numbers; none: the national ones.

    Pairs of number and purpose; lines without either are left out. Raises: UsageError for a number
    that is none, one without a purpose, a purpose too long for its box, or too many of them.
    """
    kept = []
    for number, purpose in ((clean_text(a), clean_text(b)) for a, b in numbers):
        if not number and not purpose:
            continue
        if not _NUMBER.fullmatch(number):
            raise UsageError(
                tr("“{text}” is not a phone number.", text=number),
                hint=tr("Digits, spaces and strokes: 0930-1234567."),
            )
        if not purpose:
            raise UsageError(tr("Say what {number} is for.", number=number))
        if sum(1 if sign.isascii() else 2 for sign in purpose) > LONGEST_PURPOSE:
            raise UsageError(
                tr("“{text}” is too long to be read across a room.", text=purpose),
                hint=tr("At most {most} fit.", most=LONGEST_PURPOSE // 2),
            )
        kept.append((number, purpose))
    if len(kept) > MOST_NUMBERS:
        raise UsageError(tr("At most {most} emergency numbers are printed.", most=MOST_NUMBERS))
    (project,) = reader.all(Project)
    title = tr("Change the emergency numbers")
    return edit_fields(project, {"emergency": tuple(kept)}, allowed={"emergency"}, title=title)
