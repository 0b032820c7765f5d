"""The real window on no screen, driven by real mouse and key events."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gridmap.model.features import FeatureId
from gridmap.settings import Settings, load_settings
from gridmap.store.geopackage import create_project
from gridmap.ui.dialogs.import_files import ImportDialog
from gridmap.ui.main_window import MainWindow
from tests.helpers.build import Tiny

WAIT_MS = 20_000


def tiny_project(folder: Path, tiny: Tiny, name: str = "tiny") -> Path:
    """Write the tiny project to a file and return its path."""
    path = folder / f"{name}.gpkg"
    create_project(path, tiny.project, tiny.others)
    return path


@contextmanager
def open_window(qtbot: QtBot, settings: Settings | None = None) -> Iterator[MainWindow]:
    """Show the window with its start page; close it at the end as a person would."""
    window = MainWindow(settings if settings is not None else load_settings())
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    try:
        yield window
    finally:
        window.close()


def open_project(qtbot: QtBot, window: MainWindow, path: Path, *, read_only: bool = False) -> None:
    """Open a project and wait until all panels are filled."""
    with qtbot.waitSignal(window.project_opened, timeout=WAIT_MS):
        window.open_project(path, read_only=read_only)
    settle(qtbot, window)


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the window's own background work is done."""
    view = window.view
    assert view is not None

    def is_settled() -> bool:
        digest = view.workspace.briefing.digest
        revision = view.workspace.session.document.revision
        return (
            digest is not None
            and digest.snapshot.revision == revision
            and not window.runner.is_busy
        )

    qtbot.waitUntil(is_settled, timeout=WAIT_MS)


def click_item(qtbot: QtBot, tree: QTreeWidget, item: QTreeWidgetItem) -> None:
    """Click a line of a tree with the mouse."""
    tree.scrollToItem(item)
    place = tree.visualItemRect(item).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))


def item_named(tree: QTreeWidget, name: str) -> QTreeWidgetItem:
    """Return the first line of a tree with this text."""
    found = tree.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
    return found[0]


def id_set(*names: str) -> frozenset[FeatureId]:
    """Return a selection of readable ids."""
    return frozenset(FeatureId(name) for name in names)


def all_texts(root: QWidget) -> Iterator[tuple[str, str]]:
    """Yield every text that a window shows or says, with the kind of widget it comes from."""
    for widget in (root, *root.findChildren(QWidget)):
        where = f"{type(widget).__name__} {widget.objectName()}"
        texts = [widget.toolTip(), widget.accessibleName(), widget.statusTip()]
        if isinstance(widget, QLabel | QAbstractButton):
            texts.append(widget.text())
        if isinstance(widget, QLineEdit):
            texts.append(widget.placeholderText())
        if isinstance(widget, QComboBox):
            texts += [widget.itemText(number) for number in range(widget.count())]
        texts += [action.text() for action in widget.actions()]
        texts += [action.toolTip() for action in widget.actions()]
        for text in texts:
            if text:
                yield where, text


def when_shown(kind: type[QDialog], act: Callable[[Any], None]) -> None:
    """Call `act` with the modal dialog of a kind as soon as it is on the screen."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind):
            QTimer.singleShot(20, look)
            return
        try:
            act(dialog)
        except BaseException:
            dialog.reject()
            raise

    QTimer.singleShot(20, look)


def take_in(qtbot: QtBot, dialog: ImportDialog, path: Path | None) -> None:
    """Give the import dialog a file, wait for the report and take it in."""
    if path is not None:
        dialog.use_files((path,))
    qtbot.waitUntil(lambda: not dialog.is_looking, timeout=WAIT_MS)
    assert dialog.take.isEnabled(), dialog.state_text
    assert dialog.report.topLevelItemCount() >= 1
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
