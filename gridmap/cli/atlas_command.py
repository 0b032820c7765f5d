"""`gridmap atlas`: print booklets to PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gridmap.cli.output import run_with_progress, show
from gridmap.cli.password import LockOption, PasswordFileOption, wanted_password
from gridmap.cli.project_commands import JsonOption, ProjectArgument
from gridmap.errors import NotFoundError, ProjectFileError, UsageError
from gridmap.export.parts.choice import DEFAULT_PARTS, Part
from gridmap.i18n import tr
from gridmap.model.document import FeatureReader
from gridmap.model.editions import Edition
from gridmap.model.evacuation import open_incidents
from gridmap.model.features import FeatureId, Grid, Officer, Village
from gridmap.model.runs import PrintRun, RunDraft

if TYPE_CHECKING:
    from gridmap.export.parts.changes import Changes
    from gridmap.session import Session


class Paper(StrEnum):
    """Papers that an atlas can be printed on."""

    A4 = "A4"
    A3 = "A3"
    K8 = "8K"
    K16 = "16K"


class Unit(StrEnum):
    """What a detail sheet is about."""

    GROUP = "group"
    GRID = "grid"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("atlas", help=tr("Make the atlas: one PDF, or a folder with a booklet a village."))(
        atlas
    )


def atlas(
    project: ProjectArgument,
    out: Annotated[
        Path, typer.Option(help=tr("A .pdf file for one volume, or a folder for booklets."))
    ],
    village: Annotated[
        list[str] | None,
        typer.Option(help=tr("Code or name of a village; repeat for more. Without it: all.")),
    ] = None,
    edition: Annotated[
        Edition,
        typer.Option(
            help=tr(
                "P0 public, P1 summary, P2 household map, P3 one officer's own people, "
                "P4 evacuation in an incident."
            )
        ),
    ] = Edition.HOUSEHOLD,
    officer: Annotated[
        str | None,
        typer.Option(
            help=tr(
                "Only what this officer answers for, for that officer (name, or name and phone); "
                "a P3 without it is made for each."
            )
        ),
    ] = None,
    incident: Annotated[
        str | None, typer.Option(help=tr("The name of the open incident a P4 is for."))
    ] = None,
    grid: Annotated[
        str | None, typer.Option(help=tr("Only this grid's sheets and households (name or code)."))
    ] = None,
    with_part: Annotated[
        list[Part] | None,
        typer.Option(
            "--with", help=tr("Add a part that is off unless asked for; repeat for more.")
        ),
    ] = None,
    without_part: Annotated[
        list[Part] | None,
        typer.Option("--without", help=tr("Leave a part out; repeat for more.")),
    ] = None,
    paper: Annotated[Paper, typer.Option(help=tr("Paper size."))] = Paper.A4,
    by: Annotated[
        Unit, typer.Option(help=tr("Detail sheets by villager group or by grid."))
    ] = Unit.GROUP,
    surname_only: Annotated[
        bool, typer.Option("--surname-only", help=tr("Print only the surname of each head."))
    ] = False,
    recipient: Annotated[
        str, typer.Option(help=tr("Who gets the booklet (P1, P2); it stands on every page."))
    ] = "",
    valid_until: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help=tr("The last day on which it may be used; without it, one year."),
        ),
    ] = None,
    changes_since: Annotated[
        int | None,
        typer.Option(
            help=tr("Print a change page: what is new since the print run of this number.")
        ),
    ] = None,
    lock: LockOption = False,
    password_file: PasswordFileOption = None,
    no_record: Annotated[
        bool, typer.Option("--no-record", help=tr("Do not keep this print run in the project."))
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Export the atlas, print its report and keep the run in the project."""
    from gridmap.export.atlas import export_atlas
    from gridmap.export.runs.draft import run_draft
    from gridmap.export.spec import AtlasSpec
    from gridmap.export.underlay import underlay_fields
    from gridmap.session import open_session
    from gridmap.store.pictures import pictures_folder

    password = wanted_password(lock=lock, file=password_file)
    session = open_session(project, read_only=True)
    try:
        snapshot, log_seq = session.document.snapshot(), session.log_seq
        revision = "" if no_record else session.next_revision
        changes = None
        if changes_since is not None:
            changes = _changes(session, session.run(changes_since), quiet=as_json)
    finally:
        session.close()
    villages = tuple(find_village(snapshot, text) for text in village or ())
    own_grid = _chosen_grid(snapshot, grid, villages) if grid is not None else None
    spec = AtlasSpec(
        edition=edition,
        villages=villages if own_grid is None else (own_grid.village,),
        grid=own_grid.id if own_grid is not None else None,
        parts=(DEFAULT_PARTS | frozenset(with_part or ())) - frozenset(without_part or ()),
        officer=find_officer(snapshot, officer) if officer is not None else None,
        paper=paper.value,
        by=by.value,
        on=date.today(),
        surname_only=surname_only,
        incident=find_incident(snapshot, incident) if incident is not None else None,
        recipient=recipient,
        **underlay_fields(pictures_folder(project)),
        revision=revision,
        changes=changes,
        valid_until=valid_until.date() if valid_until is not None else a_year_after(date.today()),
    )
    report = run_with_progress(export_atlas(snapshot, spec, out, password=password), quiet=as_json)
    body, text = report.to_dict(), report.to_text()
    if not no_record:
        draft = run_draft(report, spec, log_seq=log_seq, is_volume=out.suffix.casefold() == ".pdf")
        body["run"], words = _recorded(project, draft)
        text += f"\n{words}"
    show(body, text, as_json=as_json)


