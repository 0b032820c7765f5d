"""The one way in: files -> Changeset and ImportReport, which the caller applies in one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import shapely

from gridmap.errors import CrsError, ImportFileError
from gridmap.geo.crs import plane_for, plane_words
from gridmap.geo.fit import Shapes, as_points
from gridmap.i18n import tr
from gridmap.importers import sources
from gridmap.importers.columns import check_mapping, find_columns
from gridmap.importers.draft import Draft
from gridmap.importers.intake import Intake
from gridmap.importers.layer import RawLayer
from gridmap.importers.options import TARGETS, ImportOptions
from gridmap.importers.placing import placed, source_middle
from gridmap.importers.reach import leave_out_far
from gridmap.importers.recipes import (
    BUILDERS,
    HEADERS_NAMED,
    JOINED,
    LISTS,
    Recipe,
    in_order,
    why_not,
    with_houses,
)
from gridmap.importers.recognise import recognise
from gridmap.importers.report import ImportReport, LayerReport, Outcome, Remark, target_label
from gridmap.importers.sheets import read_tables
from gridmap.importers.vectors import read_vectors
from gridmap.model.changes import Changeset
from gridmap.model.document import FeatureReader
from gridmap.progress import Job, Progress

__all__ = [
    "TARGETS",
    "ImportOptions",
    "ImportReport",
    "ImportResult",
    "LayerReport",
    "Outcome",
    "Remark",
    "import_files",
    "read_layers",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """The changes that the files bring, not yet applied, and what happened to every row."""

    changeset: Changeset
    report: ImportReport


def import_files(
    reader: FeatureReader, paths: Sequence[Path], *, options: ImportOptions
) -> Job[ImportResult]:
    """Read files and return what they change in the project.

    Layers of all files are recognised first and taken in the order of the builders; nothing is
    applied here. Where the project has no plane yet, the first map layer decides it.
    Raises: NotFoundError, ImportFileError, CrsError, UsageError, PrivacyError; then nothing is
    taken.
    """
    layers: list[RawLayer] = []
    for number, path in enumerate(paths):
        yield Progress(number, len(paths), tr("Reading {file}.", file=path.name))
        layers.extend(read_layers(path, options))
    report = ImportReport()
    recipes = _recipes(layers, options, report)
    draft = Draft(reader)
    plane_epsg = _plane(draft, recipes, options, report)
    for number, recipe in enumerate(recipes):
        yield Progress(number, len(recipes), tr("Taking in {layer}.", layer=recipe.layer.name))
        _take(draft, recipe, plane_epsg, options, report)
    title = tr("Import {files}", files=", ".join(path.name for path in paths))
    changeset = draft.changeset(title)
    report.made = _counted(changeset, new=True)
    report.edited = _counted(changeset, new=False)
    return ImportResult(changeset=changeset, report=report)


def read_layers(path: Path, options: ImportOptions) -> list[RawLayer]:
    """Return the layers or sheets of a file that are not empty.

    Raises: NotFoundError, ImportFileError naming the file, and the layer where it is to blame.
    """
    kind = sources.kind_of(path, options)
    is_table = kind in (sources.TEXT, sources.WORKBOOK)
    layers = read_tables(path, kind, options) if is_table else read_vectors(path, kind, options)
    if not layers and options.layer is not None:
        raise ImportFileError(
            tr("“{file}” has no layer “{layer}”.", file=path.name, layer=options.layer)
        )
    filled = [layer for layer in layers if len(layer)]
    if not filled:
        raise ImportFileError(
            tr("“{file}” holds no features and no rows.", file=path.name),
            hint=tr("Ask for the file again."),
        )
    return filled


def _recipes(
    layers: Sequence[RawLayer], options: ImportOptions, report: ImportReport
) -> list[Recipe]:
    """Return what every layer becomes; layers that are left out are reported.

    Raises: ImportFileError where nothing at all is recognised, UsageError for a bad mapping.
    """
    recipes = []
    for layer in layers:
        recipe = Recipe(layer, options.target or recognise(layer))
        reason = why_not(recipe, options.mapping)
        if not reason:
            recipes.append(recipe)
        else:
            report.layers.append(_left_out(layer, reason))
    if not recipes:
        raise _nothing_taken(layers, options, report)
    if options.target in (None, "households"):
        recipes = with_houses(recipes)
    check_mapping(options.mapping, [(item.target, item.layer.headers) for item in recipes])
    return in_order(recipes)


def _left_out(layer: RawLayer, reason: str) -> LayerReport:
    report = LayerReport(file=layer.file.name, layer=layer.name, target="", rows=len(layer))
    report.count(Outcome.DROPPED, len(layer))
    report.tell(reason)
    return report


def _nothing_taken(
    layers: Sequence[RawLayer], options: ImportOptions, report: ImportReport
) -> ImportFileError:
    """Return the error where no layer can be taken: its reason, or what was seen of the layers."""
    if options.target is not None:
        first = report.layers[0]
        reason = tr(
            "“{file}”, layer “{layer}”: {reason}",
            file=first.file,
            layer=first.layer,
            reason=first.messages[0],
        )
        return ImportFileError(
            reason,
            hint=options.hint_for_target,
        )
    names = tr("; ").join(
        tr(
            "{file} / {layer} (columns: {columns})",
            file=layer.file.name,
            layer=layer.name,
            columns=tr(", ").join(layer.headers[:HEADERS_NAMED]) or "-",
        )
        for layer in layers[:5]
    )
    spoken = tr(
        "Say what they are, for example --as villages; it can be: {targets}.",
        targets=tr(", ").join(f"{target_label(name)} ({name})" for name in TARGETS),
    )
    return ImportFileError(
        tr("It cannot be told what these layers are: {names}.", names=names),
        hint=options.hint_for_target if options.in_window else spoken,
    )


def _plane(
    draft: Draft, recipes: Sequence[Recipe], options: ImportOptions, report: ImportReport
) -> int:
    """Return the project's plane; where it is not decided yet, the first map layer decides it."""
    project = draft.reader.project
    if project.epsg is not None:
        return project.epsg
    for recipe in recipes:
        if recipe.layer.shapes is None:
            continue
        middle = source_middle(recipe.layer, options)
        if middle is not None:
            epsg = plane_for(*middle)
            draft.put(replace(project, epsg=epsg))
            report.messages.append(
                tr(
                    "The project now uses {plane}, for the place of these data.",
                    plane=plane_words(epsg),
                )
            )
            return epsg
    return 0


