"""Going to a page of the booklet: on and back, by number, by what is on it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gridmap.i18n import tr
from gridmap.ui.atlas.follower import PreviewFollower
from gridmap.ui.atlas.page_bar import PageBar


class PageTurner(QObject):
    """Finds the page that a person asks for and fires `reached` with its name.

    What is asked for while the booklet is still being laid out is looked for again when more of it
    is known: see `catch_up`.
    """

    reached = Signal(str)

    def __init__(self, follower: PreviewFollower, bar: PageBar) -> None:
        super().__init__(bar)
        self._follower, self._bar = follower, bar
        self._sought = ("", 0)
        self._waits = ""

    def turn(self, page: str, pages: int) -> None:
        """Go so many pages on from a page, not over the ends."""
        names = self._names()
        if page in names:
            at = min(max(names.index(page) + pages, 0), len(names) - 1)
            self.reached.emit(names[at])

    def to_end(self, *, is_last: bool) -> None:
        """Go to the first page or the last."""
        names = self._names()
        if names:
            self.reached.emit(names[-1 if is_last else 0])

    def to_number(self, text: str) -> bool:
        """Go to a page by its number, or say that there is none; return whether there is one."""
        preview = self._follower.preview
        if preview is None:
            return False
        pages = preview.booklet.pages
        found = next((page for page in pages if str(page.number) == text.strip()), None)
        if found is not None:
            self.reached.emit(found.name)
            return True
        self._bar.say(
            tr("There is no page {number}: the booklet has {count}.",
               number=text.strip(), count=len(pages))
        )  # fmt: skip
        return False

    def seek(self, text: str) -> None:
        """Go to a page by its sheet id, a door or a head; asked again, go to the next one."""
        self._waits = ""
        if not text.strip():
            return
        preview = self._follower.preview
        found = preview.booklet.find_all(text) if preview is not None else ()
        if found:
            before, at = self._sought
            at = (at + 1) % len(found) if before == text else 0
            self._sought = (text, at)
            self.reached.emit(found[at].page)
            self._bar.say_found(found, at)
            return
        self._sought = ("", 0)
        if preview is None or not preview.booklet.is_final:
            self._waits = text
            self._bar.say(tr("“{text}” is looked for as soon as all pages are there.",
                             text=text.strip()))  # fmt: skip
            return
        self._bar.say(tr("Nothing called “{text}” is in this booklet.", text=text.strip()))

    def catch_up(self) -> None:
        """Look again for what has not been found: more of the booklet is laid out now."""
        if self._waits:
            self.seek(self._waits)

    def _names(self) -> list[str]:
        preview = self._follower.preview
        return [page.name for page in preview.booklet.pages] if preview is not None else []
