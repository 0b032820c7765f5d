"""The interactive review map: one HTML file with everything in it, that asks nobody for anything.

folium makes the map; the page round it, the layers and the search are in resources/review. What an
edition must not contain is not in its view (model/editions.py), so it is not in the file either.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any, Final

from gridmap.export.booklet_files import disk_errors
from gridmap.export.review_data import review_data
from gridmap.export.review_words import review_words
from gridmap.i18n import language
from gridmap.model.document import FeatureReader
from gridmap.model.editions import Edition, EditionView, edition_view
from gridmap.model.features import FeatureId
from gridmap.progress import Job, Progress

_STEPS: Final = 3
_STYLES: Final = ("leaflet/leaflet.css", "leaflet/MarkerCluster.css", "review/review.css")
_SCRIPTS: Final = (
    "leaflet/leaflet.js",
    "leaflet/leaflet.markercluster.js",
    "review/base.js",
    "review/search.js",
    "review/review.js",
)
_POLICY: Final = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
)
"""The browser itself refuses whatever is not in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSpec:
    """What a review map is of: edition, day, villages (none: all), the officer of a P3."""

    on: date
    edition: Edition = Edition.SUMMARY
    villages: tuple[FeatureId, ...] = ()
    officer: FeatureId | None = None
    surname_only: bool = False


def export_review(reader: FeatureReader, spec: ReviewSpec, out: Path) -> Job[Path]:
    """Write the review map to a file and return its path; a stopped job leaves no file.

    Raises: PrivacyError for a P3 without an officer; ExportError where it cannot be written.
    """
    page = yield from make_review(reader, spec)
    part = out.with_name(out.name + ".part")
    with disk_errors(out):
        try:
            part.write_text(page, "utf-8")
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
    return out


def make_review(reader: FeatureReader, spec: ReviewSpec) -> Job[str]:
    """Return the review map as the text of one HTML page. Raises: PrivacyError."""
    yield Progress(0, _STEPS)
    view = edition_view(
        reader,
        spec.edition,
        on=spec.on,
        recipient=spec.officer,
        surname_only=spec.surname_only,
    )
    yield Progress(1, _STEPS)
    data = review_data(view, spec.villages)
    yield Progress(2, _STEPS)
    return review_page(data, review_words(view, data, spec.villages), view)


def review_page(data: Mapping[str, Any], words: Mapping[str, Any], view: EditionView) -> str:
    """Return the page for some data. folium is slow to load: it is imported here."""
    import folium
    from branca.element import Element, Figure

    figure = Figure(title=html.escape(str(words["title"])))
    system = "EPSG3857" if data["ground"]["geo"] else "Simple"
    found: Any = folium.Map(
        tiles=None, crs=system, prefer_canvas=True, zoom_control=True, attributionControl=False
    )
    found.default_js, found.default_css = [], []
    found._id = view.edition.value.lower()  # noqa: SLF001  (folium's own is a random number)
    figure.add_child(found)

    def put(into: Any, text: str, name: str | None = None) -> None:
        """Add a text that the template takes as it is, whatever stands in it."""
        element: Any = Element("{{ this.text }}")
        element.text = text
        into.add_child(element, name=name)

    put(figure.header, f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">')
    put(figure.header, '<link rel="icon" href="data:,">')
    for path in _STYLES:
        put(figure.header, f"<style>{_style(path)}</style>")
    put(figure.html, _resource("review/body.html"))
    for path in _SCRIPTS:
        put(figure.header, f"<script>{_resource(path)}</script>")
    found.render()  # so that the map stands before what fills it
    call = f"gridmapReview({found.get_name()}, {_json(data)}, {_json(words)});"
    put(figure.script, call, name="fill")
    return str(figure.render()).replace("<html>", f'<html lang="{_page_language()}">', 1)


def _style(name: str) -> str:
    """Return a style sheet without its pictures: the page uses none of them."""
    lines = _resource(name).splitlines()
    return "\n".join(line for line in lines if "url(images/" not in line)


def _json(value: object) -> str:
    """Return JSON that cannot end the script it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _page_language() -> str:
    return "zh-CN" if language().startswith("zh") else "en"


def _resource(name: str) -> str:
    return resources.files("gridmap").joinpath("resources", *name.split("/")).read_text("utf-8")
