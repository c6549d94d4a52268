"""What a file format could not carry: reported entry by entry, when reading and when writing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LexiconWarning", "Loss", "LossReport"]

_SHOWN = 20
_LINE = re.compile(r", line (\d+)\Z")


class LexiconWarning(UserWarning):
    """Something in a lexicon file was not carried over; ``lexicon.losses`` says what."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that was not carried over as it stands.

    Attributes
    ----------
    kind : str
        ``term``, ``weight``, ``condition``, ``context``, ``regex``, ``wildcard``, ``case``, ``spelling``,
        ``category``, ``choice_set``, ``group``, ``reference``, ``metadata``, ``order`` or ``encoding``.
    what : str
        The entry as written, such as ``kind``.
    where : str
        File and line when reading; the category or variant when writing.
    why : str
        What became of it and the reason.
    """

    kind: str
    what: str
    where: str
    why: str

    @property
    def line(self) -> int | None:
        """The line of the file, where ``where`` names one."""
        match = _LINE.search(self.where)
        return int(match[1]) if match else None

    def __str__(self) -> str:
        return f"{self.where}: {self.what}: {self.why}"


@dataclass(frozen=True, slots=True)
class LossReport:
    """Everything that was not carried over; false where nothing was lost.

    Attributes
    ----------
    losses : tuple of Loss
        In the order of the file or of the lexicon.
    title : str
        What was read or written.

    Examples
    --------
    >>> report = LossReport((Loss("weight", "raid", "violence", "its weight 2 is left out"),), "mine.dic")
    >>> bool(report), len(report), bool(LossReport())
    (True, 1, False)
    >>> print(report)
    mine.dic: 1 thing not carried over (1 weight)
      violence: raid: its weight 2 is left out
    """

    losses: tuple[Loss, ...] = ()
    title: str = ""

    def __bool__(self) -> bool:
        return bool(self.losses)

    def __len__(self) -> int:
        return len(self.losses)

    def __iter__(self) -> Iterator[Loss]:
        return iter(self.losses)

    @property
    def summary(self) -> str:
        """One line: how many of what."""
        title = f"{self.title}: " if self.title else ""
        if not self.losses:
            return f"{title}everything was carried over"
        kinds = ", ".join(f"{n:,} {kind}" for kind, n in Counter(loss.kind for loss in self.losses).most_common())
        return f"{title}{len(self.losses):,} thing{'s' * (len(self.losses) > 1)} not carried over ({kinds})"

    def __str__(self) -> str:
        return "\n".join([self.summary, *(f"  {loss}" for loss in self.losses)])

    def __repr__(self) -> str:
        return f"<LossReport {self.summary}>"

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(
            f"<tr><td>{escape(loss.where)}</td><td>{escape(loss.what)}</td><td>{escape(loss.why)}</td></tr>"
            for loss in self.losses[:_SHOWN]
        )
        more = f"<p>and {len(self) - _SHOWN:,} more: print(report) shows all</p>" if len(self) > _SHOWN else ""
        head = "<tr><th>where</th><th>what</th><th>why</th></tr>"
        return f"<p>{escape(self.summary)}</p>" + (f"<table>{head}{rows}</table>{more}" if rows else "")

    def to_frame(self) -> pd.DataFrame:
        """Give a table with the columns ``kind, what, where, why``, one row a loss."""
        import pandas as pd

        names = ("kind", "what", "where", "why")
        return pd.DataFrame({name: [getattr(loss, name) for loss in self.losses] for name in names}, dtype="str")
