"""Faults and doubtful entries of a lexicon, each with its line: what a careful colleague would ask about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from framing.lexicon.lint_corpus import try_on
from framing.lexicon.lint_entries import Finding, check_entries
from framing.lexicon.lint_sides import check_contexts, check_references, check_sides
from framing.lexicon.model import Lexicon

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CODES", "Finding", "Lint", "check"]

CODES: dict[str, str] = {
    "unreachable": "a term that can never count",
    "duplicate": "the same term twice in one feature",
    "shadowed": "a term whose every hit is one of a wildcard of the same feature",
    "ambiguous": "a term that counts in two features at one place",
    "wildcard": "a wildcard that matches much, with the words it caught",
    "no_reference": "a variant without a reference",
    "no_alternative": "a choice set in which every variant is loaded",
    "one_sided": "a choice set whose loaded variants name one party of a conflict and not another",
    "unknown_reference": "a reference that is not listed",
    "recalled": "a reference that was recalled and should be checked by a person",
    "unused_reference": "a reference that nothing cites",
    "unused_context": "a named list of context words that no term uses",
    "suppressed": "a term that does not count inside a longer one of another feature",
    "never": "a term that never occurs in the corpus",
    "lost": "something that the file's format could not bring along",
}
"""What each code of a finding means."""

SEVERITIES = ("error", "warning", "note")
_ROWS = 200
_FOLDED = 4
_NAMED = 8


@dataclass(frozen=True, slots=True)
class Lint:
    r"""The findings of a check, the gravest first and then in the order of the file.

    Attributes
    ----------
    lexicon, source : str
        Name and file of the lexicon.
    findings : tuple of Finding
    n_texts : int
        Texts that the terms were tried on; 0 without a corpus.

    Examples
    --------
    >>> from framing.lexicon.yaml_format import yaml_to_lexicon
    >>> lexicon = yaml_to_lexicon("name: mine\ncategories: {doubt: {terms: [claims, claim*]}}", "mine.yaml")
    >>> lint = check(lexicon)
    >>> lint.ok, [finding.code for finding in lint]
    (False, ['shadowed'])
    >>> print(lint)
    mine.yaml, line 2: warning: claims (doubt): every hit is one of claim* too; leave one of them out [shadowed]
    mine: 0 errors, 1 warning, 0 notes
    """

    lexicon: str
    source: str
    findings: tuple[Finding, ...]
    n_texts: int = 0

    @property
    def ok(self) -> bool:
        """Whether there are neither errors nor warnings; notes do not count."""
        return all(finding.severity == "note" for finding in self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __bool__(self) -> bool:
        return bool(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    @property
    def summary(self) -> str:
        """One line: how many of each severity."""
        counts = Counter(finding.severity for finding in self.findings)
        parts = [f"{counts[name]:,} {name}{'s' * (counts[name] != 1)}" for name in SEVERITIES]
        tried = f" (tried on {self.n_texts:,} texts)" if self.n_texts else ""
        return f"{self.lexicon}: {', '.join(parts)}{tried}"

    def __str__(self) -> str:
        # In any one corpus most terms of a large lexicon never occur: those notes are one line a feature.
        absent = Counter(finding.feature for finding in self.findings if finding.code == "never")
        lines: dict[str, None] = {}
        for finding in self.findings:
            many = finding.code == "never" and absent[finding.feature] >= _FOLDED
            lines[self._folded(finding.feature) if many else self._shown(finding)] = None
        return "\n".join([*lines, self.summary])

    def _folded(self, feature: str) -> str:
        terms = [finding.term for finding in self.findings if finding.code == "never" and finding.feature == feature]
        named = ", ".join(terms[:_NAMED]) + (" …" if len(terms) > _NAMED else "")
        return f"{self.source or self.lexicon}: note: {feature}: {len(terms):,} terms never occur here: {named} [never]"

    def __repr__(self) -> str:
        return f"<Lint {self.summary}>"

    def _shown(self, finding: Finding) -> str:
        where = self.source or self.lexicon
        line = f", line {finding.line}" if finding.line else ""
        what = f"{finding.term} ({finding.feature})" if finding.term and finding.feature else finding.feature
        return f"{where}{line}: {finding.severity}: {what or finding.term}: {finding.message} [{finding.code}]"

    def _repr_html_(self) -> str:
        from html import escape

        names = ("line", "severity", "code", "feature", "term", "message")
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(str(getattr(f, name) or ''))}</td>" for name in names) + "</tr>"
            for f in self.findings[:_ROWS]
        )
        head = "".join(f"<th>{name}</th>" for name in names)
        more = f"<p>and {len(self) - _ROWS:,} more in .to_frame()</p>" if len(self) > _ROWS else ""
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""
        return f"<p>{escape(self.summary)}</p>{table}{more}"

    def to_frame(self) -> pd.DataFrame:
        """Give a table with the columns ``code, severity, message, line, feature, term, words``, one row a finding.

        ``line`` is missing where the lexicon was not read from a file; ``words`` are the words that a wildcard caught.
        """
        import pandas as pd

        names = ("code", "severity", "message", "line", "feature", "term", "words")
        table = pd.DataFrame({name: [getattr(finding, name) for finding in self.findings] for name in names})
        table["words"] = [", ".join(finding.words) for finding in self.findings]
        texts = dict.fromkeys((name for name in names if name != "line"), "str")
        return table.astype(texts | {"line": "Int64"})

    def to_dict(self) -> dict[str, Any]:
        """Give everything as plain data, ready for JSON."""
        return {
            "lexicon": self.lexicon,
            "source": self.source,
            "ok": self.ok,
            "texts": self.n_texts,
            "findings": [asdict(finding) | {"words": list(finding.words)} for finding in self.findings],
        }


def check(lexicon: Lexicon, corpus: pd.DataFrame | Iterable[str] | None = None) -> Lint:
    r"""Look for faults and doubtful entries of a lexicon.

    Parameters
    ----------
    lexicon : Lexicon
    corpus : pandas.DataFrame or iterable of str, optional
        Texts to try the terms on: a table with the column ``text``, or texts. With it, wildcards are shown with the
        words they caught, terms that never occur are named, and overlaps are counted. Contexts (``unless``) are
        observed; nearness and negation are not looked at.

    Returns
    -------
    Lint
        The findings; :data:`CODES` says what their codes mean.

    Raises
    ------
    LexiconError
        When a term cannot be matched at all.
    DataError
        When ``corpus`` is a table without the column ``text``.

    Examples
    --------
    >>> from framing.lexicon.yaml_format import yaml_to_lexicon
    >>> lexicon = yaml_to_lexicon("name: mine\ncategories: {harm: {terms: [rai*, siege]}}")
    >>> for finding in check(lexicon, ["Rain on a raid.", "More rain."]):
    ...     print(finding.code, finding.term, finding.words)
    wildcard rai* ('rain (2)', 'raid')
    never siege ()
    """
    findings = [*check_entries(lexicon), *check_sides(lexicon), *check_references(lexicon), *check_contexts(lexicon)]
    findings.extend(Finding("lost", "note", loss.why, loss.line, "", loss.what) for loss in lexicon.losses)
    n_texts = 0
    if corpus is not None:
        tried, n_texts = try_on(lexicon, corpus)
        # What the corpus shows replaces what was guessed from the entries alone.
        shown = {(f.code, f.feature, f.term) for f in tried}
        findings = [f for f in findings if f.code != "wildcard" or (f.code, f.feature, f.term) not in shown]
        findings.extend(tried)
    order = {severity: place for place, severity in enumerate(SEVERITIES)}
    findings.sort(key=lambda finding: (order[finding.severity], finding.line or 0))
    return Lint(lexicon.name, lexicon.source, tuple(_without_repeats(findings)), n_texts)


def _without_repeats(findings: list[Finding]) -> list[Finding]:
    """Name a pair of terms once: what the corpus counted rather than what the entries suggest."""
    seen: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        seen[finding.code, finding.feature, finding.term].append(finding)
    kept: list[Finding] = []
    for same in seen.values():
        counted = [finding for finding in same if finding.code == "suppressed" and finding.words]
        kept.extend(counted or dict.fromkeys(same))
    order = {id(finding): place for place, finding in enumerate(findings)}
    return sorted(kept, key=lambda finding: order[id(finding)])
