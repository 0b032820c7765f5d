"""Taking things off the map for good: places, lines and notes, on which nothing else hangs."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.i18n import tr
from gridmap.model.changes import Changeset, removed
from gridmap.model.document import FeatureReader
from gridmap.model.features import FeatureId, Line, Note, Place


def remove_drawn(reader: FeatureReader, ids: Iterable[FeatureId]) -> Changeset:
    """Return the changeset that removes the places, lines and notes among some features.

    Empty where there are none: everything else has verbs of its own.
    """
    found = [reader.find_any(key) for key in ids]
    gone = [feature for feature in found if isinstance(feature, Place | Line | Note)]
    return removed(tr("Delete {count} from the map", count=len(gone)), gone)
