"""An extra as a value: what it is called, what is asked for, and the job that makes its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gridmap.progress import Job
from gridmap.session import Session

Values = Mapping[str, Any]
"""What is chosen, by the name of the field."""

PASSWORD: Final = "password"
"""The value by which a file is locked; empty: it is not."""

Options = Sequence[tuple[str, Any]]
"""What can be chosen: words and value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A field with a list to choose from; `options` depend on the session and on other fields.

    `is_kept`: what was chosen last is offered again in every project. `is_long`: the list may have
    hundreds of names, so that one finds them by typing.
    """

    name: str
    label: str
    options: Callable[[Session, Values], Options]
    is_kept: bool = True
    is_long: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A field that is on or off."""

    name: str
    label: str
    is_kept: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """One kind of paper. `why_not` gives a sentence where it cannot be made with these choices.

    `begin` is called on the window's thread and returns the job, `said` tells what was made.
    `may_lock`: its file can be locked; the password then is in the values as `PASSWORD`.
    """

    name: str
    title: str
    about: str
    fields: tuple[Choice | Tick, ...]
    file_name: Callable[[Session, Values], str]
    begin: Callable[[Session, Values, Path], Job[Any]]
    said: Callable[[Any], str]
    why_not: Callable[[Session, Values], str]
    may_lock: bool = False
