"""Files that open only with a password: the tick that asks for one, and the dialog to type it.

A password goes from here to the job that writes, and nowhere else: it is kept in no setting, no
print run and no log.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.password_line import PasswordLine

_WIDTH_PX: Final = 480
_MOST_PX: Final = 720


def lock_tick() -> QCheckBox:
    """Return the tick by which a person wants a file locked; off, however it was last time."""
    tick = QCheckBox(tr("Lock the file with a password…"))
    tick.setToolTip(tr("Asks for a password before the file is made; only who knows it opens it."))
    return tick


def with_password(
    parent: QWidget, theme: Theme, then: Callable[[str], None], *, is_locked: bool
) -> None:
    """Call `then` with the password that is typed; with none at once where nothing is locked.

    It is not called where the person thinks better of it.
    """
    if not is_locked:
        then("")
        return
    dialog = PasswordDialog(parent, theme)
    dialog.accepted.connect(lambda: then(dialog.password))
    _open(dialog)


def offer_password(parent: QWidget, theme: Theme, then: Callable[[str], None]) -> None:
    """Ask for a password or for none, where no tick was in sight; then as `with_password`."""
    dialog = PasswordDialog(parent, theme, may_skip=True)
    dialog.accepted.connect(lambda: then(dialog.password))
    _open(dialog)


def _open(dialog: PasswordDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


class PasswordDialog(QDialog):
    """Asks twice for the password of a file; `password` is what was agreed on.

    `may_skip`: it can be done without one, which is the empty password.
    """

    def __init__(self, parent: QWidget | None, theme: Theme, *, may_skip: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Lock with a password"))
        self.password = ""
        self.first = PasswordLine(theme, tr("Password"))
        self.again = PasswordLine(theme, tr("Once more"))
        self.error = QLabel()
        self.lock = QPushButton(tr("Lock and make"))
        self.skip = QPushButton(tr("Without a password"))
        self.skip.setVisible(may_skip)
        self._arrange(theme)
        self._connect()
        self.first.setFocus()

    def done(self, result: int) -> None:
        """Leave; nothing that was typed stays in the lines."""
        for field in (self.first, self.again):
            field.line.clear()
        super().done(result)

    def _take(self) -> None:
        """Leave with the password, or say what is wrong with it."""
        from gridmap.export.pdf.locking import check_password

        try:
            check_password(self.first.text)
        except UsageError as error:
            self._say(f"{error.message} {error.hint}".strip(), self.first)
            return
        if not self.again.text:
            self._say(tr("Type it once more, so that a slip does not lock you out."), self.again)
            return
        if self.first.text != self.again.text:
            self._say(tr("The two are not the same. Type the second one anew."), self.again)
            self.again.line.selectAll()
            return
        self.password = self.first.text
        self.accept()

    def _say(self, words: str, field: PasswordLine) -> None:
        self.error.setText(words)
        self.error.show()
        self._make_room()
        field.setFocus()

    def _make_room(self) -> None:
        """Grow for words that came in, else the lines above are squeezed."""
        column = self.layout()
        if column is not None:
            column.activate()
            needed_px = column.totalHeightForWidth(self.width())
            self.resize(self.width(), max(self.height(), needed_px))

    def _connect(self) -> None:
        self.lock.clicked.connect(self._take)
        self.skip.clicked.connect(self.accept)
        self.first.eye.toggled.connect(self.again.eye.setChecked)
        self.again.eye.toggled.connect(self.first.eye.setChecked)
        for field in (self.first, self.again):
            field.line.textEdited.connect(lambda _text: self.error.hide())

    def _arrange(self, theme: Theme) -> None:
        about = _words(
            tr(
                "Without the password nobody opens the file, and nobody can get it back: GridMap "
                "does not keep it. Write it down and store it apart from the file."
            ),
            "",
        )
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setVerticalSpacing(8)
        form.addRow(tr("Password"), self.first)
        form.addRow("", _words(_rule(), "quiet"))
        form.addRow(tr("Once more"), self.again)
        self.error.setObjectName("fieldError")
        self.error.setWordWrap(True)
        self.error.hide()
        note = _words(tr("If several files are made, they all get this password."), "secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(about)
        column.addLayout(form)
        column.addWidget(self.error)
        column.addWidget(note)
        column.addStretch(1)
        column.addLayout(self._foot())
        self.setMinimumWidth(min(theme.px(_WIDTH_PX), _MOST_PX))

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.skip)
        row.addStretch(1)
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        for button in (self.skip, cancel):
            button.setAutoDefault(False)
        self.lock.setProperty("primary", True)
        self.lock.setDefault(True)
        row.addWidget(self.lock)
        row.addWidget(cancel)
        return row


def _rule() -> str:
    from gridmap.export.pdf.locking import SHORTEST

    return tr("At least {count} characters.", count=SHORTEST)


def _words(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    if name:
        label.setObjectName(name)
    return label
