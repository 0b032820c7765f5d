"""The project file of the guided task: made anew at each beginning, kept until it is finished."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import platformdirs

from gridmap.i18n import tr
from gridmap.progress import Job, Progress
from gridmap.settings import Settings

_FOLDER: Final = "first-steps"
_BEGUN: Final = "guide_begun"


def practice_copy_path() -> Path:
    """Return where the practice copy lies, in a folder of its own."""
    data = Path(platformdirs.user_data_dir("gridmap", appauthor=False))
    return data / _FOLDER / "practice-village.gpkg"


def is_practice_copy(path: Path | None) -> bool:
    """Whether a project is the practice copy: it is kept out of the list of recent projects."""
    return path is not None and path == practice_copy_path()


def can_resume(settings: Settings) -> bool:
    """Whether a guided task was begun and left before its end."""
    return bool(settings.ui.get(_BEGUN)) and practice_copy_path().is_file()


def note_begun(settings: Settings, *, is_begun: bool) -> None:
    """Remember that the guided task is under way, or that it is finished."""
    settings.ui[_BEGUN] = is_begun
    settings.save()


def fresh_copy_job(path: Path) -> Job[Path]:
    """Throw the old practice copy away with its backups, make a new one; return its path.

    Raises: ProjectFileError where the folder cannot be written.
    """
    yield Progress(0, 0, tr("Making the practice village…"))
    from gridmap.model.features import Project
    from gridmap.store.geopackage import create_project
    from gridmap.synth.practice_village import practice_village

    shutil.rmtree(path.parent, ignore_errors=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    features = practice_village()
    project = next(item for item in features if isinstance(item, Project))
    create_project(path, project, features)
    return path
