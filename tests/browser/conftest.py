"""A headless Chromium for the review page; without one the tests of this folder are skipped."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "pure"))  # the samples live there

FLAGS = (
    "--no-sandbox --disable-gpu --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")  # its event loop must end before other tests start theirs
def browser():
    api = pytest.importorskip(
        "playwright.sync_api", reason="drives the browser; pip install playwright"
    )
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine; on Debian: apt-get install chromium")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM, headless=True, args=FLAGS, chromium_sandbox=False
        )
        yield running
        running.close()


@pytest.fixture(scope="session")
def review_html(tmp_path_factory):
    """The page of two seeds, a hostile article, one from right to left, and a short one."""
    from export_samples import raid
    from export_seeds import aleppo, arabic, hostile, market

    from summarizer.report.page import write_report

    path = tmp_path_factory.mktemp("review") / "review.html"
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        write_report([market(), aleppo(), hostile(), arabic(), raid()], stream)
    return path


@pytest.fixture
def opened(browser, review_html):
    """Open the page in a profile of its own; fail the test for any error or any request."""
    contexts, trouble = [], []

    def open_page(path=review_html, *, width=1400, height=900, init=None, **options):
        context = browser.new_context(
            viewport={"width": width, "height": height}, accept_downloads=True, **options
        )
        contexts.append(context)
        if init:
            context.add_init_script(init)
        page = context.new_page()
        page.on("console", lambda line: trouble.append(f"{line.type}: {line.text}"))
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        page.on("dialog", lambda dialog: trouble.append(f"dialog: {dialog.message}"))
        page.on(
            "request",
            lambda r: None if r.url.startswith(("file:", "blob:")) else trouble.append(r.url),
        )
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]")
        return page

    open_page.trouble = trouble  # a test that expects some looks and clears it
    yield open_page
    for context in contexts:
        context.close()
    assert trouble == []


@pytest.fixture(scope="session")
def axe_source(request):
    """The text of axe-core, fetched once into pytest's cache by npm."""
    if shutil.which("npm") is None:
        pytest.skip("no npm on this machine; it fetches axe-core")
    folder = request.config.cache.mkdir("axe-core")
    script = folder / "node_modules/axe-core/axe.min.js"
    if not script.exists():
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), "axe-core"]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        except (subprocess.SubprocessError, OSError) as err:
            pytest.skip(f"npm could not fetch axe-core: {err}")
    return script.read_text(encoding="utf-8")
