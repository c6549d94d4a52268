"""AttributionTagger: a sequence model that learns from a user's own coded articles what the rules get wrong."""

from __future__ import annotations

import hashlib
import os
import tempfile
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from framing.document.model import Document
from framing.document.reading import annotate
from framing.document.tagging.calibration import Steps, calibrated, checked_steps, fit_steps
from framing.document.tagging.codings import checked_codings
from framing.document.tagging.features import LABELS, Tokens, find_tokens, gold_labels, rule_labels, token_features
from framing.document.tagging.merging import RULE, Stretch, merge, outside_marks
from framing.document.tagging.saving import load_parts, save_parts
from framing.errors import DataError, MissingExtraError, ModelError, SettingError

__all__ = ["AttributionTagger"]

_FEWEST_ARTICLES = 20
_EVERY = 5


class AttributionTagger:
    """Find attributed contents by a linear-chain conditional random field on top of the rules.

    It learns from articles whose attributed contents people have marked. What the rules of :func:`framing.annotate`
    decide, and by which rule, is among its features, beside cues, function words and the shapes of other words. It adds
    what the rules miss; with ``keep`` it also takes away what they attribute and your coders do not. Inside quotation
    marks the rules decide alone.

    No trained model comes with the library: coded news is seldom licensed for it, and a tagger is only as good as its
    codebook is yours.

    Parameters
    ----------
    c1, c2 : float
        Weights of the L1 and L2 penalty; larger values keep fewer and smaller weights.
    max_iterations : int
        Of L-BFGS.
    min_count : int
        Features seen less often than this are left out.
    threshold : float
        A word that the rules leave to the outlet is content where its probability is at least this, over 0 and under
        1. Lower it for recall.
    keep : float
        A word that the rules attribute stays content unless its probability is under this; at least 0, where every
        one stays, and under 1. Raise it where your codebook counts less than the rules do.
    licence : str, optional
        Under which licence the coded texts, and so the model, may be passed on; kept in the file.

    Attributes
    ----------
    report_ : dict
        After ``fit``: ``n_texts``, ``n_spans``, ``n_tokens``, ``n_content_tokens``, ``n_features`` and ``iterations``.
    training_hash_ : str
        SHA-256 of the texts and spans it learned from.
    calibration_ : tuple of (float, float)
        Up to which probability of a content which share of its words is right: measured on every fifth article, by a
        model that learned from the others. Empty for fewer than 20 articles, or where too little was added to tell.

    Notes
    -----
    The model is a linear-chain conditional random field [1]_, trained by CRFsuite through python-crfsuite: install
    ``framing[crf]``. Training is deterministic: the same texts and settings give the same model.

    References
    ----------
    .. [1] Lafferty, McCallum and Pereira (2001): Conditional Random Fields. ICML.

    Examples
    --------
    Mark contents as you code them (offsets into the text), train, and read on:

    >>> import framing as fr
    >>> texts = [f"Word has it that {what}. The day went on." for what in ("ships sank", "rain fell", "bread ran out")]
    >>> spans = [[(17, text.index("."))] for text in texts]
    >>> tagger = fr.AttributionTagger(min_count=1).fit(texts, spans)
    >>> document = tagger.annotate("Word has it that bridges fell. The day went on.")
    >>> [(document.text[p.start : p.end], a.rule) for a in document.attributions for p in a.pieces]
    [('bridges fell', 'tagger')]
    """

    def __init__(
        self,
        *,
        c1: float = 0.1,
        c2: float = 1.0,
        max_iterations: int = 60,
        min_count: int = 2,
        threshold: float = 0.5,
        keep: float = 0.0,
        licence: str | None = None,
    ) -> None:
        self.c1 = c1
        self.c2 = c2
        self.max_iterations = max_iterations
        self.min_count = min_count
        self.threshold = threshold
        self.keep = keep
        self.licence = licence

    model_: bytes
    calibration_: Steps
    report_: dict[str, int]
    training_hash_: str

    def fit(self, texts: Iterable[str], spans: Iterable[Sequence[tuple[int, int]]]) -> AttributionTagger:
        """Learn from coded articles.

        Parameters
        ----------
        texts : iterable of str
            Articles as published, headline first.
        spans : iterable of sequence of (int, int)
            For each text the contents that people marked as attributed: half-open offsets, in any order, without
            overlap; an empty sequence where an article has none. A content in several pieces gives several spans.
            Where codings nest, give the outermost.

        Returns
        -------
        AttributionTagger
            Itself.

        Raises
        ------
        MissingExtraError
            If python-crfsuite is not installed.
        SettingError
            If a setting is not possible.
        DataError
            If texts and spans do not fit each other, or no span covers a word.
        """
        crf = _crfsuite()
        self._check_settings()
        articles = checked_codings(texts, spans)
        trainer = self._trainer(crf)
        partial = self._trainer(crf)
        held = range(_EVERY - 1, len(articles), _EVERY) if len(articles) >= _FEWEST_ARTICLES else range(0)
        digest = hashlib.sha256()
        n_tokens = n_content = 0
        for number, (text, marked) in enumerate(articles):
            digest.update(repr((text, marked)).encode())
            document = annotate(text)
            tokens = find_tokens(document)
            labels = gold_labels(tokens, marked)
            n_tokens += len(labels)
            n_content += len(labels) - labels.count("O")
            features = token_features(document, tokens)
            for start, end in tokens.paragraphs:
                trainer.append(features[start:end], labels[start:end])
                if held and number not in held:
                    partial.append(features[start:end], labels[start:end])
        if not n_content:
            raise DataError("no span covers a word, so there is nothing to learn from; mark contents in some texts")
        if n_content == n_tokens:
            raise DataError("every word is marked as content, so there is nothing to tell apart; mark contents only")
        self.calibration_ = ()
        if held:
            self._use(_trained(partial))
            self.calibration_ = fit_steps([row for n in held for row in self._tried(*articles[n])])
        self._use(_trained(trainer))
        self.training_hash_ = digest.hexdigest()
        self.report_ = {
            "n_texts": len(articles),
            "n_spans": sum(len(marked) for _, marked in articles),
            "n_tokens": n_tokens,
            "n_content_tokens": n_content,
            "n_features": int(self._opened().info().header["num_attrs"]),
            "iterations": len(trainer.logparser.iterations),
        }
        return self

    def annotate(self, text: str, *, headline: str | None = None) -> Document:
        """Read one article like :func:`framing.annotate`, with the tagger's contents outside quotation marks.

        Parameters
        ----------
        text : str
            The page as published, headline first.
        headline : str, optional
            The headline, where it is known.

        Returns
        -------
        Document
            Quotations, and what stands in them, are as the rules read them. A content of the tagger goes to the
            attribution of the rules that it overlaps or whose quotation it touches, and so keeps source, cue and rule;
            otherwise it is a new attribution of rule ``tagger`` with source ``unnamed`` and no cue, because the tagger
            finds contents, not sources; its ``confidence`` is the mean probability of its words, calibrated by
            ``calibration_`` where that is not empty. An attribution of the
            rules of which ``keep`` leaves nothing is gone.

        Raises
        ------
        ModelError
            If it is not fitted.
        """
        tagger = self._opened()
        self._check_settings()
        document = annotate(text, headline=headline)
        tokens = find_tokens(document)
        contents = self._contents(tagger, document, tokens)
        return merge(document, [(start, end, calibrated(self.calibration_, sure)) for start, end, sure in contents])

    def predict(self, texts: Iterable[str]) -> list[list[tuple[int, int]]]:
        """Give the attributed contents of articles.

        Parameters
        ----------
        texts : iterable of str
            Articles.

        Returns
        -------
        list of list of (int, int)
            For each text the spans that :meth:`annotate` attributes, quotations included, in order; pieces of one
            attribution with nothing but white space between them are one span.

        Raises
        ------
        ModelError
            If it is not fitted.
        """
        self._opened()
        if isinstance(texts, str):
            raise DataError("predict() takes a list of texts, not one text; give [text]")
        return [_joined(self.annotate(text)) for text in texts]

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the tagger to one file, whole or not at all, without pickle.

        Parameters
        ----------
        path : str or os.PathLike
            The file; an existing one is replaced. The texts it learned from are not in it, but words of theirs are.

        Raises
        ------
        ModelError
            If it is not fitted.
        OutputError
            If the file cannot be written.
        """
        self._opened()
        description = {
            "settings": self._settings(),
            "licence": self.licence,
            "report": self.report_,
            "training_hash": self.training_hash_,
            "calibration": [list(step) for step in self.calibration_],
        }
        save_parts(path, description, self.model_)

    @classmethod
    def load(cls, path: str | os.PathLike[str], *, expected_hash: str | None = None) -> AttributionTagger:
        """Read a tagger; nothing in the file is run.

        Format, versions, sizes and hashes are checked before CRFsuite sees the model. Hashes find damage and careless
        changes, not a forgery made with care, and CRFsuite reads its models in C: load only files from people you
        trust, or give the hash that they told you.

        Parameters
        ----------
        path : str or os.PathLike
            A file that :meth:`save` wrote.
        expected_hash : str, optional
            The ``fingerprint`` of the tagger, where it is known from elsewhere.

        Returns
        -------
        AttributionTagger

        Raises
        ------
        MissingExtraError
            If python-crfsuite is not installed.
        ModelError
            If the file is missing, foreign, truncated, changed or newer.
        """
        _crfsuite()
        description, model = load_parts(path, expected_hash)
        try:
            tagger = cls(licence=description["licence"], **description["settings"])
            tagger._check_settings()
            tagger.training_hash_ = str(description["training_hash"])
            tagger.report_ = {str(name): int(value) for name, value in description["report"].items()}
            tagger.calibration_ = checked_steps(description.get("calibration", []))
            tagger._use(model)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ModelError(f"the tagger {os.fspath(path)!r} is damaged ({error}); save or fetch it again") from error
        return tagger

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the model, as 64 hexadecimal digits."""
        self._opened()
        return hashlib.sha256(self.model_).hexdigest()

    def _trainer(self, crf: Any) -> Any:
        trainer = crf.Trainer(algorithm="lbfgs", verbose=False)
        trainer.set_params(
            {
                "c1": float(self.c1),
                "c2": float(self.c2),
                "max_iterations": int(self.max_iterations),
                "feature.minfreq": float(self.min_count),
            }
        )
        return trainer

    def _tried(self, text: str, marked: Sequence[tuple[int, int]]) -> list[tuple[float, int, int]]:
        """Give for each content that only the tagger finds its probability, its words and how many people marked."""
        document = self.annotate(text)
        tokens = find_tokens(document)
        right = [label != "O" for label in gold_labels(tokens, marked)]
        starts = [start for start, _ in tokens.spans]
        rows: list[tuple[float, int, int]] = []
        for attribution in document.attributions:
            if attribution.rule == RULE:
                (piece,) = attribution.pieces
                inside = right[bisect_left(starts, piece.start) : bisect_left(starts, piece.end)]
                rows.append((attribution.confidence, len(inside), sum(inside)))
        return rows

    def _contents(self, tagger: Any, document: Document, tokens: Tokens) -> list[Stretch]:
        """Tag the paragraphs of an article and give its contents outside quotation marks."""
        features = token_features(document, tokens)
        ruled = rule_labels(document, tokens)
        found: list[Stretch] = []
        known = set(tagger.labels())
        for start, end in tokens.paragraphs:
            tagger.set(features[start:end])
            inside: list[tuple[int, float]] = []
            for i in range(start, end):
                outside = tagger.marginal("O", i - start)
                if 1 - outside >= (self.threshold if ruled[i][0] == "O" else self.keep):
                    inside.append((i, 1 - outside))
            runs: list[list[tuple[int, float]]] = []
            for i, probability in inside:
                # Two claims of the rules side by side stay two.
                begins = ruled[i][0] == "B" and ruled[i - 1][0] != "O" if i else False
                begins = begins or ("B" in known and tagger.marginal("B", i - start) > 0.5)
                if runs and runs[-1][-1][0] == i - 1 and not begins:
                    runs[-1].append((i, probability))
                else:
                    runs.append([(i, probability)])
            for run in runs:
                mean = sum(probability for _, probability in run) / len(run)
                first, last = tokens.spans[run[0][0]][0], tokens.spans[run[-1][0]][1]
                for low, high in outside_marks(document, first, last):
                    if any(letter.isalnum() for letter in document.text[low:high]):
                        found.append((low, high, min(mean, 1.0)))
        return found

    def _settings(self) -> dict[str, Any]:
        return {
            "c1": self.c1,
            "c2": self.c2,
            "max_iterations": self.max_iterations,
            "min_count": self.min_count,
            "threshold": self.threshold,
            "keep": self.keep,
        }

    def _check_settings(self) -> None:
        for name in ("c1", "c2"):
            value = getattr(self, name)
            if not _is_number(value) or not 0 <= value < float("inf"):
                raise SettingError(f"{name} {value!r} is not possible; give a number of at least 0")
        for name in ("max_iterations", "min_count"):
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise SettingError(f"{name} {value!r} is not possible; give a whole number of at least 1")
        if not _is_number(self.threshold) or not 0 < self.threshold < 1:
            raise SettingError(f"threshold {self.threshold!r} is not possible; give a number over 0 and under 1")
        if not _is_number(self.keep) or not 0 <= self.keep < 1:
            raise SettingError(f"keep {self.keep!r} is not possible; give a number of at least 0 and under 1")

    def _use(self, model: bytes) -> None:
        self.model_ = model
        self.__dict__.pop("_tagger", None)
        self._opened()

    def _opened(self) -> Any:
        """Give the model opened by CRFsuite, which cannot be pickled or copied and so is opened where it is needed."""
        if "model_" not in self.__dict__:
            raise ModelError("this tagger has not learned yet; call fit(texts, spans) or AttributionTagger.load(path)")
        tagger = self.__dict__.get("_tagger")
        if tagger is None:
            tagger = _crfsuite().Tagger()
            tagger.open_inmemory(self.model_)
            if not set(tagger.labels()) <= set(LABELS) or "O" not in tagger.labels():
                raise ModelError(f"the labels {sorted(tagger.labels())} are not those of a tagger; fetch it again")
            self._tagger = tagger
        return tagger

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_tagger"}

    def __repr__(self) -> str:
        settings = ", ".join(f"{name}={value!r}" for name, value in self._settings().items())
        return f"AttributionTagger({settings}{'' if 'model_' in self.__dict__ else ', not fitted'})"


def _trained(trainer: Any) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.crfsuite"
        trainer.train(str(path))
        return path.read_bytes()


def _crfsuite() -> Any:
    try:
        import pycrfsuite
    except ImportError as error:
        raise MissingExtraError("an attribution tagger", "crf") from error
    return pycrfsuite


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _joined(document: Document) -> list[tuple[int, int]]:
    text = document.text
    spans: list[tuple[int, int, int]] = []
    pieces = sorted((p.start, p.end, a.attribution_id) for a in document.attributions for p in a.pieces)
    for begin, end, owner in pieces:
        start = max(begin, spans[-1][1]) if spans else begin
        if start >= end:
            continue
        if spans and spans[-1][2] == owner and not text[spans[-1][1] : start].strip():
            spans[-1] = (spans[-1][0], end, owner)
        else:
            spans.append((start, end, owner))
    return [(start, end) for start, end, _ in spans]
