"""Measure how far the codings of the teaching corpus agree: percent agreement and Krippendorff's alpha (nominal).

A unit counts for a variable when at least two coders gave it a value. Alpha needs the package ``krippendorff``
and is not defined where only one value occurs.

Usage: ``python corpora/tools/agreement.py [--list]``; with ``--list`` every unit on which the coders differ.
"""

from __future__ import annotations

import csv
import math
import sys
from collections import defaultdict
from dataclasses import dataclass

from units import TEACHING

Table = dict[str, dict[tuple[str, str, int, int], dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement on one variable."""

    variable: str
    units: int
    percent: float
    alpha: float


def read_codings() -> tuple[Table, dict[tuple[str, int, int], str]]:
    """Read ``codings.csv``: variable, then unit, then coder, to value; and the units' texts."""
    table: Table = defaultdict(lambda: defaultdict(dict))
    texts: dict[tuple[str, int, int], str] = {}
    with (TEACHING / "codings.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            start, end = int(row["start"]), int(row["end"])
            table[row["variable"]][row["article_id"], row["unit"], start, end][row["coder"]] = row["value"]
            texts[row["article_id"], start, end] = row["text"]
    return table, texts


def percent_agreement(codes: list[tuple[str, str]]) -> float:
    """Share of units on which two coders gave the same value, in percent; NaN without a unit."""
    return 100 * sum(a == b for a, b in codes) / len(codes) if codes else math.nan


def nominal_alpha(codes: list[tuple[str, str]]) -> float:
    """Krippendorff's alpha for two coders and nominal values; NaN where only one value occurs."""
    import krippendorff
    import numpy as np

    domain = sorted({value for pair in codes for value in pair})
    if len(domain) < 2:
        return math.nan
    numbers = {value: number for number, value in enumerate(domain)}
    data = np.array([[numbers[value] for value in coder] for coder in zip(*codes, strict=True)], dtype=float)
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))


def measure(table: Table, coders: tuple[str, str]) -> list[Agreement]:
    """Measure every variable for two coders."""
    first, second = coders
    results = []
    for variable, units in table.items():
        codes = [(c[first], c[second]) for c in units.values() if first in c and second in c]
        results.append(Agreement(variable, len(codes), percent_agreement(codes), nominal_alpha(codes)))
    return results


def main() -> None:
    """Print the table, or the units that differ."""
    table, texts = read_codings()
    coders = sorted({coder for units in table.values() for codes in units.values() for coder in codes})
    out = sys.stdout
    if "--list" in sys.argv[1:]:
        for variable, units in table.items():
            for (article, _, start, end), codes in units.items():
                if len(set(codes.values())) > 1:
                    values = " / ".join(codes.get(coder, "-") for coder in coders)
                    out.write(f"{article}:{start}-{end} {variable}: {values}  {texts[article, start, end]!r}\n")
        return
    out.write(f"coders: {', '.join(coders)}\n| variable | units | agreement % | alpha |\n|---|---|---|---|\n")
    for result in measure(table, (coders[0], coders[1])):
        out.write(f"| {result.variable} | {result.units} | {result.percent:.1f} | {result.alpha:.3f} |\n")


if __name__ == "__main__":
    main()
