"""Tagging a person: a category, a name, done. What else there is has its usual value already."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridmap.actions.care import REVIEW_DAYS, default_basis, tag_person
from gridmap.i18n import tr
from gridmap.layers.care import care_symbol
from gridmap.model.catalogue import CareCategory
from gridmap.model.categories import categories_in_use, rule_of
from gridmap.model.changes import Changeset
from gridmap.model.days import day_text
from gridmap.model.duties import Post
from gridmap.model.duty_words import reason_words
from gridmap.model.features import CareRecord, FeatureId, Household
from gridmap.ui import icons
from gridmap.ui.care.desk import CareDesk
from gridmap.ui.care.rows import FieldRows
from gridmap.ui.kinds import door_words

_COLUMNS = 2
_ROOM_PX = 290
"""What the panel leaves for the buttons at its usual width; longer words stand below each other."""
_ICON_PX = 20


class TagForm(QWidget):
    """Asks for category and name. `tagged(record)` fires with the new record, `left()` without."""

    tagged = Signal(object)
    left = Signal()

    def __init__(self, desk: CareDesk, household: Household) -> None:
        super().__init__()
        self._desk, self.household = desk, household
        self.category = ""
        self._buttons: dict[str, QToolButton] = {}
        self._about = QLabel()
        self._about.setObjectName("secondary")
        self._about.setWordWrap(True)
        self._about.hide()
        self.rows = FieldRows(desk.theme)
        self.person: QLineEdit = self.rows.line("person", tr("Person's name"))
        self.head = QPushButton(tr("It is the head: {name}", name=household.head))
        self.head.setProperty("flat_link", True)
        self.head.clicked.connect(self._take_head)
        if household.head:
            self.rows.add("head", "", self.head)
        self.birth_year = self.rows.line("birth_year", tr("Born in"), hint=tr("the year only"))
        self.need = self.rows.line("need", tr("Needs"))
        self._usual = QLabel()
        self._usual.setObjectName("quiet")
        self._usual.setWordWrap(True)
        self._error = QLabel()
        self._error.setObjectName("fieldError")
        self._error.setWordWrap(True)
        self._error.hide()
        self.done = QPushButton(tr("Done"))
        self.done.setProperty("primary", True)
        self.done.clicked.connect(self._tag)
        self.person.returnPressed.connect(self._tag)
        self.birth_year.returnPressed.connect(self._tag)
        self.need.returnPressed.connect(self._tag)
        self._arrange()
        self._show_usual()

    def choose(self, code: str) -> None:
        """Choose a category and go on to the name."""
        self.category = code
        for other, button in self._buttons.items():
            button.setChecked(other == code)
        category = self._desk.catalogue.care[code]
        self._about.setText("\n".join(self._about_words(category)))
        self._about.show()
        self._show_usual()
        self._say("")
        self.person.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_head(self) -> None:
        """Write the name of the household's head as the person's."""
        self.person.setText(self.household.head)
        self.person.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        title = QLabel(tr("Who needs visits or help?"))
        title.setObjectName("panelTitle")
        home = QLabel(" ".join((door_words(self.household.door), self.household.head)).strip())
        home.setObjectName("secondary")
        for part in (title, home, self._category_grid(), self._about, self.rows, self._error):
            column.addWidget(part)
        foot = QHBoxLayout()
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self.left)
        foot.addWidget(self.done, 1)
        foot.addWidget(cancel)
        column.addLayout(foot)
        column.addWidget(self._usual)

    def _category_grid(self) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        theme = self._desk.theme
        paper = "#FFFFFF" if theme.is_dark else ""
        for category in categories_in_use(self._desk.session.document):
            button = QToolButton()
            button.setObjectName("choiceButton")
            button.setText(category.short_name)
            button.setToolTip(category.purpose)
            button.setAccessibleName(category.short_name)
            sign = icons.map_symbol(care_symbol(category.code), theme.px(_ICON_PX), paper=paper)
            button.setIcon(QIcon(sign))
            button.setIconSize(QSize(theme.px(_ICON_PX), theme.px(_ICON_PX)))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(partial(self._chosen, category.code))
            self._buttons[category.code] = button
        for button in self._buttons.values():
            button.ensurePolished()
        widest = max((button.sizeHint().width() for button in self._buttons.values()), default=0)
        columns = _COLUMNS if _COLUMNS * widest <= theme.px(_ROOM_PX) else 1
        for number, button in enumerate(self._buttons.values()):
            grid.addWidget(button, number // columns, number % columns)
        return box

    def button(self, code: str) -> QToolButton:
        """Return the button of a category."""
        return self._buttons[code]

    def _chosen(self, code: str, _is_on: bool = True) -> None:
        self.choose(code)

    def _about_words(self, category: CareCategory) -> list[str]:
        reader = self._desk.session.document
        days = category.visit_days
        return [
            tr("Purpose: {purpose}", purpose=category.purpose),
            tr("Basis: {basis}", basis=rule_of(reader, category.code).basis or default_basis()),
            tr("Visited every {days} days", days=days)
            if days
            else tr("The clinic sets the visits"),
        ]

    def _show_usual(self) -> None:
        """Say what holds until somebody sets something else."""
        digest, today = self._desk.digest, self._desk.today()
        lines = [
            tr(
                "From {start}, to be reviewed by {review}.",
                start=day_text(today),
                review=day_text(today + timedelta(days=REVIEW_DAYS)),
            )
        ]
        if digest is not None:
            home = digest.snapshot.find(self.household.id, Household)
            if home is not None:
                posts = digest.responsibilities.of_home(home)
                lines += [
                    tr("Responsible: {who}", who=self._who(posts.officer)),
                    tr("Leader: {who}", who=self._who(posts.leader)),
                ]
        self._usual.setText("\n".join(lines))

    def _who(self, post: Post | None) -> str:
        digest = self._desk.digest
        if digest is None or post is None or post.officer is None:
            return tr("Nobody")
        reason = reason_words(digest.snapshot, post)
        return tr("{name} ({reason})", name=post.officer.name, reason=reason)

    def _say(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def _tag(self) -> None:
        if not self.category:
            self._say(tr("Choose first what the person needs."))
            return
        year = self.birth_year.text().strip()
        if year and not year.isdigit():
            self.rows.say("birth_year", tr("“{text}” is not a year of birth.", text=year))
            return
        made: list[FeatureId] = []

        def act() -> Changeset:
            changeset = tag_person(
                self._desk.session.document,
                self.household.id,
                category=self.category,
                person=self.person.text(),
                on=self._desk.today(),
                need=self.need.text(),
                birth_year=int(year) if year else None,
            )
            made.extend(c.id for c in changeset if isinstance(c.new, CareRecord))
            return changeset

        error = self._desk.attempt(act)
        if error is not None:
            self._say(str(error))
            return
        self.tagged.emit(made[0])
