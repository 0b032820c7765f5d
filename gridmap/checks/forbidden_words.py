"""Free text that holds words for facts that have no place in the program."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, Units, bounds_of, chosen
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.features import CareRecord, Feature, Household, Note, Place, Visit

RULE = "forbidden_words"
FREE_TEXT: dict[type[Feature], tuple[str, ...]] = {
    Household: ("access_note", "grid_override_reason"),
    Place: ("name", "note"),
    CareRecord: (
        "need",
        "help_wanted",
        "helper",
        "deputy_helper",
        "route",
        "basis",
        "end_reason",
    ),
    Visit: ("referral", "note"),
    Note: ("text",),
}


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Words that have no place here")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return features whose free text names an ID number, belief, petition, record and the like."""
    words = {word for group in context.catalogue.forbidden.values() for word in group}
    for kind, names in FREE_TEXT.items():
        for feature in chosen(context, kind, units):
            texts = [getattr(feature, name) for name in names]
            texts += [text for pair in feature.tags for text in pair]
            if isinstance(feature, CareRecord):
                texts += [
                    text for item in feature.measures for text in (item.what, item.who, item.when)
                ]
            joined = "\n".join(text for text in texts if text).casefold()
            if joined and any(word in joined for word in words):
                found = next(word for word in sorted(words) if word in joined)
                yield _problem(context, feature, found)


def touched(reach: Reach) -> Ids:
    """Features with free text that changed, or whose village did."""
    return reach.ids(*FREE_TEXT) | reach.homes | reach.records


def _problem(context: Context, feature: Feature, word: str) -> Problem:
    home = feature if isinstance(feature, Household) else None
    if isinstance(feature, CareRecord):
        home = context.reader.find(feature.household, Household)
    return Problem(
        rule=RULE,
        severity=Severity.ERROR,
        message=tr("“{word}” stands in a free text; such facts are not kept here.", word=word),
        feature_ids=(feature.id,),
        where=context.village_of(home),
        bounds_m=bounds_of(home or feature),
    )
