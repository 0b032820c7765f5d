"""The properties of what is selected: a form that edits through actions, and a household's care."""

from __future__ import annotations

from collections import Counter
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gridmap.errors import GridMapError, UsageError
from gridmap.i18n import tr
from gridmap.model.catalogue import load_catalogue
from gridmap.model.changes import Changeset
from gridmap.model.features import FeatureId, Household
from gridmap.session import Session
from gridmap.ui.cards import Card, Field, card_of, project_card
from gridmap.ui.care_cards import CareCard, care_cards
from gridmap.ui.digest import Digest
from gridmap.ui.kinds import kind_name
from gridmap.ui.panels.care_list import care_list
from gridmap.ui.panels.form import Form
from gridmap.ui.theme import Theme


class Properties(QScrollArea):
    """Shows one feature's form, a summary of many, or what to do where nothing is selected.

    `failed(error)` fires for what has no field to stand beside (disk full, somebody else's change),
    `applied(title)` after an edit.
    """

    failed = Signal(object)
    applied = Signal(str)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self._digest: Digest | None = None
        self._care: list[CareCard] = []
        self._title = QLabel()
        self.form: Form | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_digest(self, digest: Digest) -> None:
        """Use what was worked out last, and show the selection by it."""
        self._digest = digest
        self.show_selection(self._session.selection)

    def show_selection(self, ids: frozenset[FeatureId]) -> None:
        """Show these features."""
        digest = self._digest
        if digest is None:
            return
        feature = None
        if len(ids) == 1:
            feature = self._session.document.find_any(next(iter(ids)))
        card = card_of(digest, self._session.document, feature) if feature is not None else None
        if not ids:
            card = project_card(digest)
        if card is not None and self._refresh(card, digest):
            return
        self.form = None
        body = QWidget()
        body.setObjectName("scrollBody")
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(10)
        if card is not None:
            self._fill(column, card, digest)
        if not ids:
            column.addWidget(_what_to_do())
        elif feature is None:
            self._summarise(column, ids)
        column.addStretch(1)
        self.setWidget(body)

    def begin_editing(self) -> None:
        """Put the cursor into the first field."""
        if self.form is not None:
            self.form.begin_editing()

    def _refresh(self, card: Card, digest: Digest) -> bool:
        """Bring the form of the same feature up to date; False where it must be made anew."""
        if self.form is None or self._care != self._care_of(card, digest):
            return False
        if not self.form.refresh(card):
            return False
        self._title.setText(card.title)
        return True

    def _care_of(self, card: Card, digest: Digest) -> list[CareCard]:
        if self._session.document.find(card.feature, Household) is None:
            return []
        return care_cards(digest, card.feature, on=date.today())

    def _fill(self, column: QVBoxLayout, card: Card, digest: Digest) -> None:
        self._title = QLabel(card.title)
        column.addLayout(_title_row(self._title, card.kind))
        self.form = Form(card, self._theme, is_read_only=self._session.store.is_read_only)
        self.form.edited.connect(lambda name, text: self._edit(card, name, text))
        column.addWidget(self.form)
        self._care = self._care_of(card, digest)
        if self._care:
            line = QWidget()
            line.setObjectName("line")
            line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            column.addWidget(line)
            column.addWidget(care_list(self._care, self._theme))

    def _summarise(self, column: QVBoxLayout, ids: frozenset[FeatureId]) -> None:
        """Say how many are selected, by kind."""
        title = QLabel(tr("{count} selected", count=len(ids)))
        title.setObjectName("panelTitle")
        column.addWidget(title)
        found = (self._session.document.find_any(item) for item in ids)
        kinds = Counter(kind_name(item.kind) for item in found if item is not None)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(6)
        for row, (name, count) in enumerate(kinds.most_common()):
            label = QLabel(name)
            label.setObjectName("fieldLabel")
            grid.addWidget(label, row, 0)
            grid.addWidget(QLabel(str(count)), row, 1, Qt.AlignmentFlag.AlignRight)
        column.addLayout(grid)

    def _edit(self, card: Card, name: str, text: str) -> None:
        form = self.form
        if form is None or card.save is None:
            return
        field = next(item for item in card.fields if item.name == name)
        try:
            value = _value_of(field, text)
            changeset = card.save(self._session.document, card.feature, **{name: value})
        except GridMapError as error:
            form.show_error(name, str(error))
            return
        form.accept(name, text)
        self._warn(form, name, text)
        # Applied after the field has let go of the focus: the form is built anew by the change.
        QTimer.singleShot(0, self, lambda: self._apply(changeset))

    def _apply(self, changeset: Changeset) -> None:
        try:
            self._session.apply(changeset)
        except GridMapError as error:
            self.failed.emit(error)
            return
        if changeset:
            self.applied.emit(changeset.title)

    def _warn(self, form: Form, name: str, text: str) -> None:
        if load_catalogue().forbidden_field(text) and isinstance(form.field(name), QLineEdit):
            form.show_error(name, tr("This looks like something that may not be recorded here."))


def _what_to_do() -> QLabel:
    label = QLabel(tr("Click a house, a grid or a place on the map or in the list to see it here."))
    label.setObjectName("secondary")
    label.setWordWrap(True)
    return label


def _value_of(field: Field, text: str) -> object:
    if field.kind != "number":
        return text
    if not text.strip():
        return None
    try:
        return int(text)
    except ValueError as error:
        raise UsageError(tr("“{text}” is not a whole number.", text=text)) from error


def _title_row(title: QLabel, kind_text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    title.setObjectName("panelTitle")
    title.setWordWrap(True)
    kind = QLabel(kind_text)
    kind.setObjectName("kindLabel")
    row.addWidget(title, 1)
    row.addWidget(kind, 0, Qt.AlignmentFlag.AlignTop)
    return row
