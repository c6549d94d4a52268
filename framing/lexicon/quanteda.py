"""quanteda dictionaries: YAML with a key per category, nested to any depth, and glob patterns as values."""

from __future__ import annotations

from typing import Any

from framing.lexicon.building import Builder
from framing.lexicon.flattening import FlatLexicon, flatten
from framing.lexicon.losses import Loss
from framing.lexicon.model import Lexicon
from framing.lexicon.yaml_nodes import YamlList, YamlMap, YamlText, read_nodes

__all__ = ["lexicon_to_quanteda", "nodes_to_lexicon", "quanteda_to_lexicon"]

_NOTHING = {"", "~", "null"}


def quanteda_to_lexicon(text: str, source: str) -> Lexicon:
    r"""Read a quanteda dictionary.

    ``*`` is read as it stands; ``?`` (one letter) becomes a regular expression, which is reported. Values beside
    subcategories stand under an empty key, as quanteda writes them.

    Parameters
    ----------
    text : str
        The file's content.
    source : str
        Its path, for messages and the lexicon's name.

    Raises
    ------
    LexiconError
        When it is not YAML or not a mapping of categories.

    Examples
    --------
    >>> lexicon = quanteda_to_lexicon("Doubt:\n  - claim*\nPlaces:\n  North: [Jenin]\n  '': Hebron\n", "mine.yml")
    >>> {name: [str(term) for term in part.terms] for name, part in lexicon.categories.items()}
    {'Doubt': ['claim*'], 'Places': ['Hebron'], 'Places/North': ['Jenin']}
    """
    return nodes_to_lexicon(read_nodes(text, source), source)


def nodes_to_lexicon(root: Any, source: str) -> Lexicon:
    """Read a quanteda dictionary from what :func:`framing.lexicon.yaml_nodes.read_nodes` gave."""
    builder = Builder(source)
    if not isinstance(root, YamlMap):
        raise builder.error("a quanteda dictionary is a mapping of categories to lists of words")
    _categories(builder, root, ())
    return builder.finish()


def _categories(builder: Builder, node: YamlMap, path: tuple[str, ...]) -> None:
    for key, value in node.items():
        if not key.strip():
            if not path:
                raise builder.error("a category has no name", key.line)
            _values(builder, value, path, key.line)
            continue
        inner = (*path, key.strip())
        builder.category(inner, key.line)
        _values(builder, value, inner, key.line)


def _values(builder: Builder, value: Any, path: tuple[str, ...], line: int) -> None:
    if isinstance(value, YamlMap):
        _categories(builder, value, path)
    elif isinstance(value, YamlText):
        if not (value.plain and value in _NOTHING):
            builder.add_glob(builder.category(path, line), value, line=value.line)
    elif isinstance(value, YamlList):
        for item in value:
            if isinstance(item, YamlList):
                raise builder.error("a list stands inside a list of words", item.line)
            _values(builder, item, path, line)


def lexicon_to_quanteda(lexicon: Lexicon, stem: str) -> tuple[str, list[Loss]]:
    r"""Write a lexicon as a quanteda dictionary; give it with what is lost.

    Examples
    --------
    >>> lexicon = quanteda_to_lexicon("Doubt: [claim*]", "mine.yml")
    >>> lexicon_to_quanteda(lexicon, "mine")
    ('"Doubt":\n- "claim*"\n', [])
    """
    import yaml

    flat = flatten(lexicon, stem, holds=_problem)
    data = _tree(flat)
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    # All quoted: R's reader takes a bare y or n for a truth value.
    text = yaml.dump(data, Dumper=dumper, sort_keys=False, allow_unicode=True, width=2**20, default_style='"')
    return str(text), flat.losses


def _problem(text: str) -> str | None:
    return "quanteda takes ? for a wildcard" if "?" in text else None


def _tree(flat: FlatLexicon) -> dict[str, Any]:
    inner = {category.path[:-1] for category in flat.categories}
    root: dict[str, Any] = {}
    for category in flat.categories:
        place = root
        for step in category.path[:-1]:
            place = place[step]
        texts = [text for text, _ in category.terms]
        if category.path in inner:
            place[category.path[-1]] = {"": texts} if texts else {}
        else:
            place[category.path[-1]] = texts
    return root
