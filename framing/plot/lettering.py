"""Text in a figure: how wide it is, where to break it, and how names and numbers are written."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from framing.comparison.plain_words import CLASSES, VOICES
from framing.errors import SettingError

if TYPE_CHECKING:
    from framing.lexicon.model import Lexicon

__all__ = ["Names", "breaks", "count", "names_for", "percent", "points", "sentence", "text_width"]


@lru_cache(maxsize=1)
def _renderer() -> Any:
    from matplotlib.backends.backend_agg import RendererAgg

    # Ten times the size of type, so that hinting to whole pixels does not matter.
    return RendererAgg(10, 10, 720)  # type: ignore[no-untyped-call]


@lru_cache(maxsize=20_000)
def _word_width(word: str, size: float, bold: bool, families: tuple[str, ...]) -> float:
    from matplotlib.font_manager import FontProperties

    kind = FontProperties(family=list(families), size=size, weight="bold" if bold else "normal")
    return float(_renderer().get_text_width_height_descent(word, kind, False)[0]) / 10


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Measure the widest line of a text, in points: its words and the spaces between them."""
    import matplotlib as mpl

    families = tuple(mpl.rcParams["font.family"])
    space = _word_width("x x", size, bold, families) - 2 * _word_width("x", size, bold, families)
    widest = 0.0
    for line in text.split("\n"):
        words = line.split(" ")
        width = sum(_word_width(word, size, bold, families) for word in words if word) + space * (len(words) - 1)
        widest = max(widest, width)
    return widest


def breaks(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Break a text between words into lines of at most ``width`` points, and within words that are wider still."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in _short_enough(paragraph.split(" "), width, size, bold):
            longer = f"{line} {word}" if line else word
            if line and text_width(longer, size, bold=bold) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return "\n".join(lines)


def _short_enough(words: Sequence[str], width: float, size: float, bold: bool) -> Iterator[str]:
    for word in words:
        rest = word
        while len(rest) > 1 and text_width(rest, size, bold=bold) > width:
            fitting = next(k for k in range(len(rest) - 1, 0, -1) if k == 1 or text_width(rest[:k], size) <= width)
            # Rather after a mark within the word than anywhere.
            mark = max(rest.rfind(sign, 1, fitting) for sign in "/_-.")
            cut = mark + 1 if mark > 0 else fitting
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


def percent(value: float, *, digits: int = 0) -> str:
    """Write a share as a percentage.

    Examples
    --------
    >>> percent(0.256), percent(float("nan"))
    ('26 %', '–')
    """
    return "–" if math.isnan(value) else f"{100 * value:.{digits}f} %"


def points(value: float) -> str:
    """Write a difference of shares in percentage points, with its sign.

    Examples
    --------
    >>> points(-0.256), points(0.0)
    ('−26', '0')
    """
    rounded = round(100 * value)
    return "0" if rounded == 0 else f"{rounded:+d}".replace("-", "−")


def count(n: float) -> str:
    """Write a number of things.

    Examples
    --------
    >>> count(1234.0), count(float("nan"))
    ('1,234', '–')
    """
    return "–" if math.isnan(n) else f"{n:,.0f}"


def sentence(parts: Sequence[str]) -> str:
    """Join statements as sentences, each once.

    Examples
    --------
    >>> sentence(["dots: shares", "", "bars: intervals", "dots: shares"])
    'Dots: shares. Bars: intervals.'
    """
    kept = [part.strip().rstrip(".") for part in dict.fromkeys(parts) if part.strip()]
    return " ".join(f"{part[0].upper()}{part[1:]}." for part in kept)


class Names:
    """What features, choice sets and groups are called in a figure."""

    def __init__(self, lexicon: Lexicon | Sequence[Lexicon] | None, labels: Mapping[str, str] | None) -> None:
        one: Any = lexicon
        self.lexicons: list[Lexicon] = [] if one is None else [one] if hasattr(one, "choice_sets") else list(one)
        self.labels = dict(labels or {})

    def feature(self, feature: str) -> str:
        """Give the label of a variant or category."""
        if feature in self.labels:
            return self.labels[feature]
        choice_set, _, variant = feature.rpartition(".")
        for lexicon in self.lexicons:
            if variant and choice_set in lexicon.choice_sets:
                for one in lexicon.choice_sets[choice_set].variants:
                    if one.name == variant:
                        return one.label
            if feature in lexicon.categories:
                return lexicon.categories[feature].label
        known = {**VOICES, **CLASSES, "agent_omitted": "agent named nowhere"}
        return known.get(feature, feature.rpartition(".")[2].replace("_", " "))

    def choice_set(self, name: str) -> str:
        """Give the label of a choice set."""
        if name in self.labels:
            return self.labels[name]
        for lexicon in self.lexicons:
            if name in lexicon.choice_sets:
                return lexicon.choice_sets[name].label
        return name.replace("_", " ")

    def group(self, name: str) -> str:
        """Give the label of a group of articles."""
        return self.labels.get(name, name)

    def role(self, feature: str) -> str | None:
        """Give the role of a variant: marked, neutral or unmarked; None where it is not known."""
        choice_set, _, variant = feature.rpartition(".")
        for lexicon in self.lexicons:
            if choice_set in lexicon.choice_sets:
                for one in lexicon.choice_sets[choice_set].variants:
                    if one.name == variant:
                        return str(one.role)
        return None


def names_for(lexicon: Any, labels: Any) -> Names:
    """Check what was given for labels.

    Raises
    ------
    SettingError
        Where it is no lexicon and no mapping.
    """
    if labels is not None and not isinstance(labels, Mapping):
        raise SettingError(f"labels is a {type(labels).__name__}; give a mapping of names to what they are called")
    if lexicon is not None and not hasattr(lexicon, "choice_sets"):
        several = isinstance(lexicon, Sequence) and not isinstance(lexicon, str)
        if not several or not all(hasattr(one, "choice_sets") for one in lexicon):
            raise SettingError("lexicon is no lexicon; give what fr.load_lexicon or fr.read_lexicon returned")
    return Names(lexicon, labels)
