"""What is known of a published set before a line of it is read: where it comes from, its licence, its files.

Every reader asks an :class:`Origin` for its files, so that a folder that lacks one, or a file that is not what
its name says, gives the same kind of message: what is missing, and where to get it. Nothing is downloaded.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import ReadError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Origin"]


@dataclass(frozen=True, slots=True)
class Origin:
    """A published set: its name, where a user gets it, and under which licence it stands.

    Parameters
    ----------
    name : str
        Short name of the set, as in messages.
    get_from : str
        Where its authors publish it.
    licence : str
        What is known of its licence.
    reference : str
        The paper to cite.
    """

    name: str
    get_from: str
    licence: str
    reference: str

    def folder(self, folder: str | os.PathLike[str]) -> Path:
        """Return the folder as a path, or raise with the place to get the set from.

        Parameters
        ----------
        folder : str or os.PathLike
            The folder that a user gave.

        Raises
        ------
        ReadError
            If there is no such folder.
        """
        path = Path(folder)
        if not path.is_dir():
            raise ReadError(
                f"{self.name}: there is no folder {os.fspath(path)!r}; get the set from {self.get_from} "
                "and pass the folder that holds it"
            )
        return path

    def first(self, folder: Path, *names: str) -> Path:
        """Return the first of the named files or folders that exists below `folder`.

        Raises
        ------
        ReadError
            If none of them is there.
        """
        for name in names:
            path = folder / name
            if path.exists():
                return path
        wanted = " or ".join(repr(name) for name in names)
        raise ReadError(
            f"{self.name}: {os.fspath(folder)!r} has no {wanted}; get the set from {self.get_from} "
            "and keep its authors' file names"
        )

    def text(self, path: Path) -> str:
        r"""Return the text of a UTF-8 file with its line ends as they are, without a byte-order mark.

        Raises
        ------
        ReadError
            If the file cannot be read or is not UTF-8.
        """
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise ReadError(f"{self.name}: {path.name!r} cannot be read: {error.strerror}") from error
        try:
            return raw.decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            raise ReadError(
                f"{self.name}: {path.name!r} is not UTF-8 at byte {error.start}; "
                f"the authors' file is, so get it again from {self.get_from}"
            ) from error

    def table(
        self,
        path: Path,
        columns: Sequence[str],
        *,
        delimiter: str = ",",
        names: Sequence[str] | None = None,
        quoted: bool = True,
        short: bool = False,
    ) -> pd.DataFrame:
        r"""Return a delimited file as a frame of strings, every row with its line number as `line`.

        Parameters
        ----------
        path : pathlib.Path
            The file.
        columns : sequence of str
            Columns that must be there.
        delimiter : str
            What parts the cells.
        names : sequence of str, optional
            Names of the columns where the file has no header line.
        quoted : bool
            Whether ``"`` quotes cells; where it does not, it is a character like others.
        short : bool
            Whether a row may lack cells at its end that no named column needs; they are empty then.

        Raises
        ------
        ReadError
            If a column is missing or a row has another number of cells.
        """
        import pandas as pd

        # A cell of a news table can hold a whole article, more than the csv module's guard of 128 KB.
        csv.field_size_limit(max(csv.field_size_limit(), 16_000_000))
        reader = csv.reader(
            io.StringIO(self.text(path), newline=""),
            delimiter=delimiter,
            quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        )
        try:
            header = list(names) if names is not None else next(reader, [])
            missing = [name for name in columns if name not in header]
            if missing:
                raise ReadError(
                    f"{self.name}: {path.name!r} has no column {', '.join(map(repr, missing))} "
                    f"(it has {', '.join(map(repr, header))}); get the authors' file from {self.get_from}"
                )
            needed = 1 + max((header.index(name) for name in columns), default=-1)
            rows: list[list[str]] = []
            lines: list[int] = []
            for row in reader:
                if not row:
                    continue
                if short and needed <= len(row) < len(header):
                    row.extend([""] * (len(header) - len(row)))
                if len(row) != len(header):
                    raise ReadError(
                        f"{self.name}: {path.name!r} line {reader.line_num} has {len(row)} cells, "
                        f"its header {len(header)}; get the file again from {self.get_from}"
                    )
                rows.append(row)
                lines.append(reader.line_num)
        except csv.Error as error:
            raise ReadError(f"{self.name}: {path.name!r} line {reader.line_num}: {error}") from error
        frame = pd.DataFrame(rows, columns=[name or "index" for name in header])
        frame["line"] = lines
        return frame

    def json_lines(self, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield the objects of a JSON-lines file with their line numbers.

        Raises
        ------
        ReadError
            If a line is not a JSON object.
        """
        for number, line in enumerate(self.text(path).split("\n"), start=1):
            if not line.strip():
                continue
            yield number, self.json_object(line, f"{path.name!r} line {number}")

    def json_object(self, text: str, where: str) -> dict[str, Any]:
        """Return the JSON object that `text` holds.

        Raises
        ------
        ReadError
            If it is no JSON object; the message says where.
        """
        try:
            value = json.loads(text)
        except json.JSONDecodeError as error:
            raise ReadError(f"{self.name}: {where} is not JSON: {error.msg} at column {error.colno}") from error
        if not isinstance(value, dict):
            raise ReadError(f"{self.name}: {where} is a {type(value).__name__}, an object was expected")
        return value

    def broken(self, where: str, what: str) -> ReadError:
        """Return the error for content that breaks the authors' format.

        Examples
        --------
        >>> Origin("demo", "its authors", "none", "-").broken("'a.ann' line 3", "span without numbers")
        ReadError("demo: 'a.ann' line 3: span without numbers; get the file again from its authors")
        """
        return ReadError(f"{self.name}: {where}: {what}; get the file again from {self.get_from}")
