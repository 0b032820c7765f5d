"""`gridmap cover`: the proof that everything has an officer and a leader, or what has none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gridmap.cli.common import (
    DayOption,
    JsonOption,
    OneOfficerOption,
    ProjectArgument,
    VillagesOption,
    day_of,
    read_snapshot,
)
from gridmap.cli.named import find_officer, find_village
from gridmap.cli.output import run_with_progress, show
from gridmap.errors import ExportError, NotFoundError
from gridmap.i18n import tr
from gridmap.model.document import FeatureReader
from gridmap.model.editions import Edition, edition_view
from gridmap.model.features import FeatureId, Village

if TYPE_CHECKING:
    from gridmap.export.lists.cover_proof import Proof


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("cover", help=tr("Prove who covers what: a PDF and an xlsx file a village."))(cover)


def cover(
    project: ProjectArgument,
    out: Annotated[
        Path,
        typer.Option(help=tr("A folder; for one village also a .pdf or .xlsx name for both.")),
    ],
    village: VillagesOption = None,
    on: DayOption = None,
    edition: Annotated[
        Edition,
        typer.Option(help=tr("P1 counts, P2 households, P3 one officer's own people.")),
    ] = Edition.SUMMARY,
    officer: OneOfficerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the proof and say for each village what is not covered."""
    from gridmap.export.lists.cover_proof import write_proof

    snapshot = read_snapshot(project)
    day = day_of(on)
    recipient = find_officer(snapshot, officer) if officer is not None else None
    view = edition_view(snapshot, edition, on=day, recipient=recipient)
    chosen = _chosen(snapshot, village or ())
    rows = []
    for item in chosen:
        target = _target(out, item, edition, alone=len(chosen) == 1)
        proof = run_with_progress(write_proof(snapshot, view, item, target), quiet=as_json)
        rows.append(_row(item, proof))
    body = {"on": day.isoformat(), "edition": edition.value, "villages": rows}
    show(body, "\n".join(_words(row) for row in rows), as_json=as_json)


def _row(village: Village, proof: Proof) -> dict[str, object]:
    found = proof.result
    return {
        "village": village.name,
        "code": village.code,
        "households": found.households,
        "households_not_covered": found.open_households,
        "records": found.records,
        "records_not_covered": found.open_records,
        "files": [str(proof.pages), str(proof.workbook)],
    }


def _words(row: Mapping[str, object]) -> str:
    return tr(
        "{village}: {households_not_covered} of {households} households and "
        "{records_not_covered} of {records} care records have no officer or no leader.",
        **{key: value for key, value in row.items() if key not in ("code", "files")},
    )


def _chosen(reader: FeatureReader, names: Iterable[str]) -> list[Village]:
    asked: list[FeatureId] = [find_village(reader, name) for name in names]
    if asked:
        return [reader.get(key, Village) for key in asked]
    found = sorted(reader.all(Village), key=lambda item: (item.code, item.name))
    if not found:
        raise NotFoundError(
            tr("The project has no villages."), hint=tr("Draw or import villages first.")
        )
    return found


def _target(out: Path, village: Village, edition: Edition, *, alone: bool) -> Path:
    """Return the name of a village's files without their endings."""
    if out.suffix.casefold() in {".pdf", ".xlsx"}:
        if not alone:
            raise ExportError(
                tr("Several villages do not go into one file."), hint=tr("Name a folder.")
            )
        return out.with_suffix("")
    parts = (tr("Proof of cover"), village.code, village.name, edition.value)
    from gridmap.export.booklet_files import safe_name

    return out / safe_name("-".join(part for part in parts if part))
