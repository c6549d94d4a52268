"""The coding page as a file: self-contained, escaped, blind to what the detectors said."""

import html
import json
import re

import pandas as pd
import pytest

from framing.errors import DataError
from framing.report.coding_page import coding_page
from framing.report.page import policy
from framing.validation.sampling import CodingSample


def sample_of(texts, variables=None):
    table = pd.DataFrame(
        {
            "item": [f"u{i:03}" for i in range(1, len(texts) + 1)],
            "article_id": [f"a{i}" for i in range(len(texts))],
            "start": 0,
            "end": [len(text) for text in texts],
            "unit": "sentence",
            "text": texts,
            "before": "",
            "after": "",
            "feature": None,
            "stratum": "secret-stratum",
            "population": 9,
            "probability": 0.5,
            "weight": 2.0,
        }
    )
    return CodingSample(table, variables or {"voice": ("own", "direct"), "why": ()})


@pytest.fixture(scope="module")
def page():
    return coding_page(
        sample_of(["</div><script>alert(1)</script>", 'He said "no".']),
        title="<b>",
        instructions="Read <i>.\n\nThen code.",
    )


def test_everything_is_escaped(page):
    assert page.count("<script") == page.count("<style") == 1
    assert "<script>alert" not in page
    assert "<i>" not in page
    assert "<b>" not in page
    data = json.loads(html.unescape(re.search(r'data-sample="([^"]*)"', page).group(1)))
    assert [unit["text"] for unit in data["units"]] == ["</div><script>alert(1)</script>", 'He said "no".']


def test_nothing_is_loaded_and_the_policy_is_strict(page):
    style = re.search(r"<style>(.*?)</style>", page, re.S).group(1)
    script = re.search(r"<script>(.*?)</script>", page, re.S).group(1)
    given = html.unescape(re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page).group(1))
    assert given == policy(style, script)
    assert "unsafe" not in given
    assert not re.search(r"\b(?:src|href|style|on[a-z]+)=", re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.S))
    assert "innerHTML" not in script
    assert "fetch(" not in script


def test_the_coder_judges_alone(page):
    for word in ("secret-stratum", "probability", "weight&#34;", "predicted"):
        assert word not in re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.S)


def test_written_whole(tmp_path):
    sample = sample_of(["One."])
    path = coding_page(sample, tmp_path / "page.html", coder="anna")
    assert path.read_text(encoding="utf-8") == coding_page(sample, coder="anna")
    with pytest.raises(DataError, match="no units"):
        coding_page(CodingSample(sample.table.iloc[:0], sample.variables))
