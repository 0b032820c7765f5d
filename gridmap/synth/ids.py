"""Ids that follow from the seed, so that the same seed makes the same project, id by id."""

from __future__ import annotations

import random
import uuid

from gridmap.model.features import FeatureId


class IdSource:
    """A source of ids: UUIDs of version 4 in shape, drawn from a seeded generator."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(f"gridmap-ids-{seed}")

    def next(self) -> FeatureId:
        """Return the next id: 32 hexadecimal digits."""
        return FeatureId(uuid.UUID(int=self._random.getrandbits(128), version=4).hex)
