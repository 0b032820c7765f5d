"""The proof of cover of a village: everything with its officer and leader, and what has none.

Made from an edition's view alone: the summary edition counts, the household edition names every
household, the officer's edition every care record of the recipient. Land is named by grid and
group in all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from gridmap.errors import PrivacyError
from gridmap.export.lists.files import write_lists
from gridmap.export.lists.out import facts_of
from gridmap.export.lists.pdf import write_list_pdf
from gridmap.export.lists.rows import counted
from gridmap.export.lists.table import ListColumn, ListTable, Value
from gridmap.i18n import tr
from gridmap.model.cover_counts import CoverTexts, cover_texts
from gridmap.model.document import FeatureReader
from gridmap.model.editions import Edition, EditionView
from gridmap.model.features import FeatureId, Grid, Household, Village, VillagerGroup
from gridmap.model.roster import roster_key_of
from gridmap.progress import Job
from gridmap.review.cover import Cover, leader_words, officer_words
from gridmap.review.coverage import Coverage
from gridmap.review.land import LandPiece, land_of

M2_PER_HECTARE: Final = 10_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A proof that is written: its files, and its result as printed."""

    pages: Path
    workbook: Path
    result: CoverTexts


def write_proof(
    reader: FeatureReader, view: EditionView, village: Village, out: Path
) -> Job[Proof]:
    """Write a village's proof as `out`.pdf and `out`.xlsx.

    `reader` is what the view was made of; of it only masked counts are taken (model/editions).

    Raises: PrivacyError for the public edition, ExportError.
    """
    result = _counted(reader, view, village)
    tables = proof_tables(reader, view, village)
    title = tr("Proof of cover: {village}", village=village.name)
    notes = [
        tr(
            "As of {day}. Who answers follows from the duties in force on that day: for a "
            "household its group's, else its grid's, else its village's.",
            day=view.on.isoformat(),
        )
    ]
    workbook = out.with_name(out.name + ".xlsx")
    yield from write_lists(tables, workbook)
    pages = out.with_name(out.name + ".pdf")
    yield from write_list_pdf(
        view, tables, pages, title=title, subtitle=view.edition.label, notes=notes
    )
    return Proof(pages=pages, workbook=workbook, result=result)


def proof_tables(reader: FeatureReader, view: EditionView, village: Village) -> list[ListTable]:
    """Return the tables of a proof: the result, what is not covered, land, households, records.

    Raises: PrivacyError for the public edition.
    """
    if view.edition is Edition.PUBLIC:
        raise PrivacyError(
            tr("A proof of cover is not for the public edition."),
            hint=tr("Make it as P1 (counts), P2 (households) or P3 (one officer's people)."),
        )
    coverage = Coverage(view.features, on=view.on, relations=view.relations)
    pieces = land_of(coverage, village)
    homes = _homes(view, village)
    tables = [
        _result(view.edition, _counted(reader, view, village), pieces),
        _not_covered(view, coverage, homes, pieces),
        _land(view, pieces),
    ]
    if homes:
        tables.append(_households(view, coverage, homes))
    if view.edition is Edition.OFFICER:
        tables.append(_records(view, coverage, village))
    facts = (*facts_of(view), (tr("Village"), village.name))
    return [
        ListTable(title=item.title, columns=item.columns, rows=item.rows, facts=facts)
        for item in tables
    ]


def _counted(reader: FeatureReader, view: EditionView, village: Village) -> CoverTexts:
    """Return the counts of a village; of households those that the edition itself shows."""
    texts = cover_texts(reader, view.edition, on=view.on)[village.id]
    if not view.edition.shows_households:
        return texts
    coverage = Coverage(view.features, on=view.on, relations=view.relations)
    homes = _homes(view, village)
    without = sum(bool(coverage.of_household(home).lacks) for home in homes)
    return replace(texts, households=str(len(homes)), open_households=str(without))


def _result(edition: Edition, texts: CoverTexts, pieces: Sequence[LandPiece]) -> ListTable:
    """Return the counts; those of care records only where the edition may speak of them."""
    area = sum(piece.area_m2 for piece in pieces) / M2_PER_HECTARE
    free = sum(piece.area_m2 for piece in pieces if _is_open(piece)) / M2_PER_HECTARE
    records: list[tuple[Value, ...]] = []
    if edition in {Edition.SUMMARY, Edition.OFFICER}:
        counts = counted(texts.records), counted(texts.open_records)
        records.append((tr("Care record"), *counts))
    return ListTable(
        title=tr("Result"),
        columns=(
            ListColumn(title=tr("What")),
            ListColumn(title=tr("In all"), kind="number"),
            ListColumn(title=tr("Without officer or leader"), kind="number"),
        ),
        rows=[
            (tr("Household"), counted(texts.households), counted(texts.open_households)),
            *records,
            (tr("Land (ha)"), round(area, 2), round(free, 2)),
        ],
    )


