"""`gridmap visits`: print an officer's due visits in walking order."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gridmap.cli.common import DayOption, JsonOption, ProjectArgument, day_of, read_snapshot
from gridmap.cli.named import find_officer
from gridmap.cli.output import run_with_progress, show
from gridmap.cli.password import LockOption, PasswordFileOption, wanted_password
from gridmap.i18n import tr
from gridmap.model.day_list import WEEK_DAYS

if TYPE_CHECKING:
    from gridmap.export.lists.day_sheet import DaySheetReport


class SlipPaper(StrEnum):
    """Papers of a list to take along."""

    A4 = "A4"
    A5 = "A5"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("visits", help=tr("Print an officer's due visits in walking order."))(visits)


def visits(
    project: ProjectArgument,
    officer: Annotated[
        str, typer.Option(help=tr("The officer it is for (name, or name and phone)."))
    ],
    out: Annotated[Path, typer.Option(help=tr("The .pdf file to write."))],
    paper: Annotated[SlipPaper, typer.Option(help=tr("Paper size."))] = SlipPaper.A5,
    days: Annotated[
        int, typer.Option(min=0, help=tr("Visits due within so many days are on it."))
    ] = WEEK_DAYS,
    all_people: Annotated[
        bool, typer.Option("--all", help=tr("All of the officer's people, due or not."))
    ] = False,
    on: DayOption = None,
    lock: LockOption = False,
    password_file: PasswordFileOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the list and say how many people it holds and how far the walk is."""
    from gridmap.export.lists.day_sheet import export_day_sheet

    password = wanted_password(lock=lock, file=password_file)
    snapshot = read_snapshot(project)
    job = export_day_sheet(
        snapshot,
        find_officer(snapshot, officer),
        out,
        on=day_of(on),
        paper=paper.value,
        days=None if all_people else days,
        password=password,
    )
    _show_report(run_with_progress(job, quiet=as_json), as_json=as_json)


def _show_report(report: DaySheetReport, *, as_json: bool) -> None:
    body = {
        "path": str(report.path),
        "pages": report.pages,
        "people": report.people,
        "walk_m": round(report.walk_m),
    }
    text = tr(
        "{people} people on {pages} pages, about {km} km on foot: {path}",
        people=report.people,
        pages=report.pages,
        km=f"{report.walk_m / 1000:.1f}",
        path=report.path,
    )
    show(body, text, as_json=as_json)
