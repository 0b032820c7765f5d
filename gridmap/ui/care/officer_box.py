"""Choosing an officer by typing a part of the name, its pinyin or the initials."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker

from gridmap.model.document import FeatureReader
from gridmap.model.features import FeatureId, Officer
from gridmap.ui.widgets.search_box import SearchBox


class OfficerBox(SearchBox):
    """All officers in the order of their names; the first entry, `nobody`, stands for None."""

    def __init__(
        self,
        reader: FeatureReader,
        chosen: FeatureId | None = None,
        *,
        nobody: str = "",
        without: Iterable[FeatureId] = (),
    ) -> None:
        super().__init__()
        if nobody:
            self.addItem(nobody, None)
        left_out = set(without)
        for officer in sorted_officers(reader):
            if officer.id not in left_out:
                self.addItem(officer_words(officer), officer.id)
        self.choose(chosen)

    @property
    def officer(self) -> FeatureId | None:
        """The officer that is chosen, None: the first entry."""
        found: FeatureId | None = self.currentData()
        return found

    def choose(self, officer: FeatureId | None) -> None:
        """Choose an officer; one that is not in the list: the first entry."""
        with QSignalBlocker(self):
            self.setCurrentIndex(max(0, self.findData(officer)))


def sorted_officers(reader: FeatureReader) -> list[Officer]:
    """Return all officers in the order of name and post."""
    return sorted(reader.all(Officer), key=lambda item: (item.name, item.post, item.id))


def officer_words(officer: Officer) -> str:
    """Return name and post of an officer."""
    return f"{officer.name}　{officer.post}" if officer.post else officer.name
