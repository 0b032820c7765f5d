"""`gridmap pictures`: list the pictures below the map, leave one out, delete one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gridmap.cli.common import JsonOption, ProjectArgument
from gridmap.cli.output import show
from gridmap.errors import UsageError
from gridmap.i18n import tr


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(
        "pictures", help=tr("List the pictures below the map, leave one out or delete one.")
    )(pictures)


def pictures(
    project: ProjectArgument,
    hide: Annotated[str | None, typer.Option(help=tr("Leave this picture out of prints."))] = None,
    show_again: Annotated[
        str | None, typer.Option("--show", help=tr("Print this picture again."))
    ] = None,
    remove: Annotated[
        str | None,
        typer.Option(help=tr("Delete this picture for good; the file it came from stays.")),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Do what is asked, then list the pictures that there are."""
    from gridmap.store.pictures import (
        picture_named,
        pictures_folder,
        remove_picture,
        show_picture,
    )

    wishes = [hide, show_again, remove]
    if sum(wish is not None for wish in wishes) > 1:
        raise UsageError(tr("Choose one of --hide, --show and --remove."))
    _check_there(project)
    folder = pictures_folder(project)
    if remove is not None:
        remove_picture(picture_named(folder, remove))
    elif hide is not None:
        show_picture(picture_named(folder, hide), is_shown=False)
    elif show_again is not None:
        show_picture(picture_named(folder, show_again), is_shown=True)
    _show_list(project, folder, as_json=as_json)


def _check_there(project: Path) -> None:
    """Raise what opening raises for a file that is no project."""
    from gridmap.store.connection import check_is_geopackage

    check_is_geopackage(project)


def _show_list(project: Path, folder: Path, *, as_json: bool) -> None:
    from gridmap.store.pictures import kept_pictures

    found = kept_pictures(folder)
    rows = [
        {
            "name": item.name,
            "file": item.source,
            "added": item.added,
            "width_px": item.width_px,
            "height_px": item.height_px,
            "bounds_m": [round(value, 1) for value in item.bounds_m],
            "is_shown": item.is_shown,
        }
        for item in found
    ]
    lines = []
    for item in found:
        left, low, right, high = item.bounds_m
        size = tr("{width} × {height} m", width=f"{right - left:.0f}", height=f"{high - low:.0f}")
        line = f"{item.name}  {item.source}  {item.added}  {size}"
        lines.append(line if item.is_shown else tr("{line}  (left out)", line=line))
    text = "\n".join(lines) or tr("No picture lies below the maps yet.")
    show({"project": str(project), "pictures": rows}, text, as_json=as_json)
