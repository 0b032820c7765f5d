"""The extras that there are: poster, wall map, safety cards, an officer's day sheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

from gridmap.i18n import tr
from gridmap.model.editions import Edition
from gridmap.model.features import FeatureId, Grid, Officer, Village
from gridmap.progress import Job
from gridmap.session import Session
from gridmap.ui.care.officer_box import officer_words, sorted_officers
from gridmap.ui.extras.extra import PASSWORD, Choice, Extra, Options, Tick, Values

_EDITIONS: Final = (Edition.PUBLIC, Edition.SUMMARY, Edition.HOUSEHOLD)
_WEEK: Final = 7


def poster_extra() -> Extra:
    """Return the poster of a village, for the notice board."""
    return Extra(
        name="poster",
        title=tr("Poster of a village"),
        about=tr("One large sheet with the grids and who looks after them; P0 is for everybody."),
        fields=(_village(), _edition(), _fixed("paper", tr("Paper"), ("A2", "A3", "A1", "A0"))),
        file_name=_named(lambda: tr("poster {village}")),
        begin=lambda session, values, out: _poster_job(session, values, out, ""),
        said=_poster_words,
        why_not=_lacks_village,
    )


def wall_extra() -> Extra:
    """Return the wall map of a village, on sheets to glue."""
    return Extra(
        name="wall_map",
        title=tr("Wall map on sheets to glue"),
        about=tr("A large map in pieces that any printer can print, with marks to cut and glue."),
        fields=(
            _village(),
            _edition(),
            _fixed("paper", tr("Size when glued"), ("A1", "A0", "A2", "A3")),
            _fixed("tiled", tr("Sheet paper"), ("A4", "A3")),
        ),
        file_name=_named(lambda: tr("wall map {village}")),
        begin=lambda session, values, out: _poster_job(session, values, out, values["tiled"]),
        said=_poster_words,
        why_not=_lacks_village,
    )


def cards_extra() -> Extra:
    """Return the safety cards of a village's households."""
    return Extra(
        name="safety_cards",
        title=tr("Safety cards for households"),
        about=tr("A card for each home: whom to call, the way to shelter and clinic; no needs."),
        fields=(
            _village(),
            Choice(name="grid", label=tr("Grid"), options=_grids, is_kept=False),
            _fixed("paper", tr("Paper"), ("A6", "A5")),
            Tick(name="surname_only", label=tr("Surnames only")),
        ),
        file_name=_named(lambda: tr("safety cards {village}")),
        begin=_cards_job,
        said=lambda report: tr("{count} cards", count=report.cards),
        why_not=_lacks_village,
    )


def day_sheet_extra() -> Extra:
    """Return the visits of an officer, to take along."""
    return Extra(
        name="day_sheet",
        title=tr("An officer's day sheet"),
        about=tr("Whom to visit, in walking order, with boxes to tick; for this officer only."),
        fields=(
            Choice(
                name="officer",
                label=tr("Officer"),
                options=_officers,
                is_kept=False,
                is_long=True,
            ),
            _fixed("paper", tr("Paper"), ("A5", "A4")),
            Choice(name="days", label=tr("Visits due"), options=_spans),
        ),
        file_name=lambda session, values: _officer_file(session, values),
        begin=_day_job,
        said=lambda report: tr("{count} people", count=report.people),
        why_not=lambda _session, values: (
            "" if values.get("officer") else tr("Enter an officer first.")
        ),
        may_lock=True,
    )


def _village() -> Choice:
    return Choice(
        name="village", label=tr("Village"), options=_villages, is_kept=False, is_long=True
    )


def _edition() -> Choice:
    return Choice(
        name="edition",
        label=tr("Edition"),
        options=lambda _session, _values: [(f"{e.value} {e.label}", e.value) for e in _EDITIONS],
    )


def _fixed(name: str, label: str, papers: tuple[str, ...]) -> Choice:
    return Choice(
        name=name, label=label, options=lambda _session, _values: [(item, item) for item in papers]
    )


def _villages(session: Session, _values: Values) -> Options:
    found = session.document.all(Village)
    ordered = sorted(found, key=lambda item: (item.code, item.name, item.id))
    return [(item.name or item.code, str(item.id)) for item in ordered]


def _grids(session: Session, values: Values) -> Options:
    village = values.get("village")
    found = [item for item in session.document.all(Grid) if item.village == village]
    ordered = sorted(found, key=lambda item: (item.code, item.name, item.id))
    return [(tr("All grids"), ""), *((item.name or item.code, str(item.id)) for item in ordered)]


def _officers(session: Session, _values: Values) -> Options:
    return [(officer_words(item), str(item.id)) for item in sorted_officers(session.document)]


def _spans(_session: Session, _values: Values) -> Options:
    return [(tr("within a week"), _WEEK), (tr("all of the people"), 0)]


def _lacks_village(_session: Session, values: Values) -> str:
    return "" if values.get("village") else tr("Draw or import a village first.")


def _named(words: Callable[[], str]) -> Callable[[Session, Values], str]:
    """Return what makes a file's name: words with the village's name and the edition."""

    def name(session: Session, values: Values) -> str:
        village = session.document.find(values.get("village"), Village)
        text = words().replace("{village}", village.name if village is not None else "")
        return f"{text} {values['edition']}" if values.get("edition") else text

    return name


def _officer_file(session: Session, values: Values) -> str:
    officer = session.document.find(values.get("officer"), Officer)
    name = officer.name if officer is not None else ""
    return f"{tr('Visits {name}', name=name)} {date.today().isoformat()}"


def _poster_words(report: Any) -> str:
    return tr("{pages} sheets, map 1 : {scale}", pages=report.pages, scale=report.scale)


def _poster_job(session: Session, values: Values, out: Path, tiled: str) -> Job[Any]:
    return _poster(session.document.snapshot(), values, out, tiled)


def _poster(snapshot: Any, values: Values, out: Path, tiled: str) -> Job[Any]:
    """Import the page code inside the thread: it is slow to load."""
    from gridmap.export.parts.poster import export_poster, new_poster_spec

    spec = new_poster_spec(
        Edition(values["edition"]),
        FeatureId(values["village"]),
        paper=values["paper"],
        on=date.today(),
    )
    return (yield from export_poster(snapshot, spec, out, tiled=tiled))


def _cards_job(session: Session, values: Values, out: Path) -> Job[Any]:
    return _cards(session.document.snapshot(), values, out)


def _cards(snapshot: Any, values: Values, out: Path) -> Job[Any]:
    from gridmap.export.parts.safety_card import CardsWanted, export_safety_cards

    wanted = CardsWanted(
        village=FeatureId(values["village"]),
        on=date.today(),
        paper=values["paper"],
        grid=FeatureId(values["grid"]) if values.get("grid") else None,
        surname_only=bool(values.get("surname_only")),
    )
    return (yield from export_safety_cards(snapshot, wanted, out))


def _day_job(session: Session, values: Values, out: Path) -> Job[Any]:
    return _day(session.document.snapshot(), values, out)


def _day(snapshot: Any, values: Values, out: Path) -> Job[Any]:
    from gridmap.export.lists.day_sheet import export_day_sheet

    job = export_day_sheet(
        snapshot,
        FeatureId(values["officer"]),
        out,
        on=date.today(),
        paper=values["paper"],
        days=values["days"] or None,
        password=values.get(PASSWORD, ""),
    )
    return (yield from job)
