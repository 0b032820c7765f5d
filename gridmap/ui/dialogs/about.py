"""What this program is."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from gridmap import __version__
from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.theme import Theme


def show_about(parent: QWidget, theme: Theme) -> None:
    """Show name, version, purpose and licence."""
    box = QMessageBox(parent)
    box.setWindowTitle(tr("About GridMap"))
    box.setIconPixmap(icons.program_icon().pixmap(theme.px(56), theme.px(56)))
    box.setText(tr("GridMap {version}", version=__version__))
    box.setInformativeText(
        tr("Household maps and village atlases for township offices.")
        + "\n"
        + tr("A record exists so that somebody visits and helps. It never scores people.")
        + "\n\n"
        + tr("Free software under the GNU General Public License, version 3 or later.")
    )
    box.addButton(tr("Close"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()
