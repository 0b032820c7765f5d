"""`gridmap atlas`: print booklets to PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from gridmap.cli.atlas_options import (
    EditionOption,
    GridOption,
    IncidentOption,
    LastDayOption,
    NoRecordOption,
    OfficerOption,
    OutOption,
    Paper,
    PaperOption,
    RecipientOption,
    SinceOption,
    SurnameOption,
    Unit,
    UnitOption,
    VillagesOption,
    WithoutPartsOption,
    WithPartsOption,
)
from gridmap.cli.output import run_with_progress, show
from gridmap.cli.password import LockOption, PasswordFileOption, wanted_password
from gridmap.cli.project_commands import JsonOption, ProjectArgument
from gridmap.errors import NotFoundError, ProjectFileError, UsageError
from gridmap.export.parts.choice import DEFAULT_PARTS
from gridmap.i18n import tr
from gridmap.model.document import FeatureReader, Snapshot
from gridmap.model.editions import Edition
from gridmap.model.evacuation import open_incidents
from gridmap.model.features import FeatureId, Grid, Officer, Village
from gridmap.model.runs import PrintRun, RunDraft

if TYPE_CHECKING:
    from gridmap.export.parts.changes import Changes
    from gridmap.export.report import AtlasReport
    from gridmap.export.spec import AtlasSpec
    from gridmap.session import Session


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("atlas", help=tr("Make the atlas: one PDF, or a folder with a booklet a village."))(
        atlas
    )


def atlas(
    project: ProjectArgument,
    out: OutOption,
    village: VillagesOption = None,
    edition: EditionOption = Edition.HOUSEHOLD,
    officer: OfficerOption = None,
    incident: IncidentOption = None,
    grid: GridOption = None,
    with_part: WithPartsOption = None,
    without_part: WithoutPartsOption = None,
    paper: PaperOption = Paper.A4,
    by: UnitOption = Unit.GROUP,
    surname_only: SurnameOption = False,
    recipient: RecipientOption = "",
    valid_until: LastDayOption = None,
    changes_since: SinceOption = None,
    lock: LockOption = False,
    password_file: PasswordFileOption = None,
    no_record: NoRecordOption = False,
    as_json: JsonOption = False,
) -> None:
    """Export the atlas, print its report and keep the run in the project."""
    from gridmap.export.spec import AtlasSpec

    password = wanted_password(lock=lock, file=password_file)
    state = _read(project, since=changes_since, is_recorded=not no_record, quiet=as_json)
    spec = AtlasSpec(
        edition=edition,
        **_of_whom(state.snapshot, village, grid=grid, officer=officer, incident=incident),
        **_pictures(project),
        parts=(DEFAULT_PARTS | frozenset(with_part or ())) - frozenset(without_part or ()),
        paper=paper.value,
        by=by.value,
        on=date.today(),
        surname_only=surname_only,
        recipient=recipient,
        revision=state.revision,
        changes=state.changes,
        valid_until=valid_until.date() if valid_until else a_year_after(date.today()),
    )
    report = _exported(state, spec, out, password=password, quiet=as_json)
    draft = None if no_record else _draft(report, spec, state, out)
    _show_report(report, project, draft, as_json=as_json)


@dataclass(frozen=True, slots=True)
class _State:
    """What a project file held, with the number that the run will get (empty: none)."""

    snapshot: Snapshot
    log_seq: int
    revision: str
    changes: Changes | None


def _read(project: Path, *, since: int | None, is_recorded: bool, quiet: bool) -> _State:
    from gridmap.session import open_session

    session = open_session(project, read_only=True)
    try:
        return _State(
            session.document.snapshot(),
            session.log_seq,
            session.next_revision if is_recorded else "",
            None if since is None else _changes(session, session.run(since), quiet=quiet),
        )
    finally:
        session.close()


def _of_whom(
    reader: FeatureReader,
    village: Sequence[str] | None,
    *,
    grid: str | None,
    officer: str | None,
    incident: str | None,
) -> dict[str, Any]:
    """Return the fields of a spec that say which part of the project it is about."""
    villages = tuple(find_village(reader, text) for text in village or ())
    own_grid = _chosen_grid(reader, grid, villages) if grid is not None else None
    return {
        "villages": villages if own_grid is None else (own_grid.village,),
        "grid": own_grid.id if own_grid is not None else None,
        "officer": find_officer(reader, officer) if officer is not None else None,
        "incident": find_incident(reader, incident) if incident is not None else None,
    }


def _pictures(project: Path) -> dict[str, Any]:
    from gridmap.export.underlay import underlay_fields
    from gridmap.store.pictures import pictures_folder

    return underlay_fields(pictures_folder(project))


def _exported(
    state: _State, spec: AtlasSpec, out: Path, *, password: str, quiet: bool
) -> AtlasReport:
    from gridmap.export.atlas import export_atlas

    job = export_atlas(state.snapshot, spec, out, password=password)
    return run_with_progress(job, quiet=quiet)


def _draft(report: AtlasReport, spec: AtlasSpec, state: _State, out: Path) -> RunDraft:
    from gridmap.export.runs.draft import run_draft

    is_volume = out.suffix.casefold() == ".pdf"
    return run_draft(report, spec, log_seq=state.log_seq, is_volume=is_volume)


def _changes(session: Session, run: PrintRun, *, quiet: bool) -> Changes:
    """Return what is new since a run, for the change page."""
    from gridmap.export.runs.changed import as_changes, changed_atlas

    before, now = session.as_of(run.entry.log_seq), session.document.snapshot()
    job = changed_atlas(now, before, run, on=date.today(), pictures=session.pictures)
    return as_changes(run_with_progress(job, quiet=quiet))


def _show_report(
    report: AtlasReport, project: Path, draft: RunDraft | None, *, as_json: bool
) -> None:
    """Keep the run, where there is a draft of it, and print what was made."""
    body, text = report.to_dict(), report.to_text()
    if draft is not None:
        body["run"], words = _recorded(project, draft)
        text += f"\n{words}"
    show(body, text, as_json=as_json)


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
