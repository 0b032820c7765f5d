"""Going from feature to feature on the map with the Tab key, in reading order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from gridmap.model.document import Document
from gridmap.model.features import FeatureId, geometry_of

MOST: Final = 60
"""With more than this in sight and nothing selected, Tab leaves the map: nobody is to be held."""


def next_feature(
    document: Document,
    in_sight: Sequence[FeatureId],
    selection: Collection[FeatureId],
    *,
    forward: bool,
) -> FeatureId | None:
    """Return the feature after (or before) the selected one, the first where none is in sight.

    From the top to the bottom, from left to right. None at either end: go on to the next widget.
    """
    order = sorted(in_sight, key=lambda key: _place(document, key))
    chosen = [number for number, key in enumerate(order) if key in selection]
    if not chosen:
        if not order or len(order) > MOST:
            return None
        return order[0 if forward else -1]
    number = chosen[-1] + 1 if forward else chosen[0] - 1
    return order[number] if 0 <= number < len(order) else None


def _place(document: Document, key: FeatureId) -> tuple[float, float]:
    feature = document.find_any(key)
    shape = geometry_of(feature) if feature is not None else None
    if shape is None or shape.is_empty:
        return 0.0, 0.0
    return -shape.centroid.y, shape.centroid.x
