"""The projects that were opened last, and what is remembered of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from gridmap.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentProject:
    """A project of the recent list with what is remembered of it; `villages` None: not known.

    `is_gone`: its file is not where it was.
    """

    path: Path
    name: str
    opened: date | None
    villages: int | None
    backup: datetime | None
    is_gone: bool = False


def recent_projects(settings: Settings) -> list[RecentProject]:
    """Return the recent projects, newest first; those whose file is gone are said to be."""
    notes = settings.ui.get("project_notes", {})
    found = []
    for text in settings.recent:
        path = Path(text)
        is_gone = not path.is_file()
        note = notes.get(text, {})
        opened = date.fromisoformat(note["opened"]) if "opened" in note else None
        found.append(
            RecentProject(
                path=path,
                name=note.get("name") or path.stem,
                opened=opened,
                villages=note.get("villages"),
                backup=None if is_gone else last_backup(path),
                is_gone=is_gone,
            )
        )
    return found


def last_backup(path: Path) -> datetime | None:
    """Return when the newest backup beside a project was made, None where there is none."""
    from gridmap.store.backup import list_backups

    newest = next(iter(list_backups(path)), None)
    return newest.made_at if newest is not None else None
