"""The quality of finished PDF files, T1-T9 of the design as figures: one line for each file.

The demo township whole, 20 invented townships (`--seeds N`: fewer), and the real places where the
folder of real files is there. `--ocr`: with the door numbers read back from photocopies of all
detail sheets of the demo, cut out at their boxes, and of some sheets read whole.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from gridmap.model.document import Snapshot
from tests.helpers.shared_data import shared_data_folder
from tests.quality.findings import (
    bad_leaders,
    counts_of,
    homes,
    lost_or_misplaced,
    not_found_again,
    overlaps,
    too_small,
    wrong_scales,
)
from tests.quality.photocopy import ReadBack, read_doors, read_pages_whole
from tests.quality.subjects import (
    DEMO_SEED,
    REAL,
    SEEDS,
    Subject,
    imported,
    invented,
    printed,
    spec_of,
)

ASKED: dict[str, Callable[[Subject], list[str]]] = {
    "T1 small": too_small,
    "T2 overlap": overlaps,
    "T2 leaders": bad_leaders,
    "T3 lost": lost_or_misplaced,
    "find": not_found_again,
    "T4 scale": wrong_scales,
    "T8 glyph": lambda subject: [
        text.words for page in subject.pages for text in page.texts if 0 in text.glyphs
    ],
}
WHOLE_SHEETS = 10


def main() -> None:
    """Print the table, and with `--ocr` what was read back."""
    seeds = list(SEEDS)
    if "--seeds" in sys.argv:
        seeds = seeds[: int(sys.argv[sys.argv.index("--seeds") + 1])]
    head = ["pages", "sheets", "homes", "median", "unlab."]
    print(f"{'':24}" + "".join(f"{word:>8}" for word in head), end="")
    print("".join(f"{word:>11}" for word in ASKED) + f"{'seconds':>9}")
    for name, make in _sources(seeds):
        with tempfile.TemporaryDirectory() as folder:
            started = time.perf_counter()
            subject = printed(name.replace("/", "-"), make(), Path(folder), spec_of())
            _line(name, subject, started)
            if name == "demo" and "--ocr" in sys.argv:
                _ocr(subject)


def _sources(seeds: list[int]) -> Iterator[tuple[str, Callable[[], Snapshot]]]:
    yield "demo", lambda: invented("township", DEMO_SEED)
    for seed in seeds:
        yield f"township {seed}", lambda seed=seed: invented("township", seed)
    folder = shared_data_folder()
    for name, epsg in REAL:
        if folder is None or not (folder / name).exists():
            print(f"{name}: not here, left out")
            continue
        yield name, lambda path=folder / name, epsg=epsg: imported(path, epsg)


def _line(name: str, subject: Subject, started: float) -> None:
    counts = counts_of(subject)
    full = sorted(counts_of_sheet for counts_of_sheet in _homes_a_sheet(subject))
    figures = [
        counts["pages"],
        counts["sheets"],
        counts["households"],
        full[len(full) // 2] if full else 0,
        subject.report.unlabelled,
    ]
    print(f"{name:24}" + "".join(f"{value:8d}" for value in figures), end="")
    problems = {word: ask(subject) for word, ask in ASKED.items()}
    print("".join(f"{len(found):11d}" for found in problems.values()), end="")
    print(f"{time.perf_counter() - started:9.1f}", flush=True)
    for word, found in problems.items():
        for one in found[:5]:
            print(f"    {word}: {one}")


def _homes_a_sheet(subject: Subject) -> list[int]:
    """Return how many households are at home on each sheet, as the file shows it."""
    counts: dict[str, int] = {}
    for places in homes(subject).values():
        key = places[0].sheet.page.number
        counts[key] = counts.get(key, 0) + 1
    return list(counts.values())


def _ocr(subject: Subject) -> None:
    if shutil.which("tesseract") is None:
        print("    T6: tesseract is not installed, left out")
        return
    _said("door numbers, cut out at their boxes", read_doors(subject.path, subject.sheets))
    some = subject.sheets[:WHOLE_SHEETS]
    _said(f"pages read whole ({WHOLE_SHEETS} sheets)", read_pages_whole(subject.path, some))


def _said(what: str, found: ReadBack) -> None:
    print(f"    T6 {what}: {found.right} of {found.total} ({100 * found.share:.2f} %)")
    for wrong in found.wrong[:5]:
        print(f"       {wrong}")


if __name__ == "__main__":
    main()
