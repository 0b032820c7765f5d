"""Run every benchmark (or the named ones) in a process of its own, one after the other.

`python -m benchmarks` runs all; `python -m benchmarks atlas store` runs two. What follows the first
word with dashes goes to each: `--county` makes those that can use the county (100,000 households;
minutes), `python -m benchmarks quality --seeds 5` makes fewer townships.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def main() -> int:
    """Run the benchmarks and return how many failed."""
    words = sys.argv[1:]
    first = next((at for at, word in enumerate(words) if word.startswith("--")), len(words))
    names, flags = words[:first], words[first:]
    failed = 0
    for path in sorted(FOLDER.glob("bench_*.py")):
        name = path.stem.removeprefix("bench_")
        if names and name not in names:
            continue
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{path.stem}", *flags]
        failed += subprocess.run(command, cwd=FOLDER.parent, check=False).returncode != 0
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
