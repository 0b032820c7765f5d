"""Setting up care categories: what each is for, on what basis, how long kept, who owns it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridmap.actions.categories import (
    approve_category,
    missing,
    propose_category,
    set_rule,
    switch_off,
    switch_on,
)
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.layers.care import care_symbol
from gridmap.model.catalogue import CareCategory
from gridmap.model.categories import is_own, is_switched_on, rule_of
from gridmap.model.changes import Changeset
from gridmap.ui import icons
from gridmap.ui.care.desk import CareDesk
from gridmap.ui.care.officer_box import OfficerBox
from gridmap.ui.care.rows import FieldRows

_CODE: Final = Qt.ItemDataRole.UserRole


class CategoriesDialog(QDialog):
    """The list of categories on the left, what is laid down for the chosen one on the right."""

    def __init__(self, parent: QWidget, desk: CareDesk) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Care categories"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Care categories"))
        self.list.currentItemChanged.connect(lambda _now, _before: self._show())
        self.add = QPushButton(tr("Propose one of our own…"))
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self._propose)
        self.add.setDisabled(desk.is_read_only)
        self.panel = QWidget()
        self.rows = FieldRows(desk.theme)
        self._column = QVBoxLayout()
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.error = QLabel()
        self.error.setObjectName("fieldError")
        self.error.setWordWrap(True)
        self.save = self._button(tr("Save"), self._save)
        self.switch = self._button("", self._switch)
        self.approve = self._button(tr("Approve"), self._approve)
        self.save.setProperty("primary", True)
        self.approver = OfficerBox(desk.session.document, nobody=tr("Who approves"))
        self.approver.setAccessibleName(tr("Who approves"))
        self.owner = OfficerBox(desk.session.document)
        self._arrange()
        self.fill()

    def sizeHint(self) -> QSize:
        """Room for the list and the form side by side."""
        px = self._desk.theme.px
        return QSize(px(820), px(520))

    @property
    def code(self) -> str:
        """The code of the chosen category, empty for one that is being proposed."""
        item = self.list.currentItem()
        return str(item.data(_CODE)) if item is not None else ""

    def fill(self, chosen: str = "") -> None:
        """List the categories anew."""
        chosen = chosen or self.code
        theme = self._desk.theme
        self.list.clear()
        for category in self._desk.catalogue.care.values():
            words = category.short_name
            if category.is_restricted:
                is_on = is_switched_on(self._desk.session.document, category)
                words = tr("{name} (on)", name=words) if is_on else tr("{name} (off)", name=words)
            item = QListWidgetItem(words)
            item.setData(_CODE, category.code)
            symbol = icons.map_symbol(care_symbol(category.code), theme.px(18))
            item.setIcon(QIcon(symbol))
            self.list.addItem(item)
            if category.code == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None:
            self.list.setCurrentRow(0)

    def _button(self, words: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addWidget(self.add)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addLayout(self._column)
        right.addWidget(self.state)
        right.addWidget(self.error)
        right.addStretch(1)
        second = QHBoxLayout()
        second.addWidget(self.approver, 1)
        second.addWidget(self.approve)
        right.addLayout(second)
        foot = QHBoxLayout()
        close = self._button(tr("Close"), self.reject)
        foot.addStretch(1)
        for button in (self.switch, self.save, close):
            foot.addWidget(button)
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 14)
        row.setSpacing(16)
        row.addLayout(left, 2)
        row.addLayout(right, 3)

    def _show(self) -> None:
        """Show what is laid down for the chosen category."""
        category = self._desk.catalogue.care.get(self.code)
        if category is not None:
            self._show_form(category)

    def _show_form(self, category: CareCategory) -> None:
        document = self._desk.session.document
        rule = rule_of(document, category.code)
        self.rows.hide()
        self.rows.deleteLater()
        rows = self.rows = FieldRows(self._desk.theme)
        if is_own(category.code):
            rows.line("name", tr("Name"), rule.name)
        rows.line("purpose", tr("Purpose"), category.purpose)
        rows.line("basis", tr("Lawful basis"), rule.basis)
        rows.line("keep_days", tr("Kept for days"), str(category.keep_days))
        rows.line("visit_days", tr("Visit every"), str(category.visit_days or ""))
        self.owner = OfficerBox(document, rule.owner, nobody=tr("Not named yet"))
        rows.add("owner", tr("Owner"), self.owner)
        self._column.addWidget(rows)
        self.error.clear()
        self._say_state(category)

    def _say_state(self, category: CareCategory) -> None:
        document = self._desk.session.document
        rule = rule_of(document, category.code)
        is_on = is_switched_on(document, category)
        lacking = missing(document, rule)
        waits = is_own(category.code) and rule.approved_by is None
        if not category.is_restricted:
            words = tr("This category is open: it may stand on officers' maps (P3).")
        elif lacking:
            words = tr(
                "Off. Before it can be switched on it needs: {what}.", what=tr(", ").join(lacking)
            )
        elif waits:
            words = tr("Off. A second person has to approve it.")
        elif is_on:
            words = tr("On. Restricted: seen only by the officer responsible and the data steward.")
        else:
            words = tr("Off. Everything is laid down; it can be switched on.")
        self.state.setText(words)
        can_write = not self._desk.is_read_only
        self.save.setEnabled(can_write)
        self.switch.setVisible(category.is_restricted)
        self.switch.setText(tr("Switch off") if is_on else tr("Switch on"))
        self.switch.setEnabled(can_write and (is_on or not (lacking or waits)))
        for widget in (self.approver, self.approve):
            widget.setVisible(waits)
            widget.setEnabled(can_write and not lacking)

    def _text(self, name: str) -> str:
        widget = self.rows.widgets[name]
        text = widget.property("text")
        return str(text).strip()

    def _number(self, name: str) -> int | None:
        text = self._text(name)
        if text and not text.isdigit():
            raise UsageError(tr("“{text}” is not a whole number.", text=text))
        return int(text) if text else None

    def _save(self) -> None:
        self._do(self._rule_changes)

    def _rule_changes(self) -> Changeset:
        category = self._desk.catalogue.care[self.code]
        fields: dict[str, object] = {
            "basis": self._text("basis"),
            "owner": self.owner.officer,
            "keep_days": self._number("keep_days"),
            "visit_days": self._number("visit_days"),
        }
        if self._text("purpose") != category.purpose:
            fields["purpose"] = self._text("purpose")
        if is_own(self.code):
            fields["name"] = self._text("name")
        return set_rule(self._desk.session.document, self.code, **fields)

    def _switch(self) -> None:
        document, code = self._desk.session.document, self.code
        category = self._desk.catalogue.care[code]
        if is_switched_on(document, category):
            self._do(lambda: switch_off(document, code, on=self._desk.today()))
        else:
            self._do(lambda: switch_on(document, code))

    def _approve(self) -> None:
        approver = self.approver.officer
        if approver is None:
            self.error.setText(tr("Say who approves it."))
            return
        document, code = self._desk.session.document, self.code
        self._do(lambda: approve_category(document, code, approver=approver))

    def _propose(self) -> None:
        """Add a category with a name to be changed; it is off until all is laid down."""
        document = self._desk.session.document
        taken = {item.name for item in self._desk.catalogue.care.values()}
        name = next(
            words
            for number in range(1, 100)
            if (words := tr("New category {number}", number=number)) not in taken
        )
        before = set(self._desk.catalogue.care)
        self._do(lambda: propose_category(document, name))
        new = set(self._desk.catalogue.care) - before
        if new:
            self.fill(new.pop())

    def _do(self, act: Callable[[], Changeset]) -> None:
        error = self._desk.attempt(act)
        if error is not None:
            self.error.setText(str(error))
            return
        self.fill()
