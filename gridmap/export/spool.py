"""Rows of bytes that wait on the disk, in a file without a name that ends with the process."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from gridmap.export.booklet_files import disk_errors


class Spool:
    """Takes rows of bytes and gives them back; `target` is the file that they are for."""

    def __init__(self, file: IO[bytes], target: Path) -> None:
        self._file, self._target = file, target

    def put(self, row: bytes) -> tuple[int, int]:
        """Keep a row and return its place. Raises: ExportError where the disk takes no more."""
        with disk_errors(self._target):
            start = self._file.seek(0, io.SEEK_END)
            self._file.write(row)
        return start, len(row)

    def get(self, place: tuple[int, int]) -> bytes:
        """Return the row at a place. Raises: ExportError where the disk does not give it back."""
        start, length = place
        with disk_errors(self._target):
            self._file.seek(start)
            return self._file.read(length)


@contextmanager
def spool_for(target: Path, *, is_secret: bool = False) -> Iterator[Spool]:
    """Open a spool in the folder of a file; nothing of it is left at the end.

    `is_secret` keeps the rows in memory: what will be locked must never be on the disk as it is.
    Raises: ExportError where the folder takes no file.
    """
    if is_secret:
        yield Spool(io.BytesIO(), target)
        return
    with ExitStack() as stack:
        with disk_errors(target):
            file = tempfile.TemporaryFile(dir=target.parent)  # noqa: SIM115 - closed by the stack
        stack.callback(_forget, file)
        yield Spool(file, target)


def _forget(file: IO[bytes]) -> None:
    """Close a file whatever the disk says: a full one would not take the last rows even then."""
    with suppress(OSError):
        file.close()
