"""Giving a post: from which day, and to whom. One click on a name does it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridmap.actions.duties import give_duty, set_deputy
from gridmap.actions.officers import add_officer
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.duties import Post
from gridmap.model.duty_words import reason_words, role_name, scope_name
from gridmap.model.features import Duty, FeatureId, Officer
from gridmap.ui.care.desk import CareDesk
from gridmap.ui.care.officer_box import officer_words, sorted_officers
from gridmap.ui.care.rows import FieldRows
from gridmap.ui.widgets.date_field import DateField
from gridmap.ui.widgets.search_box import is_found

_ID = Qt.ItemDataRole.UserRole
_MOST_ROWS = 7


class PostPopup(QFrame):
    """Below the button that opened it; Escape closes it.

    `duty` given: its deputy is chosen, else the holder of `role` for `scope`.
    """

    given = Signal()

    def __init__(
        self, desk: CareDesk, role: str, scope: FeatureId, *, duty: Duty | None = None
    ) -> None:
        super().__init__(None, Qt.WindowType.Popup)
        self.setObjectName("findResults")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._role, self._scope, self._duty = desk, role, scope, duty
        self.day = DateField(desk.theme, today=desk.today)
        self.day.set_day(desk.today())
        self.filter_box = QLineEdit()
        self.filter_box.setPlaceholderText(tr("Name or initials"))
        self.filter_box.setAccessibleName(tr("Name or initials"))
        self.filter_box.textChanged.connect(self._fill)
        self.filter_box.returnPressed.connect(self._give_first)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Officers"))
        self.list.itemClicked.connect(self._give_item)
        self.list.itemActivated.connect(self._give_item)
        self._error = QLabel()
        self._error.setObjectName("fieldError")
        self._error.setWordWrap(True)
        self._error.hide()
        self.new_button = QPushButton(tr("New officer…"))
        self.new_button.setProperty("flat_link", True)
        self.new_button.clicked.connect(self._ask_new)
        self.new = NewOfficer(desk)
        self.new.hide()
        self.new.added.connect(self._give)
        self._arrange()
        self._fill("")

    def open_below(self, widget: QWidget) -> None:
        """Open below a widget, within the screen."""
        self.adjustSize()
        place = widget.mapToGlobal(QPoint(0, widget.height() + 2))
        room = widget.screen().availableGeometry()
        place.setX(max(room.left(), min(place.x(), room.right() - self.width())))
        place.setY(max(room.top(), min(place.y(), room.bottom() - self.height())))
        self.move(place)
        self.show()
        self.filter_box.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Down go from the box into the list."""
        if event.key() == Qt.Key.Key_Down and self.filter_box.hasFocus():
            self.list.setFocus()
            self.list.setCurrentRow(0)
            return
        super().keyPressEvent(event)

    def _arrange(self) -> None:
        theme = self._desk.theme
        self.setMinimumWidth(theme.px(330))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        words = f"{scope_name(self._desk.session.document, self._scope)}　{role_name(self._role)}"
        if self._duty is not None:
            words = tr("{post}: deputy", post=words)
        title = QLabel(words)
        title.setObjectName("sectionTitle")
        title.setWordWrap(True)
        row = QHBoxLayout()
        label = QLabel(tr("From day"))
        label.setObjectName("fieldLabel")
        self.day.setAccessibleName(tr("From day"))
        row.addWidget(label)
        row.addWidget(self.day, 1)
        column.addWidget(title)
        column.addLayout(row)
        column.addWidget(self.filter_box)
        column.addWidget(self.list)
        column.addWidget(self._error)
        column.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.new)
        self.list.setFixedHeight(theme.px(31) * _MOST_ROWS)

    def _fill(self, text: str) -> None:
        self.list.clear()
        wanted = text.strip().casefold()
        for officer in sorted_officers(self._desk.session.document):
            if wanted and not _matches(officer, wanted):
                continue
            item = QListWidgetItem(officer_words(officer))
            item.setData(_ID, officer.id)
            self.list.addItem(item)
        if not wanted:
            item = QListWidgetItem(tr("Nobody: leave the post empty"))
            item.setData(_ID, None)
            self.list.addItem(item)

    def _give_first(self) -> None:
        if self.list.count():
            self._give_item(self.list.item(0))

    def _give_item(self, item: QListWidgetItem) -> None:
        self._give(item.data(_ID))

    def _give(self, officer: FeatureId | None) -> None:
        error = self._desk.attempt(lambda: self._changeset(officer))
        if error is not None:
            self._error.setText(str(error))
            self._error.show()
            return
        self.given.emit()
        self.close()

    def _changeset(self, officer: FeatureId | None) -> Changeset:
        day = self.day.read()
        if day is None:
            raise UsageError(tr("Say from which day on."))
        document = self._desk.session.document
        if self._duty is not None:
            return set_deputy(document, self._duty.id, officer, valid_from=day)
        return give_duty(
            document, role=self._role, scope=self._scope, officer=officer, valid_from=day
        )

    def _ask_new(self) -> None:
        self.new_button.hide()
        self.new.begin(self.filter_box.text())
        self.adjustSize()


class NewOfficer(QWidget):
    """Name, phone and post of somebody new. `added(officer)` fires with the id."""

    added = Signal(object)

    def __init__(self, desk: CareDesk) -> None:
        super().__init__()
        self._desk = desk
        self.rows = FieldRows(desk.theme)
        self.name = self.rows.line("name", tr("Person's name"))
        self.phone = self.rows.line("phone", tr("Phone"), hint=tr("work phone"))
        self.post = self.rows.line("post", tr("Post"))
        self.add = QPushButton(tr("Add"))
        self.add.setProperty("primary", True)
        self.add.clicked.connect(self._add)
        for line in (self.name, self.phone, self.post):
            line.returnPressed.connect(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rows)
        column.addWidget(self.add)

    def begin(self, name: str) -> None:
        """Show the fields, with what was typed before as the name."""
        self.name.setText(name.strip())
        self.show()
        self.name.setFocus()

    def _add(self) -> None:
        made: list[FeatureId] = []

        def act() -> Changeset:
            changeset = add_officer(
                self._desk.session.document,
                name=self.name.text(),
                phone=self.phone.text(),
                post=self.post.text(),
            )
            made.extend(changeset.ids())
            return changeset

        error = self._desk.attempt(act)
        if error is not None:
            self.rows.say("name", str(error))
            return
        self.added.emit(made[0])


def post_words(desk: CareDesk, post: Post | None) -> tuple[str, str]:
    """Return who holds a post and why, for two lines; nobody: the first is empty."""
    if post is None or post.officer is None or desk.digest is None:
        return "", ""
    who = "  ".join(part for part in (post.officer.name, post.officer.phone) if part)
    return who, reason_words(desk.digest.snapshot, post)


def _matches(officer: Officer, wanted: str) -> bool:
    return is_found(wanted, f"{officer_words(officer)} {officer.phone}")
