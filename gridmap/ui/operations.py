"""Operations: every command of the window as a value, with the reason why it is grey.

What there is stands in the `*_operations.py` beside this file, one for each area of work;
`window_menus.py` says in which menu, `menus.py` makes menus and buttons of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from gridmap.i18n import tr

if TYPE_CHECKING:
    from gridmap.session import Session

Reason = Callable[["Session"], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A command. `word` is its name on the tool bar; `hint` says in a sentence what it does.

    `disabled_reason` returns None where it can run, else a whole sentence why not. `live_title`
    gives a title that depends on the session (what undo takes back). `is_checked` makes it a
    switch.
    """

    name: str
    title: str
    run: Callable[[], None]
    hint: str = ""
    word: str = ""
    icon: str = ""
    shortcuts: tuple[str, ...] = ()
    disabled_reason: Reason | None = None
    live_title: Callable[[Session], str] | None = None
    is_checked: Callable[[], bool] | None = None


class ToolVerbs(Protocol):
    """What takes tools in hand."""

    def use_tool(self, name: str) -> None:
        """Take a tool in hand by its name."""

    def is_tool(self, name: str) -> bool:
        """Whether this tool is in hand."""


def tool_operation(
    verbs: ToolVerbs,
    name: str,
    words: tuple[str, str, str],
    hint: str,
    reason: Reason | None = None,
) -> Operation:
    """Return the command of a tool; `words` are its title, its word on the tool bar and its key."""
    title, word, key = words
    return Operation(
        name=f"tool_{name}",
        title=title,
        word=word,
        icon=name.replace("_", "-"),
        shortcuts=(key,) if key else (),
        hint=hint,
        run=partial(verbs.use_tool, name),
        is_checked=partial(verbs.is_tool, name),
        disabled_reason=reason,
    )


def by_name(operations: Iterable[Operation]) -> dict[str, Operation]:
    """Return operations by their names."""
    return {operation.name: operation for operation in operations}


def why_read_only(session: Session) -> str | None:
    """Return why nothing can be changed, None where it can."""
    if session.store.is_read_only:
        return tr("The project is open for reading only.")
    return None