def _changes(session: Session, run: PrintRun, *, quiet: bool) -> Changes:
    """Return what is new since a run, for the change page."""
    from gridmap.export.runs.changed import as_changes, changed_atlas

    before, now = session.as_of(run.entry.log_seq), session.document.snapshot()
    job = changed_atlas(now, before, run, on=date.today(), pictures=session.pictures)
    return as_changes(run_with_progress(job, quiet=quiet))


def _recorded(project: Path, draft: RunDraft) -> tuple[int | None, str]:
    """Keep a run in the project file; return its number (None: not kept) and a sentence on it."""
    from gridmap.session import open_session

    try:
        session = open_session(project)
    except ProjectFileError as error:
        return None, tr("The print run is not recorded: {reason}", reason=error.message)
    try:
        number = session.record_run(draft).entry.number
    finally:
        session.close()
    return number, tr("Recorded as print run {number}.", number=number)


def a_year_after(day: date) -> date:
    """Return the same day of the next year (28 February for a leap day)."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def find_village(reader: FeatureReader, text: str) -> FeatureId:
    """Return the village with a code or name. Raises: NotFoundError, UsageError for several."""
    found = [item for item in reader.all(Village) if text in {item.code, item.name}]
    if len(found) == 1:
        return found[0].id
    if found:
        raise UsageError(
            tr("{count} villages are called “{name}”.", count=len(found), name=text),
            hint=tr("Use the code: {codes}.", codes=_listed(item.code for item in found)),
        )
    raise NotFoundError(
        tr("There is no village “{name}” in this project.", name=text),
        hint=tr("It has: {names}.", names=_listed(item.name for item in reader.all(Village))),
    )


def _chosen_grid(reader: FeatureReader, text: str, villages: Sequence[FeatureId]) -> Grid:
    if len(villages) > 1:
        raise UsageError(
            tr("A booklet of one grid is of one village."), hint=tr("Name one village.")
        )
    key = find_grid(reader, text, village=villages[0] if villages else None)
    return reader.get(key, Grid)


def find_grid(reader: FeatureReader, text: str, *, village: FeatureId | None) -> FeatureId:
    """Return the grid with a code or name, in a village where that is known.

    Raises: NotFoundError, UsageError where several are called so.
    """
    inside = [item for item in reader.all(Grid) if village in (None, item.village)]
    found = [item for item in inside if text in {item.code, item.name}]
    if len(found) == 1:
        return found[0].id
    if found:
        raise UsageError(
            tr("{count} grids are called “{name}”.", count=len(found), name=text),
            hint=tr("Add --village, or use the code: {codes}.",
                    codes=_listed(item.code for item in found)),
        )  # fmt: skip
    raise NotFoundError(
        tr("There is no grid “{name}”.", name=text),
        hint=tr("There are: {names}.", names=_listed(item.name for item in inside)),
    )


def find_officer(reader: FeatureReader, text: str) -> FeatureId:
    """Return the officer with a name or phone. Raises: NotFoundError, UsageError for several."""
    words = text.split()
    found = [
        item
        for item in reader.all(Officer)
        if text in {item.name, item.phone} or words == [item.name, item.phone]
    ]
    if len(found) == 1:
        return found[0].id
    if found:
        raise UsageError(
            tr("{count} officers are called “{name}”.", count=len(found), name=text),
            hint=tr("Add the phone: {phones}.", phones=_listed(item.phone for item in found)),
        )
    raise NotFoundError(
        tr("There is no officer “{name}” in this project.", name=text),
        hint=tr("It has: {names}.", names=_listed(item.name for item in reader.all(Officer))),
    )


def find_incident(reader: FeatureReader, text: str) -> FeatureId:
    """Return the open incident with a name. Raises: NotFoundError, UsageError for several."""
    there = open_incidents(reader)
    found = [item for item in there if item.name == text]
    if len(found) == 1:
        return found[0].id
    if found:
        raise UsageError(
            tr("{count} open incidents are called “{name}”.", count=len(found), name=text),
            hint=tr("Give one of them another name."),
        )
    raise NotFoundError(
        tr("There is no open incident “{name}” in this project.", name=text),
        hint=tr("It has: {names}.", names=_listed(item.name for item in there)),
    )


def _listed(words: Iterable[str], *, most: int = 12) -> str:
    named = [word for word in words if word]
    return ", ".join(named[:most]) + (" ..." if len(named) > most else "") if named else tr("none")
