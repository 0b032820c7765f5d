"""What the page of an incident shows, worked out beside the window's thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from gridmap.i18n import tr
from gridmap.model.evacuation import Evacuee, FetchList, people_to_fetch
from gridmap.model.features import INCIDENT_STATES, FeatureId, Fetch, Incident
from gridmap.model.state_names import fetch_state_name
from gridmap.progress import Job, Progress
from gridmap.ui.digest import Digest

DONE = ("sheltered", "refused")
"""States after which nobody has to go there any more."""


def fetch_job(digest: Digest, incident: FeatureId, *, on: date) -> Job[FetchList]:
    """Return who has to be fetched in the state of the digest.

    For a thread: the digest's own relations follow edits on the window's thread meanwhile.
    """
    yield Progress(0, 1)
    found = digest.snapshot.find(incident, Incident)
    if found is None:
        return FetchList()
    return people_to_fetch(digest.snapshot, found, on=on)


def state_of(fetches: Mapping[FeatureId, Fetch], record: FeatureId) -> str:
    """Return how far the fetching of a record's person is."""
    return fetches[record].state if record in fetches else INCIDENT_STATES[0]


def counter_words(people: Sequence[Evacuee], fetches: Mapping[FeatureId, Fetch]) -> str:
    """Return how many people are in each state, those that nobody is in left out."""
    states = Counter(state_of(fetches, item.record.id) for item in people)
    parts = [f"{fetch_state_name(code)} {states[code]}" for code in INCIDENT_STATES if states[code]]
    return " · ".join(parts)


def lacking_words(person: Evacuee) -> str:
    """Return what is not settled for a person, empty where all is."""
    words = []
    if not person.record.helper.strip():
        words.append(tr("no helper"))
    if person.shelter is None:
        words.append(tr("no shelter"))
    elif person.is_shelter_hit:
        words.append(tr("shelter in the area"))
    return tr(", ").join(words)


def warnings(found: FetchList) -> str:
    """Return what has to be settled before anybody leaves, a sentence for each kind."""
    people = found.people
    lines = (
        (sum(item.officer is None for item in people), tr("without an officer")),
        (sum(not item.record.helper.strip() for item in people), tr("without a helper")),
        (sum(item.shelter is None for item in people), tr("without a shelter")),
        (sum(item.is_shelter_hit for item in people), tr("whose shelter lies in the area")),
        (len(found.lapsed), tr("left out of the lists: review overdue")),
        (len(found.unplaced), tr("whose house is not on the map: ask their officer")),
    )
    return "\n".join(f"{count} {words}" for count, words in lines if count)
