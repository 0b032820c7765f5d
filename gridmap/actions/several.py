"""One edit of several features, or a block of edits: one changeset, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from gridmap.errors import GridMapError, UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.document import FeatureReader, Trial
from gridmap.model.features import FeatureId

Edit = Callable[..., Changeset]


def edit_several(
    reader: FeatureReader,
    edits: Iterable[tuple[FeatureId, Mapping[str, object]]],
    edit: Edit,
    *,
    title: str,
    name_of: Callable[[FeatureId], str],
) -> Changeset:
    """Return one changeset of `edit(reader, id, **fields)` for each pair of id and fields.

    Each edit sees those before it, so that two rows cannot take the same code. `name_of` says in an
    error which feature it is about; `title` is for several, a single edit has its own.

    Raises: UsageError; then nothing is to be changed.
    """
    pairs = list(edits)
    if len(pairs) == 1:
        feature_id, fields = pairs[0]
        return edit(reader, feature_id, **fields)
    trial = Trial(reader)
    for feature_id, fields in pairs:
        try:
            trial.apply(edit(trial, feature_id, **fields))
        except GridMapError as error:
            message = tr("{name}: {message}", name=name_of(feature_id), message=error.message)
            raise UsageError(message, hint=error.hint) from error
    return trial.changes(title)
