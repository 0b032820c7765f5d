"""The care categories of one project: the catalogue with what the office has laid down for them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gridmap.model.catalogue import RESTRICTED_LEVEL, CareCategory, Catalogue, load_catalogue
from gridmap.model.document import FeatureReader
from gridmap.model.features import CategoryRule, Project

OWN_PREFIX: Final = "X"
"""Codes of categories that the office has made itself begin with it; they are restricted."""


def catalogue_of(reader: FeatureReader) -> Catalogue:
    """Return the catalogue as it holds in a project: own categories added, rules put in.

    The same object as the shipped one where the office has laid nothing down.
    """
    shipped = load_catalogue()
    rules = [rule for project in reader.all(Project) for rule in project.category_rules]
    if not rules:
        return shipped
    care = dict(shipped.care)
    for rule in rules:
        base = shipped.care.get(rule.code) or _own(rule)
        care[rule.code] = _with_rule(base, rule)
    return replace(shipped, care=care)


def rule_of(reader: FeatureReader, code: str) -> CategoryRule:
    """Return what the office has laid down for a category; an empty rule where nothing."""
    for project in reader.all(Project):
        for rule in project.category_rules:
            if rule.code == code:
                return rule
    return CategoryRule(code=code)


def is_own(code: str) -> bool:
    """Whether a code is that of a category of the office's own."""
    return code.startswith(OWN_PREFIX)


def is_switched_on(reader: FeatureReader, category: CareCategory) -> bool:
    """Whether records of a category may be made: open ones always, others once switched on."""
    if not category.is_restricted:
        return True
    return any(category.code in project.categories_on for project in reader.all(Project))


def categories_in_use(reader: FeatureReader) -> list[CareCategory]:
    """Return the categories with which a person can be tagged, in the order of their codes."""
    return [item for item in catalogue_of(reader).care.values() if is_switched_on(reader, item)]


def _own(rule: CategoryRule) -> CareCategory:
    return CareCategory(
        code=rule.code,
        zh=rule.name,
        en=rule.name,
        short_zh=rule.name,
        short_en=rule.name,
        visit_days=0,
        keep_days=0,
        level=RESTRICTED_LEVEL,
        shape="dot",
        color="N",
        glyph="",
        purpose_zh=rule.purpose,
        purpose_en=rule.purpose,
        words=(),
    )


def _with_rule(base: CareCategory, rule: CategoryRule) -> CareCategory:
    return replace(
        base,
        visit_days=base.visit_days if rule.visit_days is None else rule.visit_days,
        keep_days=base.keep_days if rule.keep_days is None else rule.keep_days,
        purpose_zh=rule.purpose or base.purpose_zh,
        purpose_en=rule.purpose or base.purpose_en,
    )
