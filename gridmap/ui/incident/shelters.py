"""The places that can be opened as shelters: in words, and as boxes to tick."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from gridmap.i18n import tr
from gridmap.model.catalogue import load_catalogue
from gridmap.model.document import FeatureReader
from gridmap.model.evacuation import SHELTER_KINDS
from gridmap.model.features import FeatureId, Incident, Place


def shelter_places(reader: FeatureReader) -> list[Place]:
    """Return all shelters and assembly points, by name."""
    found = [item for item in reader.all(Place) if item.place_kind in SHELTER_KINDS]
    return sorted(found, key=lambda place: (place.name, place.id))


def shelter_words(place: Place, incident: Incident | None) -> str:
    """Return a shelter's name, its room, and a warning where it lies in the incident's area."""
    kind = load_catalogue().places.get(place.place_kind)
    words = place.name or (kind.name if kind is not None else place.place_kind)
    if place.capacity:
        words = tr("{shelter} (room for {count})", shelter=words, count=place.capacity)
    area = incident.geometry if incident is not None else None
    if area is not None and place.geometry is not None and area.covers(place.geometry):
        return tr("{shelter} (in the area!)", shelter=words)
    return words


class ShelterBoxes(QWidget):
    """One box a shelter; where there is none a sentence says how to make one."""

    def __init__(
        self, reader: FeatureReader, opened: Collection[FeatureId], incident: Incident | None
    ) -> None:
        super().__init__()
        self._boxes: dict[FeatureId, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for place in shelter_places(reader):
            box = QCheckBox(shelter_words(place, incident))
            box.setChecked(place.id in opened)
            column.addWidget(box)
            self._boxes[place.id] = box
        if not self._boxes:
            words = QLabel(tr("No shelter is on the map yet: draw one as a key place."))
            words.setWordWrap(True)
            words.setObjectName("quiet")
            column.addWidget(words)

    @property
    def boxes(self) -> dict[FeatureId, QCheckBox]:
        """The boxes by the id of their place."""
        return dict(self._boxes)

    @property
    def opened(self) -> tuple[FeatureId, ...]:
        """The places that are ticked."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())
