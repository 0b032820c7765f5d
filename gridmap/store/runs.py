"""Print runs in the project file: added, never changed, signed with a key that the file keeps.

A payload is the list of booklets as compressed JSON; listing the runs does not read it.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from gridmap.model.runs import (
    PREVIOUS,
    PrintRun,
    RunDraft,
    RunEntry,
    booklets_from_plain,
    booklets_to_plain,
    is_signed,
    signed,
)

_LISTED: Final = "number, time, author, log_seq, edition, spec, data_digest, pages, signature"
_KEY: Final = "run_key"
_KEY_BYTES: Final = 32


def add_run(connection: sqlite3.Connection, draft: RunDraft, *, author: str) -> PrintRun:
    """Write a run in the present transaction and return it with its number and signature."""
    last = connection.execute("SELECT ifnull(max(number), 0) FROM print_runs").fetchone()[0]
    before = connection.execute(
        "SELECT signature FROM print_runs WHERE number = ?", (last,)
    ).fetchone()
    entry = RunEntry(
        number=last + 1,
        at=datetime.now(UTC),
        author=author,
        edition=draft.edition,
        spec={**draft.spec, PREVIOUS: before[0] if before is not None else ""},
        log_seq=draft.log_seq,
        data_digest=draft.data_digest,
        pages=draft.page_count,
    )
    run = signed(PrintRun(entry=entry, booklets=draft.booklets), _key(connection))
    row = (
        entry.number, entry.at.isoformat(), author, entry.log_seq, entry.edition,
        _text(entry.spec), entry.data_digest, entry.pages, run.entry.signature,
        zlib.compress(_text(booklets_to_plain(run.booklets)).encode()),
    )  # fmt: skip
    connection.execute(
        f"INSERT INTO print_runs ({_LISTED}, payload) VALUES (?,?,?,?,?,?,?,?,?,?)", row
    )
    return run


def entries(connection: sqlite3.Connection) -> Sequence[RunEntry]:
    """Return the list of runs, newest first."""
    rows = connection.execute(f"SELECT {_LISTED} FROM print_runs ORDER BY number DESC")
    return [_entry(row) for row in rows]


def run_of(connection: sqlite3.Connection, number: int) -> PrintRun:
    """Return a run with its booklets.

    Raises: KeyError where there is none; ValueError, TypeError, zlib.error where it is damaged.
    """
    sql = f"SELECT {_LISTED}, payload FROM print_runs WHERE number = ?"
    row = connection.execute(sql, (number,)).fetchone()
    if row is None:
        raise KeyError(number)
    booklets = booklets_from_plain(json.loads(zlib.decompress(row[-1])))
    return PrintRun(entry=_entry(row[:-1]), booklets=booklets)


def is_genuine(connection: sqlite3.Connection, run: PrintRun) -> bool:
    """Whether a run is as it was when it was written under the key that this file keeps."""
    row = connection.execute("SELECT value FROM gridmap_meta WHERE key = ?", (_KEY,)).fetchone()
    return row is not None and is_signed(run, bytes.fromhex(row[0]))


def _entry(row: tuple[object, ...]) -> RunEntry:
    number, at, author, log_seq, edition, spec, data_digest, pages, signature = row
    return RunEntry(
        number=int(str(number)),
        at=datetime.fromisoformat(str(at)),
        author=str(author),
        edition=str(edition),
        spec=json.loads(str(spec)),
        log_seq=int(str(log_seq)),
        data_digest=str(data_digest),
        pages=int(str(pages)),
        signature=str(signature),
    )


def _key(connection: sqlite3.Connection) -> bytes:
    """Return the key of the signatures; the first run makes it."""
    made = secrets.token_hex(_KEY_BYTES)
    connection.execute("INSERT OR IGNORE INTO gridmap_meta VALUES (?, ?)", (_KEY, made))
    row = connection.execute("SELECT value FROM gridmap_meta WHERE key = ?", (_KEY,)).fetchone()
    return bytes.fromhex(row[0])


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
