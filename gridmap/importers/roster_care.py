"""The care side of a roster row: categories of the catalogue, records found or made."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from gridmap.i18n import tr
from gridmap.importers.duties import officers_of
from gridmap.importers.intake import Intake
from gridmap.importers.text import day_of, whole_number, year_of
from gridmap.model.catalogue import CareCategory, load_catalogue
from gridmap.model.features import CareRecord, FeatureId, Household, Measure, new_id

_SEVERAL: Final = re.compile(r"[、,，;；+/\s]+")
_MEASURES: Final = re.compile(r"[;；\n]+")
_FREE_TEXT: Final = ("need", "help_wanted", "helper", "measures", "access_note")


def take_care(intake: Intake, index: int, household: Household) -> bool:
    """Take the care records that a row states; return whether it states any category.

    A restricted category that the office has not switched on is left out, and so is every category
    that speaks of what never enters a project.
    """
    _warn_free_text(intake, index)
    text = intake.cell("category", index)
    if not text or text in ("无", "否", "-", "/"):
        return False
    if load_catalogue().forbidden_field(text):
        intake.change(index, tr("its category names something that never enters; it was left out"))
        return False
    categories = _categories(intake, index, text)
    for category in categories:
        _take_record(intake, index, household, category)
    return bool(categories)


def _categories(intake: Intake, index: int, text: str) -> list[CareCategory]:
    catalogue = load_catalogue()
    whole = catalogue.match_care(text)
    found: list[CareCategory] = []
    for part in [text] if whole else [item for item in _SEVERAL.split(text) if item]:
        category = catalogue.match_care(part)
        if category is None:
            intake.change(
                index, tr("its care category is not in the catalogue; no record was made"), part
            )
        elif category.is_restricted and category.code not in _switched_on(intake):
            intake.change(
                index,
                tr("its care category is restricted and not switched on; no record was made"),
                category.code,
            )
        elif category not in found:
            found.append(category)
    return found


def _switched_on(intake: Intake) -> tuple[str, ...]:
    return intake.draft.reader.project.categories_on


def _take_record(intake: Intake, index: int, household: Household, category: CareCategory) -> None:
    person = intake.cell("person", index) or household.head
    old = _record(intake, household.id, category.code, person)
    base = old or CareRecord(
        id=new_id(),
        household=household.id,
        person=person,
        category=category.code,
        start=date.today(),
    )
    measures = tuple(
        Measure(what=part.strip())
        for part in _MEASURES.split(intake.cell("measures", index))
        if part.strip()
    )
    known = {item.what: item for item in base.measures}
    new = replace(
        _with_people(intake, index, base),
        birth_year=year_of(intake.cell("birth", index)) or base.birth_year,
        need=intake.cell("need", index) or base.need,
        help_wanted=intake.cell("help_wanted", index) or base.help_wanted,
        helper=intake.cell("helper", index) or base.helper,
        measures=tuple(known.get(item.what, item) for item in measures) or base.measures,
        visit_days=whole_number(intake.cell("visit_days", index)) or base.visit_days,
        basis=intake.cell("basis", index) or base.basis,
        start=day_of(intake.cell("start", index)) or base.start,
        review_by=day_of(intake.cell("review_by", index)) or base.review_by,
    )
    intake.put_record(new)


def _record(intake: Intake, household: FeatureId, category: str, person: str) -> CareRecord | None:
    for record in intake.records_of(household):
        if record.category == category and record.person == person:
            return record
    return None


def _with_people(intake: Intake, index: int, base: CareRecord) -> CareRecord:
    """Return a record with its leader, officer and, where two officers are named, the deputy."""
    leaders = officers_of(intake, "leader", index)
    officers = officers_of(intake, "officer", index)
    if len(officers) > 2 or len(leaders) > 1:
        left = "、".join(item.name for item in [*leaders[1:], *officers[2:]])
        intake.change(index, tr("more people are named than its record has room for"), left)
    return replace(
        base,
        leader=leaders[0].id if leaders else base.leader,
        officer=officers[0].id if officers else base.officer,
        deputy=officers[1].id if len(officers) > 1 else base.deputy,
    )


def _warn_free_text(intake: Intake, index: int) -> None:
    catalogue = load_catalogue()
    for name in _FREE_TEXT:
        text = intake.cell(name, index)
        if text and catalogue.forbidden_field(text):
            intake.change(
                index, tr("its text may hold what should not be recorded; look at it"), name
            )
