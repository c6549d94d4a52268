"""The reference names everything that is public, and the site's pages are all in its table of contents."""

import re
from pathlib import Path

import framing

DOCS = Path(__file__).parents[2] / "docs"


def test_every_public_name_is_in_the_reference():
    page = (DOCS / "api" / "index.md").read_text(encoding="utf-8")
    named = set(re.findall(r"framing\.(\w+)", page))
    assert set(framing.__all__) - {"__version__"} <= named


def test_no_page_loads_anything_from_elsewhere():
    for page in DOCS.rglob("*.md"):
        if "_build" not in page.parts:
            text = page.read_text(encoding="utf-8")
            assert not re.search(r"!\[[^\]]*\]\(https?:|<(?:script|img|link|iframe)\b", text), page
