"""Which parts a booklet has: the one table that the command line and the window read."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from gridmap.i18n import tr


class Part(StrEnum):
    """A part of a booklet that can be left out or asked for; the others are always there."""

    READING = "reading"
    TOWNSHIP = "township"
    TREE = "tree"
    PLACES = "places"
    CHANGES = "changes"
    UPDATE = "update"
    EMERGENCY = "emergency"
    SLIP = "slip"


DEFAULT_PARTS: Final = frozenset(Part) - {Part.UPDATE}
"""What a booklet has unless something else was asked for."""


def part_title(part: Part) -> str:
    """Return what a part is called in the current language."""
    return {
        Part.READING: tr("How to read this atlas"),
        Part.TOWNSHIP: tr("Township overview"),
        Part.TREE: tr("Who answers for what"),
        Part.PLACES: tr("Place sheets"),
        Part.CHANGES: tr("What has changed"),
        Part.UPDATE: tr("Blank update sheets"),
        Part.EMERGENCY: tr("Emergency numbers"),
        Part.SLIP: tr("Copy register slip"),
    }[part]


def part_hint(part: Part) -> str:
    """Return a sentence on what a part is for."""
    return {
        Part.READING: tr("The legend at real size, one household found step by step."),
        Part.TOWNSHIP: tr("All villages with their pages; in a booklet a small map of the place."),
        Part.TREE: tr("From the leader to the auxiliary; an empty post is printed in bold."),
        Part.PLACES: tr("Clinic, shelter and meal point with rings of 300, 500 and 1000 m."),
        Part.CHANGES: tr("What is new since the last edition, and which pages to swap."),
        Part.UPDATE: tr("Each map once more in grey, with a table to write on."),
        Part.EMERGENCY: tr("Whom to call: national numbers, officers, clinic and shelter."),
        Part.SLIP: tr("Who took this copy and when it came back."),
    }[part]
