"""Figures as files: text stays text, the same figure has the same bytes, the provenance travels along."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from framing.errors import SettingError, given_possible
from framing.plot.canvas import _NOTES
from framing.plot.styles import SAVING, need_matplotlib
from framing.version import __version__
from framing.writing import whole_file

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["save"]

FORMS: Final = ("pdf", "svg", "png")


def save(
    figure: Axes | Figure,
    path: str | os.PathLike[str],
    *,
    provenance: Any = None,
    title: str | None = None,
    dpi: int = 600,
) -> Path:
    """Write a figure to a file, whole or not at all; the same figure always gives the same bytes.

    Parameters
    ----------
    figure : Axes or Figure
        What a function of this room returned, or any figure.
    path : path-like
        Its ending tells the format: ``.pdf``, ``.svg`` or ``.png``.
    provenance : Provenance, optional
        Of the result (``result.provenance``): the paragraph of its ``methods()`` is put into the file's metadata, with
        the caption.
    title : str, optional
        For the metadata.
    dpi : int
        Of a PNG.

    Returns
    -------
    Path
        ``path``.

    Raises
    ------
    SettingError
        For another ending.
    OutputError
        Where the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> import framing as fr
    >>> corpus = fr.as_corpus([{"article_id": "a", "outlet": "A", "text": "Terrorists fled. A gunman fled."}])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> result = fr.aggregate(profiles, measures="shares:armed_actor")
    >>> folder = Path(tempfile.mkdtemp())
    >>> file = fr.plot.save(fr.plot.shares(result), folder / "shares.pdf", provenance=result.provenance)
    >>> file.read_bytes()[:5]
    b'%PDF-'
    """
    need_matplotlib()
    import matplotlib as mpl

    from framing.plot.figure import fixed_metadata

    target = Path(path)
    form = target.suffix.lower().lstrip(".")
    if form not in FORMS:
        raise SettingError(given_possible("ending", target.suffix, [f".{name}" for name in FORMS]))
    whole: Any = figure if hasattr(figure, "savefig") else getattr(figure, "figure", None)
    if whole is None or not hasattr(whole, "savefig"):
        raise SettingError(f"figure is a {type(figure).__name__}; give the Axes or the Figure to save")
    said = [_NOTES[ax] for ax in whole.axes if ax in _NOTES]
    if provenance is not None:
        said.append(provenance.methods() if hasattr(provenance, "methods") else str(provenance))
    about = _metadata(form, title, " ".join(said))
    size: Any = dpi if form == "png" else "figure"
    with whole_file(target) as unfinished, mpl.rc_context(SAVING):
        whole.savefig(unfinished, format=form, dpi=size, metadata=fixed_metadata(form, about))
    return target


def _metadata(form: str, title: str | None, text: str) -> dict[str, Any]:
    maker = f"framing {__version__}"
    if form == "pdf":
        found = {"Title": title, "Subject": text or None, "Creator": maker}
    elif form == "svg":
        found = {"Title": title, "Description": text or None, "Creator": maker}
    else:
        found = {"Title": title, "Description": text or None, "Software": maker}
    return {key: value for key, value in found.items() if value}
