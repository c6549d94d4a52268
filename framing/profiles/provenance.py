"""Where a result comes from: versions, lexicons, settings, corpus hash, platform; and the methods paragraph."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from typing import Any

from framing.version import __version__

__all__ = ["LexiconVersion", "Provenance", "library_versions"]

_LIBRARIES = ("numpy", "pandas", "pyarrow", "scipy", "ahocorasick-rs")


def library_versions() -> dict[str, str]:
    """Give the installed versions of the libraries that results depend on."""
    return {name: version(name) for name in _LIBRARIES}


@dataclass(frozen=True, slots=True)
class LexiconVersion:
    """Name, version and hash of a lexicon that was used."""

    name: str
    version: str
    hash: str
    n_terms: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """Everything that a reader needs to make the same tables again.

    Holds no date and no path, so that the same input gives the same bytes.

    Attributes
    ----------
    framing, python, platform : str
        Versions of the package and of Python, and the kind of machine.
    libraries : mapping of str to str
        Versions of the libraries that results depend on.
    detectors : sequence of str
        Fingerprints in the order in which they ran.
    lexicons : sequence of LexiconVersion
    settings : mapping
        What :func:`framing.profile` was asked.
    corpus_hash : str
        SHA-256 over identifiers and texts, in order.
    n_articles, n_problems : int
    seed : int or None
    """

    framing: str = __version__
    python: str = field(default_factory=platform.python_version)
    platform: str = field(default_factory=lambda: f"{platform.system()} {platform.machine()}")
    libraries: Mapping[str, str] = field(default_factory=library_versions)
    detectors: Sequence[str] = ()
    lexicons: Sequence[LexiconVersion] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    corpus_hash: str = ""
    n_articles: int = 0
    n_problems: int = 0
    seed: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Give plain data for JSON."""
        return asdict(self)

    def to_json(self) -> str:
        """Give JSON with sorted keys: equal provenance gives equal bytes."""
        return json.dumps(self.to_dict(), sort_keys=True, indent=2, ensure_ascii=False)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Provenance:
        """Make it from :meth:`to_dict`; keys of later versions are left out."""
        known = {key: value for key, value in data.items() if key in cls.__dataclass_fields__}
        known["lexicons"] = tuple(LexiconVersion(**part) for part in known.get("lexicons", ()))
        known["detectors"] = tuple(known.get("detectors", ()))
        return cls(**known)

    def methods(self) -> str:
        """Write the paragraph for a paper's methods section.

        Examples
        --------
        >>> print(Provenance(framing="0.1.0", n_articles=2, corpus_hash="abc").methods()[:73])
        We measured 2 articles (corpus SHA-256 abc) with framing 0.1.0. Zones, qu
        """
        measured = f"We measured {self.n_articles:,} article{'s' if self.n_articles != 1 else ''}"
        parts = [f"{measured} (corpus SHA-256 {self.corpus_hash[:12]}) with framing {self.framing}."]
        parts.append(
            "Zones, quotations, attributions and voice were judged by rules; only the article proper (headline, "
            "standfirst, captions, lead, body and crossheads) was counted, and text printed twice was counted once."
        )
        if self.lexicons:
            named = "; ".join(
                f"{part.name} version {part.version} ({part.n_terms} terms, SHA-256 {part.hash[:12]})"
                for part in self.lexicons
            )
            parts.append(f"Lexicons: {named}.")
        if self.detectors:
            parts.append(f"Detectors, in order: {', '.join(name.split(' ')[0] for name in self.detectors)}.")
        if self.n_problems:
            parts.append(f"{self.n_problems:,} articles could not be read and are missing from all measures.")
        if self.seed is not None:
            parts.append(f"Random seed: {self.seed}.")
        parts.append(f"Python {self.python}, " + ", ".join(f"{k} {v}" for k, v in sorted(self.libraries.items())) + ".")
        return " ".join(parts)
