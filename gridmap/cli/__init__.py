"""The command line: `gridmap COMMAND`. Without a command the window opens.

Only the commands that open a window import the window's package; an atlas is made with no Qt.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from gridmap.cli.opening import is_plain_open, open_window
from gridmap.cli.output import fail
from gridmap.errors import GridMapError, UsageError
from gridmap.i18n import CHINESE, ENGLISH, set_language, system_language, tr
from gridmap.settings import load_settings


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (0, or the code of the kind of error: errors.py)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    set_language(system_language())
    try:
        set_language(_wanted_language(arguments))
        if is_plain_open(arguments):
            return open_window(Path(arguments[1]) if len(arguments) > 1 else None)
        from gridmap.cli.app import run_command

        return run_command(arguments)
    except GridMapError as error:
        return fail(error, as_json="--json" in arguments)
    except KeyboardInterrupt:
        from gridmap.cli.app import INTERRUPTED

        return INTERRUPTED


def _wanted_language(arguments: list[str]) -> str:
    """Return the language: `--lang` (taken off), GRIDMAP_LANG, the remembered one, the system's."""
    named = os.environ.get("GRIDMAP_LANG", "")
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            named = arguments[index + 1]
            del arguments[index : index + 2]
            break
        if argument.startswith("--lang="):
            named = argument.partition("=")[2]
            del arguments[index]
            break
    named = named or load_settings().language
    if not named:
        return system_language()
    for code in (CHINESE, ENGLISH):
        if named.casefold().startswith(code[:2]):
            return code
    raise UsageError(tr("There is no language “{name}”.", name=named), hint=tr("Use zh_CN or en."))
