"""Plain YAML with line numbers, read safely.

Only mappings, sequences and strings are built: no tags, anchors or aliases, so that no file can construct an object
or unfold into more than it holds; no value is guessed to be a date or a truth value (``no`` is a word). Depth and
size are bounded and nothing recurses.
"""

from __future__ import annotations

from typing import Any

from framing.errors import LexiconError

__all__ = ["MAX_BYTES", "MAX_DEPTH", "YamlList", "YamlMap", "YamlText", "read_nodes"]

MAX_BYTES = 64 * 2**20
MAX_DEPTH = 40
MAX_SCALARS = 2_000_000


class YamlText(str):
    """A scalar with the line it stands on, counted from 1.

    Attributes
    ----------
    line : int
    plain : bool
        Whether it was written without quotation marks.
    """

    __slots__ = ("line", "plain")
    line: int
    plain: bool

    def __new__(cls, value: str, line: int = 0, plain: bool = False) -> YamlText:
        """Make the text with its line."""
        text = super().__new__(cls, value)
        text.line = line
        text.plain = plain
        return text


class YamlList(list[Any]):
    """A sequence with the line it starts on."""

    __slots__ = ("line",)
    line: int


class YamlMap(dict[YamlText, Any]):
    """A mapping with the line it starts on; its keys are :class:`YamlText`."""

    __slots__ = ("line",)
    line: int


def read_nodes(text: str, source: str) -> Any:
    """Read one YAML document into :class:`YamlMap`, :class:`YamlList` and :class:`YamlText`.

    Parameters
    ----------
    text : str
        The document.
    source : str
        What to call it in errors.

    Raises
    ------
    LexiconError
        When it is too large, too deep, holds a tag, an anchor, an alias or a key twice, or is not YAML.

    Examples
    --------
    >>> nodes = read_nodes("a: [x, no]", "example.yaml")
    >>> nodes, nodes["a"][1].line
    ({'a': ['x', 'no']}, 1)
    """
    import yaml

    if len(text) > MAX_BYTES:
        raise LexiconError(f"{source} holds {len(text):,} characters; a lexicon may have at most {MAX_BYTES:,}")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _build(yaml.parse(text, Loader=loader), source)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark is not None else ""
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise LexiconError(f"{source}{where}: not valid YAML ({problem}); mend the line or its indentation") from None
    except (ValueError, UnicodeError) as error:
        raise LexiconError(f"{source}: not valid YAML ({str(error).splitlines()[0]})") from None


def _build(events: Any, source: str) -> Any:
    import yaml

    root: list[Any] = []
    stack: list[Any] = [root]
    keys: list[YamlText | None] = [None]
    documents = 0

    def add(value: Any, line: int) -> None:
        holder = stack[-1]
        if not isinstance(holder, YamlMap):
            holder.append(value)
            return
        key = keys[-1]
        if key is not None:
            holder[key] = value
            keys[-1] = None
        elif not isinstance(value, YamlText):
            raise LexiconError(f"{source}, line {line}: a key must be a word, not a list or a mapping")
        elif value in holder:
            raise LexiconError(f"{source}, line {line}: '{value}' stands here twice; keep one of them")
        else:
            keys[-1] = value

    scalar_event, ends = yaml.ScalarEvent, {yaml.MappingEndEvent, yaml.SequenceEndEvent}
    scalars = 0
    for event in events:
        kind = type(event)
        if kind in ends:
            stack.pop()
            keys.pop()
            continue
        line = event.start_mark.line + 1
        if kind is scalar_event:
            scalars += 1
            if scalars > MAX_SCALARS:
                raise LexiconError(f"{source}, line {line}: more than {MAX_SCALARS:,} words and texts; split it")
            if event.anchor is None and event.tag is None:
                # Nearly all events are such; the rest of the loop would take twice as long for them.
                value = YamlText(event.value, line, not event.style)
                holder, key = stack[-1], keys[-1]
                if type(holder) is not YamlMap:
                    holder.append(value)
                elif key is not None:
                    holder[key] = value
                    keys[-1] = None
                elif value not in holder:
                    keys[-1] = value
                else:
                    add(value, line)
                continue
        if isinstance(event, yaml.AliasEvent):
            raise LexiconError(f"{source}, line {line}: aliases (*{event.anchor}) are not read; write the value out")
        if isinstance(event, yaml.NodeEvent):
            if event.anchor is not None:
                raise LexiconError(f"{source}, line {line}: anchors (&{event.anchor}) are not read; leave it out")
            if getattr(event, "tag", None) not in {None, "!"}:
                raise LexiconError(f"{source}, line {line}: tags ({event.tag}) are not read; leave it out")  # type: ignore[attr-defined]
        if isinstance(event, yaml.ScalarEvent):
            add(YamlText(event.value, line, not event.style), line)
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            if len(stack) > MAX_DEPTH:
                raise LexiconError(f"{source}, line {line}: nested deeper than {MAX_DEPTH} levels")
            node = YamlList() if isinstance(event, yaml.SequenceStartEvent) else YamlMap()
            node.line = line
            add(node, line)
            stack.append(node)
            keys.append(None)
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise LexiconError(f"{source}, line {line}: a second document starts here; one file holds one lexicon")
    return root[0] if root else None
