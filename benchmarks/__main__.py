"""Run every benchmark (or the named ones) in a process of its own, one after the other.

`python -m benchmarks` runs all; `python -m benchmarks atlas store` runs two; `--county` makes those
that can use the county (100,000 households; minutes).
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def main() -> int:
    """Run the benchmarks and return how many failed."""
    flags = [word for word in sys.argv[1:] if word.startswith("--")]
    names = [word for word in sys.argv[1:] if not word.startswith("--")]
    failed = 0
    for path in sorted(FOLDER.glob("bench_*.py")):
        name = path.stem.removeprefix("bench_")
        if names and name not in names:
            continue
        print(f"== {name}", flush=True)
        failed += subprocess.run([sys.executable, path, *flags], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
