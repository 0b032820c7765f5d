"""`gridmap list`: write one list of a project to an xlsx or csv file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gridmap.cli.common import (
    DayOption,
    JsonOption,
    OneOfficerOption,
    ProjectArgument,
    day_of,
    read_snapshot,
)
from gridmap.cli.named import find_officer
from gridmap.cli.output import run_with_progress, show
from gridmap.i18n import tr
from gridmap.model.editions import Edition, edition_view


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("list", help=tr("Write a list to an xlsx or csv file."))(list_)


def list_(
    project: ProjectArgument,
    what: Annotated[
        str,
        typer.Argument(
            help=tr(
                "villages, groups, grids, officers, duties, places, households, care or visits."
            )
        ),
    ],
    out: Annotated[Path, typer.Option(help=tr("The .xlsx or .csv file to write."))],
    edition: Annotated[
        Edition, typer.Option(help=tr("Who the list is for; it decides what may be in it."))
    ] = Edition.HOUSEHOLD,
    officer: OneOfficerOption = None,
    on: DayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the list and print where it is and how many rows it has."""
    from gridmap.export.lists.files import write_lists
    from gridmap.export.lists.out import list_table

    snapshot = read_snapshot(project)
    recipient = find_officer(snapshot, officer) if officer is not None else None
    table = list_table(edition_view(snapshot, edition, on=day_of(on), recipient=recipient), what)
    files = run_with_progress(write_lists([table], out), quiet=as_json)
    body = {"list": what, "rows": len(table.rows), "files": [str(path) for path in files]}
    text = tr("{list}: {count} rows in {path}.", list=table.title, count=len(table.rows), path=out)
    show(body, text, as_json=as_json)
