"""How the care mode is joined with the rest of the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, cast

import numpy as np
from PySide6.QtWidgets import QWidget
from shapely import Point

from gridmap.i18n import tr
from gridmap.layers.surface import Coordinates
from gridmap.model.features import Feature, FeatureId, Grid, Household, Village, VillagerGroup
from gridmap.ui.care_cards import CareCard, care_cards
from gridmap.ui.digest import Digest
from gridmap.ui.modes import CARE

if TYPE_CHECKING:
    from gridmap.ui.care.desk import CareDesk
    from gridmap.ui.care.page import CarePage
    from gridmap.ui.workspace import Workspace


def make_care_page(workspace: Workspace) -> CarePage:
    """Return the page of the care mode, kept up to date with selection and digest."""
    from gridmap.ui.care.page import CarePage
    from gridmap.ui.care.printing import after_handover, print_visits

    page = CarePage(workspace.session, workspace.theme, workspace.runner)
    page.applied.connect(lambda title: _say_done(workspace, title))
    page.failed.connect(workspace.toast.error)
    page.said.connect(workspace.toast.say)
    page.print_wanted.connect(partial(print_visits, workspace))
    page.handed_over.connect(lambda passed: after_handover(workspace, page, passed))
    page.place_wanted.connect(lambda home: _show_place(workspace, page, home))
    page.link_wanted.connect(lambda points: workspace.canvas.show_link(_ends(points)))
    workspace.selected.connect(page.show_selection)
    workspace.closing.connect(page.close_dialogs)
    workspace.briefing.digest_ready.connect(page.show_digest)
    if workspace.briefing.digest is not None:
        page.show_digest(workspace.briefing.digest)
    return page


def care_page(workspace: Workspace) -> CarePage:
    """Show the care mode and return its page."""
    workspace.show_mode(CARE)
    return cast("CarePage", workspace.book.page(CARE))


def join_care(workspace: Workspace) -> None:
    """Put care records and posts below the forms of the right panel."""
    desks: list[CareDesk] = []

    def desk(digest: Digest) -> CareDesk:
        from gridmap.ui.care.desk import CareDesk

        if not desks:
            made = CareDesk(workspace.session, workspace.theme)
            made.applied.connect(lambda title: _say_done(workspace, title))
            made.failed.connect(workspace.toast.error)
            desks.append(made)
        desks[0].digest = digest
        return desks[0]

    def below(feature: Feature, digest: Digest) -> tuple[object, Callable[[], QWidget]] | None:
        if isinstance(feature, Household):
            cards = care_cards(digest, feature.id, on=date.today())
            return cards, lambda: _people(workspace, feature.id, cards)
        if isinstance(feature, Village | VillagerGroup | Grid):
            from gridmap.ui.care.posts import Posts, posts_key

            return posts_key(digest, feature), lambda: Posts(desk(digest), feature)
        return None

    workspace.properties.below = below


def _people(workspace: Workspace, household: FeatureId, cards: list[CareCard]) -> QWidget:
    from gridmap.ui.panels.care_list import CareList

    people = CareList(cards, workspace.theme, is_read_only=workspace.session.store.is_read_only)
    people.add_wanted.connect(lambda: care_page(workspace).begin_tag(household))
    people.open_wanted.connect(lambda record: care_page(workspace).open_record(record))
    people.visit_wanted.connect(lambda record: care_page(workspace).begin_visit(record))
    return people


def _show_place(workspace: Workspace, page: CarePage, household: FeatureId) -> None:
    """Show a house on the map and keep the list of visits in sight."""
    page.is_staying = True
    try:
        workspace.go_to(household)
    finally:
        page.is_staying = False


def _ends(points: list[Point]) -> Coordinates:
    return np.array([(point.x, point.y) for point in points]).reshape(-1, 2)


def _say_done(workspace: Workspace, title: str) -> None:
    workspace.toast.success(title, tr("Undo"), workspace.undo)
