"""A grid whose head is not named, or whose head's term is over."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, Units, bounds_of, chosen
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.duties import GRID_HEAD
from gridmap.model.features import Grid, Officer

RULE = "grid_without_head"


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Grids without a head")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return grids without a grid head in office on the day."""
    for grid in chosen(context, Grid, units):
        posts = [post for post in context.responsibilities.held(grid.id) if post.role == GRID_HEAD]
        if any(post.officer is not None for post in posts):
            continue
        village = context.village_name(grid.village)
        yield Problem(
            rule=RULE,
            severity=Severity.ERROR,
            message=_message(context, grid, village),
            feature_ids=(grid.id,),
            where=village,
            bounds_m=bounds_of(grid),
        )


def touched(reach: Reach) -> Ids:
    """Grids that changed, or a duty held for them."""
    return reach.grids | reach.scopes


def _message(context: Context, grid: Grid, village: str) -> str:
    """Return the sentence: the term of the last head is over, or there is none."""
    duties = [
        duty
        for duty in context.relations.duties_of.get(grid.id, ())
        if duty.role == GRID_HEAD and duty.officer is not None and duty.valid_to is not None
    ]
    past = [duty for duty in duties if duty.valid_to is not None and duty.valid_to < context.on]
    if not past:
        return tr("{grid} of {village} has no grid head.", grid=grid.name, village=village)
    last = max(past, key=lambda duty: duty.valid_to or context.on)
    officer = context.reader.find(last.officer, Officer)
    return tr(
        "The term of {officer} as head of {grid} of {village} ended on {day}.",
        officer=officer.name if officer is not None else "",
        grid=grid.name,
        village=village,
        day=last.valid_to,
    )
