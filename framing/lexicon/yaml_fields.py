"""Nodes of a YAML file to plain values, with file and line in every error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from framing.errors import LexiconError, given_possible
from framing.lexicon.yaml_nodes import YamlList, YamlMap, YamlText

__all__ = ["Fields"]

_NAME = re.compile(r"\w[\w-]*\Z")


class Fields:
    """Reads mappings, lists, texts, choices, truth values and numbers.

    Parameters
    ----------
    source : str
        What to call the file in errors.
    """

    def __init__(self, source: str) -> None:
        self.source = source

    def error(self, node: Any, message: str) -> LexiconError:
        """Make an error that names the line of a node."""
        line = getattr(node, "line", 0)
        where = f"{self.source}, line {line}" if line else self.source
        return LexiconError(f"{where}: {message}")

    def mapping(self, node: Any, what: str, keys: tuple[str, ...] | None, parent: Any) -> Mapping[YamlText, Any]:
        """Give a mapping, an absent one as empty; keys that are not among the possible are refused."""
        if node is None or (isinstance(node, YamlText) and node.plain and node in {"", "~", "null"}):
            return {}
        if not isinstance(node, YamlMap):
            raise self.error(_place(node, parent), f"{what} must be a mapping ('key: value' lines)")
        if keys is not None:
            for key in node:
                if key not in keys:
                    raise self.error(key, f"{what}: " + given_possible("key", str(key), keys))
        return node

    def items(self, node: Any, what: str, parent: Any) -> list[Any]:
        """Give a list, an absent one as empty."""
        if node is None or (isinstance(node, YamlText) and node.plain and node in {"", "~", "null"}):
            return []
        if not isinstance(node, YamlList):
            raise self.error(_place(node, parent), f"{what} must be a list ([a, b] or '- a' lines)")
        return node

    def text(self, node: Any, what: str, parent: Any, default: str = "") -> str:
        """Give a text without blanks around it."""
        if node is None:
            return default
        if not isinstance(node, YamlText):
            raise self.error(_place(node, parent), f"{what} must be one word or text")
        return str(node).strip()

    def texts(self, node: Any, what: str, parent: Any) -> tuple[str, ...]:
        """Give a list of texts, none of them empty."""
        found = []
        for item in self.items(node, what, parent):
            value = str(item).strip() if type(item) is YamlText else self.text(item, what, parent)
            if not value:
                raise self.error(item, f"{what}: an entry is empty; leave it out")
            found.append(value)
        return tuple(found)

    def choice(self, node: Any, what: str, possible: tuple[str, ...], parent: Any, default: str) -> Any:
        """Give one of the possible words."""
        value = self.text(node, what, parent, default)
        if value not in possible:
            raise self.error(node, given_possible(what, value, possible))
        return value

    def truth(self, node: Any, what: str, parent: Any) -> bool:
        """Give a truth value, false where it is absent."""
        return bool(self.choice(node, what, ("true", "false"), parent, "false") == "true")

    def number(self, node: Any, what: str, parent: Any) -> float:
        """Give a finite number."""
        value = self.text(node, what, parent)
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if not abs(number) < float("inf"):
            raise self.error(node, f"{what} must be a finite number, not '{value}'")
        return number

    def name(self, node: YamlText, what: str) -> str:
        """Give an identifier."""
        if not _NAME.match(node):
            raise self.error(node, f"{what} '{node}': a name has letters, digits, _ and - only")
        return str(node)


def _place(node: Any, parent: Any) -> Any:
    return node if getattr(node, "line", 0) else parent
