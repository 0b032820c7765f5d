"""`gridmap restore` puts a backup back; `gridmap erase` takes deleted care records out of all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gridmap.cli.common import DryRunOption, JsonOption, ProjectArgument
from gridmap.cli.output import run_with_progress, show
from gridmap.errors import NotFoundError
from gridmap.i18n import tr

if TYPE_CHECKING:
    from gridmap.store.backup import Backup


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("restore", help=tr("List a project's backups, or put one of them back."))(restore)
    app.command(
        "erase", help=tr("Erase deleted care records from the history and the backups, for good.")
    )(erase)


def restore(
    project: ProjectArgument,
    backup: Annotated[
        str | None,
        typer.Argument(help=tr("The backup's name, or “newest”; without it they are listed.")),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List backups, newest first; or restore one and keep what was there in the backup folder."""
    from gridmap.store.backup import list_states, restore_backup

    found = list_states(project)
    if backup is None:
        _show_list(project, found, as_json=as_json)
        return
    chosen = _named(found, backup, project)
    replaced = restore_backup(chosen.path, project)
    lines = [tr("Restored {path} as it was at {time}.", path=project, time=_time(chosen))]
    if replaced is not None:
        lines.append(tr("What was there is now {path}.", path=replaced))
    body = {"project": str(project), "restored": chosen.path.stem, "replaced": replaced}
    show(body, "\n".join(lines), as_json=as_json)


def erase(
    project: ProjectArgument,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Take care records that were deleted out of the change log and of all dated backups."""
    from gridmap.store.erasing import count_deleted, erase_deleted

    if dry_run:
        count = count_deleted(project)
        words = tr("The history holds {count} deleted care records.", count=count)
        show({"project": str(project), "deleted": count}, words, as_json=as_json)
        return
    erased = run_with_progress(erase_deleted(project), quiet=as_json)
    lines = [
        tr(
            "{count} deleted care records are erased from the history and from {backups} backups.",
            count=erased.records,
            backups=erased.backups,
        )
    ]
    lines += [tr("{path} could not be read; delete it.", path=path) for path in erased.unreadable]
    body = {
        "project": str(project),
        "erased": erased.records,
        "backups": erased.backups,
        "unreadable": [str(path) for path in erased.unreadable],
    }
    show(body, "\n".join(lines), as_json=as_json)


def _show_list(project: Path, found: Sequence[Backup], *, as_json: bool) -> None:
    names = [
        {
            "name": item.path.stem,
            "made_at": item.made_at.isoformat(),
            "replaced": item.is_replaced,
        }
        for item in found
    ]
    lines = [f"{item.path.stem}  {item.size_bytes // 1024} KB" for item in found]
    text = "\n".join(lines) or tr("There is no backup of {path}.", path=project)
    show({"project": str(project), "backups": names}, text, as_json=as_json)


def _named(found: Sequence[Backup], name: str, project: Path) -> Backup:
    wanted = name.removesuffix(".gpkg")
    for item in found:
        if wanted == item.path.stem or (wanted == "newest" and not item.is_replaced):
            return item
    raise NotFoundError(
        tr("There is no backup “{name}” of {path}.", name=name, path=project),
        hint=tr("“gridmap restore PROJECT” lists those there are."),
    )


def _time(backup: Backup) -> str:
    return backup.made_at.strftime("%Y-%m-%d %H:%M:%S")
