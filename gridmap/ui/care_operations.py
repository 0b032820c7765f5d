"""The commands on people who need visits and on those who look after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from gridmap.i18n import tr
from gridmap.model.features import CareRecord, Household, Officer
from gridmap.ui.care.joining import care_page
from gridmap.ui.operations import Operation, by_name, why_read_only

if TYPE_CHECKING:
    from gridmap.model.features import FeatureId
    from gridmap.session import Session
    from gridmap.ui.workspace import Workspace


def care_operations(workspace: Workspace) -> dict[str, Operation]:
    """Return the commands of the care mode, by name."""
    return by_name((*_on_people(workspace), *_on_officers(workspace)))


def _on_people(workspace: Workspace) -> tuple[Operation, ...]:
    return (
        Operation(
            name="tag_person",
            title=tr("Tag a person…"),
            word=tr("Care"),
            icon="care",
            shortcuts=("Ctrl+T",),
            hint=tr("Note that somebody of the selected household needs visits or help."),
            run=lambda: _tag(workspace),
            disabled_reason=_why_no_household,
        ),
        Operation(
            name="record_visit",
            title=tr("Record a visit…"),
            word=tr("Visited"),
            icon="check",
            shortcuts=("Ctrl+J",),
            hint=tr("Way, result, a note, Enter: a visit to somebody of the selected household."),
            run=lambda: _visit(workspace),
            disabled_reason=_why_nobody_to_visit,
        ),
        Operation(
            name="visits_due",
            title=tr("Visits that are due"),
            word=tr("Due"),
            icon="calendar",
            shortcuts=("Ctrl+Shift+J",),
            hint=tr("Whose visit is overdue or due, for each officer in walking order."),
            run=lambda: _show_due(workspace),
        ),
    )


def _on_officers(workspace: Workspace) -> tuple[Operation, ...]:
    return (
        Operation(
            name="new_officer",
            title=tr("New officer…"),
            hint=tr("Add somebody who can be given posts: name, work phone, post."),
            run=lambda: _new_officer(workspace),
            disabled_reason=why_read_only,
        ),
        Operation(
            name="handover",
            title=tr("Hand an officer's duties over…"),
            icon="officer",
            hint=tr("List everything that hangs on an officer and pass it on, in one act."),
            run=lambda: _hand_over(workspace),
            disabled_reason=why_read_only,
        ),
        Operation(
            name="care_categories",
            title=tr("Care categories…"),
            hint=tr("Purpose, basis, time to keep, interval and owner of each category."),
            run=lambda: _set_up_categories(workspace),
        ),
    )


def add_care_verbs(menu: QMenu, workspace: Workspace) -> None:
    """Add the verbs of a right click on a household, where something may be changed."""
    if _why_no_household(workspace.session) is None:
        menu.addSeparator()
        menu.addAction(tr("Tag a person…"), lambda: _tag(workspace))
        menu.addAction(tr("Record a visit…"), lambda: _visit(workspace))


def _tag(workspace: Workspace) -> None:
    household = _selected_household(workspace.session)
    if household is not None:
        care_page(workspace).begin_tag(household)


def _visit(workspace: Workspace) -> None:
    if care_page(workspace).begin_visit() is None:
        workspace.toast.say(tr("Nobody of the selected household is in the care register."))


def _show_due(workspace: Workspace) -> None:
    officer = _selected_officer(workspace.session)
    page = care_page(workspace)
    workspace.session.select(())
    page.show_today(officer)


def _hand_over(workspace: Workspace) -> None:
    care_page(workspace).open_handover(_selected_officer(workspace.session))


def _new_officer(workspace: Workspace) -> None:
    care_page(workspace).begin_officer()


def _set_up_categories(workspace: Workspace) -> None:
    care_page(workspace).open_categories()


def _selected_officer(session: Session) -> FeatureId | None:
    found = (session.document.find(key, Officer) for key in session.selection)
    return next((officer.id for officer in found if officer is not None), None)


def _selected_household(session: Session) -> FeatureId | None:
    """Return the one household that is selected, or that of the selected record."""
    if len(session.selection) != 1:
        return None
    feature = session.document.find_any(next(iter(session.selection)))
    if isinstance(feature, CareRecord):
        return feature.household
    return feature.id if isinstance(feature, Household) else None


def _why_no_household(session: Session) -> str | None:
    reason = why_read_only(session)
    if reason is None and _selected_household(session) is None:
        return tr("Select one household first.")
    return reason


def _why_nobody_to_visit(session: Session) -> str | None:
    return _why_no_household(session)
