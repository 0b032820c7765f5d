"""`gridmap import`: take maps, tables, rosters and pictures into a project."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gridmap.cli.common import DryRunOption, JsonOption, ProjectArgument, read_snapshot
from gridmap.cli.import_options import (
    ColumnsOption,
    EncodingOption,
    FilePlaneOption,
    FilesArgument,
    LayerOption,
    RepairOption,
    ShiftOption,
    TargetOption,
)
from gridmap.cli.output import run_with_progress, show
from gridmap.errors import UsageError
from gridmap.i18n import tr

if TYPE_CHECKING:
    from gridmap.cli.grid_repair import FittedImport
    from gridmap.importers.report import ImportReport
    from gridmap.importers.run import ImportOptions


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("import", help=tr("Take files into a project, as one step that can be undone."))(
        import_
    )


def import_(
    project: ProjectArgument,
    files: FilesArgument,
    layer: LayerOption = None,
    as_: TargetOption = None,
    crs: FilePlaneOption = None,
    shift: ShiftOption = None,
    encoding: EncodingOption = None,
    map_: ColumnsOption = None,
    repair_grids: RepairOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Import files as one changeset and print the report."""
    from gridmap.importers.run import ImportOptions

    files = _pictures_kept(project, files, crs, dry_run=dry_run, quiet=as_json)
    if not files:
        return
    options = ImportOptions(
        layer=layer,
        target=as_.value if as_ is not None else None,
        epsg=crs,
        shift=shift.value if shift is not None else None,
        encoding=encoding,
        mapping=dict(_pair(text) for text in map_ or ()),
        open_project=project,
    )
    report, fit = _taken_in(
        project, files, options, repair_grids, is_kept=not dry_run, quiet=as_json
    )
    _show_report(report, fit, dry_run=dry_run, as_json=as_json)


def _pictures_kept(
    project: Path, files: list[Path], epsg: int | None, *, dry_run: bool, quiet: bool
) -> list[Path]:
    """Keep the pictures among some files below the map; return the other files."""
    from gridmap.importers.underlays import add_picture, is_picture

    pictures = [path for path in files if is_picture(path)]
    if pictures and not dry_run:
        plane = read_snapshot(project).project.epsg
        for path in pictures:
            job = add_picture(project, path, plane_epsg=plane, epsg=epsg)
            kept = run_with_progress(job, quiet=quiet)
            words = tr("{file} now lies below the printed maps.", file=path.name)
            show({"picture": kept.folder.name}, words, as_json=quiet)
    return [path for path in files if not is_picture(path)]


def _taken_in(
    project: Path,
    files: Sequence[Path],
    options: ImportOptions,
    repair_m: float | None,
    *,
    is_kept: bool,
    quiet: bool,
) -> tuple[ImportReport, FittedImport]:
    """Return what an import says, and its changeset with the grids repaired if asked.

    It is kept in the project as one act, or not at all.
    """
    from gridmap.cli.grid_repair import fitted
    from gridmap.importers.run import import_files
    from gridmap.session import open_session

    session = open_session(project, read_only=not is_kept)
    try:
        snapshot = session.document.snapshot()
        result = run_with_progress(import_files(snapshot, files, options=options), quiet=quiet)
        fit = fitted(snapshot, result.changeset, repair_m, quiet=quiet)
        if is_kept:
            session.apply(fit.changeset)
    finally:
        session.close()
    return result.report, fit


def _show_report(report: ImportReport, fit: FittedImport, *, dry_run: bool, as_json: bool) -> None:
    changes = len(fit.changeset)
    last = (
        tr("Nothing was changed (dry run); {count} features would change.", count=changes)
        if dry_run
        else tr("{count} features added or changed.", count=changes)
    )
    body = {
        "dry_run": dry_run,
        "changes": changes,
        "report": report.to_dict(),
        "grids_that_do_not_fit": fit.villages,
    }
    show(body, "\n".join([report.to_text(), *fit.sentences, last]), as_json=as_json)


def _pair(text: str) -> tuple[str, str]:
    field, equals, column = text.partition("=")
    if not equals or not field or not column:
        raise UsageError(
            tr("“{text}” does not say which column holds a field.", text=text),
            hint=tr("Write it as FIELD=COLUMN, for example door=门牌号."),
        )
    return field, column
