"""The file dialogs and the kinds of file they show."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from gridmap.i18n import tr

MAP_ENDINGS = ("gpkg", "geojson", "json", "shp", "zip", "kml", "gml")
TABLE_ENDINGS = ("xlsx", "xls", "ods", "csv", "tsv")


def choose_import_files(parent: QWidget, folder: Path) -> tuple[Path, ...]:
    """Ask for map files, tables and rosters; return none where the person cancels."""
    everything = " ".join(f"*.{ending}" for ending in (*MAP_ENDINGS, *TABLE_ENDINGS))
    maps = " ".join(f"*.{ending}" for ending in MAP_ENDINGS)
    tables = " ".join(f"*.{ending}" for ending in TABLE_ENDINGS)
    kinds = ";;".join(
        (
            tr("Maps and tables ({endings})", endings=everything),
            tr("Maps ({endings})", endings=maps),
            tr("Tables and rosters ({endings})", endings=tables),
            tr("All files (*)"),
        )
    )
    names, _ = QFileDialog.getOpenFileNames(parent, tr("Files to take in"), str(folder), kinds)
    return tuple(Path(name) for name in names)


def choose_project_file(parent: QWidget, folder: Path) -> Path | None:
    """Ask for a project file."""
    name, _ = QFileDialog.getOpenFileName(
        parent, tr("Open a project"), str(folder), tr("Projects (*.gpkg)")
    )
    return Path(name) if name else None
