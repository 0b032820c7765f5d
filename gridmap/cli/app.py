"""The list of commands."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, Final

import typer
from typer.exceptions import TyperException

from gridmap import __version__
from gridmap.cli import (
    atlas_command,
    backup_command,
    cover_command,
    demo_commands,
    import_command,
    list_command,
    pictures_command,
    poster_command,
    print_command,
    project_commands,
    review_command,
    runs_command,
    visits_command,
)
from gridmap.errors import UsageError
from gridmap.i18n import tr

INTERRUPTED: Final = 130
"""The exit code after Ctrl+C."""


def run_command(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code.

    Raises: UsageError for words that fit no command; other GridMapErrors as the command does.
    """
    try:
        ended = _application()(args=list(arguments), prog_name="gridmap", standalone_mode=False)
    except TyperException as error:
        raise _not_understood(error) from error
    except typer.Abort:
        return INTERRUPTED
    return ended if isinstance(ended, int) else 0


def _not_understood(error: TyperException) -> UsageError:
    command = getattr(getattr(error, "ctx", None), "command_path", "gridmap")
    reason = error.format_message().replace("Value error, ", "").rstrip(".")
    return UsageError(
        tr("The command was not understood: {reason}.", reason=reason),
        hint=tr("“{command} --help” shows how it is written.", command=command),
    )


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
    import_command.register(app)
    atlas_command.register(app)
    poster_command.register(app)
    print_command.register(app)
    list_command.register(app)
    visits_command.register(app)
    cover_command.register(app)
    review_command.register(app)
    backup_command.register(app)
    pictures_command.register(app)
    runs_command.register(app)
    demo_commands.register(app)
    return app


def _show_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"gridmap {__version__}\n")
        raise typer.Exit


def _version_option(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help=tr("Show the version and end."),
            is_eager=True,
            callback=_show_version,
        ),
    ] = False,
) -> None:
    del version
