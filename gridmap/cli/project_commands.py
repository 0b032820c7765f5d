"""`gridmap new`, `import`, `info` and `check`: the project and what goes into it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gridmap.cli.output import run_with_progress, show
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.document import FeatureReader
from gridmap.model.features import (
    KINDS,
    CareRecord,
    Grid,
    Household,
    Project,
    Township,
    Village,
    VillagerGroup,
    new_id,
)
from gridmap.model.relations import Relations, has_position

if TYPE_CHECKING:
    from gridmap.cli.grid_repair import FittedImport
    from gridmap.importers.report import ImportReport
    from gridmap.importers.run import ImportOptions
    from gridmap.session import Session

JsonOption = Annotated[bool, typer.Option("--json", help=tr("Print one JSON object."))]
ProjectArgument = Annotated[Path, typer.Argument(help=tr("The project file (.gpkg)."))]


class Target(StrEnum):
    """What the features of a file are."""

    VILLAGES = "villages"
    GROUPS = "groups"
    GRIDS = "grids"
    HOUSEHOLDS = "households"
    PLACES = "places"
    ROADS = "roads"
    WATER = "water"
    CONTOURS = "contours"
    BUILDINGS = "buildings"
    CARE = "care"
    OFFICERS = "officers"
    ROSTER = "roster"


class Shift(StrEnum):
    """The shifted systems of web maps."""

    GCJ02 = "gcj02"
    BD09 = "bd09"


FilesArgument = Annotated[
    list[Path], typer.Argument(help=tr("Map files, tables or rosters to take in."))
]
LayerOption = Annotated[
    str | None, typer.Option(help=tr("Take only this layer or sheet of the file."))
]
TargetOption = Annotated[
    Target | None,
    typer.Option("--as", help=tr("What the features are; without it, it is recognised.")),
]
FilePlaneOption = Annotated[
    int | None, typer.Option(help=tr("EPSG code of the file where it names none or a wrong one."))
]
ShiftOption = Annotated[
    Shift | None, typer.Option(help=tr("The web map whose shifted degrees the file has."))
]
EncodingOption = Annotated[
    str | None, typer.Option(help=tr("Text encoding of the file, for example GB18030."))
]
ColumnsOption = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=COLUMN", help=tr("Which column holds a field.")),
]
RepairOption = Annotated[
    float | None,
    typer.Option(
        metavar="METRES",
        help=tr("Join the borders of grids that do not fit, within so many metres."),
    ),
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=tr("Only report; change nothing."))]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("new", help=tr("Make a new, empty project."))(new)
    app.command("import", help=tr("Take files into a project, as one step that can be undone."))(
        import_
    )
    app.command("undo", help=tr("Take the last change of a project back."))(undo)
    app.command("info", help=tr("Say what a project holds."))(info)
    app.command("check", help=tr("List what is wrong or missing in a project."))(check)


def new(
    project: ProjectArgument,
    name: Annotated[str, typer.Option(help=tr("The township's name."))],
    code: Annotated[
        str, typer.Option(help=tr("The township's statistical code, nine digits."))
    ] = "",
    crs: Annotated[
        int | None,
        typer.Option(
            help=tr("EPSG code of the plane in metres; without it the first map file decides.")
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Make a project file that holds only its own description and the township."""
    from gridmap.geo.crs import check_plane
    from gridmap.store.geopackage import create_project

    check_new_name(project)
    if not name.strip():
        raise UsageError(
            tr("The township needs a name."), hint=tr("Give it with --name, for example 云岭镇.")
        )
    if code and not (code.isascii() and code.isdigit() and len(code) in {6, 9, 12}):
        raise UsageError(
            tr("“{code}” is not a statistical code.", code=code),
            hint=tr("A township's code has nine digits; leave it out if you do not know it."),
        )
    if crs is not None:
        check_plane(crs)
    described = Project(id=new_id(), name=name, code=code, epsg=crs, created=date.today())
    create_project(project, described, [Township(id=new_id(), name=name, code=code)])
    show(
        {"project": str(project), "name": name, "code": code, "epsg": crs},
        tr("Made {path}.", path=project),
        as_json=as_json,
    )


