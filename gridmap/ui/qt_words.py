"""Qt's own words (file dialogs, the menu of a text field) in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

from gridmap.i18n import CHINESE, language, tr

_NAME = "qt words"


class _MissingWords(QTranslator):
    """Words of Qt's file dialog that Qt's own Chinese lacks or that say something else."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._words = {
            ("QFileDialog", "&Look in:"): tr("&Look in:"),
            ("QFileDialog", "Files of &type:"): tr("Files of &type:"),
            ("QFileSystemModel", "Size"): tr("Size"),
        }

    def isEmpty(self) -> bool:
        """Have words, though no file was read."""
        return False

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Return the words for a text of Qt, None where Qt's own will do."""
        return self._words.get((context, text))


def speak(application: QCoreApplication) -> None:
    """Let Qt use the current language from now on; English is what it speaks by itself."""
    for old in application.findChildren(QTranslator):
        if old.objectName() != _NAME:
            continue
        application.removeTranslator(old)
        old.deleteLater()
    if language() != CHINESE:
        return
    translator = QTranslator(application)
    translator.setObjectName(_NAME)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)
    # Whoever was installed last is asked first.
    missing = _MissingWords(application)
    missing.setObjectName(_NAME)
    application.installTranslator(missing)
