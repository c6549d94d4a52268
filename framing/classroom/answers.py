"""The answers of a class: files gathered into tables, how far the class agrees, and a picture to discuss."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from framing.classroom.answer_file import AnswerFile, SheetKey, read_file, read_sheet
from framing.classroom.strings import strings
from framing.errors import DataError, ReadError, SettingError, given_possible

if TYPE_CHECKING:
    import pandas as pd

    from framing.validation.agreement import Agreement

__all__ = ["ClassAnswers", "read_answers"]

_MOST_FILES: Final = 2_000
_ANSWERS: Final = (
    "coder", "article_id", "start", "end", "unit", "variable", "value", "exercise", "item", "key", "quote", "library",
    "file",
)  # fmt: skip
_TEXTS: Final = ("coder", "exercise", "item", "article_id", "quote", "text", "file")
_DISPUTES: Final = ("coder", "exercise", "item", "article_id", "key", "quote", "verdict", "reason", "file")
_FILES: Final = ("file", "coder", "saved", "n_answers", "n_disputes", "problem")
_OPINIONS: Final = frozenset({"choice"})


@dataclass(frozen=True, slots=True)
class ClassAnswers:
    """What a class answered, without scores: rows are places and questions, never people in order.

    Attributes
    ----------
    answers : pandas.DataFrame
        One row per closed answer, in the columns of the codings table (``coder, article_id, start, end, unit, variable,
        value``) with ``exercise, item, key, quote, library, file``. `variable` is ``loaded`` (words marked),
        ``choice`` (the word somebody would print), ``voice``, ``telling``, ``named`` or ``outlets``; `library` is what
        the library says, null where it says nothing.
    texts : pandas.DataFrame
        Free answers: ``coder, exercise, item, article_id, quote, text, file``.
    disputes : pandas.DataFrame
        Where people compared: ``coder, exercise, item, article_id, key, quote, verdict, reason, file``; `verdict` is
        ``same``, ``different``, ``undecided`` or empty.
    files : pandas.DataFrame
        One row per file found: ``file, coder, saved, n_answers, n_disputes, problem``. A file with a problem gives no
        answers.
    worksheet, title : str
        Digest and title of the worksheet.
    """

    answers: pd.DataFrame
    texts: pd.DataFrame
    disputes: pd.DataFrame
    files: pd.DataFrame
    worksheet: str = ""
    title: str = ""

    def __repr__(self) -> str:
        people, bad = self.answers["coder"].nunique(), int(self.files["problem"].notna().sum())
        return f"<ClassAnswers of {people} people: {len(self.answers):,} answers; {bad} files with a problem>"

    def counts(self, variable: str | None = None) -> pd.DataFrame:
        """Count the answers to each question.

        Parameters
        ----------
        variable : str, optional
            Only this one.

        Returns
        -------
        pandas.DataFrame
            ``exercise, item, key, variable, article_id, start, quote, value, n, n_people, share, library``: one row per
            question and answer that somebody gave, in the order of the worksheet; `n_people` answered the question,
            `share` is ``n / n_people``, `library` tells whether the library says the same (null where it says nothing).
            Words that nobody marked have their row with ``no``.

        Raises
        ------
        SettingError
            For a variable that nobody answered.
        """
        import pandas as pd

        rows = self.answers
        if variable is not None:
            known = list(dict.fromkeys(rows["variable"]))
            if variable not in known:
                raise SettingError(given_possible("variable", variable, known))
            rows = rows[rows["variable"] == variable]
        columns = ["exercise", "item", "key", "variable", "article_id", "start", "quote", "value"]
        if rows.empty:
            return pd.DataFrame(columns=[*columns, "n", "n_people", "share", "library"])
        n = rows.groupby(columns, sort=False).size().rename("n").reset_index()
        n["n_people"] = n.groupby("key", sort=False)["n"].transform("sum")
        n["share"] = n["n"] / n["n_people"]
        says = rows.dropna(subset=["library"]).drop_duplicates("key").set_index("key")["library"].to_dict()
        n["library"] = pd.array(
            [says[key] == value if key in says else None for key, value in zip(n["key"], n["value"], strict=True)],
            dtype="boolean",
        )
        order = {key: place for place, key in enumerate(dict.fromkeys(rows.sort_values(["item", "start"])["key"]))}
        n["_order"] = n["key"].map(order)
        n = n.sort_values(["_order", "n"], ascending=[True, False], kind="stable")
        return n.drop(columns="_order").reset_index(drop=True)

    def divided(self, n: int = 5, variable: str | None = None) -> pd.DataFrame:
        """Give the questions on which the class was most divided: a place to begin a discussion.

        Parameters
        ----------
        n : int
            How many questions.
        variable : str, optional
            Only this one.

        Returns
        -------
        pandas.DataFrame
            Rows of :meth:`counts` of those questions, the most divided first. Divided is how likely two people of the
            class, drawn at random, gave different answers; questions that fewer than two people answered are left out.
        """
        counts = self.counts(variable)
        counts = counts[counts["n_people"] >= 2]
        if counts.empty:
            return counts
        same = (counts["n"] * (counts["n"] - 1)).groupby(counts["key"], sort=False).sum()
        people = counts.groupby("key", sort=False)["n_people"].first()
        order = (1 - same / (people * (people - 1))).sort_values(ascending=False, kind="stable").index[:n]
        place = {key: number for number, key in enumerate(order)}
        chosen = counts[counts["key"].isin(place)]
        chosen = chosen.assign(_place=chosen["key"].map(place)).sort_values("_place", kind="stable")
        return chosen.drop(columns="_place").reset_index(drop=True)

    def agreement(self, variable: str | Sequence[str] | None = None, **settings: Any) -> Agreement:
        """Measure how far the class agrees, with :func:`framing.agreement`.

        Parameters
        ----------
        variable : str or sequence of str, optional
            By default all that two people or more answered but ``choice``, which is a matter of taste.
        **settings
            Passed on, such as ``coefficients``.

        Raises
        ------
        DataError
            If no question was answered by two people or more.
        """
        from framing.validation.agreement import agreement

        people = self.answers.groupby("variable", sort=False)["coder"].nunique()
        shared = [str(name) for name in people.index[people >= 2] if name not in _OPINIONS]
        if variable is None and not shared:
            raise DataError(
                "agreement needs the answers of two people or more to the same questions; gather more files"
            )
        return agreement(self.answers, variable=shared if variable is None else variable, **settings)

    def plot(self, variable: str = "voice", *, n: int = 8, ax: Any = None) -> Any:
        """Draw the questions on which the class was most divided, with :func:`framing.plot.answers`.

        Parameters
        ----------
        variable : str
        n : int
            How many questions.
        ax : matplotlib.axes.Axes, optional

        Returns
        -------
        matplotlib.axes.Axes
            One bar a question, with the task's number on the worksheet; a frame stands around what the library says.
        """
        from framing.plot.answers import answers

        words = strings()
        labels = {key.removeprefix("figure."): text for key, text in words.items() if key.startswith("figure.")}
        table = self.divided(n, variable)
        # Tasks have numbers on the worksheet; words of a text have none.
        numbered = table[~table["key"].str.startswith("w:") & table["item"].str.match(r"[a-z]\d+$")]
        for row in numbered.drop_duplicates("key").to_dict("records"):
            if row["exercise"] != "outlets":
                labels[str(row["key"])] = f"{str(row['item'])[1:]}. {row['quote']}"
        return answers(table, ax=ax, labels=labels, title=self.title)

    def _repr_html_(self) -> str:
        return str(self.files.to_html(index=False, na_rep="–"))


def read_answers(
    folder: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    worksheet: str | os.PathLike[str] | None = None,
) -> ClassAnswers:
    """Gather the files that pupils saved from one worksheet.

    A file that is damaged, foreign, changed after it was saved, too large or of another worksheet gives a row with its
    ``problem`` and no answers; so does the earlier of two files of one person. Names are as people typed them; two
    people of one name are told apart by a number, people without one are called by the first letters of a random code.

    Parameters
    ----------
    folder : path or iterable of paths
        A folder (not the folders in it) or files.
    worksheet : path, optional
        The page that was worked on. With it every answer is checked against what the page asks, and what the library
        says comes from there; without it the worksheet that most files belong to is taken.

    Returns
    -------
    ClassAnswers

    Raises
    ------
    ReadError
        If the folder or the worksheet is not there, or the folder holds far too many files.

    Examples
    --------
    >>> import tempfile
    >>> found = read_answers(tempfile.mkdtemp())
    >>> found
    <ClassAnswers of 0 people: 0 answers; 0 files with a problem>
    """
    import pandas as pd

    key = read_sheet(Path(worksheet)) if worksheet is not None else None
    read = [read_file(path) for path in _paths(folder)]
    digests = Counter(one.worksheet for one in read if not one.problem)
    digest = key.digest if key else (digests.most_common(1)[0][0] if digests else "")
    read = _one_each([_belonging(one, digest, key) for one in read])
    labels = _labels([one for one in read if not one.problem])
    answers: list[dict[str, Any]] = []
    texts: list[dict[str, Any]] = []
    disputes: list[dict[str, Any]] = []
    files = []
    for one in read:
        coder = labels.get(one.person) if not one.problem else None
        n_disputes = 0
        if not one.problem:
            for row in one.answers:
                if row["variable"] == "text":
                    texts.append({**row, "coder": coder, "text": row["value"], "file": one.name})
                else:
                    library = key.units[row["key"]]["library"] if key else row["library"]
                    # Questions about a pair of articles have no place in a text: each is a unit of its own.
                    unit = f"pair {row['key']}" if row["unit"] == "pair" else row["unit"]
                    answers.append({**row, "unit": unit, "coder": coder, "library": library, "file": one.name})
            disputes += [{**row, "coder": coder, "file": one.name} for row in one.disputes]
            n_disputes = len(one.disputes)
        files.append(
            {
                "file": one.name,
                "coder": coder,
                "saved": one.saved or None,
                "n_answers": 0 if one.problem else len(one.answers),
                "n_disputes": n_disputes,
                "problem": one.problem or None,
            }
        )
    title = key.title if key else next((one.title for one in read if not one.problem), "")
    return ClassAnswers(
        pd.DataFrame(answers, columns=list(_ANSWERS)),
        pd.DataFrame(texts, columns=list(_TEXTS)),
        pd.DataFrame(disputes, columns=list(_DISPUTES)),
        pd.DataFrame(files, columns=list(_FILES)),
        digest,
        title,
    )


def _paths(folder: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]) -> list[Path]:
    if not isinstance(folder, str | os.PathLike):
        paths = [Path(one) for one in folder]
    else:
        place = Path(folder)
        if place.is_file():
            return [place]
        if not place.is_dir():
            raise ReadError(f"there is no folder '{place.name}'; give the folder that holds the saved files")
        paths = sorted(one for one in place.iterdir() if one.is_file() and not one.name.startswith("."))
    if len(paths) > _MOST_FILES:
        raise ReadError(
            f"there are {len(paths):,} files, where at most {_MOST_FILES:,} are read; give a folder of answers"
        )
    return paths


def _belonging(one: AnswerFile, digest: str, key: SheetKey | None) -> AnswerFile:
    if one.problem:
        return one
    if one.worksheet != digest:
        return _without(one, f"belongs to another worksheet ({one.title or one.worksheet})")
    for row in one.answers if key else ():
        unit = key.units.get(row["key"]) if key else None
        fits = unit is not None and all(
            row[name] == unit[name] for name in ("exercise", "item", "article_id", "start", "end", "unit", "variable")
        )
        if not fits or unit is None or (unit["codes"] is not None and row["value"] not in unit["codes"]):
            return _without(one, f"answers what the worksheet does not ask ({row['key'][:40]!r})")
    return one


def _without(one: AnswerFile, problem: str) -> AnswerFile:
    return replace(one, problem=problem)


def _one_each(read: Sequence[AnswerFile]) -> list[AnswerFile]:
    """Keep the file that each person saved last."""
    latest: dict[str, int] = {}
    for number, one in enumerate(read):
        if not one.problem:
            before = latest.get(one.person)
            if before is None or (one.saved, one.name) >= (read[before].saved, read[before].name):
                latest[one.person] = number
    return [
        one
        if one.problem or latest[one.person] == number
        else _without(one, f"an earlier file of the person of '{read[latest[one.person]].name}'")
        for number, one in enumerate(read)
    ]


def _labels(read: Sequence[AnswerFile]) -> Mapping[str, str]:
    labels: dict[str, str] = {}
    taken: Counter[str] = Counter()
    for one in sorted(read, key=lambda one: one.person):
        name = " ".join(one.label.split()) or f"person {one.person[:4]}"
        taken[name] += 1
        labels[one.person] = name if taken[name] == 1 else f"{name} ({taken[name]})"
    return labels
