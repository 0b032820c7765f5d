"""The page of the care mode: what is selected, its people or its posts, and the forms on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gridmap.i18n import tr
from gridmap.model.features import (
    CareRecord,
    Feature,
    FeatureId,
    Grid,
    Household,
    Township,
    Village,
    VillagerGroup,
)
from gridmap.session import Session
from gridmap.ui.care.desk import CareDesk
from gridmap.ui.care.posts import Posts
from gridmap.ui.care.tag_form import TagForm
from gridmap.ui.care_cards import care_cards
from gridmap.ui.digest import Digest
from gridmap.ui.kinds import door_words, kind_name
from gridmap.ui.panels.care_list import CareList
from gridmap.ui.theme import Theme


class CarePage(QScrollArea):
    """Shows the selection until a form is opened; a form stays until it is done or left.

    `applied(title)` after an act, `failed(error)` for what no form shows.
    """

    applied = Signal(str)
    failed = Signal(object)

    def __init__(
        self, session: Session, theme: Theme, *, today: Callable[[], date] = date.today
    ) -> None:
        super().__init__()
        self.desk = CareDesk(session, theme, today=today)
        self.desk.applied.connect(self.applied)
        self.desk.failed.connect(self.failed)
        self.form: QWidget | None = None
        self.people: CareList | None = None
        self.posts: Posts | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_digest(self, digest: Digest) -> None:
        """Use what was worked out last; a form that is open stays as it is."""
        self.desk.digest = digest
        if self.form is None:
            self.show_selection(self.desk.session.selection)

    def show_selection(self, ids: frozenset[FeatureId]) -> None:
        """Show these features; a form that is open is left."""
        self.form = self.people = self.posts = None
        if self.desk.digest is None:
            return
        feature = self.desk.session.document.find_any(next(iter(ids))) if len(ids) == 1 else None
        if isinstance(feature, CareRecord):
            feature = self.desk.session.document.find(feature.household, Household)
        if isinstance(feature, Household):
            self._show(self._household(feature))
        elif isinstance(feature, Township | Village | VillagerGroup | Grid):
            self._show(self._area(feature))
        else:
            self._show(_what_to_do())

    def begin_tag(self, household: FeatureId) -> TagForm | None:
        """Ask whom of a household to tag; None where the household is gone."""
        home = self.desk.session.document.find(household, Household)
        if home is None:
            return None
        form = TagForm(self.desk, home)
        form.tagged.connect(lambda _record: self._leave_form())
        form.left.connect(self._leave_form)
        self._show_form(form)
        return form

    def _leave_form(self) -> None:
        self.form = None
        self.show_selection(self.desk.session.selection)

    def _show_form(self, form: QWidget) -> None:
        self._show(form)
        self.form = form

    def _show(self, content: QWidget) -> None:
        body = QWidget()
        body.setObjectName("scrollBody")
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(10)
        column.addWidget(content)
        column.addStretch(1)
        self.setWidget(body)

    def _household(self, home: Household) -> QWidget:
        digest = self.desk.digest
        assert digest is not None
        title = "  ".join(part for part in (door_words(home.door), home.head) if part)
        box, column = _titled(title or tr("Household"), home)
        where = QLabel(digest.belonging(home))
        where.setObjectName("secondary")
        column.addWidget(where)
        cards = care_cards(digest, home.id, on=self.desk.today())
        people = CareList(cards, self.desk.theme, is_read_only=self.desk.is_read_only)
        people.add_wanted.connect(lambda: self.begin_tag(home.id))
        column.addWidget(people)
        self.people = people
        return box

    def _area(self, area: Township | Village | VillagerGroup | Grid) -> QWidget:
        box, column = _titled(area.name, area)
        self.posts = Posts(self.desk, area)
        column.addWidget(self.posts)
        return box


def _titled(words: str, feature: Feature) -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    row = QHBoxLayout()
    title = QLabel(words)
    title.setObjectName("panelTitle")
    title.setWordWrap(True)
    kind = QLabel(kind_name(feature.kind))
    kind.setObjectName("kindLabel")
    row.addWidget(title, 1)
    row.addWidget(kind, 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(row)
    return box, column


def _what_to_do() -> QLabel:
    label = QLabel(tr("Click a house to see who needs visits there, or a grid to see who answers."))
    label.setObjectName("secondary")
    label.setWordWrap(True)
    return label
