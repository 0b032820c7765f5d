"""`gridmap new`, `undo`, `info` and `check`: the project and what is in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from gridmap.cli.common import JsonOption, ProjectArgument, read_snapshot
from gridmap.cli.output import show
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


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("new", help=tr("Make a new, empty project."))(new)
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
    body = _summary(read_snapshot(project), project)
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

    problems = run_checks(read_snapshot(project), on=date.today())
    body = {"project": str(project), "problems": [problem.to_dict() for problem in problems]}
    lines = [problem.message for problem in problems]
    lines.append(tr("{count} problems found.", count=len(problems)))
    show(body, "\n".join(lines), as_json=as_json)
