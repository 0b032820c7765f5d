"""Verbs on villages and villager groups."""

from __future__ import annotations

from typing import Final

from gridmap.actions.edits import edit_fields, held, required
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.features import FeatureId, Township, Village, VillagerGroup

VILLAGE_EDITABLE: Final = frozenset({"name", "code"})
GROUP_EDITABLE: Final = frozenset({"name", "number"})
CODE_DIGITS: Final = 12
TOWNSHIP_DIGITS: Final = 9


def edit_village(reader: FeatureReader, village: FeatureId, **fields: object) -> Changeset:
    """Return the changeset that gives a village another name or code.

    Raises: UsageError for an empty name, or a code that is not twelve digits, not that of
    its township, or taken.
    """
    old = held(reader, village, Village)
    if "name" in fields:
        required(fields["name"], tr("A village needs a name."))
    code = str(fields.get("code", "")).strip()
    if code and not (code.isascii() and code.isdigit() and len(code) == CODE_DIGITS):
        raise UsageError(
            tr("“{code}” is not a village code.", code=code),
            hint=tr("A village code has twelve digits; leave it empty if you do not know it."),
        )
    _check_prefix(reader, old, code)
    for other in reader.all(Village):
        if code and other.code == code and other.id != village:
            raise UsageError(
                tr("The code {code} belongs to {name} already.", code=code, name=other.name),
                hint=tr("Look it up again; every village has a code of its own."),
            )
    title = tr("Edit village {name}", name=old.name)
    return edit_fields(old, fields, allowed=VILLAGE_EDITABLE, title=title)


def _check_prefix(reader: FeatureReader, village: Village, code: str) -> None:
    township = reader.find(village.township, Township)
    prefix = (township.code if township is not None else "") or reader.project.code
    if code and prefix and not code.startswith(prefix[:TOWNSHIP_DIGITS]):
        raise UsageError(
            tr(
                "The code {code} does not begin with {prefix}, the code of the township.",
                code=code,
                prefix=prefix[:TOWNSHIP_DIGITS],
            ),
            hint=tr("Look it up again, or correct the code of the township first."),
        )


def edit_group(reader: FeatureReader, group: FeatureId, **fields: object) -> Changeset:
    """Return the changeset that gives a villager group another name or number in the order.

    Raises: UsageError for an empty name or a number that is not whole.
    """
    old = held(reader, group, VillagerGroup)
    if "name" in fields:
        required(fields["name"], tr("A villager group needs a name."))
    number = fields.get("number", 0)
    if not isinstance(number, int) or number < 0:
        raise UsageError(tr("“{text}” is not a whole number.", text=number))
    title = tr("Edit group {name}", name=old.name)
    return edit_fields(old, fields, allowed=GROUP_EDITABLE, title=title)
