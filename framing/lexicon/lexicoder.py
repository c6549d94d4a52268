"""Lexicoder dictionaries: ``.lc3`` (lines with ``+CATEGORY`` above their terms) and ``.lcd`` (XML), reading only."""

from __future__ import annotations

from framing.lexicon.building import Builder
from framing.lexicon.model import Lexicon
from framing.lexicon.yoshikoder import read_nodes_of_patterns

__all__ = ["lexicoder_to_lexicon"]


def lexicoder_to_lexicon(text: str, source: str) -> Lexicon:
    r"""Read a Lexicoder dictionary of either layout.

    Parameters
    ----------
    text : str
        The file's content.
    source : str
        Its path, for messages and the lexicon's name.

    Raises
    ------
    LexiconError
        When a term stands before the first category, or the XML is faulty.

    Examples
    --------
    >>> lexicon = lexicoder_to_lexicon("+Doubt\nclaim*\nalleged\n", "mine.lc3")
    >>> [str(term) for term in lexicon.categories["Doubt"].terms]
    ['claim*', 'alleged']
    """
    builder = Builder(source)
    if text.lstrip().startswith("<"):
        title, spaced = read_nodes_of_patterns(builder, text, kind="glob")
        if not spaced:
            builder.lose(
                "wildcard",
                "terms without spaces around them",
                "read as whole words; where Lexicoder should find them inside longer words, add *",
            )
        return builder.finish(title=title)
    category: str | None = None
    for number, line in enumerate(text.splitlines(), 1):
        entry = line.strip()
        if not entry:
            continue
        if entry.startswith("+"):
            if not entry[1:].strip():
                raise builder.error("a category has no name after the +", number)
            category = builder.category((entry[1:].strip(),), number)
        elif category is None:
            raise builder.error(f"'{entry[:40]}' stands before the first category, a line such as +doubt", number)
        else:
            builder.add(category, entry, line=number)
    return builder.finish()
