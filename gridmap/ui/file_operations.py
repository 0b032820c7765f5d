"""The commands on projects as wholes: new, open, close, quit."""

from __future__ import annotations

from typing import Protocol

from gridmap.i18n import tr
from gridmap.ui.operations import Operation, by_name, why_read_only


class FileVerbs(Protocol):
    """What the window itself can do with projects."""

    def new_project(self) -> None:
        """Ask for a name and make a project."""

    def choose_project(self) -> None:
        """Ask for a project file and open it."""

    def begin_guide(self) -> None:
        """Begin the guided task, or go on with it."""

    def show_manual(self) -> None:
        """Open the manual."""

    def open_practice(self) -> None:
        """Open the practice township, made at first use."""

    def show_backups(self) -> None:
        """List the dated backups of the project."""

    def save_copy(self) -> None:
        """Copy the open project to a stick or folder and check the copy."""

    def erase_deleted_records(self) -> None:
        """Erase deleted care records from the history and the backups."""

    def ask_author(self) -> None:
        """Ask under which name the history keeps what is done."""

    def close_project(self) -> None:
        """Go back to the start page."""

    def quit(self) -> None:
        """End the program."""


def file_operations(verbs: FileVerbs) -> dict[str, Operation]:
    """Return the commands on projects, by name."""
    return by_name((*_beginnings(verbs), *_learning(verbs), *_keeping(verbs), *_endings(verbs)))


def _beginnings(verbs: FileVerbs) -> tuple[Operation, ...]:
    return (
        Operation(
            name="new",
            title=tr("New project…"),
            icon="new",
            shortcuts=("Ctrl+N",),
            hint=tr("Make a new project, from a roster or a map file or empty."),
            run=verbs.new_project,
        ),
        Operation(
            name="open",
            title=tr("Open project…"),
            icon="open",
            shortcuts=("Ctrl+O",),
            hint=tr("Open a project file."),
            run=verbs.choose_project,
        ),
    )


def _learning(verbs: FileVerbs) -> tuple[Operation, ...]:
    return (
        Operation(
            name="guide",
            title=tr("Practice: 5 minutes"),
            icon="check",
            hint=tr("Draw a grid and place three houses, step by step, on a practice copy."),
            run=verbs.begin_guide,
        ),
        Operation(
            name="manual",
            title=tr("Manual"),
            icon="info",
            shortcuts=("Shift+F1",),
            hint=tr("Read how things are done, with pictures."),
            run=verbs.show_manual,
        ),
        Operation(
            name="practice",
            title=tr("Practice on the demo township"),
            icon="practice",
            hint=tr("Open an invented township where nothing can be spoilt."),
            run=verbs.open_practice,
        ),
    )


def _keeping(verbs: FileVerbs) -> tuple[Operation, ...]:
    return (
        Operation(
            name="save_copy",
            title=tr("Save a copy…"),
            shortcuts=("Ctrl+Shift+S",),
            hint=tr("Copy the project to a USB stick or a folder; the copy is read back."),
            run=verbs.save_copy,
        ),
        Operation(
            name="backups",
            title=tr("Backups…"),
            icon="history",
            hint=tr("List the dated backups; open one as a copy or put it back."),
            run=verbs.show_backups,
        ),
        Operation(
            name="erase_deleted",
            title=tr("Erase deleted care records…"),
            hint=tr("Take care records that were deleted out of the history and the backups too."),
            run=verbs.erase_deleted_records,
            disabled_reason=why_read_only,
        ),
        Operation(
            name="author",
            title=tr("Your name…"),
            icon="officer",
            hint=tr("Say under which name the history keeps what you do."),
            run=verbs.ask_author,
        ),
    )


def _endings(verbs: FileVerbs) -> tuple[Operation, ...]:
    return (
        Operation(
            name="close",
            title=tr("Close project"),
            shortcuts=("Ctrl+W",),
            hint=tr("Close the project and go back to the start page."),
            run=verbs.close_project,
        ),
        Operation(
            name="quit",
            title=tr("Quit"),
            shortcuts=("Ctrl+Q",),
            hint=tr("End the program; everything is saved already."),
            run=verbs.quit,
        ),
    )
