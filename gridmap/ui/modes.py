"""The modes of work: each arranges the same window for one kind of work.

A mode is an entry in `modes`; its page is made when it is first wanted, by a function that takes
the workspace. A page of its own right (`is_whole`) takes the place of map and panels, any other
stands in the right panel. `enter` is called every time the mode is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from gridmap.i18n import tr

if TYPE_CHECKING:
    from gridmap.ui.workspace import Workspace

DRAW: Final = "draw"
CARE: Final = "care"
REVIEW: Final = "review"
ATLAS: Final = "atlas"
INCIDENT: Final = "incident"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A kind of work. `make` builds its page, `enter` brings it up to date when it is shown.

    `under` names the mode whose tab it goes under; empty: it has its own.
    """

    name: str
    title: str
    hint: str
    make: Callable[[Workspace], QWidget]
    enter: Callable[[Workspace], None] | None = None
    is_whole: bool = False
    under: str = ""


def modes() -> tuple[Mode, ...]:
    """Return the modes in the order of their tabs, in the language in use."""
    return (
        Mode(
            name=DRAW,
            title=tr("Draw"),
            hint=tr("Draw on the map, with the details of what is selected beside it."),
            make=lambda workspace: workspace.properties,
        ),
        Mode(
            name=CARE,
            title=tr("Care"),
            hint=tr("Who needs visits or help, who looks after them, and their visits."),
            make=_care_page,
            enter=_enter_care,
        ),
        Mode(
            name=REVIEW,
            title=tr("Review"),
            hint=tr("Who covers what, what is lacking, and how much each officer has to do."),
            make=_review_page,
            is_whole=True,
        ),
        Mode(
            name=ATLAS,
            title=tr("Atlas"),
            hint=tr("Make printable booklets of the villages."),
            make=_atlas_page,
            enter=_enter_atlas,
            is_whole=True,
        ),
        Mode(
            name=INCIDENT,
            title=tr("Incident…"),
            hint=tr("A flood or storm: whom to fetch, by officer, and how far the fetching is."),
            make=_incident_page,
            enter=_enter_incident,
            under=CARE,
        ),
    )


class ModeBook:
    """The pages of the modes, each made at first sight: `right` holds those beside the map.

    `whole` holds map and panels as its first page and the pages that take their place.
    """

    def __init__(self, workspace: Workspace, *, right: QStackedWidget, whole: QStackedWidget):
        self._workspace = workspace
        self._right, self._whole = right, whole
        self._modes = {mode.name: mode for mode in modes()}
        self._pages: dict[str, QWidget] = {}

    def mode(self, name: str) -> Mode:
        """Return a mode by its name."""
        return self._modes[name]

    def knows(self, name: str) -> bool:
        """Whether there is a mode of this name: what was remembered may be from another version."""
        return name in self._modes

    def page(self, name: str) -> QWidget:
        """Return a mode's page."""
        mode = self._modes[name]
        if name not in self._pages:
            page = self._pages[name] = mode.make(self._workspace)
            (self._whole if mode.is_whole else self._right).addWidget(page)
        return self._pages[name]

    def show(self, name: str) -> None:
        """Show a mode's page and bring it up to date."""
        mode, page = self._modes[name], self.page(name)
        if mode.is_whole:
            self._whole.setCurrentWidget(page)
        else:
            self._whole.setCurrentIndex(0)
            self._right.setCurrentWidget(page)
        if mode.enter is not None:
            mode.enter(self._workspace)


def _care_page(workspace: Workspace) -> QWidget:
    from gridmap.ui.care.joining import make_care_page

    return make_care_page(workspace)


def _enter_care(workspace: Workspace) -> None:
    workspace.show_panel("right")


def _incident_page(workspace: Workspace) -> QWidget:
    from gridmap.ui.incident.joining import make_incident_page

    return make_incident_page(workspace)


def _enter_incident(workspace: Workspace) -> None:
    from gridmap.ui.incident.joining import enter_incident

    enter_incident(workspace)


def _review_page(workspace: Workspace) -> QWidget:
    from gridmap.ui.review.joining import make_review_page

    return make_review_page(workspace)


def _atlas_page(workspace: Workspace) -> QWidget:
    from gridmap.ui.atlas.joining import make_atlas_page

    return make_atlas_page(workspace)


def _enter_atlas(workspace: Workspace) -> None:
    from gridmap.ui.atlas.joining import enter_atlas

    enter_atlas(workspace)
