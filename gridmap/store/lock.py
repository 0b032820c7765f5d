"""Who has a project open for writing: a small file beside it, held by the system while we live.

The system releases its hold when the process ends, however it ends, so a lock that a killed
program left behind is taken over at once. The file's text names the holder for people, and for
shares on which the system's hold does not reach other computers.
"""

from __future__ import annotations

import getpass
import json
import os
import socket
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from gridmap.errors import ProjectFileError, ProjectLockedError
from gridmap.i18n import tr
from gridmap.store.connection import reason_of

if sys.platform == "win32":
    import msvcrt

    _HOLD_AT = 1 << 30

    def _hold(descriptor: int) -> None:
        # a byte far behind the text, so that others can still read who holds it
        os.lseek(descriptor, _HOLD_AT, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _hold(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock: user, computer, process number and since when (ISO, local time)."""

    user: str
    host: str
    pid: int
    since: str


def lock_path(path: Path) -> Path:
    """Return the lock file of a project file."""
    return path.with_name(f"{path.name}.lock")


class ProjectLock:
    """The hold on one project file; `release` gives it up and takes the lock file away."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = lock_path(path)
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the hold up. Twice does no harm."""
        if self._descriptor < 0:
            return
        if sys.platform == "win32":
            os.close(self._descriptor)
            self._path.unlink(missing_ok=True)
        else:
            self._path.unlink(missing_ok=True)
            os.close(self._descriptor)
        self._descriptor = -1


def acquire(path: Path) -> ProjectLock:
    """Take the hold on a project file.

    Raises: ProjectLockedError naming the holder; ProjectFileError where the folder is read-only.
    """
    target = lock_path(path)
    while True:
        try:
            descriptor = os.open(target, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise ProjectFileError(
                tr(
                    "“{path}” cannot be opened for writing: {reason}.",
                    path=path,
                    reason=reason_of(error),
                ),
                hint=tr("Open it read-only, or copy it to a folder of your own."),
            ) from error
        try:
            _hold(descriptor)
        except OSError:
            os.close(descriptor)
            raise _locked(path, _holder_in(target)) from None
        if _is_same_file(descriptor, target):
            break
        os.close(descriptor)
    holder = _holder_in(target)
    if holder is not None and holder.host != socket.gethostname():
        os.close(descriptor)
        raise _locked(path, holder)
    _write_holder(descriptor)
    return ProjectLock(path, descriptor)


def _is_same_file(descriptor: int, target: Path) -> bool:
    """Whether the file that we hold is still at its path: its last holder takes it away."""
    try:
        there = target.stat()
    except OSError:
        return False
    held = os.fstat(descriptor)
    return (held.st_ino, held.st_dev) == (there.st_ino, there.st_dev)


def _write_holder(descriptor: int) -> None:
    since = datetime.now().astimezone().isoformat(timespec="minutes")
    holder = Holder(user_name(), socket.gethostname(), os.getpid(), since)
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(asdict(holder), ensure_ascii=False).encode())
    os.fsync(descriptor)


def _holder_in(target: Path) -> Holder | None:
    """Return who a lock file names, None where it names nobody (just made, or damaged)."""
    try:
        raw = json.loads(target.read_text("utf-8"))
        return Holder(str(raw["user"]), str(raw["host"]), int(raw["pid"]), str(raw["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _locked(path: Path, holder: Holder | None) -> ProjectLockedError:
    if holder is None:
        message = tr("“{path}” is open in another GridMap.", path=path)
    else:
        message = tr(
            "“{path}” is open: {user}@{host}, process {pid}, since {since}.",
            path=path,
            **asdict(holder),
        )
    return ProjectLockedError(
        message,
        hint=tr(
            "Close it there or open it read-only. If that computer was switched off while it was"
            " open, delete “{lock}”.",
            lock=lock_path(path).name,
        ),
    )


def user_name() -> str:
    """Return the name of the person who is logged in."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"
