"""How a lexicon draws itself in a notebook: what it holds, set by set, to be unfolded."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from framing.lexicon.model import Category, ChoiceSet, Lexicon, Term

__all__ = ["lexicon_html"]

_TERMS_SHOWN = 30
_PARTS_SHOWN = 200


def lexicon_html(lexicon: Lexicon) -> str:
    r"""Draw a lexicon as HTML: every choice set and category folded up, with its variants, roles and terms inside.

    Everything of the lexicon is escaped; no colours are set, so that light and dark notebooks both read well.

    Examples
    --------
    >>> from framing.lexicon.yaml_format import yaml_to_lexicon
    >>> page = lexicon_html(yaml_to_lexicon("name: x\ncategories: {doubt: {label: <b>, terms: [claim*]}}"))
    >>> "&lt;b&gt;" in page, "claim*" in page, "<b>" in page
    (True, True, False)
    """
    title = f": {escape(lexicon.title)}" if lexicon.title else ""
    parts = [f"<p><strong>{escape(lexicon.name)} {escape(lexicon.version)}</strong>{title}</p>"]
    if lexicon.description:
        parts.append(f"<p>{escape(lexicon.description)}</p>")
    sets = [_choice_set(part) for part in lexicon.choice_sets.values()]
    blocks = [*sets, *(_category(part) for part in lexicon.categories.values())]
    parts.extend(blocks[:_PARTS_SHOWN])
    if len(blocks) > _PARTS_SHOWN:
        parts.append(f"<p>and {len(blocks) - _PARTS_SHOWN:,} more in .choice_sets and .categories</p>")
    counts = (
        f"{len(lexicon.choice_sets):,} choice sets, {len(lexicon.categories):,} categories, "
        f"{len(lexicon.groups):,} groups, {len(lexicon.terms):,} terms"
    )
    lost = f"; {escape(lexicon.losses.summary)}" if lexicon.losses else ""
    return f'<div style="overflow-x:auto">{"".join(parts)}<p>{counts}{lost}</p></div>'


def _choice_set(part: ChoiceSet) -> str:
    rows = [
        f"<tr><td>{escape(variant.label)}</td><td>{variant.role}</td>"
        f"{_cell((*variant.terms, *variant.after), 'the bare head')}</tr>"
        for variant in part.variants
    ]
    if part.heads:
        rows.append(f"<tr><td>heads</td><td></td>{_cell(part.heads)}</tr>")
    head = "<tr><th>variant</th><th>role</th><th>terms</th></tr>"
    said = escape(part.question or part.label)
    return (
        f"<details><summary><code>{escape(part.name)}</code> {said} ({len(part.variants)} variants)</summary>"
        f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table></details>"
    )


def _category(part: Category) -> str:
    return (
        f"<details><summary><code>{escape(part.name)}</code> {escape(part.label)} ({len(part.terms):,} terms)</summary>"
        f"<table><tbody><tr>{_cell(part.terms)}</tr></tbody></table></details>"
    )


def _cell(terms: Iterable[Term], empty: str = "") -> str:
    texts = [str(term) for term in terms]
    more = f" … and {len(texts) - _TERMS_SHOWN:,} more" if len(texts) > _TERMS_SHOWN else ""
    shown = escape(", ".join(texts[:_TERMS_SHOWN]) or empty)
    return f'<td style="text-align:left;white-space:normal">{shown}{more}</td>'
