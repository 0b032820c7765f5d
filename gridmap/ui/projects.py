"""Opening and making projects as jobs, and what the recent list remembers of them. No Qt."""

from __future__ import annotations

import gc
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gridmap.i18n import tr
from gridmap.progress import Job, Progress
from gridmap.settings import Settings

if TYPE_CHECKING:
    from gridmap.session import Session

PRACTICE_SEED: Final = 1


def open_job(path: Path, *, read_only: bool, author: str) -> Job[Session]:
    """Open a project. Raises what `open_session` raises."""
    yield Progress(0, 0, tr("Opening {name}…", name=path.stem))
    from gridmap.session import open_session

    session = open_session(path, read_only=read_only, author=author)
    # What was loaded lives as long as the project: the garbage collector need not walk through
    # it again and again, which would stop the window for half a second at county size.
    gc.freeze()
    return session


def make_job(path: Path, *, name: str, code: str, epsg: int | None) -> Job[Path]:
    """Make a project that holds its own description and the township; return its path."""
    yield Progress(0, 0, tr("Making {name}…", name=name))
    from gridmap.model.features import Project, Township, new_id
    from gridmap.store.geopackage import create_project

    project = Project(id=new_id(), name=name, code=code, epsg=epsg, created=date.today())
    create_project(path, project, [Township(id=new_id(), name=name, code=code)])
    return path


def practice_job(path: Path) -> Job[Path]:
    """Make the practice township unless it is there already; return its path."""
    if path.exists():
        return path
    from gridmap.model.features import Project
    from gridmap.store.geopackage import create_project
    from gridmap.synth.township import synthesize

    features = yield from synthesize("township", PRACTICE_SEED)
    project = next(item for item in features if isinstance(item, Project))
    path.parent.mkdir(parents=True, exist_ok=True)
    create_project(path, project, (item for item in features if item is not project))
    return path


def remember(settings: Settings, path: Path, session: Session) -> None:
    """Put a project at the head of the recent list with its name and number of villages."""
    from gridmap.model.features import Village

    settings.remember_project(path)
    notes: dict[str, Any] = settings.ui.setdefault("project_notes", {})
    key = str(path.resolve())
    notes[key] = {
        "name": session.document.project.name,
        "villages": session.document.count(Village),
        "opened": date.today().isoformat(),
    }
    for stale in set(notes) - set(settings.recent):
        del notes[stale]
