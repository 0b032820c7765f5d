"""What a paper in the hand is, by the code on its page, and whether it is still true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from gridmap.errors import UsageError
from gridmap.export.page import PageKind
from gridmap.export.runs.changed import changed_atlas
from gridmap.i18n import tr
from gridmap.model.document import FeatureReader, Snapshot
from gridmap.model.editions import Edition
from gridmap.model.page_numbers import PageNumber
from gridmap.model.runs import BookletMark, PageMark, PrintRun
from gridmap.progress import Job
from gridmap.session import Session

_MARK: Final = "GM"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCode:
    """The parts of a page's code: project, edition, sheet (or P and a number), run, log's place.

    `run` is 0 where the page was printed without a record.
    """

    project: str
    edition: str
    sheet: str
    run: int = 0
    log_seq: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What a paper is. `is_current` None: it cannot be told; `words` say it, a line each."""

    code: PageCode
    words: tuple[str, ...]
    is_current: bool | None


def read_code(text: str) -> PageCode:
    """Return the parts of a code as it was scanned or typed. Raises: UsageError for another."""
    parts = [part.strip() for part in text.strip().upper().split("/")]
    if len(parts) < 5 or parts[0] != _MARK or parts[2] not in {item.value for item in Edition}:
        raise UsageError(
            tr("“{text}” is not the code of a page.", text=text.strip()),
            hint=tr("It begins with GM/ and stands beside the square code at the foot of a page."),
        )
    run, _, seq = parts[-1].partition(".")
    if not run.isdecimal() or not (seq or "0").isdecimal():
        raise UsageError(
            tr("The code ends in no number of a print run."), hint=tr("Type it to its end.")
        )
    return PageCode(
        project=parts[1],
        edition=parts[2],
        sheet="/".join(parts[3:-1]),
        run=int(run),
        log_seq=int(seq or 0),
    )


def pages_of_code(run: PrintRun, code: PageCode) -> list[tuple[BookletMark, PageMark]]:
    """Return the pages of a run that bear a code: one, or the same page of several booklets."""
    return [
        (booklet, page)
        for booklet in run.booklets
        for page in booklet.pages
        if _sheet_of(page) == code.sheet
    ]


def look_up(session: Session, text: str, *, on: date) -> Job[Paper]:
    """Return a job that tells what a page is and whether it is still as it would be printed now.

    Raises: UsageError for a text that is no code; the job: NotFoundError, UsageError (language).
    """
    code = read_code(text)
    mine = session.document.project.id[:8].upper()
    if code.project != mine:
        return _answer(code, [tr("This paper belongs to another project.")], None)
    run = _run_of(session, code)
    if run is None:
        words = [tr("The project keeps no print run of this paper; it cannot be checked.")]
        return _answer(code, words, None)
    is_later = code.run == run.entry.number and run.entry.log_seq < code.log_seq <= session.log_seq
    if not session.store.is_genuine(run) or not (is_later or run.entry.log_seq == code.log_seq):
        number = run.entry.number
        words = [tr("The record of print run {number} is not as it was signed.", number=number)]
        return _answer(code, words, None)
    if is_later:
        return _put_in(run, code, on, has_changed=session.log_seq != code.log_seq)
    rewind = session.as_of_job(run.entry.log_seq)
    return _checked(session.document.snapshot(), rewind, run, code, (on, session.pictures))


def _put_in(run: PrintRun, code: PageCode, on: date, *, has_changed: bool) -> Job[Paper]:
    """Tell of a page that was printed later than its run, to be put in."""
    words = [
        tr("This page was printed later than print run {number} of {day}, to be put in.",
           number=run.entry.number, day=run.entry.at.astimezone().date().isoformat())
    ]  # fmt: skip
    if has_changed:
        words.append(
            tr("The data have changed since: look what has changed since print run {number}.",
               number=run.entry.number)
        )  # fmt: skip
    past = _past_words(run, on)
    is_current = False if past else None if has_changed else True
    return _answer(code, [*words, *past], is_current)


def _past_words(run: PrintRun, on: date) -> list[str]:
    """Say that the papers of a run are no longer good, where they are not."""
    until = run.entry.spec.get("valid_until")
    if not until or date.fromisoformat(until) >= on:
        return []
    return [tr("Its last day was {day}: take it back.", day=until)]


def _run_of(session: Session, code: PageCode) -> PrintRun | None:
    """Return the run that a page was printed in, None where the project keeps none.

    The number in a code is the one that the run was going to get: of two that were made at the
    same time, the later one is kept under another.
    """
    entries = session.store.runs()
    printed = f"{code.run}.{code.log_seq}"
    numbers = [item.number for item in entries if item.spec.get("revision") == printed]
    if not numbers:
        numbers = [item.number for item in entries if item.number == code.run]
    runs = [session.run(number) for number in sorted(numbers)]
    own = (run for run in runs if run.entry.edition == code.edition and pages_of_code(run, code))
    return next(own, runs[0] if runs else None)


def _answer(code: PageCode, words: list[str], is_current: bool | None) -> Job[Paper]:
    yield from ()
    return Paper(code=code, words=tuple(words), is_current=is_current)


def _checked(
    now: Snapshot,
    rewind: Job[FeatureReader],
    run: PrintRun,
    code: PageCode,
    day_and_pictures: tuple[date, Path],
) -> Job[Paper]:
    on, pictures = day_and_pictures
    found = pages_of_code(run, code)
    entry = run.entry
    if not found or entry.edition != code.edition:
        words = [tr("Print run {number} has no such page.", number=entry.number)]
        return Paper(code=code, words=tuple(words), is_current=None)
    words = [
        tr("This paper belongs to print run {number} of {day}, edition {edition}.",
           number=entry.number, day=entry.at.astimezone().date().isoformat(),
           edition=entry.edition)
    ]  # fmt: skip
    words += [tr("Recipient: {name}", name=entry.recipient)] if entry.recipient else []
    before = yield from rewind
    files = {booklet.file for booklet, _ in found}
    atlas = yield from changed_atlas(now, before, run, on=on, only=files, pictures=pictures)
    swaps = {(item.file, swap.name): swap for item in atlas.booklets for swap in item.swaps}
    is_current = True
    for booklet, page in found:
        swap = swaps.get((booklet.file, page.name))
        is_current = is_current and swap is None
        words.append(_page_words(booklet, page, None if swap is None else (swap.put_in,)))
    past = _past_words(run, on)
    is_current = is_current and not past
    words += past
    return Paper(code=code, words=tuple(words), is_current=is_current)


def _page_words(booklet: BookletMark, page: PageMark, swap: tuple[PageNumber | None] | None) -> str:
    """Return what became of a page; `swap` holds its number of now where it has changed."""
    facts = {"title": booklet.title, "page": page.number, "what": page.title or page.name}
    if swap is None:
        return tr("{title}, page {page} ({what}): unchanged since.", **facts)
    if swap[0] is None:
        return tr("{title}, page {page} ({what}): no longer printed; take it out.", **facts)
    return tr("{title}, page {page} ({what}): changed since; print it again.", **facts)


def _sheet_of(page: PageMark) -> str:
    is_sheet = page.kind == PageKind.SHEET.value
    return (page.name if is_sheet else f"P{page.number}").upper()
