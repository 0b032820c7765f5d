"""What changed since a print run, as text for people and as plain values for programs."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from gridmap.export.parts.change_page import change_title
from gridmap.export.parts.changes import Change
from gridmap.export.runs.changed import ChangedAtlas
from gridmap.i18n import tr
from gridmap.model.page_numbers import PageNumber
from gridmap.model.runs import RunEntry


def to_dict(atlas: ChangedAtlas) -> dict[str, Any]:
    """Return the report as plain values for JSON."""
    return {
        "run": atlas.run.entry.number,
        "edition": atlas.run.entry.edition,
        "printed_at": atlas.run.entry.at.isoformat(),
        "has_other_pictures": atlas.has_other_pictures,
        "changes": [_change(row) for row in atlas.changes],
        "booklets": [
            {
                "file": booklet.file,
                "title": booklet.title,
                "pages": len(booklet.pages),
                "swaps": [swap.to_dict() for swap in booklet.swaps],
            }
            for booklet in atlas.booklets
            if booklet.swaps
        ],
    }


def to_text(atlas: ChangedAtlas) -> str:
    """Return the report in lines for people."""
    entry = atlas.run.entry
    lines = [tr("Since print run {number} of {day}:", number=entry.number, day=day_of(entry))]
    if atlas.has_other_pictures:
        lines.append(
            tr(
                "The pictures below the maps are not those of this print run, so every page "
                "differs. Did the folder “.pictures” stay behind when the project was moved?"
            )
        )
    for kind, found in groupby(atlas.changes, key=lambda row: row.kind):
        rows = list(found)
        lines.append(f"{change_title(kind)} ({len(rows)})")
        lines += [f"  {row_words(row)}" for row in rows]
    if not atlas.changes:
        lines.append(tr("Nothing has changed."))
    for booklet in atlas.booklets:
        if booklet.swaps:
            lines.append(_booklet_words(booklet.title, len(booklet.put_in), len(booklet.pages)))
            lines += [f"  {swap_words(s.title or s.name, s.take_out, s.put_in)}"
                      for s in booklet.swaps]  # fmt: skip
    if not atlas.swaps:
        lines.append(tr("No page has to be printed again."))
    return "\n".join(lines)


def day_of(entry: RunEntry) -> str:
    """Return the day of a run at this place."""
    return entry.at.astimezone().date().isoformat()


def row_words(row: Change) -> str:
    """Return a change in one line."""
    if row.before and row.after:
        return f"{row.what}: {row.before} → {row.after}"
    return f"{row.what}: {row.before or row.after}" if row.before or row.after else row.what


def swap_words(title: str, take_out: PageNumber | None, put_in: PageNumber | None) -> str:
    """Return a page to swap in one line."""
    if take_out is None:
        return tr("put in page {page}: {title}", page=put_in, title=title)
    if put_in is None:
        return tr("take out page {page}: {title}", page=take_out, title=title)
    if take_out == put_in:
        return tr("swap page {page}: {title}", page=put_in, title=title)
    return tr(
        "take out page {old}, put in page {new}: {title}", old=take_out, new=put_in, title=title
    )


def _booklet_words(title: str, count: int, total: int) -> str:
    return tr("{title}: {count} of {total} pages to print", title=title, count=count, total=total)


def _change(row: Change) -> dict[str, Any]:
    return {
        "kind": row.kind.value,
        "what": row.what,
        "before": row.before,
        "after": row.after,
        "village": row.village,
        "feature": row.feature,
    }
