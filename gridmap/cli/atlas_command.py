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
    WithoutPartsOption,
    WithPartsOption,
)
from gridmap.cli.common import JsonOption, ProjectArgument, VillagesOption
from gridmap.cli.named import find_grid_of_one, find_incident, find_officer, find_village
from gridmap.cli.output import run_with_progress, show
from gridmap.cli.password import LockOption, PasswordFileOption, wanted_password
from gridmap.errors import ProjectFileError
from gridmap.export.parts.choice import DEFAULT_PARTS, Part
from gridmap.export.spec import AtlasSpec
from gridmap.i18n import tr
from gridmap.model.document import FeatureReader, Snapshot
from gridmap.model.editions import Edition
from gridmap.model.runs import PrintRun, RunDraft

if TYPE_CHECKING:
    from gridmap.export.parts.changes import Changes
    from gridmap.export.report import AtlasReport
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
    password = wanted_password(lock=lock, file=password_file)
    state = _read(project, since=changes_since, is_recorded=not no_record, quiet=as_json)
    spec = AtlasSpec(
        edition=edition,
        **_of_whom(state.snapshot, village, grid=grid, officer=officer, incident=incident),
        **_pictures(project),
        parts=_parts(with_part, without_part),
        paper=paper.value,
        by=by.value,
        on=date.today(),
        surname_only=surname_only,
        recipient=recipient,
        revision=state.revision,
        changes=state.changes,
        valid_until=valid_until.date() if valid_until else None,
    )
    report = _exported(state, spec, out, password=password, quiet=as_json)
    _show_report(report, project, _draft(report, spec, state, out), as_json=as_json)


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
    own_grid = find_grid_of_one(reader, grid, villages) if grid is not None else None
    return {
        "villages": villages if own_grid is None else (own_grid.village,),
        "grid": own_grid.id if own_grid is not None else None,
        "officer": find_officer(reader, officer) if officer is not None else None,
        "incident": find_incident(reader, incident) if incident is not None else None,
    }


def _parts(added: Iterable[Part] | None, left_out: Iterable[Part] | None) -> frozenset[Part]:
    return (DEFAULT_PARTS | frozenset(added or ())) - frozenset(left_out or ())


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


def _draft(report: AtlasReport, spec: AtlasSpec, state: _State, out: Path) -> RunDraft | None:
    """Return what the project is to keep of the run, if it is to be kept."""
    if not state.revision:
        return None
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
