"""What was measured of a printer is kept by its name and its paper, across starts."""

from __future__ import annotations

import pytest

from gridmap.errors import UsageError
from gridmap.export.imposition.printer_errors import Measured
from gridmap.settings import Settings, load_settings
from gridmap.ui.printing.printers import (
    forget_measured,
    keep_measured,
    known_printers,
    last_printer,
    measured_of,
    remember_printer,
)

SKEW = Measured(across_mm=99.2, left_mm=21.0)


def test_each_printer_and_paper_has_its_own() -> None:
    settings = Settings()
    keep_measured(settings, "HP / office", "A4", SKEW)
    again = load_settings()
    assert measured_of(again, "HP / office", "A4") == SKEW
    assert measured_of(again, "HP / office", "A3") == Measured()
    assert measured_of(again, "other", "A4") == Measured()
    assert known_printers(again) == ["HP / office"]
    forget_measured(again, "HP / office", "A4")
    assert measured_of(load_settings(), "HP / office", "A4") == Measured()


def test_lengths_that_cannot_be_are_not_kept() -> None:
    settings = Settings()
    with pytest.raises(UsageError):
        keep_measured(settings, "HP", "A4", Measured(across_mm=50.0))
    assert known_printers(settings) == []


@pytest.mark.parametrize(
    "damaged",
    [None, 3, {"HP / A4": 7}, {"HP / A4": {"across_mm": "x"}}, {"HP / A4": {"across_mm": 1.0}}],
)
def test_damaged_settings_count_as_nothing_measured(damaged: object) -> None:
    assert measured_of(Settings(ui={"printers": damaged}), "HP", "A4") == Measured()


def test_impossible_lengths_in_the_settings_count_as_nothing_measured() -> None:
    kept = {"across_mm": 500.0, "down_mm": 100.0, "left_mm": 20.0, "top_mm": 20.0}
    assert measured_of(Settings(ui={"printers": {"HP / A4": kept}}), "HP", "A4") == Measured()


def test_the_printer_used_last_is_remembered() -> None:
    settings = Settings()
    assert last_printer(settings) == ""
    remember_printer(settings, "HP")
    assert last_printer(load_settings()) == "HP"
