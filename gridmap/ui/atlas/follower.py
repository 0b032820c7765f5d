"""Lays the wanted booklet out and draws its pages in threads, while somebody looks.

A page that is looked at comes before those that are only listed; what nobody wants any more is
not drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from gridmap.model.document import Snapshot
from gridmap.progress import Job, Progress, in_turns
from gridmap.session import Session
from gridmap.ui.atlas.requests import Preview, PreviewRequest, Wish
from gridmap.ui.jobs import JobRunner, RunningJob

if TYPE_CHECKING:
    from gridmap.export.preview import LaidOutBooklet, PreviewDesk
    from gridmap.ui.atlas.page_image import PageImage

AFTER_A_CHANGE_MS: Final = 250


class PreviewFollower(QObject):
    """Works on one request at a time; a newer one ends the older at its next step.

    `laid_out` fires with a Preview, perhaps first with one that is not final; `page_ready` with a
    Wish and its PageImage; `working` with what is done (empty: nothing); `failed` with an error
    where there is no booklet, `page_failed` with a Wish and an error where one page is not drawn.
    """

    laid_out = Signal(object)
    page_ready = Signal(object, object)
    working = Signal(str)
    failed = Signal(object)
    page_failed = Signal(object, object)

    def __init__(self, session: Session, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._runner = session, runner
        self._desk: PreviewDesk | None = None
        self._request: PreviewRequest | None = None
        self._laying: RunningJob | None = None
        self._drawing: RunningJob | None = None
        self._preview: Preview | None = None
        self._wishes: list[Wish] = []
        self.is_watched = False
        self._is_stale = True

    @property
    def preview(self) -> Preview | None:
        """What is laid out now."""
        return self._preview

    @property
    def is_busy(self) -> bool:
        """Whether something is being laid out or drawn."""
        jobs = (self._laying, self._drawing)
        return any(job is not None and not job.is_over for job in jobs) or bool(self._wishes)

    @property
    def is_up_to_date(self) -> bool:
        """Whether what is laid out is what was asked for last, or could not be made."""
        return not self._is_stale

    def show(self, request: PreviewRequest) -> None:
        """Look at something else, at once."""
        if request == self._request and not self._is_stale:
            return
        self._request, self._is_stale = request, True
        if self.is_watched:
            self._lay_out()

    def want(self, wishes: Sequence[Wish]) -> None:
        """Say which pages are in sight, the most wanted first; earlier wishes are forgotten."""
        self._wishes = list(wishes)
        self._draw_next()

    def watch(self, *, is_watched: bool) -> None:
        """Work while the page is shown, from the next `show` or `want` on."""
        self.is_watched = is_watched
        if not is_watched:
            self._cancel()

    def after_change(self) -> None:
        """Know that what is laid out is not the project any more: the next `show` works anew."""
        self._is_stale = True

    def forget(self) -> None:
        """Look at nothing: no booklet is asked for."""
        self._cancel()
        self._request = self._preview = None
        self._wishes = []

    def begin_anew(self) -> None:
        """Forget all that is laid out: something besides the project is not what it was."""
        self._cancel()
        self._desk = None
        self._is_stale = True

    def stop(self) -> None:
        """Work no more: whoever listens is about to go."""
        self.is_watched = False
        self._cancel()

    def _cancel(self) -> None:
        if self._laying is not None and not self._laying.is_over:
            self._is_stale = True
        for job in (self._laying, self._drawing):
            if job is not None:
                job.cancel()
        self._laying = self._drawing = None

    def _lay_out(self) -> None:
        if self._request is None:
            return
        self._cancel()
        self._is_stale = False
        snapshot = self._session.document.snapshot()
        is_new = self._desk is None or self._desk.snapshot.revision != snapshot.revision
        job = _laid_soon(self._request, None if is_new else self._desk, snapshot)
        self._begin(job, self._take_soon)

    def _begin(self, job: Job[Any], done: Callable[[Any], None]) -> None:
        self._laying = self._runner.run("", job, done, self._fail, is_shown=False)
        self._laying.on_progress.append(lambda step: self.working.emit(step.message))

    def _take_soon(self, made: tuple[PreviewDesk, LaidOutBooklet | None]) -> None:
        """Show what there is first, then lay out the whole."""
        self._desk, booklet = made
        request = self._request
        assert request is not None
        if booklet is not None:
            self._show(Preview(request=request, choices=(booklet.choice,), booklet=booklet))
        self._begin(_laid(request, self._desk), self._take)

    def _take(self, preview: Preview) -> None:
        self._laying = None
        self.working.emit("")
        self._show(preview)

    def _show(self, preview: Preview) -> None:
        self._preview = preview
        self.laid_out.emit(preview)
        self._draw_next()

    def _draw_next(self) -> None:
        if self._drawing is not None or self._preview is None:
            return
        if self._preview.request != self._request:
            return
        if not self._wishes or not self.is_watched:
            return
        wish = self._wishes.pop(0)
        booklet = self._preview.booklet
        if all(page.name != wish.page for page in booklet.pages):
            self._draw_next()
            return
        job = in_turns(_pictured(booklet, wish), booklet.lock)
        self._drawing = self._runner.run(
            "", job, lambda image: self._drawn(wish, image),
            lambda error: self._not_drawn(wish, error), is_shown=False,
        )  # fmt: skip

    def _drawn(self, wish: Wish, image: PageImage) -> None:
        self._drawing = None
        self.page_ready.emit(wish, image)
        self._draw_next()

    def _not_drawn(self, wish: Wish, error: BaseException) -> None:
        """Tell of a page that cannot be drawn, and go on with the next one."""
        self._drawing = None
        self.page_failed.emit(wish, error)
        self._draw_next()

    def _fail(self, error: BaseException) -> None:
        """Tell why there is no booklet; none of its pages is wanted any more."""
        self._laying = None
        self._wishes = []
        self.working.emit("")
        self.failed.emit(error)


def _laid_soon(
    request: PreviewRequest, desk: PreviewDesk | None, snapshot: Snapshot
) -> Job[tuple[PreviewDesk, LaidOutBooklet | None]]:
    """Import what lays out inside the thread: the start of the window needs none of it."""
    from gridmap.export.preview import PreviewDesk

    desk = desk or PreviewDesk(snapshot)
    job = desk.lay_out_soon(request.spec, is_volume=request.is_volume, booklet=request.booklet)
    return desk, (yield from in_turns(job, desk.lock))


def _laid(request: PreviewRequest, desk: PreviewDesk) -> Job[Preview]:
    asked = desk.choices(request.spec, is_volume=request.is_volume)
    choices = yield from in_turns(asked, desk.lock)
    choice = next((one for one in choices if one.key == request.booklet), choices[0])
    booklet = yield from in_turns(desk.lay_out(choice), desk.lock)
    return Preview(request=request, choices=choices, booklet=booklet)


def _pictured(booklet: LaidOutBooklet, wish: Wish) -> Job[PageImage]:
    from gridmap.export.preview import one_page_pdf
    from gridmap.ui.atlas.page_image import PageImage, pdf_image, picture_size
    from gridmap.ui.atlas.proof import proofed

    yield Progress(0, 3)
    page, problem = booklet.draw(wish.page)
    yield Progress(1, 3)
    data = one_page_pdf(page)
    yield Progress(2, 3)
    image = pdf_image(data, picture_size((page.width_mm, page.height_mm), wish.width_px))
    return PageImage(page=page, image=proofed(image, wish.proof), problem=problem)
