"""How a command gets a password: from a file, from the environment, or typed unseen.

Never as an argument: those stay in the shell's history and are seen by everybody on the machine.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from gridmap.errors import UsageError
from gridmap.i18n import tr

VARIABLE: Final = "GRIDMAP_PASSWORD"

LockOption = Annotated[
    bool,
    typer.Option(
        "--lock",
        help=tr(
            "Lock the files with a password (AES-256): typed unseen, or from GRIDMAP_PASSWORD."
        ),
    ),
]
PasswordFileOption = Annotated[
    Path | None,
    typer.Option(
        "--password-file",
        help=tr("Lock the files with the password on the first line of this file."),
    ),
]


def wanted_password(*, lock: bool, file: Path | None) -> str:
    """Return the password to lock with; empty where nothing is to be locked.

    Raises: UsageError where it cannot be had, or is not fit for use.
    """
    if file is None and not lock:
        return ""
    from gridmap.export.pdf.locking import check_password

    password = _first_line(file) if file is not None else _from_outside()
    check_password(password)
    return password


def known_password(file: Path | None) -> str:
    """Return the password of a locked file that is read; empty where none is told.

    Raises: UsageError where the password file cannot be read.
    """
    return _first_line(file) if file is not None else os.environ.get(VARIABLE, "")


def _first_line(file: Path) -> str:
    try:
        with file.open(encoding="utf-8-sig") as lines:
            return lines.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            tr("The password file {path} cannot be read.", path=file),
            hint=tr("Write the password on its first line, in UTF-8."),
        ) from error


def _from_outside() -> str:
    known = os.environ.get(VARIABLE)
    if known:
        return known
    if not sys.stdin.isatty():
        raise UsageError(
            tr("There is nobody to type the password."),
            hint=tr("Use --password-file, or set GRIDMAP_PASSWORD."),
        )
    typed: str = typer.prompt(
        tr("Password for the files"), hide_input=True, confirmation_prompt=tr("Once more"), err=True
    )
    return typed
