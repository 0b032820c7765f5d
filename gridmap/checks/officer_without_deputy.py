"""An officer whom nobody stands in for."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, Units, bounds_of, chosen
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.duties import AUXILIARY, DOCTOR, GRID_HEAD, LEADER, RESPONSIBLE, is_on_duty
from gridmap.model.features import Duty, Feature, Grid, Officer, Village, VillagerGroup

RULE = "officer_without_deputy"
NEEDS_DEPUTY = frozenset({LEADER, GRID_HEAD, AUXILIARY, RESPONSIBLE, DOCTOR})


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Officers without a deputy")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return duties in force whose officer has no deputy, for posts that legends print."""
    for duty in chosen(context, Duty, units):
        officer = context.reader.find(duty.officer, Officer)
        if officer is None or duty.role not in NEEDS_DEPUTY or not is_on_duty(duty, context.on):
            continue
        if context.reader.find(duty.deputy, Officer) is not None:
            continue
        scope = context.reader.find_any(duty.scope)
        role = context.catalogue.roles[duty.role].name
        yield Problem(
            rule=RULE,
            severity=Severity.WARNING,
            message=tr("{officer} ({role}) has no deputy.", officer=officer.name, role=role),
            feature_ids=(duty.id, officer.id),
            where=_village(context, scope),
            bounds_m=bounds_of(scope),
        )


def touched(reach: Reach) -> Ids:
    """Duties that changed, or whose officer, deputy or scope did."""
    return reach.duties


def _village(context: Context, scope: Feature | None) -> str:
    if isinstance(scope, Village):
        return scope.name
    if isinstance(scope, VillagerGroup | Grid):
        return context.village_name(scope.village)
    return ""
