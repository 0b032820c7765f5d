"""A key place without a name."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, bounds_of
from gridmap.i18n import tr
from gridmap.model.features import Place

RULE = "place_without_name"


def find(context: Context) -> Iterable[Problem]:
    """Return places without a name."""
    for place in context.reader.all(Place):
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
