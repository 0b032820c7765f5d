"""Verbs on care categories: lay rules down, switch one on or off, propose and approve an own one.

A category is switched on only with purpose, lawful basis, retention, review interval and an owner;
one of the office's own also needs the approval of a second person (domain.md section 3).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from gridmap.actions.edits import clean_text, held, required
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.care import is_active
from gridmap.model.catalogue import load_catalogue
from gridmap.model.categories import OWN_PREFIX, catalogue_of, is_own, rule_of
from gridmap.model.changes import Changeset, edited
from gridmap.model.document import FeatureReader
from gridmap.model.features import CareRecord, CategoryRule, FeatureId, Officer

EDITABLE: Final = frozenset({"name", "purpose", "basis", "keep_days", "visit_days", "owner"})
MOST_DAYS: Final = 3650


def set_rule(reader: FeatureReader, code: str, **fields: object) -> Changeset:
    """Return the changeset that lays EDITABLE fields down for a category.

    An own category that changes has to be approved again and is off until then. Raises: UsageError
    for an unknown code, days that cannot be, or a name that may not be recorded.
    """
    unknown = set(fields) - EDITABLE
    if unknown:
        raise ValueError(sorted(unknown))
    old = _known_rule(reader, code)
    clean: dict[str, Any] = {
        name: clean_text(value) if isinstance(value, str) else value
        for name, value in fields.items()
    }
    new = replace(old, **clean)
    _check(reader, new)
    is_to_be_approved = is_own(code) and new != old
    if is_to_be_approved:
        new = replace(new, approved_by=None)
    title = tr("Rules of the category {name}", name=_name(reader, new))
    return _with_rule(reader, new, title, is_on=False if is_to_be_approved else None)


def propose_category(reader: FeatureReader, name: str, **fields: object) -> Changeset:
    """Return the changeset that adds a category of the office's own, off until it is approved.

    Its code is the next free one, X01 first; it is restricted and never on a map page. Raises:
    UsageError without a name or with one that names what may not be recorded.
    """
    required(name, tr("A category needs a name."))
    project = reader.project
    taken = {rule.code for rule in project.category_rules}
    number = next(n for n in range(1, 100) if f"{OWN_PREFIX}{n:02d}" not in taken)
    clean: dict[str, Any] = {
        key: clean_text(value) if isinstance(value, str) else value for key, value in fields.items()
    }
    rule = CategoryRule(code=f"{OWN_PREFIX}{number:02d}", name=clean_text(name), **clean)
    _check(reader, rule)
    return _with_rule(reader, rule, tr("Propose the category {name}", name=rule.name), is_on=None)


def approve_category(reader: FeatureReader, code: str, *, approver: FeatureId) -> Changeset:
    """Return the changeset by which a second person approves an own category.

    Raises: UsageError where something is missing or the approver is the owner.
    """
    rule = _known_rule(reader, code)
    held(reader, approver, Officer)
    lacking = missing(reader, rule)
    if lacking:
        raise _incomplete(reader, rule, lacking)
    if approver == rule.owner:
        raise UsageError(
            tr("The owner cannot approve their own category."),
            hint=tr("A second person has to look at it."),
        )
    title = tr("Approve the category {name}", name=_name(reader, rule))
    return _with_rule(reader, replace(rule, approved_by=approver), title, is_on=None)


def switch_on(reader: FeatureReader, code: str) -> Changeset:
    """Return the changeset that switches a restricted category on.

    Raises: UsageError naming what is missing: purpose, basis, time to keep, interval, owner, and
    for an own category the approval.
    """
    rule = _known_rule(reader, code)
    lacking = missing(reader, rule)
    if lacking:
        raise _incomplete(reader, rule, lacking)
    if is_own(code) and rule.approved_by is None:
        raise UsageError(
            tr("The category {name} waits for a second person's approval.", name=rule.name),
            hint=tr("Somebody other than its owner has to approve it."),
        )
    title = tr("Switch the category {name} on", name=_name(reader, rule))
    return _with_rule(reader, rule, title, is_on=True)


def switch_off(reader: FeatureReader, code: str, *, on: date) -> Changeset:
    """Return the changeset that switches a restricted category off.

    Raises: UsageError while records of it are active.
    """
    rule = _known_rule(reader, code)
    active = sum(
        record.category == code and is_active(record, on=on) for record in reader.all(CareRecord)
    )
    if active:
        raise UsageError(
            tr("{count} records of this category are active.", count=active),
            hint=tr("End them first."),
        )
    title = tr("Switch the category {name} off", name=_name(reader, rule))
    return _with_rule(reader, rule, title, is_on=False)


def missing(reader: FeatureReader, rule: CategoryRule) -> list[str]:
    """Return what a rule still lacks before its category can be switched on, in words.

    The catalogue's purpose counts as laid down; its days do where they are not 0.
    """
    shipped = load_catalogue().care.get(rule.code)
    has_visits = bool(rule.visit_days or (shipped is not None and shipped.visit_days))
    has_keep = rule.keep_days is not None or shipped is not None
    parts = (
        (bool(rule.purpose) or shipped is not None, tr("a purpose")),
        (bool(rule.basis), tr("a lawful basis")),
        (has_keep, tr("how long records are kept")),
        (has_visits, tr("days between visits")),
        (reader.find(rule.owner, Officer) is not None, tr("an owner")),
    )
    return [words for is_there, words in parts if not is_there]


def _incomplete(reader: FeatureReader, rule: CategoryRule, lacking: list[str]) -> UsageError:
    return UsageError(
        tr(
            "The category {name} still lacks {what}.",
            name=_name(reader, rule),
            what=tr(", ").join(lacking),
        ),
        hint=tr("Fill it in and try again."),
    )


def _known_rule(reader: FeatureReader, code: str) -> CategoryRule:
    if code not in catalogue_of(reader).care:
        raise UsageError(tr("“{text}” is not a care category.", text=code))
    return rule_of(reader, code)


def _check(reader: FeatureReader, rule: CategoryRule) -> None:
    if is_own(rule.code):
        required(rule.name, tr("A category needs a name."))
    if load_catalogue().forbidden_field(f"{rule.name} {rule.purpose}"):
        raise UsageError(
            tr("A category may not be about this."),
            hint=tr("Belief, ethnicity, politics, petitions and past offences are never recorded."),
        )
    for days in (rule.keep_days, rule.visit_days):
        if days is not None and not 0 <= days <= MOST_DAYS:
            raise UsageError(tr("“{text}” is not a number of days.", text=days))
    if rule.owner is not None:
        held(reader, rule.owner, Officer)


def _name(reader: FeatureReader, rule: CategoryRule) -> str:
    known = catalogue_of(reader).care.get(rule.code)
    return rule.name or (known.name if known is not None else rule.code)


def _with_rule(
    reader: FeatureReader, rule: CategoryRule, title: str, *, is_on: bool | None
) -> Changeset:
    """Return the changeset that puts a rule in and switches its category; None: as it is."""
    project = reader.project
    rules = {item.code: item for item in project.category_rules}
    rules[rule.code] = rule
    if rule == CategoryRule(code=rule.code):
        del rules[rule.code]
    codes = list(project.categories_on)
    if is_on is True and rule.code not in codes:
        codes.append(rule.code)
    if is_on is False and rule.code in codes:
        codes.remove(rule.code)
    new = replace(
        project,
        category_rules=tuple(rules[code] for code in sorted(rules)),
        categories_on=tuple(codes),
    )
    return edited(title, [(project, new)])