def _take(
    draft: Draft, recipe: Recipe, plane_epsg: int, options: ImportOptions, report: ImportReport
) -> None:
    layer = recipe.layer
    columns = find_columns(layer.headers, recipe.target, options.mapping)
    page = LayerReport(
        file=layer.file.name,
        layer=layer.name,
        target=recipe.target,
        rows=len(layer) + len(layer.totals),
        columns=dict(columns.of),
        unused_columns=list(columns.unused),
        forbidden_columns=list(columns.forbidden),
        messages=list(layer.messages),
    )
    report.layers.append(page)
    for row in layer.totals:
        page.note(Outcome.DROPPED, tr("it is a sum of other rows"), row)
    shapes = _shapes(draft, recipe, plane_epsg, options, page)
    _told_once(report, page, layer)
    if shapes is not None and shapely.is_missing(shapes).all():
        page.tell(tr("No row of this layer has a usable shape."))
    origin = options.shift or ""
    intake = Intake(draft, layer, recipe.target, columns, page, shapes, origin=origin)
    BUILDERS[recipe.target](intake)


def _told_once(report: ImportReport, page: LayerReport, layer: RawLayer) -> None:
    """Take out what was already said of the coordinates of another layer of the same file."""
    told = {
        message
        for other in report.layers
        if other is not page and other.file == page.file
        for message in other.messages
    }
    page.messages = [
        message for message in page.messages if message in layer.messages or message not in told
    ]


def _shapes(
    draft: Draft, recipe: Recipe, plane_epsg: int, options: ImportOptions, page: LayerReport
) -> Shapes | None:
    """Return the layer's shapes in the plane; the points of a table only where they are of use."""
    layer = recipe.layer
    if layer.shapes is None or (layer.is_table and recipe.target in LISTS):
        return None
    try:
        shapes = placed(layer, plane_epsg, options, page)
        if plane_epsg:
            leave_out_far(shapes, layer, draft)
        return as_points(shapes) if recipe.target in JOINED else shapes
    except CrsError as error:
        if recipe.target not in JOINED:
            raise
        page.tell(str(error))
        return None


def _counted(changeset: Changeset, *, new: bool) -> dict[str, int]:
    kinds = (change.feature.kind for change in changeset if (change.old is None) == new)
    return dict(Counter(kinds))
