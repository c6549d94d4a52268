"""How profiles draw themselves in a notebook: what was measured on what, and the head of every table, folded up."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from framing.profiles.profiles import Profiles

__all__ = ["profiles_html"]

_LARGE = 5_000
_ROWS = 8
_COLUMNS = {
    "articles": ("article_id", "outlet", "published", "headline", "n_words", "problem"),
    "mentions": ("article_id", "text", "feature", "zone", "voice", "source", "referent", "confidence"),
    "events": ("article_id", "text", "kind", "construction", "agent", "agent_scope", "victim", "voice"),
    "attributions": ("article_id", "source", "cue", "voice", "kind", "text"),
    "frames": ("article_id", "scheme", "frame", "unit", "score", "voice"),
}


def profiles_html(profiles: Profiles) -> str:
    """Draw profiles as HTML: a summary, and the first rows of every table, folded up.

    Everything of the articles is escaped; no colours are set, so that light and dark notebooks both read well. Profiles
    of more than 5,000 articles show the summary alone, since a look should not read a folder of shards.

    Examples
    --------
    >>> import framing as fr
    >>> page = profiles_html(fr.profile(["A <b>raid</b>."], [fr.LexiconDetector(fr.load_lexicon("conflict"))]))
    >>> "1 article," in page, "<b>" in page
    (True, False)
    """
    n, problems = len(profiles), profiles.provenance.n_problems
    lexicons = ", ".join(f"{part.name} {part.version}" for part in profiles.provenance.lexicons) or "none"
    parts = [
        f"<p><strong>Profiles</strong> of {n:,} article{'s' * (n != 1)}, {problems:,} with a problem; "
        f"lexicons: {escape(lexicons)}</p>"
    ]
    if n <= _LARGE:
        parts += [_folded(name, getattr(profiles, name), columns) for name, columns in _COLUMNS.items()]
    else:
        parts.append(
            "<p>Tables: .articles, .mentions, .events, .attributions, .frames; counts: .counts(), .shares()</p>"
        )
    return f'<div style="overflow-x:auto">{"".join(parts)}</div>'


def _folded(name: str, table: pd.DataFrame, columns: tuple[str, ...]) -> str:
    title = f"<summary><code>.{name}</code> {len(table):,} row{'s' * (len(table) != 1)}</summary>"
    if table.empty:
        return f"<details>{title}</details>"
    head = "".join(f"<th>{column}</th>" for column in columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_shown(row[column])}</td>" for column in columns) + "</tr>"
        for row in table.head(_ROWS).to_dict("records")
    )
    more = f"<p>and {len(table) - _ROWS:,} more</p>" if len(table) > _ROWS else ""
    return f"<details>{title}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}</details>"


def _shown(value: Any) -> str:
    import pandas as pd

    if value is None or pd.isna(value):
        return ""
    if isinstance(value, float):
        return f"{value:,.3g}" if value != int(value) else f"{int(value):,}"
    text = " ".join(str(value).split())
    return escape(text if len(text) <= 80 else f"{text[:79]}…")
