"""The browser engine: one page from memory under a scheme of its own; all else is refused.

Importing this module loads the engine, which takes a moment: the window does it at first use.
"""

from __future__ import annotations

import os
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

SCHEME: Final = b"gridmap-review"
HOME: Final = QUrl("gridmap-review:map")
_INLINE: Final = frozenset({"data", "blob"})


def prepare() -> None:
    """Make the scheme known, before the first page is made; a second call does nothing.

    The engine refuses to start for root with its sandbox on, and would take the program with it.
    """
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    if QWebEngineUrlScheme.schemeByName(QByteArray(SCHEME)).name():
        return
    scheme = QWebEngineUrlScheme(QByteArray(SCHEME))
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Path)
    flags = QWebEngineUrlScheme.Flag
    scheme.setFlags(flags.SecureScheme | flags.LocalScheme | flags.NoAccessAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)


class PageFromMemory(QWebEngineUrlSchemeHandler):
    """Answers the only address there is with the page that is shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.text = ""

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Give the page; any other address does not exist."""
        if job.requestUrl() != HOME:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        buffer = QBuffer(job)
        buffer.setData(QByteArray(self.text.encode("utf-8")))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(b"text/html;charset=utf-8"), buffer)


class Gatekeeper(QWebEngineUrlRequestInterceptor):
    """Refuses every request but that for the page itself, and remembers what it refused."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.refused: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Let the page pass and what is written in it; stop all else."""
        url = info.requestUrl()
        if url != HOME and url.scheme() not in _INLINE:
            self.refused.append(url.toString())
            info.block(True)


class ReviewPage(QWebEnginePage):
    """A page that goes nowhere, keeps nothing and opens no other."""

    def __init__(self, parent: QObject) -> None:
        profile = QWebEngineProfile(parent)  # without a name: nothing is written to the disk
        super().__init__(profile, parent)
        self.handler = PageFromMemory(self)
        self.gatekeeper = Gatekeeper(self)
        self.said: list[str] = []
        profile.installUrlSchemeHandler(QByteArray(SCHEME), self.handler)
        profile.setUrlRequestInterceptor(self.gatekeeper)
        profile.downloadRequested.connect(_refuse_download)
        attributes = QWebEngineSettings.WebAttribute
        for attribute in (
            attributes.LocalContentCanAccessFileUrls,
            attributes.LocalContentCanAccessRemoteUrls,
            attributes.PluginsEnabled,
            attributes.LocalStorageEnabled,
        ):
            self.settings().setAttribute(attribute, False)

    def show_text(self, text: str) -> None:
        """Show a page."""
        self.handler.text = text
        self.load(HOME)

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        """Stay where we are."""
        return QUrl(url) == HOME and is_main_frame

    def javaScriptConsoleMessage(
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        line: int,
        source: str,
    ) -> None:
        """Keep what the page complains of."""
        self.said.append(f"{line}: {message}")


def _refuse_download(request: QWebEngineDownloadRequest) -> None:
    request.cancel()
