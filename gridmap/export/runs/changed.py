"""Only the changed sheets: what a print run looks like now, and the pages that differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from gridmap import __version__
from gridmap.errors import UsageError
from gridmap.export.page import PageKind
from gridmap.export.parts.changes import Change, Changes
from gridmap.export.pdf.drawn_page import DrawnPage
from gridmap.export.plan import Stage, village_order, villages_to_print
from gridmap.export.report import PageProblem
from gridmap.export.runs.compare import compare
from gridmap.export.runs.draft import is_volume
from gridmap.export.runs.kept_spec import (
    LANGUAGE,
    PROGRAM,
    has_other_pictures,
    spec_from_plain,
)
from gridmap.export.runs.marks import data_digest, heads_of, shown_m
from gridmap.export.runs.rebuild import Rebuilder, Rebuilt, VillageKey, differing, gone
from gridmap.export.runs.touched import Touched
from gridmap.export.seen import view_of_spec
from gridmap.export.spec import AtlasSpec
from gridmap.i18n import language, tr
from gridmap.model.document import FeatureReader, Snapshot
from gridmap.model.editions import Edition, EditionView, officers_with_people
from gridmap.model.features import FeatureId, Officer, Village
from gridmap.model.page_numbers import PageNumber, number_to_plain
from gridmap.model.runs import BookletMark, PageMark, PrintRun
from gridmap.progress import Job, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """One page to swap: its number and title then and now; None: there was or is none."""

    name: str
    title: str
    take_out: PageNumber | None
    put_in: PageNumber | None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values for JSON."""
        return {
            "page": self.name,
            "title": self.title,
            "take_out": None if self.take_out is None else number_to_plain(self.take_out),
            "put_in": None if self.put_in is None else number_to_plain(self.put_in),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedBooklet:
    """A booklet of a run as it would be printed now.

    `pages` are all its pages, `swaps` those that differ, `drawn` what is to be printed; `changes`
    is what became of the data since.
    """

    file: str
    title: str
    officer: FeatureId | None
    pages: tuple[PageMark, ...]
    swaps: tuple[Swap, ...]
    drawn: tuple[DrawnPage, ...]
    changes: tuple[Change, ...]
    rebuilt: Rebuilt | None = None
    problems: tuple[PageProblem, ...] = ()

    @property
    def put_in(self) -> list[Swap]:
        """The pages to print."""
        return [swap for swap in self.swaps if swap.put_in is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedAtlas:
    """What became of a print run: its booklets.

    `has_other_pictures`: not the pictures of then lie below its maps, so that all pages differ.
    """

    run: PrintRun
    on: date
    booklets: tuple[ChangedBooklet, ...]
    has_other_pictures: bool = False

    @property
    def swaps(self) -> list[Swap]:
        """All pages to swap."""
        return [swap for booklet in self.booklets for swap in booklet.swaps]

    @property
    def changes(self) -> list[Change]:
        """What changed in the data, each change once."""
        return list(dict.fromkeys(row for item in self.booklets for row in item.changes))


_Target = tuple[str, FeatureId | None, tuple[VillageKey, ...]]
"""A booklet: its file's name, its officer, its villages."""


class _States:
    """The views of a run and of now, for one officer after the other.

    `has_other_pictures`: see ChangedAtlas.
    """

    def __init__(self, before: FeatureReader, now: Snapshot, spec: AtlasSpec, then: date) -> None:
        self._before, self._now, self._spec, self._then = before, now, spec, then
        self.has_other_pictures = False
        self._kept: dict[FeatureId | None, tuple[EditionView | None, Stage]] = {}

    def of(self, officer: FeatureId | None) -> tuple[EditionView | None, Stage]:
        """Return the view of then (None: the officer was not there) and the stage of now."""
        if officer not in self._kept:
            self._kept.clear()
            spec = replace(self._spec, officer=officer)
            is_new = officer is not None and self._before.find(officer, Officer) is None
            old = None if is_new else view_of_spec(self._before, spec, on=self._then)
            self._kept[officer] = old, Stage(view_of_spec(self._now, spec), spec)
        return self._kept[officer]


def changed_atlas(
    now: Snapshot,
    before: FeatureReader,
    run: PrintRun,
    *,
    on: date,
    only: Set[str] | None = None,
    pictures: Path | None = None,
    log_seq: int | None = None,
) -> Job[ChangedAtlas]:
    """Find out which pages of a run differ today, and draw them.

    `before` are the features of then. Only villages that a change can be seen in are laid out.
    `only`: the names of the files to look at, None: all of the run's. `pictures` is the project's
    folder of pictures below the map, `log_seq` the place of `now` in the change log, for the codes
    of the pages (None: that of the run).

    Raises: UsageError where the run was printed in another language; PrivacyError, NotFoundError
    where its officer or a village is no longer in the project.
    """
    yield Progress(0, 0, tr("Comparing with print run {number} …", number=run.entry.number))
    _check_language(run)
    spec = _spec_of(run, on, pictures, log_seq)
    states = _States(before, now, spec, date.fromisoformat(run.entry.spec["on"]))
    states.has_other_pictures = is_other = _has_others(run, spec, pictures)
    marks = {
        (mark.officer, mark.villages): mark
        for mark in run.booklets
        if only is None or mark.file in only
    }
    done = []
    for file, officer, villages in _targets(run, spec, states, now):
        if only is not None and file not in only:
            continue
        mark = marks.pop((officer, villages), None) or _volume_mark(run, file)
        if mark is not None:
            marks.pop((mark.officer, mark.villages), None)
        done.append((yield from _booklet(run, mark, states, (file, officer, villages))))
    done += [_withdrawn(mark) for mark in marks.values()]
    return ChangedAtlas(run=run, on=on, booklets=tuple(done), has_other_pictures=is_other)


def _has_others(run: PrintRun, spec: AtlasSpec, pictures: Path | None) -> bool:
    """Whether other pictures lie below the maps now; the public edition never has any."""
    return spec.edition is not Edition.PUBLIC and has_other_pictures(run.entry.spec, pictures)


def _spec_of(run: PrintRun, on: date, pictures: Path | None, log_seq: int | None) -> AtlasSpec:
    """Return how a run was printed, for a day and a place in the change log."""
    spec = spec_from_plain(run.entry.spec, on=on, pictures=pictures)
    if log_seq is not None:
        spec = replace(spec, revision=f"{run.entry.number}.{log_seq}")
    if any(p.kind == PageKind.CHANGES.value for mark in run.booklets for p in mark.pages):
        # a page of its own stays where it was, so that no other page gets another number
        return replace(spec, changes=Changes(since=run.entry.at.astimezone().date()))
    return spec


def as_changes(atlas: ChangedAtlas) -> Changes:
    """Return what changed as the change page of a booklet takes it."""
    sheets = {
        sheet["name"]
        for booklet in atlas.run.booklets
        for card in booklet.cards
        for sheet in card["sheets"]
    } | {
        page.name
        for booklet in atlas.booklets
        for page in booklet.pages
        if page.kind == PageKind.SHEET.value
    }
    swaps = [swap for swap in atlas.swaps if swap.name in sheets]
    return Changes(
        since=atlas.run.entry.at.astimezone().date(),
        rows=tuple(atlas.changes),
        swap=tuple(swap.name for swap in swaps if swap.put_in is not None),
        gone=tuple(swap.name for swap in swaps if swap.put_in is None),
        confined=(atlas.run.entry.spec.get("officer"), atlas.run.entry.spec.get("grid")),
    )


def _targets(run: PrintRun, spec: AtlasSpec, states: _States, now: Snapshot) -> Iterable[_Target]:
    """Yield the booklets that the run's choices make now."""
    if is_volume(run):
        villages = _printed_villages(states, spec)
        yield run.booklets[0].file, spec.officer, villages
        return
    if spec.edition is Edition.OFFICER and spec.officer is None:
        wanted = set(spec.villages)
        for officer, found in officers_with_people(now, on=spec.on).items():
            own = [now.get(key, Village) for key in found if not wanted or key in wanted]
            for village in sorted(own, key=village_order):
                yield _file_of(run, officer, village.id), officer, (village.id,)
        return
    for key in _printed_villages(states, spec):
        yield _file_of(run, spec.officer, key), spec.officer, (key,)


def _printed_villages(states: _States, spec: AtlasSpec) -> tuple[VillageKey, ...]:
    _, stage = states.of(spec.officer)
    villages = villages_to_print(stage.view, spec.villages)
    return tuple(village.id if village is not None else None for village in villages)


def _file_of(run: PrintRun, officer: FeatureId | None, village: VillageKey) -> str:
    for mark in run.booklets:
        if mark.officer == officer and mark.villages == (village,):
            return mark.file
    return ""


def _volume_mark(run: PrintRun, file: str) -> BookletMark | None:
    return next((mark for mark in run.booklets if file and mark.file == file), None)


def _booklet(
    run: PrintRun, mark: BookletMark | None, states: _States, target: _Target
) -> Job[ChangedBooklet]:
    file, officer, keys = target
    old, stage = states.of(officer)
    villages = [stage.view.features.find(key, Village) for key in keys]
    known = mark or BookletMark(file=file, title="", villages=(), pages=(), officer=officer)
    rows = () if old is None else _rows(old, stage.view, keys, known)
    rebuilder = Rebuilder(
        stage, known.title if len(keys) > 1 else "", villages, known,
        set(keys) if states.has_other_pictures else _touched(run, known, old, stage.view, keys),
    )  # fmt: skip
    made = yield from rebuilder.run()
    swaps = swaps_of(known.pages, made.pages)
    drawn = tuple(made.drawn[swap.name] for swap in swaps if swap.put_in is not None)
    return ChangedBooklet(
        file=file, title=made.booklet.title, officer=officer, pages=made.pages, swaps=swaps,
        drawn=drawn, changes=rows, rebuilt=made, problems=made.problems,
    )  # fmt: skip


def _rows(
    old: EditionView, new: EditionView, keys: Sequence[VillageKey], mark: BookletMark
) -> tuple[Change, ...]:
    own = {*keys, *mark.villages}
    return tuple(row for row in compare(old, new) if row.village is None or row.village in own)


def _touched(
    run: PrintRun,
    mark: BookletMark,
    old: EditionView | None,
    new: EditionView,
    keys: Sequence[VillageKey],
) -> set[VillageKey]:
    """Return the villages to lay out: all of them where the record cannot be relied on."""
    is_other = run.entry.spec.get(PROGRAM) != __version__
    # what is confined to a grid or an officer is small, and shows houses that are not in the view
    is_confined = new.scope is not None
    if old is None or is_other or is_confined or data_digest(old) != mark.data_digest:
        return set(keys)
    raws = dict(zip(mark.villages, mark.cards, strict=True))
    touched = Touched(
        old,
        new,
        shown_m={key: shown_m(raw) for key, raw in raws.items()},
        further_m={
            key: {
                head.kind: [one.ground_m for one in found if one.kind is head.kind and one.ground_m]
                for head in found
            }
            for key, raw in raws.items()
            for found in [heads_of(mark.pages, raw["key"])]
        },
    )
    return touched.villages() & set(keys)


def swaps_of(old: Sequence[PageMark], new: Sequence[PageMark]) -> tuple[Swap, ...]:
    """Return the pages to swap in the order of the new ones, those to take out for good last."""
    before: Mapping[str, PageMark] = {page.name: page for page in old}
    found = []
    for page in differing(old, new):
        former = before.get(page.name)
        found.append(
            Swap(
                name=page.name,
                title=page.title,
                take_out=former.number if former is not None else None,
                put_in=page.number,
            )
        )
    for page in gone(old, new):
        found.append(Swap(name=page.name, title=page.title, take_out=page.number, put_in=None))
    return tuple(found)


def _withdrawn(mark: BookletMark) -> ChangedBooklet:
    """Return a booklet that is not printed any more: all of its pages come out."""
    return ChangedBooklet(
        file=mark.file, title=mark.title, officer=mark.officer, pages=(),
        swaps=swaps_of(mark.pages, ()), drawn=(), changes=(),
    )  # fmt: skip


def _check_language(run: PrintRun) -> None:
    kept = run.entry.spec.get(LANGUAGE, language())
    if kept != language():
        raise UsageError(
            tr("Print run {number} is in another language.", number=run.entry.number),
            hint=tr("Choose “{language}” (--lang) to compare with it.", language=kept),
        )
