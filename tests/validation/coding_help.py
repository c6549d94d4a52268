"""Codings made of rows of codes, one row a coder and one place a unit."""

import pandas as pd


def codings_of(rows, variable="x", unit="mention", article=None):
    """Codings of a mapping of coder to codes; None is no code."""
    return pd.DataFrame(
        [
            (coder, article or f"a{i}", i, i + 1, unit, variable, value)
            for coder, codes in rows.items()
            for i, value in enumerate(codes)
            if value is not None
        ],
        columns=["coder", "article_id", "start", "end", "unit", "variable", "value"],
    )


def from_table(table, codes):
    """Codings of two coders from a square table of counts."""
    first, second = [], []
    for i, row in enumerate(table):
        for j, n in enumerate(row):
            first += [codes[i]] * n
            second += [codes[j]] * n
    return codings_of({"A": first, "B": second})


def from_counts(counts, codes):
    """Codings of units given as counts of coders per code (which coder said what does not matter)."""
    units = [[code for code, n in zip(codes, row, strict=True) for _ in range(n)] for row in counts]
    return codings_of({f"c{i}": [unit[i] for unit in units] for i in range(len(units[0]))})
