"""Who is next to be placed: the tray's order with one household armed. No Qt."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable

from gridmap.model.changes import Changeset
from gridmap.model.features import FeatureId, Household
from gridmap.model.relations import has_position
from gridmap.model.roster import RosterKey, roster_key_of
from gridmap.session import Session
from gridmap.signals import Signal


class PlacingQueue:
    """The households that wait for a place, in the order of the roster.

    When the armed one is placed, by whatever means, the next is armed; when a placed one comes back
    (undo), it is armed again. `changed` fires when another one is armed or the count is another.
    """

    def __init__(self, session: Session) -> None:
        self.changed: Signal[[]] = Signal()
        self._session = session
        self._order: list[FeatureId] = []
        self._waiting: set[FeatureId] = set()
        self._touched: dict[FeatureId, int] = {}
        self._armed: FeatureId | None = None
        self._is_on = False
        self._lined_up: list[FeatureId] = []
        self._disconnect = session.changed.connect(self._follow)

    @property
    def armed(self) -> Household | None:
        """The household that the next click places, None where none is armed."""
        return self._session.document.find(self._armed, Household)

    @property
    def count(self) -> int:
        """How many households wait."""
        return len(self._waiting)

    def take_order(self, order: Iterable[FeatureId], *, revision: int) -> None:
        """Take over those that waited at a revision of the document, in their order.

        It may be some acts old: what has been placed or has come back since stays so.
        """
        self._order = list(order)
        self._waiting = set(self._order)
        self._touched = {key: since for key, since in self._touched.items() if since > revision}
        self._waiting -= {key for key in self._touched if not self._waits(key)}
        if any(not self._exists(key) for key in self._touched):
            self._order = [key for key in self._order if self._exists(key)]
        self._come_back([key for key in self._touched if self._waits(key)])
        if self._is_on and self._armed not in self._waiting:
            self._armed = self._first()
        self.changed.emit()

    def arm(self, household: FeatureId) -> None:
        """Arm this household, if it waits."""
        if household in self._waiting:
            self._is_on = True
            self._set_armed(household)

    def line_up(self, households: Iterable[FeatureId]) -> None:
        """Arm the first of some households that wait; the others come next, before the order."""
        self._lined_up = [key for key in households if key in self._waiting]
        if self._lined_up:
            self.arm(self._lined_up.pop(0))

    def begin(self) -> None:
        """Arm the first in the order where no one is armed."""
        self._is_on = True
        self._set_armed(self._armed or self._first())

    def end(self) -> None:
        """Arm no one until somebody is armed again."""
        self._lined_up = []
        self._is_on = False
        self._set_armed(None)

    def skip(self) -> None:
        """Arm the one after the armed one; after the last comes the first."""
        if self._armed is not None:
            self._set_armed(self._after(self._armed) or self._armed)

    def next_ones(self, most: int) -> list[FeatureId]:
        """Return the armed household and those of its group after it that wait, in order."""
        armed = self.armed
        if armed is None:
            return []
        document = self._session.document
        found: list[FeatureId] = []
        for key in self._order[self._order.index(armed.id) :]:
            household = document.find(key, Household)
            if household is None or key not in self._waiting:
                continue
            if len(found) == most or not _are_neighbours(household, armed):
                break
            found.append(key)
        return found

    def release(self) -> None:
        """Let go of the session."""
        self._disconnect()

    def _set_armed(self, household: FeatureId | None) -> None:
        if household != self._armed:
            self._armed = household
            self.changed.emit()

    def _first(self) -> FeatureId | None:
        return next((key for key in self._order if key in self._waiting), None)

    def _exists(self, household: FeatureId) -> bool:
        return self._session.document.find(household, Household) is not None

    def _waits(self, household: FeatureId) -> bool:
        found = self._session.document.find(household, Household)
        return found is not None and not has_position(found)

    def _after(self, household: FeatureId | None) -> FeatureId | None:
        """Return the next that waits after one, round the end; None where no other waits."""
        if household is None:
            return None
        lined_up = [key for key in self._lined_up if key in self._waiting and key != household]
        if lined_up:
            return lined_up[0]
        start = self._order.index(household) + 1
        others = (*self._order[start:], *self._order[: start - 1])
        return next((key for key in others if key in self._waiting), None)

    def _follow(self, changeset: Changeset) -> None:
        """Take over an edit: some are placed, some come back, some are new or gone."""
        fresh = {change.id for change in changeset if change.old is None}
        ids = [change.id for change in changeset if isinstance(change.feature, Household)]
        self._touched |= dict.fromkeys(ids, self._session.document.revision)
        came = [key for key in ids if key not in self._waiting and self._waits(key)]
        left = [key for key in ids if key in self._waiting and not self._waits(key)]
        if not came and not left:
            return
        self._waiting.difference_update(left)
        following = self._after(self._armed) if self._armed in left else self._armed
        if any(not self._exists(key) for key in left):
            self._order = [key for key in self._order if self._exists(key)]
        self._come_back(came)
        if self._is_on:
            back = [key for key in came if key not in fresh]
            self._armed = min(back, key=self._order.index) if back else following or self._first()
        self.changed.emit()

    def _come_back(self, came: list[FeatureId]) -> None:
        known = set(self._order) if came else set()
        for key in came:
            self._waiting.add(key)
            if key not in known:
                insort(self._order, key, key=self._key)

    def _key(self, household: FeatureId) -> RosterKey:
        document = self._session.document
        return roster_key_of(document, document.get(household, Household))


def _are_neighbours(one: Household, other: Household) -> bool:
    """Whether two households are of the same group, so that they may stand in one lane."""
    return one.group == other.group and one.village == other.village
