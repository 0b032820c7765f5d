"""The properties of what is selected: a form that edits through actions, and what hangs on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final, TypeAlias

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridmap.actions.several import edit_several
from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.model.catalogue import load_catalogue
from gridmap.model.changes import Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.features import KINDS, Feature, FeatureId
from gridmap.session import Session
from gridmap.ui.cards import Card, card_of, card_of_several, project_card, title_of
from gridmap.ui.digest import Digest
from gridmap.ui.fields.order import neighbour
from gridmap.ui.fields.spec import KindSpec, parse
from gridmap.ui.kinds import kind_name
from gridmap.ui.panels.form import Form
from gridmap.ui.panels.form_inputs import LineInput
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.changing_area import ChangingArea

ByKind: TypeAlias = dict[type[Feature], frozenset[FeatureId]]

MOST_TOGETHER: Final = 2_000
"""More features than this are counted, not compared and edited in one form."""

Below: TypeAlias = tuple[object, Callable[[], QWidget]]
"""What stands below a form: a key that differs where it must be made anew, and how to make it."""


class Properties(ChangingArea):
    """The form of one feature or of several of a kind, or a summary of mixed kinds.

    Where nothing is selected: the project, and what to do.

    `below(feature, digest)` gives what stands below a feature's form, None: nothing.

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
        self.below: Callable[[Feature, Digest], Below | None] = lambda _feature, _digest: None
        self._below_key: object = None
        self._title = QLabel()
        self._card_shown: Card | None = None
        self._is_open = False
        self._begin_next = False
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
        self._commit_typing()
        by_kind = self._by_kind(ids)
        card = self._card(digest, by_kind)
        if not ids:
            card = project_card(digest)
        if card is not None and self._refresh(card, digest):
            return
        had_focus = self._name_with_focus(card)
        self.form = None
        body = QWidget()
        body.setObjectName("scrollBody")
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(10)
        if card is not None:
            self._fill(column, card, digest)
        elif ids:
            column.addWidget(self._summary(by_kind, len(ids)))
        if not ids:
            column.addWidget(_what_to_do())
        column.addStretch(1)
        self.change_to(body)
        self._give_cursor(had_focus)

    def begin_editing(self, name: str = "") -> None:
        """Put the cursor into a field, without a name into the first one."""
        if self.form is not None and name:
            self.form.begin_at(name)
        elif self.form is not None:
            self.form.begin_editing()

    def _give_cursor(self, name: str) -> None:
        """Put the cursor where the work goes on: into the next record, or back into a field."""
        if self.form is not None and self._begin_next:
            self._begin_next = False
            self.form.begin_editing()
        elif self.form is not None and name:
            self.form.begin_at(name)

    def _refresh(self, card: Card, digest: Digest) -> bool:
        """Bring the form of the same feature up to date; False where it must be made anew."""
        below = self._below(card, digest)
        if self.form is None or self._below_key != (below[0] if below is not None else None):
            return False
        if not self.form.refresh(card):
            return False
        self._title.setText(card.title)
        self._card_shown = card
        return True

    def _commit_typing(self) -> None:
        """Take what is still being typed for the features that were selected until now."""
        form, card = self.form, self._card_shown
        if form is None or card is None:
            return
        if frozenset(card.features) != self._session.selection:
            form.commit()

    def _by_kind(self, ids: frozenset[FeatureId]) -> ByKind:
        """Return the selected features by their kind."""
        document, left = self._session.document, ids
        found: ByKind = {}
        # where a hundred thousand are selected these are households: one look at each is enough
        for kind in sorted(KINDS, key=document.count, reverse=len(ids) > MOST_TOGETHER):
            if not left:
                break
            keys = frozenset(filter(document.table(kind).__contains__, left))
            if keys:
                found[kind] = keys
                left = left - keys if len(keys) < len(left) else frozenset()
        return found

    def _card(self, digest: Digest, by_kind: ByKind) -> Card | None:
        """Return the card of one feature or of several of one kind, None for anything else."""
        if len(by_kind) != 1:
            return None
        ((kind, keys),) = by_kind.items()
        if len(keys) > MOST_TOGETHER:
            return None
        table = self._session.document.table(kind)
        features = [table[key] for key in sorted(keys)]
        if len(features) > 1:
            return card_of_several(digest, features)
        return card_of(digest, self._session.document, features[0])

    def _name_with_focus(self, card: Card | None) -> str:
        """Return the field that has the cursor, if the same features are to be shown again."""
        shown = self._card_shown
        if self.form is None or card is None or shown is None or shown.features != card.features:
            return ""
        return self.form.name_with_focus()

    def _below(self, card: Card, digest: Digest) -> Below | None:
        if len(card.features) != 1:
            return None
        feature = self._session.document.find_any(card.feature)
        return self.below(feature, digest) if feature is not None else None

    def _fill(self, column: QVBoxLayout, card: Card, digest: Digest) -> None:
        self._title = QLabel(card.title)
        column.addLayout(_title_row(self._title, card.kind))
        self._card_shown = card
        self.form = Form(
            card,
            self._theme,
            is_read_only=self._session.store.is_read_only,
            is_open=self._is_open,
        )
        self.form.edited.connect(lambda texts: self._edit(card, texts))
        self.form.record_wanted.connect(self._go_to_record)
        self.form.folded.connect(self._remember_fold)
        column.addWidget(self.form)
        below = self._below(card, digest)
        self._below_key = below[0] if below is not None else None
        if below is not None:
            line = QWidget()
            line.setObjectName("line")
            line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            column.addWidget(line)
            column.addWidget(below[1]())

    def _summary(self, by_kind: ByKind, count: int) -> QWidget:
        """Say how many are selected, by kind; a button narrows the selection to one kind."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        title = QLabel(tr("{count} selected", count=count))
        title.setObjectName("panelTitle")
        column.addWidget(title)
        hint = QLabel(tr("Choose one kind to edit them together."))
        if len(by_kind) == 1 and count > MOST_TOGETHER:
            hint.setText(tr("At most {count} are edited together.", count=MOST_TOGETHER))
        hint.setObjectName("secondary")
        hint.setWordWrap(True)
        column.addWidget(hint)
        for kind, keys in sorted(by_kind.items(), key=lambda item: -len(item[1])):
            words = tr("Only {kind} ({count})", kind=kind_name(kind.kind), count=len(keys))
            button = QPushButton(words)
            button.setEnabled(len(by_kind) > 1)
            button.clicked.connect(partial(self._session.select, keys))
            column.addWidget(button)
        return box

    def _edit(self, card: Card, texts: dict[str, str]) -> None:
        """Check what was typed and carry it out for every feature of the card in one step."""
        form, spec = self.form, card.spec
        if form is None or spec is None or spec.save is None:
            return
        reader = self._session.document
        wrong = next(iter(texts))
        try:
            values: dict[str, object] = {}
            for name, text in texts.items():
                wrong = name
                values[name] = parse(spec.field(name), text, today=date.today())
            changeset = edit_several(
                reader,
                [(feature, values) for feature in card.features],
                spec.save,
                title=_title(spec, next(reversed(texts)), len(card.features)),
                name_of=lambda key: _called(reader, key),
            )
        except GridMapError as error:
            form.show_error(wrong, str(error))
            return
        for name, text in texts.items():
            form.show_error(name, "")
            self._warn(form, name, text)
        form.accept(texts)
        # Applied after the field has let go of the focus: the form is built anew by the change.
        QTimer.singleShot(0, self, lambda: self._apply(changeset))

    def _go_to_record(self, step: int) -> None:
        """Select the next or the last feature of the same kind, with the cursor in its form."""
        card, digest = self._card_shown, self._digest
        if card is None or digest is None or card.spec is None:
            return
        goal = neighbour(card.spec, digest, self._session.document, card.feature, step)
        if goal is not None:
            self._begin_next = True
            # What Ctrl+Enter has just committed is carried out first.
            QTimer.singleShot(0, self, lambda: self._session.select((goal,)))

    def _remember_fold(self, is_open: bool) -> None:
        self._is_open = is_open

    def _apply(self, changeset: Changeset) -> None:
        try:
            self._session.apply(changeset)
        except GridMapError as error:
            self.failed.emit(error)
            return
        if changeset:
            self.applied.emit(changeset.title)

    def _warn(self, form: Form, name: str, text: str) -> None:
        if load_catalogue().forbidden_field(text) and isinstance(form.field(name), LineInput):
            form.show_error(name, tr("This looks like something that may not be recorded here."))


def _what_to_do() -> QLabel:
    label = QLabel(tr("Click a house, a grid or a place on the map or in the list to see it here."))
    label.setObjectName("secondary")
    label.setWordWrap(True)
    return label


def _title(spec: KindSpec, name: str, count: int) -> str:
    """Return what an edit of several features is called in the history."""
    return tr(
        "{kind}: {field} of {count} changed",
        kind=spec.title,
        field=spec.field(name).label,
        count=count,
    )


def _called(reader: FeatureReader, key: FeatureId) -> str:
    feature = reader.find_any(key)
    return (title_of(feature) or kind_name(feature.kind)) if feature is not None else ""


def _title_row(title: QLabel, kind_text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    title.setObjectName("panelTitle")
    title.setWordWrap(True)
    kind = QLabel(kind_text)
    kind.setObjectName("kindLabel")
    row.addWidget(title, 1)
    row.addWidget(kind, 0, Qt.AlignmentFlag.AlignTop)
    return row
