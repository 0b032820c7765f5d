"""Errors the world causes: each says what happened, to which thing, and what to do.

Our own bugs are not among them; they crash loudly. The command line ends with the class's
`exit_code`.
"""

from __future__ import annotations

from typing import ClassVar


class GridMapError(Exception):
    """Something outside the program went wrong and the user can act on it.

    `message` is a whole sentence that names the thing; `hint` is the next step. Both are in the
    user's language.
    """

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "error"

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return the message and the hint in one line."""
        return f"{self.message} {self.hint}".rstrip()


class UsageError(GridMapError):
    """What was asked for cannot be done as asked."""

    exit_code = 2
    code = "usage"


class PasswordNeededError(UsageError):
    """A file is locked, and the password for it is missing or wrong."""

    exit_code = 12
    code = "password_needed"


class NotFoundError(GridMapError):
    """A named file, village, officer or layer does not exist."""

    exit_code = 3
    code = "not_found"


class ImportFileError(GridMapError):
    """A file that came in cannot be read or understood."""

    exit_code = 4
    code = "import"


class ProjectFileError(GridMapError):
    """The project file is missing, damaged, foreign, too new, or cannot be written."""

    exit_code = 5
    code = "project_file"


class ProjectLockedError(ProjectFileError):
    """Somebody else has the project open for writing."""

    exit_code = 6
    code = "project_locked"


class GeometryError(GridMapError):
    """A shape cannot be used as drawn."""

    exit_code = 7
    code = "geometry"


class CrsError(GridMapError):
    """A coordinate system is unknown, unusable here, or missing."""

    exit_code = 8
    code = "crs"


class ExportError(GridMapError):
    """A page, file or booklet cannot be made."""

    exit_code = 9
    code = "export"


class StaleChangeError(GridMapError):
    """A change starts from a state that is no longer the document's."""

    exit_code = 10
    code = "stale_change"


class PrivacyError(GridMapError):
    """What was asked for would put a private fact where it must not be."""

    exit_code = 11
    code = "privacy"