def check_new_name(path: Path) -> None:
    """Raise UsageError unless a new project's file ends in .gpkg: other programs go by that."""
    if path.suffix.lower() != ".gpkg":
        raise UsageError(
            tr("“{path}” does not end in .gpkg.", path=path),
            hint=tr("Call the project file {name}.", name=f"{path.name}.gpkg"),
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
    from gridmap.session import open_session

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
    session = open_session(project, read_only=dry_run)
    try:
        report, fit = _taken_in(session, files, options, repair_grids, quiet=as_json)
        if not dry_run:
            session.apply(fit.changeset)
    finally:
        session.close()
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


def _pictures_kept(
    project: Path, files: list[Path], epsg: int | None, *, dry_run: bool, quiet: bool
) -> list[Path]:
    """Keep the pictures among some files below the map; return the other files."""
    from gridmap.importers.underlays import add_picture, is_picture
    from gridmap.session import open_session

    pictures = [path for path in files if is_picture(path)]
    if pictures and not dry_run:
        session = open_session(project, read_only=True)
        try:
            plane = session.document.project.epsg
        finally:
            session.close()
        for path in pictures:
            job = add_picture(project, path, plane_epsg=plane, epsg=epsg)
            kept = run_with_progress(job, quiet=quiet)
            words = tr("{file} now lies below the printed maps.", file=path.name)
            show({"picture": kept.folder.name}, words, as_json=quiet)
    return [path for path in files if not is_picture(path)]


def _taken_in(
    session: Session,
    files: list[Path],
    options: ImportOptions,
    repair_m: float | None,
    *,
    quiet: bool,
) -> tuple[ImportReport, FittedImport]:
    """Return what an import says, and its changeset with the grids repaired if asked."""
    from gridmap.cli.grid_repair import fitted
    from gridmap.importers.run import import_files

    snapshot = session.document.snapshot()
    result = run_with_progress(import_files(snapshot, files, options=options), quiet=quiet)
    return result.report, fitted(snapshot, result.changeset, repair_m, quiet=quiet)


def _pair(text: str) -> tuple[str, str]:
    field, equals, column = text.partition("=")
    if not equals or not field or not column:
        raise UsageError(
            tr("“{text}” does not say which column holds a field.", text=text),
            hint=tr("Write it as FIELD=COLUMN, for example door=门牌号."),
        )
    return field, column


def undo(project: ProjectArgument, as_json: JsonOption = False) -> None:
    """Take the last act back, whoever did it; the window's undo goes on from there."""
    from gridmap.session import open_session

    session = open_session(project)
    try:
        title = session.undo_title
        changeset = session.undo()
    finally:
        session.close()
    if changeset is None:
        raise UsageError(
            tr("There is nothing to take back."),
            hint=tr("Nothing has been changed in this project."),
        )
    body = {"project": str(project), "undone": title, "changes": len(changeset)}
    show(
        body,
        tr("Taken back: {title} ({count} features).", title=title, count=len(changeset)),
        as_json=as_json,
    )


def info(project: ProjectArgument, as_json: JsonOption = False) -> None:
    """Print names, counts and villages of a project; the file is not changed."""
    from gridmap.session import open_session

    session = open_session(project, read_only=True)
    try:
        body = _summary(session.document.snapshot(), project)
    finally:
        session.close()
    show(body, _summary_text(body), as_json=as_json)


def _summary(reader: FeatureReader, path: Path) -> dict[str, Any]:
    relations = Relations(reader)
    described = reader.project
    villages = [
        {
            "code": village.code,
            "name": village.name,
            "groups": len(relations.groups_in_village.get(village.id, ())),
            "grids": len(relations.grids_in_village.get(village.id, ())),
            "households": len(relations.households_in_village.get(village.id, ())),
        }
        for village in sorted(reader.all(Village), key=lambda item: (item.code, item.name))
    ]
    return {
        "project": str(path),
        "name": described.name,
        "code": described.code,
        "epsg": described.epsg,
        "counts": {kind.kind: reader.count(kind) for kind in KINDS if kind is not Project},
        "households_without_position": sum(
            1 for household in reader.all(Household) if not has_position(household)
        ),
        "households_in_no_village": len(relations.households_in_village.get(None, ())),
        "households_in_no_grid": sum(
            1 for household in relations.households_in_grid.get(None, ()) if has_position(household)
        ),
        "villages": villages,
    }


def _summary_text(body: dict[str, Any]) -> str:
    counts = body["counts"]
    lines = [
        f"{body['name']} {body['code']}".rstrip(),
        tr(
            "{villages} villages, {groups} groups, {grids} grids, {households} households, "
            "{records} care records",
            villages=counts[Village.kind],
            groups=counts[VillagerGroup.kind],
            grids=counts[Grid.kind],
            households=counts[Household.kind],
            records=counts[CareRecord.kind],
        ),
        tr("Not yet on the map: {count}", count=body["households_without_position"]),
        tr("In no village: {count}", count=body["households_in_no_village"]),
        tr("In no grid: {count}", count=body["households_in_no_grid"]),
    ]
    lines += [
        "  "
        + tr(
            "{code} {name}: {groups} groups, {grids} grids, {households} households",
            **{name: village[name] for name in ("code", "name", "groups", "grids", "households")},
        ).strip()
        for village in body["villages"]
    ]
    return "\n".join(lines)


def check(project: ProjectArgument, as_json: JsonOption = False) -> None:
    """Run every rule of gridmap/checks and print what it finds; a problem is no failure."""
    from gridmap.checks.run import run_checks
    from gridmap.session import open_session

    session = open_session(project, read_only=True)
    try:
        problems = run_checks(session.document.snapshot(), on=date.today())
    finally:
        session.close()
    body = {"project": str(project), "problems": [problem.to_dict() for problem in problems]}
    lines = [problem.message for problem in problems]
    lines.append(tr("{count} problems found.", count=len(problems)))
    show(body, "\n".join(lines), as_json=as_json)
