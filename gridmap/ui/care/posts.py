"""Who answers for a township, village, group or grid: each post with its reason and [change]."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gridmap.i18n import tr
from gridmap.model.duties import (
    AUXILIARY,
    DOCTOR,
    GRID_HEAD,
    LEADER,
    RESPONSIBLE,
    Post,
    is_on_duty,
)
from gridmap.model.duty_words import role_name
from gridmap.model.features import Duty, Feature, FeatureId, Grid, Township, Village, VillagerGroup
from gridmap.ui.care.desk import CareDesk
from gridmap.ui.care.post_popup import PostPopup, post_words
from gridmap.ui.digest import Digest

ROLES: Final[dict[str, tuple[str, ...]]] = {
    Township.kind: (LEADER, "steward", "approver"),
    Village.kind: (LEADER, "liaison", DOCTOR, "children"),
    VillagerGroup.kind: (AUXILIARY, RESPONSIBLE),
    Grid.kind: (GRID_HEAD, RESPONSIBLE, "grid_worker", LEADER),
}
"""The posts that are shown for each kind of scope, the first the most important."""

_NEEDED: Final = frozenset({LEADER, GRID_HEAD, AUXILIARY})
"""Posts that must not be empty: nobody there is a gap."""


class Posts(QWidget):
    """The posts of one scope in lines; the links open the popup that gives a post."""

    def __init__(self, desk: CareDesk, scope: Feature) -> None:
        super().__init__()
        self._desk, self._scope = desk, scope.id
        self.links: dict[tuple[str, bool], QPushButton] = {}
        self.popup: PostPopup | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        title = QLabel(tr("Who answers for it"))
        title.setObjectName("sectionTitle")
        column.addWidget(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnMinimumWidth(0, desk.theme.px(78))
        grid.setColumnStretch(1, 1)
        for number, role in enumerate(ROLES.get(scope.kind, ())):
            self._add(grid, number * 3, role)
        column.addLayout(grid)

    def change(self, role: str, *, is_deputy: bool = False) -> PostPopup:
        """Open the popup that gives a post, or its deputy."""
        link = self.links[role, is_deputy]
        duty = self._duty(role) if is_deputy else None
        popup = PostPopup(self._desk, role, self._scope, duty=duty)
        popup.open_below(link)
        self.popup = popup
        return popup

    def _add(self, grid: QGridLayout, row: int, role: str) -> None:
        post = self._post(role)
        name, reason = post_words(self._desk, post)
        if post is not None and post.scope == self._scope:
            reason = tr("since {day}", day=post.since) if name and post.since is not None else ""
        self._line(grid, row, role_name(role), name, is_gap=role in _NEEDED)
        grid.addWidget(
            self._link(role, is_deputy=False, held=name), row, 2, Qt.AlignmentFlag.AlignTop
        )
        if reason:
            why = QLabel(reason)
            why.setObjectName("quiet")
            why.setWordWrap(True)
            grid.addWidget(why, row + 1, 1, 1, 2)
        duty = self._duty(role)
        if duty is not None and duty.officer is not None:
            deputy = post.deputy.name if post is not None and post.deputy is not None else ""
            self._line(grid, row + 2, tr("Deputy"), deputy, is_gap=False)
            link = self._link(role, is_deputy=True, held=deputy)
            grid.addWidget(link, row + 2, 2, Qt.AlignmentFlag.AlignTop)

    def _line(self, grid: QGridLayout, row: int, words: str, name: str, *, is_gap: bool) -> None:
        label = QLabel(words)
        label.setObjectName("fieldLabel")
        label.setWordWrap(True)
        who = QLabel(name or (tr("Nobody") if is_gap else "—"))
        who.setWordWrap(True)
        if not name and is_gap:
            who.setObjectName("urgent")
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(who, row, 1)

    def _link(self, role: str, *, is_deputy: bool, held: str) -> QPushButton:
        """Return the verb beside a post; `held`: the name of who has it, empty for nobody."""
        link = QPushButton(tr("Change") if held else tr("Appoint"))
        link.setProperty("flat_link", True)
        name = role_name(role)
        link.setAccessibleName(
            tr("Change the deputy of {post}", post=name)
            if is_deputy
            else tr("Change {post}", post=name)
        )
        link.setDisabled(self._desk.is_read_only)
        link.clicked.connect(partial(self._clicked, role, is_deputy))
        self.links[role, is_deputy] = link
        return link

    def _clicked(self, role: str, is_deputy: bool, _is_on: bool = False) -> None:
        self.change(role, is_deputy=is_deputy)

    def _post(self, role: str) -> Post | None:
        digest = self._desk.digest
        if digest is None:
            return None
        scopes: list[FeatureId | None] = [self._scope]
        if role == LEADER:
            scopes = digest.responsibilities.scopes_of(self._scope)
        return digest.responsibilities.post(role, scopes)

    def _duty(self, role: str) -> Duty | None:
        """Return the duty by which somebody holds a post for this very scope today."""
        held = [
            duty
            for duty in self._desk.session.document.all(Duty)
            if duty.scope == self._scope
            and duty.role == role
            and is_on_duty(duty, self._desk.today())
        ]
        held.sort(key=lambda duty: (duty.officer is not None, duty.valid_from is not None))
        return held[-1] if held else None


def posts_key(digest: Digest, scope: Feature) -> object:
    """Return what differs where the posts of a scope must be shown anew."""
    posts = digest.responsibilities
    scopes = posts.scopes_of(scope.id)
    return scope.id, [posts.held(item) for item in scopes if item is not None]
