"""Print runs: what was printed, when, by whom, from which state of the data. Plain values.

A run holds ids, page names and digests; no door, no resident, no tag.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from gridmap.model.features import FeatureId
from gridmap.model.page_numbers import PageNumber, number_from_plain, number_to_plain

Plain = Mapping[str, Any]
"""Values as JSON knows them."""


PREVIOUS: Final = "previous"
"""Where a run's choices keep the signature of the run before it: the runs are a chain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMark:
    """A printed page: its name and number, and the digest of all on it but its imprint.

    `kind`, `title` and `level` are those of its line in the outline, `ground_m` the ground that
    its map shows, where it is no detail sheet's.
    """

    name: str
    number: PageNumber
    digest: str
    kind: str = ""
    title: str = ""
    level: int = 1
    ground_m: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletMark:
    """One file of a run: its name without folder, its title and its pages.

    `officer` is the one a P3 is for, `villages` what it shows (None: households in no village).
    `cards` say of each village what the other pages of a volume need to know of it.
    `data_digest` is that of everything which its edition showed.
    """

    file: str
    title: str
    villages: tuple[FeatureId | None, ...]
    pages: tuple[PageMark, ...]
    officer: FeatureId | None = None
    cards: tuple[Plain, ...] = ()
    data_digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDraft:
    """A finished print run that is not yet in the project file.

    `log_seq` is its place in the change log: the number of the last act that it shows. `spec` are
    the choices it was made with.
    """

    edition: str
    spec: Plain
    log_seq: int
    booklets: tuple[BookletMark, ...]

    @property
    def page_count(self) -> int:
        """How many pages were printed."""
        return sum(len(booklet.pages) for booklet in self.booklets)

    @property
    def data_digest(self) -> str:
        """The digest of all that was shown."""
        found = sha256()
        for booklet in self.booklets:
            found.update(booklet.data_digest.encode())
        return found.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEntry:
    """A line of the list of print runs; `at` has its time zone, `pages` is how many there are."""

    number: int
    at: datetime
    author: str
    edition: str
    spec: Plain
    log_seq: int
    data_digest: str
    pages: int
    signature: str = ""

    @property
    def recipient(self) -> str:
        """Who the copies are for, as it was typed; empty where each officer got a booklet."""
        return str(self.spec.get("recipient") or "")

    @property
    def copy_words(self) -> str:
        """Which copy of how many, as 1/3."""
        return f"{self.spec.get('copy', 1)}/{self.spec.get('copies', 1)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRun:
    """A print run as the project file keeps it: its line of the list and its booklets."""

    entry: RunEntry
    booklets: tuple[BookletMark, ...]

    @property
    def pages(self) -> dict[tuple[str, str], PageMark]:
        """All pages by the file's and their own name."""
        return {(item.file, page.name): page for item in self.booklets for page in item.pages}


def booklets_to_plain(booklets: Sequence[BookletMark]) -> list[Any]:
    """Return booklets as JSON keeps them; the pages as rows."""
    return [
        {
            **{key: value for key, value in asdict(booklet).items() if key != "pages"},
            "pages": [
                [
                    page.name,
                    number_to_plain(page.number),
                    page.digest,
                    page.kind,
                    page.title,
                    page.level,
                    page.ground_m,
                ]
                for page in booklet.pages
            ],
        }
        for booklet in booklets
    ]


def booklets_from_plain(raw: Sequence[Plain]) -> tuple[BookletMark, ...]:
    """Return booklets from their JSON form. Raises: KeyError, TypeError, ValueError if damaged."""
    return tuple(
        BookletMark(
            file=item["file"],
            title=item["title"],
            villages=tuple(item["villages"]),
            officer=item["officer"],
            cards=tuple(item["cards"]),
            data_digest=item["data_digest"],
            pages=tuple(
                PageMark(
                    name=name,
                    number=number_from_plain(number),
                    digest=digest,
                    kind=kind,
                    title=title,
                    level=level,
                    ground_m=tuple(ground_m) if ground_m is not None else None,
                )
                for name, number, digest, kind, title, level, ground_m in item["pages"]
            ),
        )
        for item in raw
    )  # fmt: skip


def signed(run: PrintRun, key: bytes) -> PrintRun:
    """Return a run with its signature: an HMAC-SHA256 under the project's key."""
    entry = run.entry
    body = {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "author": entry.author,
        "edition": entry.edition,
        "spec": entry.spec,
        "log_seq": entry.log_seq,
        "data_digest": entry.data_digest,
        "pages": entry.pages,
        "booklets": booklets_to_plain(run.booklets),
    }
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    signature = hmac.new(key, text.encode(), sha256).hexdigest()
    return replace(run, entry=replace(entry, signature=signature))


def is_signed(run: PrintRun, key: bytes) -> bool:
    """Whether a run is as it was when this project signed it."""
    return hmac.compare_digest(run.entry.signature, signed(run, key).entry.signature)


def broken_links(entries: Sequence[RunEntry]) -> set[int]:
    """Return the numbers of runs of which the run before is gone or is another than it was.

    Runs of older versions of the program have no link; they are taken as they are. Whether the
    newest runs were taken away cannot be seen from the others.
    """
    known = {entry.number: entry for entry in entries}
    broken = set()
    for entry in entries:
        kept = entry.spec.get(PREVIOUS)
        before = known.get(entry.number - 1)
        if kept is None:
            continue
        is_first = entry.number == 1 and kept == ""
        if not is_first and (before is None or before.signature != kept):
            broken.add(entry.number)
    return broken
