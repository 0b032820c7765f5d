"""Files that open only with a password: AES with 256 bits (PDF 2.0, revision 6).

The plain file never touches the disk: it is locked in memory before it is written.
"""

from __future__ import annotations

import io
import unicodedata
from typing import Final

from gridmap.errors import UsageError
from gridmap.i18n import tr

SHORTEST: Final = 8
"""Characters that a password has at least."""

_LONGEST_BYTES: Final = 127
"""What the format takes of a password."""


def check_password(password: str) -> None:
    """Raise UsageError for a password that is weak, or that programs would read differently."""
    if len(password) < SHORTEST:
        raise UsageError(
            tr("The password is too short: it needs at least {count} characters.", count=SHORTEST)
        )
    if len(password.encode()) > _LONGEST_BYTES:
        raise UsageError(
            tr("The password is too long."), hint=tr("Use at most 40 Chinese characters.")
        )
    if unicodedata.normalize("NFKC", password) != password or not password.isprintable():
        raise UsageError(
            tr("The password holds characters that not every program reads alike."),
            hint=tr("Use no full-width letters or digits and no special blanks."),
        )


def locked(data: bytes, password: str) -> bytes:
    """Return a PDF's bytes so that only the password opens them. Raises: UsageError."""
    check_password(password)
    return locked_again(data, password)


def locked_again(data: bytes, password: str) -> bytes:
    """Return a PDF's bytes locked with the password of a file that they were taken from."""
    import pikepdf  # slow to load, and a form that checks a password has no need of it

    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(kept, encryption=pikepdf.Encryption(owner=password, user=password, R=6))
    return kept.getvalue()
