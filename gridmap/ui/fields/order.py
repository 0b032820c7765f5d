"""Which record comes next: the neighbour of a feature among those that belong with it."""

from __future__ import annotations

from collections.abc import Iterable

from gridmap.model.document import FeatureReader
from gridmap.model.features import Feature, FeatureId, Household, Village
from gridmap.ui.digest import Digest
from gridmap.ui.fields.spec import KindSpec


def neighbour(
    spec: KindSpec, digest: Digest, reader: FeatureReader, feature: FeatureId, step: int
) -> FeatureId | None:
    """Return the feature `step` places on in the order of its list, None at the end.

    Households follow one another inside their group, everything else inside its village.
    """
    found = reader.find(feature, spec.kind)
    if found is None:
        return None
    beside = sorted(_beside(spec, digest, reader, found), key=lambda item: spec.order(item, digest))
    ids = [item.id for item in beside]
    place = ids.index(feature) + step if feature in ids else -1
    return ids[place] if 0 <= place < len(ids) else None


def _beside(
    spec: KindSpec, digest: Digest, reader: FeatureReader, feature: Feature
) -> Iterable[Feature]:
    if isinstance(feature, Household):
        relations = digest.relations
        return relations.households_in_group.get(relations.group_of.get(feature.id), ())
    everything = spec.features(reader)
    if spec.village_of is None or isinstance(feature, Village):
        return everything
    home = spec.village_of(feature, digest)
    return (item for item in everything if spec.village_of(item, digest) == home)
