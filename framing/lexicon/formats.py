"""The file formats of lexicons: which there are, how each is recognised, read and written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from framing.errors import LexiconError, SettingError, given_possible
from framing.lexicon.csv_format import csv_to_lexicon, lexicon_to_csv
from framing.lexicon.lexicoder import lexicoder_to_lexicon
from framing.lexicon.liwc import dic_to_lexicon, dicx_to_lexicon, lexicon_to_dic, lexicon_to_dicx
from framing.lexicon.losses import Loss
from framing.lexicon.model import Lexicon
from framing.lexicon.quanteda import lexicon_to_quanteda, nodes_to_lexicon, quanteda_to_lexicon
from framing.lexicon.wordstat import wordstat_to_lexicon
from framing.lexicon.yaml_format import LEXICON_KEYS, nodes_to_own_lexicon, yaml_to_lexicon
from framing.lexicon.yaml_nodes import YamlMap, YamlText, read_nodes
from framing.lexicon.yaml_writing import lexicon_to_yaml
from framing.lexicon.yoshikoder import yoshikoder_to_lexicon

__all__ = ["FORMATS", "Format", "find_format", "find_written_format", "read_text"]

YAML_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Format:
    """One file format.

    Attributes
    ----------
    name : str
    title : str
        For messages.
    suffixes : tuple of str
    read : callable
        Text and source to a lexicon.
    write : callable or None
        Lexicon and stem of the file to text and losses; None where it is only read.
    strict : bool
        Whether files are UTF-8 and nothing else.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Callable[[str, str], Lexicon]
    write: Callable[[Lexicon, str], tuple[str, list[Loss]]] | None = None
    strict: bool = False


def _write_own(lexicon: Lexicon, stem: str) -> tuple[str, list[Loss]]:
    del stem
    return lexicon_to_yaml(lexicon), []


FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format("framing", "YAML of this library", YAML_SUFFIXES, yaml_to_lexicon, _write_own, strict=True),
        Format("liwc", "LIWC 2007 and 2015", (".dic",), dic_to_lexicon, lexicon_to_dic),
        Format("liwc22", "LIWC-22", (".dicx",), dicx_to_lexicon, lexicon_to_dicx),
        Format("quanteda", "quanteda YAML", (), quanteda_to_lexicon, lexicon_to_quanteda, strict=True),
        Format("csv", "table of terms", (".csv", ".tsv"), csv_to_lexicon, lexicon_to_csv),
        Format("lexicoder", "Lexicoder", (".lc3", ".lcd"), lexicoder_to_lexicon),
        Format("wordstat", "WordStat", (".cat",), wordstat_to_lexicon),
        Format("yoshikoder", "Yoshikoder", (".ykd",), yoshikoder_to_lexicon),
    )
}
"""By the name that ``format=`` takes."""

_BY_SUFFIX = {suffix: form for form in FORMATS.values() for suffix in form.suffixes}
_WEIGHTED = re.compile(r"\s\([+-]?[\d.]+\)\s*$", re.MULTILINE)


def find_format(path: Path, data: bytes, name: str | None) -> Format:
    """Say what format a file has: the one asked for, that of its suffix, or what its content looks like.

    Raises
    ------
    SettingError
        When ``name`` is no format.
    LexiconError
        When neither suffix nor content tell.
    """
    if name is not None:
        return _named(name)
    suffix = path.suffix.lower()
    start = data[:4096].decode("utf-8-sig", "replace").lstrip()
    if suffix == ".csv" and start[:7].lower() == "dicterm":
        return FORMATS["liwc22"]
    form = _BY_SUFFIX.get(suffix) or _by_content(start)
    if form is None:
        known = ", ".join(f"{suffix} ({form.title})" for suffix, form in _BY_SUFFIX.items())
        raise LexiconError(
            f"{path}: its suffix and content are of no known format; known: {known}; "
            "or name the format with format= (--from)"
        )
    return form


def _by_content(start: str) -> Format | None:
    if start.startswith("%"):
        return FORMATS["liwc"]
    if start.startswith("<"):
        return FORMATS["yoshikoder"]
    if start.startswith("+"):
        return FORMATS["lexicoder"]
    first = start.split("\n", 1)[0].lower()
    if first.startswith("dicterm"):
        return FORMATS["liwc22"]
    if "term" in first and "category" in first:
        return FORMATS["csv"]
    if _WEIGHTED.search(start):
        return FORMATS["wordstat"]
    if re.match(r"(format|name)\s*:", start):
        return FORMATS["framing"]
    return None


def find_written_format(path: Path, name: str | None) -> Format:
    """Say in what format to write a file: the one asked for or that of its suffix.

    Raises
    ------
    SettingError
        When there is no such format or it is only read.
    """
    form = _named(name) if name is not None else _BY_SUFFIX.get(path.suffix.lower())
    if form is None or form.write is None:
        possible = ", ".join(
            f"{'/'.join(form.suffixes) or f'.yml with format={form.name!r} (--to {form.name})'}"
            for form in FORMATS.values()
            if form.write
        )
        given = f"format {name!r}" if name is not None else f"'{path.name}'"
        raise SettingError(f"{given} is no format that lexicons are written in; possible: {possible}")
    return form


def _named(name: str) -> Format:
    if name not in FORMATS:
        raise SettingError(given_possible("format", name, FORMATS))
    return FORMATS[name]


def read_text(form: Format, text: str, source: str, *, asked: bool) -> Lexicon:
    """Read the text of a file; a YAML file of no stated format is ours or quanteda's by its keys."""
    if form.name != "framing" or asked:
        return form.read(text, source)
    root = read_nodes(text, source)
    if isinstance(root, YamlMap) and root and not any(key in LEXICON_KEYS for key in root):
        return nodes_to_lexicon(root, source)
    if isinstance(root, YamlMap) and not isinstance(root.get(YamlText("name"), YamlText("")), YamlText):
        return nodes_to_lexicon(root, source)
    return nodes_to_own_lexicon(root, source)