def _not_covered(
    view: EditionView,
    coverage: Coverage,
    homes: Sequence[Household],
    pieces: Sequence[LandPiece],
) -> ListTable:
    rows: list[tuple[Value, ...]] = []
    inside = {home.id for home in homes}
    for home in homes:
        cover = coverage.of_household(home)
        if cover.lacks:
            rows.append((tr("Household"), _home_words(view, home), _why(view, cover)))
    for piece in pieces:
        if _is_open(piece):
            hectares = f"{piece.area_m2 / M2_PER_HECTARE:,.2f}"
            where = tr("{area} ha in {place}", area=hectares, place=_place(view, piece))
            rows.append((tr("Land"), where, _why(view, piece.cover) or tr("It lies in no grid.")))
    for entry in view.care:
        cover = coverage.of_record(entry.record)
        if cover.lacks and entry.household.id in inside:
            rows.append((tr("Care record"), entry.record.person, _why(view, cover)))
    return ListTable(
        title=tr("Not covered"),
        columns=tuple(ListColumn(title=name) for name in (tr("What"), tr("Where"), tr("Reason"))),
        rows=rows,
    )


def _land(view: EditionView, pieces: Sequence[LandPiece]) -> ListTable:
    return ListTable(
        title=tr("Land"),
        columns=(
            ListColumn(title=tr("Grid")),
            ListColumn(title=tr("Group")),
            ListColumn(title=tr("Hectares"), kind="number"),
            *_who_columns(),
        ),
        rows=[
            (
                _name(view, piece.grid) or tr("in no grid"),
                _name(view, piece.group),
                round(piece.area_m2 / M2_PER_HECTARE, 2),
                *_who(view, piece.cover),
            )
            for piece in pieces
        ],
    )


def _households(view: EditionView, coverage: Coverage, homes: Sequence[Household]) -> ListTable:
    relations = view.relations
    return ListTable(
        title=tr("List of households"),
        columns=(
            ListColumn(title=tr("Group")),
            ListColumn(title=tr("Grid")),
            ListColumn(title=tr("Door")),
            ListColumn(title=tr("Head")),
            *_who_columns(),
        ),
        rows=[
            (
                _name(view, relations.group_of[home.id]),
                _name(view, relations.grid_of[home.id]),
                home.door,
                home.head,
                *_who(view, coverage.of_household(home)),
            )
            for home in homes
        ],
    )


def _records(view: EditionView, coverage: Coverage, village: Village) -> ListTable:
    rows = []
    for entry in view.care:
        if view.relations.village_of.get(entry.household.id) == village.id:
            words = _who(view, coverage.of_record(entry.record))
            rows.append((entry.record.person, entry.household.door, *words))
    return ListTable(
        title=tr("Care records"),
        columns=(
            ListColumn(title=tr("Person")),
            ListColumn(title=tr("Door")),
            *_who_columns(),
        ),
        rows=rows,
    )


def _who_columns() -> tuple[ListColumn, ...]:
    titles = (tr("Responsible officer"), tr("Responsible leader"), tr("Reason"))
    return tuple(ListColumn(title=title) for title in titles)


def _who(view: EditionView, cover: Cover) -> tuple[str, str, str]:
    return (
        cover.officer.name if cover.officer is not None else "",
        cover.leader.name if cover.leader is not None else "",
        officer_words(view.features, cover),
    )


def _why(view: EditionView, cover: Cover) -> str:
    """Return why nobody answers, for officer and leader."""
    words = []
    if cover.officer is None:
        words.append(officer_words(view.features, cover))
    if cover.leader is None:
        words.append(leader_words(view.features, cover))
    return " ".join(words)


def _is_open(piece: LandPiece) -> bool:
    return piece.grid is None or bool(piece.cover.lacks)


def _homes(view: EditionView, village: Village) -> list[Household]:
    homes = view.relations.households_in_village.get(village.id, ())
    return sorted(homes, key=lambda item: roster_key_of(view.features, item))


def _home_words(view: EditionView, home: Household) -> str:
    parts = (_name(view, view.relations.group_of[home.id]), home.door, home.head)
    return " ".join(part for part in parts if part)


def _place(view: EditionView, piece: LandPiece) -> str:
    return _name(view, piece.grid) or _name(view, piece.group) or tr("in no grid")


def _name(view: EditionView, area: FeatureId | None) -> str:
    found = view.features.find(area, VillagerGroup) or view.features.find(area, Grid)
    return found.name if found is not None else ""
