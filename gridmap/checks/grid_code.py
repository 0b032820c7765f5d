"""A grid code that is missing, has another shape than the project's, or is used twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, Units, bounds_of, chosen
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.features import Grid, Project, Village

RULE = "grid_code"
_FIELD = re.compile(r"\{village\}|\{serial[^}]*\}")


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Grid codes that are missing or wrong")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return grids whose code cannot be right.

    A village without a code of its own gives its grids none.
    """
    used = Counter(grid.code for grid in context.reader.all(Grid) if grid.code)
    for grid in chosen(context, Grid, units):
        village = context.reader.find(grid.village, Village)
        if village is None or not (found := _message(context, grid, village, used[grid.code])):
            continue
        message, severity = found
        yield Problem(
            rule=RULE,
            severity=severity,
            message=message,
            feature_ids=(grid.id,),
            where=village.name,
            bounds_m=bounds_of(grid),
        )


def touched(reach: Reach) -> Ids:
    """Every grid where a grid, its village or the project's template changed: they are few."""
    changed = reach.ids(Grid, Village, Project)
    return reach.all(Grid) | changed if changed else frozenset()


def _message(
    context: Context, grid: Grid, village: Village, uses: int
) -> tuple[str, Severity] | None:
    names = {"grid": grid.name, "village": village.name, "code": grid.code}
    if not grid.code:
        if not village.code:
            return None
        return tr("{grid} of {village} has no code.", **names), Severity.NOTE
    if uses > 1:
        text = tr("The code {code} of {grid} of {village} is used more than once.", **names)
        return text, Severity.ERROR
    if village.code and not _pattern(context, village).fullmatch(grid.code):
        text = tr(
            "The code {code} of {grid} of {village} is not made like the others, such as {sample}.",
            sample=context.reader.project.grid_code_template.format(village=village.code, serial=1),
            **names,
        )
        return text, Severity.WARNING
    return None


def _pattern(context: Context, village: Village) -> re.Pattern[str]:
    """Return what the codes of a village's grids look like: its template with any serial."""
    template = context.reader.project.grid_code_template
    parts = _FIELD.split(template)
    fields = [
        re.escape(village.code) if field == "{village}" else _serial(field)
        for field in _FIELD.findall(template)
    ]
    pieces = [re.escape(part) for part in parts]
    return re.compile("".join(a + b for a, b in zip(pieces, [*fields, ""], strict=True)))


def _serial(field: str) -> str:
    """Return the pattern of a serial: as many digits as the template pads it to, or more."""
    width = len(field.format(serial=1))
    return rf"\d{{{width},}}"
