"""The sentences of the review map, in the language of the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gridmap.i18n import tr
from gridmap.model.editions import Edition, EditionView
from gridmap.model.features import FeatureId, Township, Village


def review_words(
    view: EditionView, data: Mapping[str, Any], villages: Sequence[FeatureId] = ()
) -> dict[str, Any]:
    """Return everything the page says by itself, with sizes of its layers."""
    return {
        "title": tr("{area}: who looks after what", area=_area(view, villages)),
        "subtitle": tr(
            "{edition} {code} · as of {day}",
            edition=view.edition.label,
            code=view.edition.value,
            day=view.on.isoformat(),
        ),
        "colours": [
            ["head", tr("By grid head")],
            ["leader", tr("By responsible leader")],
            ["none", tr("No colours")],
        ],
        "layers": _layers(),
        "sizes": _sizes(data),
        "counts": _counts(data),
        "mask": tr("Counts of 1 to 4 read “<5”.") if view.edition is Edition.SUMMARY else "",
        **_sentences(),
    }


def _area(view: EditionView, villages: Sequence[FeatureId]) -> str:
    """Return what the map is of: its only village or township, else the project."""
    if len(villages) == 1:
        return view.features.get(villages[0], Village).name
    townships = list(view.features.all(Township))
    return townships[0].name if len(townships) == 1 else view.features.project.name


def _sentences() -> dict[str, str]:
    return {
        "area": tr("Village and grid"),
        "colour": tr("Colours"),
        "contact": tr("Contact"),
        "figures": tr("Figures"),
        "grid": tr("Grid"),
        "gridCount": tr("Grids: {count}", count="{count}"),
        "head": tr("Grid head"),
        "home": tr("Household"),
        "homes": tr("{count} households", count="{count}"),
        "kind": tr("Kind"),
        "layersTitle": tr("Layers"),
        "leader": tr("Responsible leader"),
        "legend": tr("Who is responsible"),
        "next": tr("Next visit"),
        "noColour": tr("The map is not coloured."),
        "noHit": tr("Nothing found."),
        "nobody": tr("nobody"),
        "officer": tr("Officer"),
        "persons": tr("{count} persons", count="{count}"),
        "print": tr("Print"),
        "search": tr("Village, grid, person, place"),
        "village": tr("Village"),
        "whole": tr("Whole map"),
    }


def _layers() -> list[list[str]]:
    return [
        ["grids", tr("Grids")],
        ["villages", tr("Village boundaries")],
        ["groups", tr("Villager groups")],
        ["homes", tr("House points")],
        ["ground", tr("Roads and water")],
        ["names", tr("Names")],
        ["places", tr("Places")],
    ]


def _sizes(data: Mapping[str, Any]) -> dict[str, int]:
    return {
        "grids": len(data["grids"]),
        "villages": len(data["villages"]),
        "groups": len(data["groups"]),
        "homes": len(data["homes"]["door"]),
        "places": len(data["places"]["name"]),
    }


def _counts(data: Mapping[str, Any]) -> list[list[str]]:
    """Return the counts that the edition has, by name and heading."""
    titles = {
        "households": tr("Households"),
        "living": tr("Residents"),
        "records": tr("In care"),
        "overdue": tr("Visits late"),
        "unplaced": tr("Not on the map"),
    }
    things = [*data["villages"], *data["grids"]]
    return [
        [name, title]
        for name, title in titles.items()
        if any(thing.get("counts", {}).get(name) for thing in things)
    ]
