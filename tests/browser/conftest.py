"""A real headless Chromium, and pages opened in it from disk."""

import os
import shutil

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
        assert [url for url in one.requests if url.split("#")[0] != address] == []
        assert one.complaints == []
        assert one.dialogs == []
