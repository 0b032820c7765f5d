"""Names and places of the files of an atlas."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from gridmap.errors import ExportError
from gridmap.export.spec import AtlasSpec
from gridmap.i18n import tr

_UNSAFE: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST: Final = 60


def booklet_name(key: str, name: str, spec: AtlasSpec, prefix: str) -> str:
    """Return the name of a booklet's file; `prefix` is the officer it is for."""
    parts = [prefix, key, name, spec.edition.value] if prefix else [key, name, spec.edition.value]
    text = _UNSAFE.sub("_", "-".join(part for part in parts if part)).strip(" .")
    return text[:_LONGEST] + ".pdf"


def folder_name(officer: str) -> str:
    """Return the name of an officer's folder."""
    return _UNSAFE.sub("_", officer).strip(" .")[:_LONGEST] or "officer"


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
