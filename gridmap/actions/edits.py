"""What all field edits share: which fields may change, and what a text may not hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Change, Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.features import Feature, FeatureId

F = TypeVar("F", bound=Feature)

LONGEST_TEXT: Final = 200
_ID_NUMBER = re.compile(r"\d{17}[\dXx]")


def edit_fields(
    feature: F,
    fields: Mapping[str, object],
    *,
    allowed: Collection[str],
    title: str,
) -> Changeset:
    """Return the changeset that gives a feature other field values; empty where nothing differs.

    Texts are stripped. Raises: UsageError for a text that is too long or holds an ID number.
    """
    unknown = set(fields) - set(allowed)
    if unknown:
        raise ValueError(sorted(unknown))
    clean: dict[str, Any] = {
        name: clean_text(value) if isinstance(value, str) else value
        for name, value in fields.items()
    }
    new = replace(feature, **clean)
    return Changeset(title, (Change(feature, new),)) if new != feature else Changeset(title)


def held(reader: FeatureReader, feature_id: FeatureId, kind: type[F]) -> F:
    """Return the feature to edit. Raises: UsageError where it is gone."""
    feature = reader.find(feature_id, kind)
    if feature is None:
        raise UsageError(tr("What you wanted to change is no longer there."))
    return feature


def required(text: object, message: str) -> None:
    """Raise UsageError with a message where a text is empty."""
    if not str(text).strip():
        raise UsageError(message)


def clean_text(value: str) -> str:
    """Return a text stripped. Raises: UsageError if it is too long or holds an ID number."""
    text = value.strip()
    if len(text) > LONGEST_TEXT:
        raise UsageError(
            tr("The text has {count} characters.", count=len(text)),
            hint=tr("At most {most} fit.", most=LONGEST_TEXT),
        )
    if _ID_NUMBER.search(text):
        raise UsageError(
            tr("The text holds a number that looks like an identity number."),
            hint=tr("Identity numbers have no place in this program; leave it out."),
        )
    return text
