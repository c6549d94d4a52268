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

    def cited(self) -> str:
        """Word it for a paper."""
        return f"{self.name} (version {self.version}; {self.n_terms:,} terms; SHA-256 {self.hash[:12]})"


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
        """Write the paragraph for a paper's methods section, with nothing in it that was not done.

        Returns
        -------
        str
            What was measured, by which rules, lexicons and detectors, what was left out, and the versions of all.

        Examples
        --------
        >>> print(Provenance(framing="0.1.0", n_articles=2, corpus_hash="abc").methods().split(" Rules")[0])
        We measured 2 articles with the Python library framing, version 0.1.0.
        """
        n = self.n_articles
        many = f"{n:,} article{'s' if n != 1 else ''}"
        parts = [
            f"We measured {many} with the Python library framing, version {self.framing}.",
            "Rules divided each page into zones; headline, standfirst, captions, lead, body and crossheads were",
            "counted unless stated otherwise, and a passage printed twice was counted once.",
            "Quotations and attributions were found by rules, which give each mention a voice: the outlet's own, a",
            "direct quotation, a paraphrase, or a fragment in quotation marks; where the rules could not decide, the",
            "voice was uncertain.",
        ]
        if self.lexicons:
            named = _listed([part.cited() for part in self.lexicons])
            noun = "lexicons" if len(self.lexicons) > 1 else "lexicon"
            parts.append(f"Whole words and phrases were matched with the {noun} {named}, the longest term winning.")
        names = [str(fingerprint).split(" ")[0] for fingerprint in self.detectors]
        kinds = [name.split(":")[0] for name in names]
        if "agency" in kinds:
            parts.append("Events of violence, and who is shown as acting in them, were found by rules.")
        if others := [name for name, kind in zip(names, kinds, strict=True) if kind not in {"agency", "lexicon"}]:
            parts.append(f"Further detectors: {_listed(others)}.")
        if self.n_problems:
            lost = "1 article that could not be read is" if self.n_problems == 1 else ""
            lost = lost or f"{self.n_problems:,} articles that could not be read are"
            parts.append(f"{lost} missing from all measures.")
        if self.seed is not None:
            parts.append(f"The random seed was {self.seed}.")
        versions = ", ".join(f"{name} {number}" for name, number in sorted(self.libraries.items()))
        settings = "".join(f" {name} {value}," for name, value in sorted(self.settings.items()))
        parts.append(
            f"To repeat this: corpus SHA-256 {self.corpus_hash[:12]} (identifiers and texts in order), detectors "
            f"{', '.join(names) or 'none'},{settings} Python {self.python} on {self.platform}, {versions}."
        )
        return " ".join(parts)


def _listed(names: Sequence[str]) -> str:
    """Join names as a sentence does.

    Examples
    --------
    >>> _listed(["a", "b", "c"])
    'a, b and c'
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
