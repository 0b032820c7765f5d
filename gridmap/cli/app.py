"""The list of commands."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from gridmap import __version__
from gridmap.cli import atlas_command, demo_commands, project_commands
from gridmap.i18n import tr


def run_command(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; words that fit no command end with 2."""
    try:
        _application()(args=list(arguments), prog_name="gridmap")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
    return 0


def _application() -> typer.Typer:
    app = typer.Typer(
        help=tr(
            "GridMap: household maps and village atlases for a township. "
            "Without a command the window opens."
        ),
        epilog=tr(
            "Every command takes --json for scripts; --lang zh_CN or en chooses the language."
        ),
        no_args_is_help=False,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_version_option)
    project_commands.register(app)
    atlas_command.register(app)
    demo_commands.register(app)
    return app


def _version_option(
    version: Annotated[
        bool, typer.Option("--version", help=tr("Show the version and end."), is_eager=True)
    ] = False,
) -> None:
    if version:
        sys.stdout.write(f"gridmap {__version__}\n")
        raise typer.Exit
