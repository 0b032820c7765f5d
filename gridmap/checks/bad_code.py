"""A village code that cannot be right: its digits, its prefix, or used twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from gridmap.checks.problem import Context, Problem, Severity, Units, bounds_of, chosen
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.features import Project, Township, Village

RULE = "bad_code"
DIGITS = 12


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Village codes that cannot be right")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return villages whose code cannot be right. Villages without a code are left alone."""
    used = Counter(village.code for village in context.reader.all(Village) if village.code)
    for village in chosen(context, Village, units):
        if village.code and (message := _message(context, village, used[village.code])):
            yield Problem(
                rule=RULE,
                severity=Severity.ERROR,
                message=message,
                feature_ids=(village.id,),
                where=village.name,
                bounds_m=bounds_of(village),
            )


def touched(reach: Reach) -> Ids:
    """Every village where a village, a township or the project changed: they are few."""
    kinds = (Village, Township, Project)
    return reach.all(Village) | reach.ids(Village) if reach.ids(*kinds) else frozenset()


def _message(context: Context, village: Village, uses: int) -> str:
    names = {"code": village.code, "village": village.name}
    if len(village.code) != DIGITS or not (village.code.isascii() and village.code.isdigit()):
        return tr("The code {code} of {village} does not have twelve digits.", **names)
    if uses > 1:
        return tr("The code {code} of {village} is used more than once.", **names)
    township = context.reader.find(village.township, Township)
    prefix = township.code if township is not None and township.code else ""
    prefix = prefix or context.reader.project.code
    if prefix and not village.code.startswith(prefix[:9]):
        return tr(
            "The code {code} of {village} does not begin with {prefix}.",
            prefix=prefix[:9],
            **names,
        )
    return ""
