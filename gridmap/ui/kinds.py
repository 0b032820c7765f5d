"""Kinds of feature and doors in words for people. No Qt."""

from __future__ import annotations

from gridmap.i18n import tr


def kind_name(kind: str) -> str:
    """Return the name of a kind of feature in the current language."""
    names = {
        "project": tr("Project"),
        "township": tr("Township"),
        "village": tr("Village"),
        "group": tr("Villager group"),
        "grid": tr("Grid"),
        "officer": tr("Officer"),
        "duty": tr("Duty"),
        "area": tr("Ground"),
        "line": tr("Road or water"),
        "place": tr("Key place"),
        "household": tr("Household"),
        "care_record": tr("Care record"),
        "visit": tr("Visit"),
        "note": tr("Map note"),
        "print_copy": tr("Printed copy"),
        "incident": tr("Incident"),
        "fetch": tr("Call or fetch"),
    }
    return names[kind]


def door_words(door: str) -> str:
    """Return a door as people say it: a bare number gets its word, all else stays as written."""
    return tr("No. {door}", door=door) if door.isdigit() else door
