"""A real headless Chromium, and pages opened in it from disk."""

import os
import shutil
from pathlib import Path

import pytest

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@pytest.fixture(scope="session")
def browser():
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        reason = (
            f"no browser is installed (looked for {', '.join(NAMES)}); install Debian's chromium to run these tests"
        )
        if os.environ.get("FRAMING_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    # launch() makes a fresh user-data folder and removes it.
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, headless=True, args=ARGUMENTS)
        yield chromium
        chromium.close()


class Opened:
    """A page with everything that it asked for or complained of."""

    def __init__(self, page):
        self.page = page
        self.requests = []
        self.complaints = []
        self.dialogs = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._dialog)

    def _dialog(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.dismiss()


@pytest.fixture
def open_page(browser, tmp_path):
    """Give a function that writes a page and opens it from disk; in the end nothing may have left or gone wrong."""
    opened = []

    def open_it(html, **options):
        file = tmp_path / f"page-{len(opened)}.html"
        file.write_text(html, encoding="utf-8")
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        one = Opened(context.new_page())
        one.page.goto(file.as_uri())
        opened.append((one, context, file.as_uri()))
        return one.page

    yield open_it
    for one, context, address in opened:
        context.close()
        assert [url for url in one.requests if url.split("#")[0] != address and not url.startswith("data:image/")] == []
        assert one.complaints == []
        assert one.dialogs == []


@pytest.fixture(scope="session")
def axe_source():
    """Give the text of axe-core, which the environment brings (FRAMING_AXE names the file axe.min.js)."""
    place = os.environ.get("FRAMING_AXE", "")
    if not place:
        reason = "axe-core is not there; get it with `npm pack axe-core`, unpack, and set FRAMING_AXE to axe.min.js"
        if os.environ.get("FRAMING_REQUIRE_AXE") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return Path(place).read_text(encoding="utf-8")


@pytest.fixture
def violations(axe_source):
    """Give a function that runs axe-core on a page, as the page stands, and lists what it finds wrong."""

    def check(page):
        # By the debugger's own way in: the page's policy lets no script in, and stays as it is.
        page.evaluate(f"{axe_source}; undefined")
        found = page.evaluate(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
        )
        assert found["passes"]
        return [
            f"{rule['id']}: {node['target']} {node['failureSummary']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    return check
