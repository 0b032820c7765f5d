"""The review of the tiny project with some features changed or added."""

from __future__ import annotations

from datetime import date

from gridmap.model.document import Snapshot
from gridmap.model.features import Feature
from gridmap.review.state import Review, make_review
from tests.helpers.build import TODAY, Tiny


def review_of(tiny: Tiny, *changed: Feature, on: date = TODAY) -> Review:
    """Return the review of a day."""
    features = {item.id: item for item in tiny.features}
    features.update({item.id: item for item in changed})
    return make_review(Snapshot.of(features.values()), on=on)
