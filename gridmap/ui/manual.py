"""The manual in a window of its own: offline, in the user's language, searchable.

It is written in docs/manual; the installed program has a copy among its resources (setup.py).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QPixmap,
    QResizeEvent,
    QShortcut,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
)

from gridmap.i18n import CHINESE, language, tr
from gridmap.ui.theme import Theme, resource_file

if TYPE_CHECKING:
    from gridmap.ui.main_window import MainWindow

_HEADING: Final = re.compile(r"^(#{2,3}) (.+)$", re.MULTILINE)
_NAME: Final = "manual"
WIDTH_PX, HEIGHT_PX = 980, 680


def manual_folder() -> Path:
    """Return the folder of the manual: shipped with the program, else that of the source tree."""
    shipped = resource_file("manual")
    return shipped if shipped.is_dir() else Path(__file__).parents[2] / "docs" / "manual"


def manual_text() -> str:
    """Return the manual in the language in use, as Markdown."""
    name = "zh.md" if language() == CHINESE else "en.md"
    return (manual_folder() / name).read_text("utf-8")


def show_manual(window: MainWindow) -> None:
    """Open the manual beside the window, or bring it to the front."""
    found = window.findChild(ManualWindow)
    if found is None:
        found = ManualWindow(window, window.theme)
        found.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    found.show()
    found.activateWindow()


class _Page(QTextBrowser):
    """A page whose pictures are never wider than itself."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures."""
        super().resizeEvent(event)
        self.fit_pictures()

    def fit_pictures(self) -> None:
        """Draw each picture in its own size, or as wide as the page where that is less."""
        found = self._pictures()
        room = self.viewport().width() - 2 * self.document().documentMargin()
        for position, image in found:
            self._fit(position, image, room)

    def _pictures(self) -> list[tuple[int, QTextImageFormat]]:
        """Return where pictures stand; the text must not change while one goes through it."""
        found = []
        document = self.document()
        block = document.begin()
        while block.isValid():
            part = block.begin()
            while not part.atEnd():
                image = part.fragment().charFormat().toImageFormat()
                if image.isValid():
                    found.append((part.fragment().position(), image))
                part += 1
            block = block.next()
        return found

    def _fit(self, position: int, image: QTextImageFormat, room_px: float) -> None:
        kind = QTextDocument.ResourceType.ImageResource
        picture = self.document().resource(kind, QUrl(image.name()))
        if not isinstance(picture, QPixmap | QImage) or picture.isNull():
            return
        width = min(picture.width(), room_px)
        if image.width() == width:
            return
        image.setWidth(width)
        image.setHeight(picture.height() * width / picture.width())
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        cursor.movePosition(
            QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor
        )
        cursor.setCharFormat(image)


class ManualWindow(QDialog):
    """Chapters on the left, the text with pictures on the right, a line to search with above."""

    def __init__(self, parent: MainWindow, theme: Theme) -> None:
        super().__init__(parent)
        self.setObjectName(_NAME)
        self.setWindowTitle(tr("Manual"))
        self.setModal(False)
        self.resize(theme.px(WIDTH_PX), theme.px(HEIGHT_PX))
        self.chapters = QListWidget()
        self.chapters.setAccessibleName(tr("Chapters"))
        self.chapters.setMaximumWidth(theme.px(250))
        self.chapters.setWordWrap(True)
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Search in the manual"))
        self.line.setAccessibleName(tr("Search in the manual"))
        self.line.setClearButtonEnabled(True)
        self.page = _Page()
        self.page.setAccessibleName(tr("Manual"))
        self.page.setOpenLinks(False)
        self._fill(theme)
        self._arrange(theme)
        self.chapters.currentItemChanged.connect(lambda item, _before: self._go_to(item))
        self.line.textChanged.connect(lambda _text: self._search(is_new=True))
        self.line.returnPressed.connect(lambda: self._search(is_new=False))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.line.setFocus)

    def _fill(self, theme: Theme) -> None:
        text = manual_text()
        for marks, title in _HEADING.findall(text):
            item = QListWidgetItem("    " * (len(marks) - 2) + title)
            item.setData(Qt.ItemDataRole.UserRole, title)
            self.chapters.addItem(item)
        document = self.page.document()
        document.setBaseUrl(QUrl.fromLocalFile(f"{manual_folder()}/"))
        document.setDocumentMargin(theme.px(20))
        document.setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        self.page.moveCursor(QTextCursor.MoveOperation.Start)

    def _arrange(self, theme: Theme) -> None:
        right = QVBoxLayout()
        right.addWidget(self.line)
        right.addWidget(self.page, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.px(12),) * 4)
        row.setSpacing(theme.px(12))
        row.addWidget(self.chapters)
        row.addLayout(right, 1)

    def _go_to(self, item: QListWidgetItem | None) -> None:
        """Show a chapter at the top of the page."""
        if item is None:
            return
        title = item.data(Qt.ItemDataRole.UserRole)
        block = self.page.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text() == title:
                top = self.page.document().documentLayout().blockBoundingRect(block).top()
                self.page.verticalScrollBar().setValue(round(top))
                return
            block = block.next()

    def _search(self, *, is_new: bool) -> None:
        """Show the next place where the text stands; after the last one the first."""
        if is_new:
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
        if self.line.text() and not self.page.find(self.line.text()):
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
            self.page.find(self.line.text())
