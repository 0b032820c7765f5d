"""What is known of each printer: its errors as measured, kept in the settings by its name."""

from __future__ import annotations

from typing import Final

from gridmap.errors import UsageError
from gridmap.export.imposition.printer_errors import Measured, checked
from gridmap.settings import Settings

_KEPT: Final = "printers"
_LAST: Final = "last_printer"
_FIELDS: Final = ("across_mm", "down_mm", "left_mm", "top_mm")


def measured_of(settings: Settings, printer: str, paper: str) -> Measured:
    """Return what was measured of a printer with a paper; an exact one where nothing was."""
    kept = _kept(settings).get(_key(printer, paper))
    if not isinstance(kept, dict) or not all(_is_number(kept.get(name)) for name in _FIELDS):
        return Measured()
    try:
        return checked(Measured(**{name: float(kept[name]) for name in _FIELDS}))
    except UsageError:
        return Measured()


def keep_measured(settings: Settings, printer: str, paper: str, measured: Measured) -> None:
    """Keep what was measured. Raises: UsageError for lengths that cannot be."""
    checked(measured)
    kept = _kept(settings)
    kept[_key(printer, paper)] = {name: getattr(measured, name) for name in _FIELDS}
    settings.ui[_KEPT] = kept
    settings.save()


def forget_measured(settings: Settings, printer: str, paper: str) -> None:
    """Print with this printer and paper as with an exact one."""
    kept = _kept(settings)
    kept.pop(_key(printer, paper), None)
    settings.ui[_KEPT] = kept
    settings.save()


def known_printers(settings: Settings) -> list[str]:
    """Return the names of the printers of which something is kept."""
    return sorted({key.rpartition(" / ")[0] for key in _kept(settings)})


def last_printer(settings: Settings) -> str:
    """Return the name of the printer used last; empty: none yet, or a file."""
    return str(settings.ui.get(_LAST, ""))


def remember_printer(settings: Settings, printer: str) -> None:
    """Offer this printer first the next time."""
    settings.ui[_LAST] = printer
    settings.save()


def _kept(settings: Settings) -> dict[str, object]:
    kept = settings.ui.get(_KEPT)
    return dict(kept) if isinstance(kept, dict) else {}


def _key(printer: str, paper: str) -> str:
    return f"{printer} / {paper}"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
