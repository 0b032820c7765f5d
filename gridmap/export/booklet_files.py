"""Names and places of the files of an atlas."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from gridmap.errors import ExportError
from gridmap.export.spec import AtlasSpec
from gridmap.i18n import tr
from gridmap.model.features import FeatureId

_UNSAFE: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST: Final = 60


def safe_name(text: str) -> str:
    """Return a text as part of a file's name, without what some system does not take there."""
    return _UNSAFE.sub("_", text).strip(" .")


def booklet_name(key: str, name: str, spec: AtlasSpec, prefix: str) -> str:
    """Return the name of a booklet's file; `prefix` is the officer it is for."""
    parts = [prefix, key, name, spec.edition.value] if prefix else [key, name, spec.edition.value]
    text = safe_name("-".join(part for part in parts if part))
    return text[:_LONGEST] + ".pdf"


def folder_names(officers: Mapping[FeatureId, str]) -> dict[FeatureId, str]:
    """Return a folder's name for each officer, by id; officers of one name are told apart."""
    names: dict[FeatureId, str] = {}
    for key, name in officers.items():
        base = safe_name(name)[:_LONGEST] or "officer"
        number = sum(other == base or other.startswith(f"{base}-") for other in names.values())
        names[key] = base if not number else f"{base}-{number + 1}"
    return names


class Staging:
    """The files of a run under temporary names, until all of them are there.

    `commit` renames them, `discard` removes them and the folders made for them; what stood there
    before the run is only replaced by `commit`.
    """

    def __init__(self) -> None:
        self._files: list[tuple[Path, Path]] = []
        self._folders: list[Path] = []

    def path_for(self, target: Path) -> Path:
        """Return where to write a file now. Raises: ExportError where its folder cannot be made."""
        missing = [folder for folder in target.parents if not folder.exists()]
        self._folders += reversed(missing)
        with disk_errors(target):
            target.parent.mkdir(parents=True, exist_ok=True)
        staged = target.with_name(target.name + ".new")
        self._files.append((staged, target))
        return staged

    def commit(self) -> None:
        """Give the files their names. Raises: ExportError."""
        for staged, target in self._files:
            with disk_errors(target):
                staged.replace(target)

    def discard(self) -> None:
        """Remove what was written and the folders that were made."""
        for staged, _ in self._files:
            staged.unlink(missing_ok=True)
            staged.with_name(staged.name + ".part").unlink(missing_ok=True)
        for folder in reversed(self._folders):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


@contextmanager
def disk_errors(target: Path) -> Iterator[None]:
    """Turn what the disk refuses while a file is written into an ExportError that names it."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError(
            tr("“{file}” cannot be written: {reason}.", file=target.name, reason=reason),
            hint=tr("Close the file where it is open, or choose another folder."),
        ) from error


def check_target(out: Path) -> None:
    """Raise ExportError where the atlas can clearly not be written to."""
    if out.suffix.casefold() == ".pdf":
        if out.is_dir():
            raise ExportError(
                tr("“{file}” is a folder.", file=out.name), hint=tr("Choose another name.")
            )
    elif out.exists() and not out.is_dir():
        raise ExportError(
            tr("“{file}” is a file, not a folder.", file=out.name),
            hint=tr("Choose a folder, or a name that ends in .pdf."),
        )


def peak_memory_mb() -> float:
    """Return the process's peak memory in megabytes, 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1_048_576 if sys.platform == "darwin" else peak / 1024
