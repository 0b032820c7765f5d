"""The review map in a real browser engine: ready, right, and asking nobody for anything."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gridmap.export.review_html import ReviewSpec, make_review
from gridmap.i18n import CHINESE, set_language
from gridmap.model.editions import Edition
from gridmap.progress import run_job
from gridmap.ui.review_map.window import ReviewMapWindow
from gridmap.ui.theme import LIGHT
from tests.helpers.build import TODAY, Tiny
from tests.helpers.window import WAIT_MS, open_project, open_window, tiny_project

pytest.importorskip("PySide6.QtWebEngineCore", reason="the browser engine is not installed")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")

pytestmark = pytest.mark.qt_log_ignore(
    "QRhi", "RHI", "GPUInfo", "Sandboxing", "propagateSizeHints", "dbus"
)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[ReviewMapWindow]:
    found = ReviewMapWindow(None, LIGHT)
    qtbot.addWidget(found)
    found.show()
    yield found
    found.release()
    qtbot.wait(50)


def ask(qtbot: QtBot, window: ReviewMapWindow, question: str) -> Any:
    """Return what the page answers."""
    answers: list[Any] = []
    assert window.page is not None
    window.page.runJavaScript(question, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT_MS)
    return answers[0]


def wait_ready(qtbot: QtBot, window: ReviewMapWindow) -> None:
    ready = "document.documentElement ? document.documentElement.dataset.ready || '' : ''"
    qtbot.waitUntil(lambda: window.page is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: bool(ask(qtbot, window, ready)), timeout=WAIT_MS)


def show(qtbot: QtBot, window: ReviewMapWindow, tiny: Tiny, edition: Edition) -> None:
    spec = ReviewSpec(on=TODAY, edition=edition)
    window.show_page(run_job(make_review(tiny.snapshot(), spec)))
    wait_ready(qtbot, window)


def test_the_page_is_ready_without_an_error_and_without_a_request(
    qtbot: QtBot, window: ReviewMapWindow, tiny: Tiny
) -> None:
    for edition in (Edition.SUMMARY, Edition.PUBLIC, Edition.HOUSEHOLD):
        show(qtbot, window, tiny, edition)
        assert window.page is not None
        assert window.page.said == []
        assert window.page.gatekeeper.refused == []


def test_grids_legend_and_figures_stand_on_the_page(
    qtbot: QtBot, window: ReviewMapWindow, tiny: Tiny
) -> None:
    show(qtbot, window, tiny, Edition.SUMMARY)
    assert ask(qtbot, window, "document.querySelectorAll('path.leaflet-interactive').length") == 3
    legend = ask(qtbot, window, "document.getElementById('people').innerText")
    for words in ("吴秀英", "13900000002", "第1网格", "nobody"):
        assert words in legend
    figures = ask(qtbot, window, "document.querySelector('.figures tbody').innerText")
    assert "柳树湾村" in figures
    assert "<5" in figures
    scale = ask(qtbot, window, "document.querySelector('.leaflet-control-scale').innerText")
    assert scale.endswith("m")


def test_search_finds_by_initials_and_goes_there(
    qtbot: QtBot, window: ReviewMapWindow, tiny: Tiny
) -> None:
    show(qtbot, window, tiny, Edition.HOUSEHOLD)
    found = ask(
        qtbot,
        window,
        """(() => { const box = document.querySelector('.seek input'); box.value = 'wxm';
        box.dispatchEvent(new Event('input'));
        const hits = document.querySelector('.seek ul').innerText;
        box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}));
        return hits + '|' + document.querySelector('.leaflet-popup-content').innerText; })()""",
    )
    hits, _, card = found.partition("|")
    assert "王小明" in hits
    assert "1号 王小明" in card
    assert "吴秀英" in card


def test_colours_follow_the_leader_where_that_is_chosen(
    qtbot: QtBot, window: ReviewMapWindow, tiny: Tiny
) -> None:
    show(qtbot, window, tiny, Edition.SUMMARY)
    ask(qtbot, window, "document.getElementsByName('colour')[1].click() || 1")
    legend = ask(qtbot, window, "document.getElementById('people').innerText")
    assert "周建国" in legend
    assert "吴秀英" not in legend


def test_a_kind_of_place_can_be_left_out(qtbot: QtBot, window: ReviewMapWindow, tiny: Tiny) -> None:
    show(qtbot, window, tiny, Edition.SUMMARY)
    count = "document.querySelectorAll('.leaflet-marker-icon.badge').length"
    before = ask(qtbot, window, count)
    ask(qtbot, window, "[...document.querySelectorAll('#layers input')].at(-1).click() || 1")
    assert before == 2
    assert ask(qtbot, window, count) == 1


def test_whatever_the_page_tries_to_reach_is_refused(qtbot: QtBot, window: ReviewMapWindow) -> None:
    window.show_page(
        "<html><body><img src='http://192.0.2.1/a.png'><img src='file:///etc/hostname'>"
        "<script>fetch('https://192.0.2.1/b').catch(() => 0);"
        "document.documentElement.dataset.ready = '1'</script></body></html>"
    )
    wait_ready(qtbot, window)
    page = window.page
    assert page is not None
    qtbot.waitUntil(lambda: len(page.gatekeeper.refused) >= 2, timeout=WAIT_MS)
    assert any("a.png" in url for url in page.gatekeeper.refused)
    ask(qtbot, window, "(location.href = 'https://192.0.2.1/c') ? 1 : 1")
    qtbot.wait(100)
    assert page.url().scheme() == "gridmap-review"


def test_the_map_prints_to_a_pdf(
    qtbot: QtBot, window: ReviewMapWindow, tiny: Tiny, tmp_path: Path
) -> None:
    show(qtbot, window, tiny, Edition.SUMMARY)
    out, said = tmp_path / "map.pdf", []
    window.print_to(out, said.append)
    qtbot.waitUntil(lambda: bool(said), timeout=WAIT_MS)
    assert said == [True]
    assert out.read_bytes().startswith(b"%PDF")


def test_the_command_opens_the_map_saves_it_and_follows_the_edition(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_language(CHINESE)
    with open_window(qtbot) as main:
        open_project(qtbot, main, tiny_project(tmp_path, tiny))
        main.view.actions_by_name["review_map"].trigger()
        window = main.view.workspace.review_map.window
        assert window is not None
        wait_ready(qtbot, window)
        assert "王小明" not in window.page.handler.text
        out = tmp_path / "总览.html"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
        window.save_button.click()
        qtbot.waitUntil(out.exists, timeout=WAIT_MS)
        assert "责任区域总览" in out.read_text("utf-8")
        window.editions.setCurrentIndex(window.editions.findData(Edition.HOUSEHOLD))
        window.editions.activated.emit(window.editions.currentIndex())
        qtbot.waitUntil(lambda: "王小明" in window.page.handler.text, timeout=WAIT_MS)
        window.close()
        assert main.view.workspace.review_map.window is None
