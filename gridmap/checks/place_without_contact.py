"""A key place for which nobody can be called."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, Units, bounds_of, chosen
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.features import Place

RULE = "place_without_contact"


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Places without a contact")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return places without a contact or without a phone."""
    for place in chosen(context, Place, units):
        if place.contact.strip() and place.phone.strip():
            continue
        village = context.village_name(context.relations.village_of.get(place.id))
        kind = context.catalogue.places.get(place.place_kind)
        yield Problem(
            rule=RULE,
            severity=Severity.WARNING,
            message=tr(
                "{place} in {village} has no contact with a phone.",
                place=place.name or (kind.name if kind is not None else place.place_kind),
                village=village,
            ),
            feature_ids=(place.id,),
            where=village,
            bounds_m=bounds_of(place),
        )


def touched(reach: Reach) -> Ids:
    """Places that changed."""
    return reach.places
