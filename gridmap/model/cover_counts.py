"""How much of a village is covered, counted as it may leave the program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gridmap.model.care import is_printable
from gridmap.model.categories import catalogue_of
from gridmap.model.document import FeatureReader
from gridmap.model.duties import RecordPosts, Responsibilities, is_held
from gridmap.model.editions import Edition
from gridmap.model.features import FeatureId, Household, Village
from gridmap.model.masks import masked_count
from gridmap.model.relations import Relations


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverTexts:
    """How much of a village is covered, as it may be printed; `open_`: no officer or no leader.

    Care records are always masked: no edition but the officer's names any.
    """

    households: str
    open_households: str
    records: str
    open_records: str


def cover_texts(
    reader: FeatureReader, edition: Edition, *, on: date
) -> dict[FeatureId, CoverTexts]:
    """Return by village how many households and care records have officer and leader on a day."""
    relations = Relations(reader)
    responsibilities = Responsibilities(reader, relations, on=on)
    catalogue = catalogue_of(reader)
    tallies = {village.id: [0, 0, 0, 0] for village in reader.all(Village)}
    for household in reader.all(Household):
        village = relations.village_of[household.id]
        if village is None:
            continue
        tally = tallies[village]
        tally[0] += 1
        tally[1] += not _is_covered(responsibilities.of_home(household))
        for record in relations.records_of.get(household.id, ()):
            if is_printable(record, catalogue, on=on):
                tally[2] += 1
                tally[3] += not _is_covered(responsibilities.of_record(record))
    homes = masked_count if edition is Edition.SUMMARY else str
    return {
        key: CoverTexts(
            households=homes(tally[0]),
            open_households=homes(tally[1]),
            records=masked_count(tally[2]),
            open_records=masked_count(tally[3]),
        )
        for key, tally in tallies.items()
    }


def _is_covered(posts: RecordPosts) -> bool:
    return is_held(posts.officer) and is_held(posts.leader)
