"""Qt's own words (file dialogs, the menu of a text field) in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from gridmap.i18n import CHINESE, language

_NAME = "qt words"


def speak(application: QCoreApplication) -> None:
    """Let Qt use the current language from now on; English is what it speaks by itself."""
    for old in application.findChildren(QTranslator, _NAME):
        application.removeTranslator(old)
        old.deleteLater()
    if language() != CHINESE:
        return
    translator = QTranslator(application)
    translator.setObjectName(_NAME)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)
