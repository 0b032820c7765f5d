"""A key place without a name."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, Units, bounds_of, chosen
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.features import Place

RULE = "place_without_name"


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Places without a name")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return places without a name."""
    for place in chosen(context, Place, units):
        if place.name.strip():
            continue
        village = context.village_name(context.relations.village_of.get(place.id))
        kind = context.catalogue.places.get(place.place_kind)
        yield Problem(
            rule=RULE,
            severity=Severity.WARNING,
            message=tr(
                "A place in {village} ({kind}) has no name.",
                village=village,
                kind=kind.name if kind is not None else place.place_kind,
            ),
            feature_ids=(place.id,),
            where=village,
            bounds_m=bounds_of(place),
        )


def touched(reach: Reach) -> Ids:
    """Places that changed."""
    return reach.places
