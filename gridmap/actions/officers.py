"""Verbs on officers: add, edit, and remove one on whom nothing hangs."""

from __future__ import annotations

from typing import Final

from gridmap.actions.edits import edit_fields, held, required
from gridmap.actions.phones import check_phone
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset, added, removed
from gridmap.model.document import FeatureReader
from gridmap.model.features import (
    CareRecord,
    Duty,
    FeatureId,
    Officer,
    Project,
    Visit,
    new_id,
)

EDITABLE: Final = frozenset({"name", "post", "phone", "organisation"})


def add_officer(reader: FeatureReader, **fields: object) -> Changeset:
    """Return the changeset that adds an officer with EDITABLE fields.

    Raises: UsageError without a name, for a phone that is none, or where the very same is there.
    """
    bare = Officer(id=new_id(), name="")
    check_phone(str(fields.get("phone", "")))
    name = str(fields.get("name", "")).strip()
    required(name, tr("An officer needs a name."))
    edit = edit_fields(bare, fields, allowed=EDITABLE, title=tr("New officer {name}", name=name))
    officer = edit.changes[0].new
    assert isinstance(officer, Officer)
    for other in reader.all(Officer):
        if (other.name, other.phone) == (officer.name, officer.phone):
            raise UsageError(
                tr("{name} with this phone is among the officers already.", name=name),
                hint=tr("Tell two people of one name apart by their phone or post."),
            )
    return added(edit.title, [officer])


def edit_officer(reader: FeatureReader, officer: FeatureId, **fields: object) -> Changeset:
    """Return the changeset that gives an officer other values in EDITABLE fields.

    Raises: UsageError without a name or for a phone that is none.
    """
    old = held(reader, officer, Officer)
    check_phone(str(fields.get("phone", "")))
    if "name" in fields:
        required(fields["name"], tr("An officer needs a name."))
    title = tr("Edit officer {name}", name=old.name)
    return edit_fields(old, fields, allowed=EDITABLE, title=title)


def what_hangs_on(reader: FeatureReader, officer: FeatureId) -> dict[str, int]:
    """Return how many duties, care records, visits and category rules name an officer."""
    duties = sum(officer in (duty.officer, duty.deputy) for duty in reader.all(Duty))
    records = sum(
        officer in (item.leader, item.officer, item.deputy) for item in reader.all(CareRecord)
    )
    visits = sum(visit.officer == officer for visit in reader.all(Visit))
    rules = sum(
        officer in (rule.owner, rule.approved_by)
        for project in reader.all(Project)
        for rule in project.category_rules
    )
    return {"duties": duties, "records": records, "visits": visits, "rules": rules}


def remove_officer(reader: FeatureReader, officer: FeatureId) -> Changeset:
    """Return the changeset that removes an officer.

    Raises: UsageError while duties (past ones too), records, visits or rules name the officer: an
    old atlas must stay true.
    """
    old = held(reader, officer, Officer)
    hanging = what_hangs_on(reader, officer)
    if any(hanging.values()):
        raise UsageError(
            tr(
                "{name} is named in {duties} duties, {records} care records and {visits} visits.",
                name=old.name,
                duties=hanging["duties"] + hanging["rules"],
                records=hanging["records"],
                visits=hanging["visits"],
            ),
            hint=tr("Hand the duties over; the name stays for what lies in the past."),
        )
    return removed(tr("Remove officer {name}", name=old.name), [old])
