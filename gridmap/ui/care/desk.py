"""What every part of the care mode needs: session, theme, day, and how acts are carried out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal

from gridmap.errors import GridMapError
from gridmap.model.catalogue import Catalogue
from gridmap.model.categories import catalogue_of
from gridmap.model.changes import Changeset
from gridmap.session import Session
from gridmap.ui.digest import Digest
from gridmap.ui.theme import Theme

Act = Callable[[], Changeset]


class CareDesk(QObject):
    """Carries acts out. `applied(title)` fires after one, `failed(error)` where nobody shows it."""

    applied = Signal(str)
    failed = Signal(object)

    def __init__(
        self, session: Session, theme: Theme, *, today: Callable[[], date] = date.today
    ) -> None:
        super().__init__()
        self.session = session
        self.theme = theme
        self.today = today
        self.digest: Digest | None = None

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self.session.store.is_read_only

    @property
    def catalogue(self) -> Catalogue:
        """The care categories as they hold in this project."""
        return catalogue_of(self.session.document)

    def attempt(self, act: Act) -> GridMapError | None:
        """Work an act out and carry it out; return what went wrong for a form to show."""
        try:
            changeset = act()
            self.session.apply(changeset)
        except GridMapError as error:
            return error
        if changeset:
            self.applied.emit(changeset.title)
        return None

    def carry(self, act: Act) -> bool:
        """Carry an act out; where it goes wrong the window says so. Return whether it went well."""
        error = self.attempt(act)
        if error is not None:
            self.failed.emit(error)
        return error is None
